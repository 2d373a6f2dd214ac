import { dayFromEpoch, epochOf } from '@puhui/calendar'
import { type Fen, maxFen } from '@puhui/money'
import { type InterestStep, stepOf } from '@puhui/product'
import type { Core } from './core.ts'
import { type Move, owedOn, pastDueOf, type Rest, restRateOn } from './rest.ts'
import type { RestUntil } from './rest-rows.ts'
import type { Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * The days of a row on the balance that was owed, or is going to be.
 *
 * @param assumedFen principal of the rows before it that is open, and is taken for paid from the day on
 */
export function restStepsOf(
  terms: LoanTerms,
  { schedule }: Core,
  rest: Rest,
  row: Row,
  { epoch, stopEpoch, assumedFen }: RestUntil & { readonly assumedFen: Fen },
): readonly InterestStep[] {
  const grows = assumedFen > 0n && pastDueOf(schedule) === 'bears-interest'
  const cuts = cutsOf(terms, rest, row, { end: Math.min(row.toEpoch, stopEpoch), ...(grows ? { epoch } : {}) })
  return cuts.slice(0, -1).map((from, at) => {
    const isKnown = grows && from < epoch
    const balanceFen = maxFen(0n, owedOn(rest, from) - (isKnown ? 0n : assumedFen))
    const [on, to] = [dayFromEpoch(from), dayFromEpoch(cuts[at + 1]!)]
    const annualRatePpm = restRateOn(terms, rest, from, on)
    return stepOf({ ...schedule, annualRatePpm }, row.period, on, to, balanceFen)
  })
}

/** The days on which something changes within a row, its first and its last among them. */
function cutsOf(
  { schedule }: LoanTerms,
  { moves, rates }: Rest,
  { fromEpoch }: Row,
  { end, epoch }: { readonly end: number; readonly epoch?: number },
): readonly number[] {
  if (end <= fromEpoch) return []
  const cuts = new Set([fromEpoch, end])
  const add = (at: number) => {
    if (at > fromEpoch && at < end) cuts.add(at)
  }
  if (epoch !== undefined) add(epoch)
  for (let at = moves.length - 1; at >= 0 && (moves[at] as Move).epoch > fromEpoch; at--) add(moves[at]!.epoch)
  for (const rate of rates) add(rate.epoch)
  for (const rate of schedule.plan?.rates ?? []) add(epochOf(rate.from))
  return cuts.size === 2 ? [fromEpoch, end] : [...cuts].sort((a, b) => a - b)
}
