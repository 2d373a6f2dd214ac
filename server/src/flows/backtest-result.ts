import { labelOf, type OutputOf, type policiesApi } from '@puhui/api'
import { PROVINCES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import type { Policy } from '@puhui/policy'
import { OUTCOMES, SEGMENT_COUNTS, type SideTally, type Tally } from '../modules/policies/index.ts'
import type { PastRows, SegmentKind } from './backtest-rows.ts'

type Result = NonNullable<OutputOf<typeof policiesApi.getBacktest>['result']>

interface Ran {
  readonly tally: Tally
  readonly past: PastRows
  readonly champion: Policy
  readonly challenger: Policy
  readonly milliseconds: number
}

/** Counts as people read them: rates only where there is something to divide by. */
export function backtestResult({ tally, past, champion, challenger, milliseconds }: Ran): Result {
  const cell = (from: number, to: number, of: Float64Array = tally.matrix) => of[from * 4 + to]!
  const matrix = OUTCOMES.flatMap((from, i) =>
    OUTCOMES.map((to, j) => {
      const counts = { count: cell(i, j), known: cell(i, j, tally.matrixKnown), bad: cell(i, j, tally.matrixBad) }
      return { from, to, ...counts }
    }),
  )
  const swap = (is: (one: Result['matrix'][number]) => boolean, name: 'count' | 'known' | 'bad') =>
    matrix.filter(is).reduce((sum, one) => sum + one[name], 0)
  const comesIn = ({ from, to }: Result['matrix'][number]) => to === 'approve' && from !== 'approve'
  const goesOut = ({ from, to }: Result['matrix'][number]) => from === 'approve' && to !== 'approve'
  const swapIns = swap(comesIn, 'count')
  return {
    applications: tally.applications,
    unreadable: past.unreadable,
    champion: sideOf(tally, tally.champion, matrix, 'from'),
    challenger: sideOf(tally, tally.challenger, matrix, 'to'),
    matrix,
    swapIn: {
      count: swapIns,
      approvedFen: fenOf(tally.swapInFen),
      observed: tally.swapInObserved,
      unobserved: swapIns - tally.swapInObserved,
    },
    swapOut: { count: swap(goesOut, 'count'), known: swap(goesOut, 'known'), bad: swap(goesOut, 'bad') },
    reasons: reasonsOf(tally, champion, challenger),
    segments: past.segmentValues.flatMap(({ by, values }, i) =>
      values.map((value, at) => segmentOf(by, value, tally.segments[i]!.counts.subarray(at * SEGMENT_COUNTS))),
    ),
    milliseconds,
  }
}

function sideOf(tally: Tally, side: SideTally, matrix: Result['matrix'], axis: 'from' | 'to'): Result['champion'] {
  const sum = (outcome: string, name: 'count' | 'known' | 'bad') =>
    matrix.filter((one) => one[axis] === outcome).reduce((all, one) => all + one[name], 0)
  const [approve, known, bad] = [sum('approve', 'count'), sum('approve', 'known'), sum('approve', 'bad')]
  return {
    approve,
    refer: sum('refer', 'count'),
    decline: sum('decline', 'count'),
    moreData: sum('moreData', 'count'),
    approvalRatePpm: share(approve, tally.applications),
    approvedFen: fenOf(side.approvedFen),
    averageRatePpm: side.ratedFen === 0 ? null : Math.round(side.rateWeight / side.ratedFen),
    interestFen: fenOf(side.interestFen),
    knownLossFen: fenOf(side.lossFen),
    known,
    bad,
    badRatePpm: share(bad, known),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000)
}

function fenOf(sum: number): string {
  return String(Math.round(sum))
}

function reasonsOf(tally: Tally, champion: Policy, challenger: Policy): Result['reasons'] {
  const counts = (policy: Policy, { reasons }: SideTally) => {
    return new Map(policy.reasons.map(({ code }, i) => [code, reasons[i] ?? 0]))
  }
  const [was, is] = [counts(champion, tally.champion), counts(challenger, tally.challenger)]
  const labels = new Map([...champion.reasons, ...challenger.reasons].map(({ code, staff }) => [code, staff]))
  return [...labels]
    .map(([code, label]) => ({ code, label, champion: was.get(code) ?? 0, challenger: is.get(code) ?? 0 }))
    .filter((one) => one.champion + one.challenger > 0)
    .sort((a, b) => b.challenger + b.champion - (a.challenger + a.champion))
}

function segmentOf(by: SegmentKind, value: string, counts: Float64Array): Result['segments'][number] {
  const [applications, championApproved, challengerApproved, swapIn, swapOut, known, bad] =
    counts as unknown as number[]
  return {
    by,
    value,
    label: segmentLabel(by, value),
    applications: applications!,
    championApproved: championApproved!,
    challengerApproved: challengerApproved!,
    swapIn: swapIn!,
    swapOut: swapOut!,
    known: known!,
    bad: bad!,
  }
}

function segmentLabel(by: SegmentKind, value: string): Localized {
  if (value === 'unknown') return { zh: '未知', en: 'Unknown' }
  if (by === 'region') return PROVINCES.get(value) ?? { zh: value, en: value }
  if (by === 'channel') return labelOf('channel', value)
  return { zh: value, en: value }
}
