import type { Watch } from './watch-store.ts'

/** How often a version approved and gave each reason. */
export interface Rates {
  readonly decisions: number
  readonly approved: number
  /** Decisions in which each principal reason was given. */
  readonly reasons: ReadonlyMap<string, number>
}

export interface DriftFinding {
  /** `approval`, or the code of a reason. */
  readonly measure: string
  readonly expectedPpm: number
  readonly observedPpm: number
}

/** A difference that chance makes less often than once in 370 looks is taken as one. */
const DEVIATIONS = 3

/**
 * What has moved further from normal than is allowed and than chance explains.
 *
 * @returns approval first, then reasons by how far they moved; empty below the least number of decisions
 */
export function driftOf(observed: Rates, expected: Rates, watch: Watch): DriftFinding[] {
  if (observed.decisions < watch.decisionsMin || expected.decisions < watch.decisionsMin) return []
  const finding = (measure: string, seen: number, usual: number, most: number): DriftFinding[] => {
    const [is, was] = [seen / observed.decisions, usual / expected.decisions]
    if (Math.abs(is - was) * 1_000_000 <= most || !isBeyondChance(seen, observed.decisions, usual, expected.decisions))
      return []
    return [{ measure, expectedPpm: Math.round(was * 1_000_000), observedPpm: Math.round(is * 1_000_000) }]
  }
  const codes = [...new Set([...observed.reasons.keys(), ...expected.reasons.keys()])].sort()
  const reasons = codes.flatMap((code) =>
    finding(code, observed.reasons.get(code) ?? 0, expected.reasons.get(code) ?? 0, watch.reasonDriftPpm),
  )
  const moved = ({ expectedPpm, observedPpm }: DriftFinding) => Math.abs(observedPpm - expectedPpm)
  return [
    ...finding('approval', observed.approved, expected.approved, watch.approvalDriftPpm),
    ...reasons.sort((a, b) => moved(b) - moved(a)),
  ]
}

/** Two proportions compared with their common standard error. */
function isBeyondChance(a: number, ofA: number, b: number, ofB: number): boolean {
  const common = (a + b) / (ofA + ofB)
  const error = Math.sqrt(common * (1 - common) * (1 / ofA + 1 / ofB))
  return error === 0 ? a / ofA !== b / ofB : Math.abs(a / ofA - b / ofB) > DEVIATIONS * error
}
