import type { Day } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import type { ScheduleTerms, Tranche } from '@puhui/product'
import type { Core } from './core.ts'
import type { Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** A change of the principal that is owed, with effect from a day: paid out or taken back above zero, paid below. */
export interface Move {
  readonly epoch: number
  readonly amountFen: Fen
  /** What is owed from the day on. */
  readonly owedFen: Fen
}

/** What interest on what is really owed follows from, besides the rows. */
export interface Rest {
  /** In the order of their days. */
  readonly moves: readonly Move[]
  /** Principal that the instalments ask for: paid out without what was paid down, and taken back. */
  readonly owedFen: Fen
  /** In the order of their days; the rate of signing before them. */
  readonly rates: readonly { readonly epoch: number; readonly annualRatePpm: RatePpm }[]
  /** What was paid out, part by part. */
  readonly parts: readonly Tranche[]
  /** All interest has been laid out in equal parts: none runs any more, whatever the rate. */
  readonly isStill?: true
}

/** Notes a change of what is owed. */
export function withMove(rest: Rest, { epoch, amountFen }: Pick<Move, 'epoch' | 'amountFen'>): Rest {
  const at = countUntil(rest.moves, epoch)
  const move = { epoch, amountFen, owedFen: (rest.moves[at - 1]?.owedFen ?? 0n) + amountFen }
  const later = rest.moves.slice(at).map((other) => ({ ...other, owedFen: other.owedFen + amountFen }))
  return { ...rest, moves: [...rest.moves.slice(0, at), move, ...later] }
}

/** The principal that is owed on a day. */
export function owedOn({ moves }: Rest, epoch: number): Fen {
  return moves[countUntil(moves, epoch) - 1]?.owedFen ?? 0n
}

/** How many changes there are up to a day, found by halves: a loan may be paid every day for years. */
function countUntil(moves: readonly Move[], epoch: number): number {
  let [low, high] = [0, moves.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (moves[middle]!.epoch <= epoch) low = middle + 1
    else high = middle
  }
  return low
}

/** Principal paid on a day for an instalment, in the moves of a loan whose interest follows it. */
export function paidMove(core: Core, epoch: number, row: Row, amountFen: Fen): Core {
  const { rest } = core
  if (rest === undefined || row.rest === undefined || amountFen === 0n) return core
  const isLate = pastDueOf(core.schedule) === 'bears-none'
  const from = isLate ? Math.min(epoch, row.toEpoch) : epoch
  return { ...core, rest: withMove(rest, { epoch: from, amountFen: -amountFen }) }
}

export function settlesToPeriodEnd({ plan }: Pick<ScheduleTerms, 'plan'>): boolean {
  return plan?.rest?.kind === 'daily' && plan.rest.settlement !== undefined
}

/**
 * Up to which day interest runs of a loan that is settled on a day: the day, or by its terms the end of the instalment that
 * runs on it.
 *
 * @source SPEC K24
 */
export function settlementEpoch({ schedule, rows }: Pick<Core, 'schedule' | 'rows'>, epoch: number): number {
  if (!settlesToPeriodEnd(schedule)) return epoch
  const running = rows.find((row) => row.rest !== undefined && row.fromEpoch < epoch && epoch < row.dueEpoch)
  return running?.dueEpoch ?? epoch
}

/** What principal that is late does, where interest follows what is owed. */
export function pastDueOf({ plan }: ScheduleTerms): 'bears-interest' | 'bears-none' | undefined {
  return plan?.rest?.kind === 'daily' ? plan.rest.pastDue : undefined
}

/** No interest runs, now or by the changes of rate that are known. */
export function bearsNothing({ annualRatePpm, plan }: ScheduleTerms): boolean {
  return annualRatePpm === 0n && !plan?.rates?.length
}

/** The rate that holds on a day: that of signing, as long as nothing has changed it. */
export function restRateOn({ schedule }: LoanTerms, { rates }: Rest, epoch: number, on: Day): RatePpm {
  const changed = rates.findLast((rate) => rate.epoch <= epoch)
  const planned = schedule.plan?.rates?.findLast(({ from }) => from <= on)
  return changed?.annualRatePpm ?? planned?.annualRatePpm ?? schedule.annualRatePpm
}

/** The rates as they would be without the pauses of interest that run on a day, or come later. */
export function withoutPauses(rest: Rest, epoch: number): Rest {
  const { rates } = rest
  const isPause = (at: number) => rates[at]!.annualRatePpm === 0n && at + 1 < rates.length
  const now = rates.findLastIndex((rate) => rate.epoch <= epoch)
  const [before, later] = [rates.slice(0, now + 1), rates.slice(now + 1).filter((_, at) => !isPause(now + 1 + at))]
  const ends = now >= 0 && isPause(now) ? [{ epoch, annualRatePpm: rates[now + 1]!.annualRatePpm }] : []
  const own = [...before, ...ends, ...later]
  return own.length === rates.length && ends.length === 0 ? rest : { ...rest, rates: own }
}
