/** What is counted of a stretch of applications; two tallies of one plan add up. Plain arrays, so that threads can send them. */
export interface Tally {
  applications: number
  /** 4 × 4, row what the champion says, column what the challenger says, in the order of `OUTCOMES`. */
  readonly matrix: Float64Array
  readonly matrixKnown: Float64Array
  readonly matrixBad: Float64Array
  readonly champion: SideTally
  readonly challenger: SideTally
  readonly segments: readonly SegmentTally[]
  swapInFen: number
  swapInObserved: number
}

export interface SideTally {
  readonly reasons: Float64Array
  approvedFen: number
  /** Σ amount × rate, for the average. */
  ratedFen: number
  rateWeight: number
  interestFen: number
  lossFen: number
}

/** Per value of a dimension, seven counts in a row: see `SEGMENT_COUNTS`. */
export interface SegmentTally {
  readonly counts: Float64Array
}

export const SEGMENT_COUNTS = 7

export function emptyTally(reasons: readonly [number, number], segmentSizes: readonly number[]): Tally {
  return {
    applications: 0,
    matrix: new Float64Array(16),
    matrixKnown: new Float64Array(16),
    matrixBad: new Float64Array(16),
    champion: emptySide(reasons[0]),
    challenger: emptySide(reasons[1]),
    segments: segmentSizes.map((size) => ({ counts: new Float64Array(size * SEGMENT_COUNTS) })),
    swapInFen: 0,
    swapInObserved: 0,
  }
}

function emptySide(reasons: number): SideTally {
  const sums = { approvedFen: 0, ratedFen: 0, rateWeight: 0, interestFen: 0, lossFen: 0 }
  return { reasons: new Float64Array(reasons), ...sums }
}

/** Adds one tally to another of the same plan. */
export function addTally(sum: Tally, one: Tally): void {
  sum.applications += one.applications
  sum.swapInFen += one.swapInFen
  sum.swapInObserved += one.swapInObserved
  for (const name of ['matrix', 'matrixKnown', 'matrixBad'] as const) addAll(sum[name], one[name])
  for (const side of ['champion', 'challenger'] as const) {
    addAll(sum[side].reasons, one[side].reasons)
    for (const name of ['approvedFen', 'ratedFen', 'rateWeight', 'interestFen', 'lossFen'] as const)
      sum[side][name] += one[side][name]
  }
  sum.segments.forEach(({ counts }, i) => void addAll(counts, one.segments[i]!.counts))
}

function addAll(sum: Float64Array, one: Float64Array): void {
  for (let i = 0; i < sum.length; i += 1) sum[i]! += one[i]!
}
