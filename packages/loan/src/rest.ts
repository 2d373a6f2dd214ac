import type { Day } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import type { Tranche } from '@puhui/product'
import type { Core } from './core.ts'
import type { Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** A change of the principal that is owed, with effect from a day: paid out or taken back above zero, paid below. */
export interface Move {
  readonly epoch: number
  readonly amountFen: Fen
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
}

/** Notes a change of what is owed. */
export function withMove(rest: Rest, move: Move): Rest {
  const later = rest.moves.findIndex(({ epoch }) => epoch > move.epoch)
  const at = later < 0 ? rest.moves.length : later
  return { ...rest, moves: rest.moves.toSpliced(at, 0, move) }
}

/** Principal paid on a day for an instalment, in the moves of a loan whose interest follows it. */
export function paidMove(core: Core, epoch: number, row: Row, amountFen: Fen): Core {
  const { rest } = core
  if (rest === undefined || row.rest === undefined || amountFen === 0n) return core
  const isLate = core.schedule.plan?.rest?.pastDue === 'bears-none'
  const from = isLate ? Math.min(epoch, row.toEpoch) : epoch
  return { ...core, rest: withMove(rest, { epoch: from, amountFen: -amountFen }) }
}

/** The rate that holds on a day. */
export function restRateOn({ schedule }: LoanTerms, { rates }: Rest, epoch: number, on: Day): RatePpm {
  const changed = rates.findLast((rate) => rate.epoch <= epoch)
  const planned = schedule.plan?.rates?.findLast(({ from }) => from <= on)
  return changed?.annualRatePpm ?? planned?.annualRatePpm ?? schedule.annualRatePpm
}
