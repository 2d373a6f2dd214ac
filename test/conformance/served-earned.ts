import { type Day, daysBetween } from '@puhui/calendar'
import { type InstalmentState, type Loan, type LoanEvent, type LoanState, replay, stateOn } from '@puhui/loan'
import { type Fen, maxFen, mulDiv } from '@puhui/money'

/** Interest that has been earned by a day: what is open of it and what was paid. */
export function earnedOn(loan: Loan, on: Day): Fen {
  if (isAsPlanned(loan)) return stateOn(unpaid(loan), on).interestAccruedFen
  const { interestAccruedFen, paid } = stateOn(asLaid(loan), on)
  return interestAccruedFen + paid.interestFen
}

/**
 * Interest of the running instalment: what ran in its days, or what it bears, where earlier ones found no room for more. When
 * it and those behind it have been paid, an earlier one asks for what runs in its days.
 */
export function runningOn(loan: Loan, on: Day): Fen {
  const { instalments } = stateOn(loan, on)
  const at = instalments.findIndex((row) => on > row.periodFrom && on <= row.dueOn)
  if (at < 0) return 0n
  const beforeFen = instalments.slice(0, at).reduce((sum, { planned }) => sum + planned.interestFen, 0n)
  const earnedFen = earnedOn(loan, on)
  const isAskedBefore = instalments.slice(at).every(({ outstandingFen }) => outstandingFen === 0n)
  if (isAskedBefore) return maxFen(0n, earnedFen - beforeFen)
  return maxFen(0n, maxFen(earnedFen - beforeFen, earnedFen - earnedOn(loan, instalments[at]!.periodFrom)))
}

/** Interest that the outside system has earned on the day of a charge-off, or of the end of the contract. */
export function earnedAtEnd(loan: Loan, state: LoanState): Fen {
  if (isAsPlanned(loan)) return askedBy(loan, state)
  return asLaid(loan) === loan ? earnedOn(loan, state.asOf) : laidBy(state)
}

/** Where interest stays as planned, the outside system ends with that of the instalments due, and of the running one what is open, by its days as long as it runs on. */
function askedBy({ terms }: Loan, { asOf, instalments }: LoanState): Fen {
  const sum = (rows: readonly InstalmentState[], figure: (row: InstalmentState) => Fen) =>
    rows.reduce((total, row) => total + figure(row), 0n)
  const dueFen = sum(
    instalments.filter(({ dueOn }) => dueOn <= asOf),
    ({ planned }) => planned.interestFen,
  )
  const running = instalments.filter(({ periodFrom, dueOn }) => periodFrom <= asOf && asOf < dueOn)
  return (
    dueFen +
    sum(running, (row) => (terms.chargeOff === 'runs-on' ? openByDays(row, asOf) : row.outstanding.interestFen))
  )
}

/** Interest that a re-age has laid out is whole there from the first day of its instalment. */
function laidBy({ asOf, instalments }: LoanState): Fen {
  const begun = instalments.filter(({ periodFrom, dueOn }) => periodFrom <= asOf || dueOn <= asOf)
  return begun.reduce((total, { planned }) => total + planned.interestFen, 0n)
}

function openByDays({ outstanding, periodFrom, dueOn }: InstalmentState, on: Day): Fen {
  const [days, of] = [daysBetween(periodFrom, on), daysBetween(periodFrom, dueOn)]
  return mulDiv(outstanding.interestFen, BigInt(days), BigInt(of), 'half-even')
}

/** Interest that a re-age has laid out is earned there by its days alone, whenever it is paid. */
function asLaid(loan: Loan): Loan {
  const laidAt = loan.inForce.findLastIndex(
    (event) => event.kind === 'rescheduled' && event.reAge?.interest !== undefined,
  )
  if (laidAt < 0) return loan
  return replay(
    loan.terms,
    loan.inForce.filter((event, at) => at <= laidAt || !PAYING.has(event.kind)),
  )
}

const PAYING: ReadonlySet<LoanEvent['kind']> = new Set([
  'repaid',
  'prepaid',
  'goodwillCredited',
  'refunded',
  'chargedBack',
])

/** What is earned by the plan, as if nothing had been paid. */
function unpaid(loan: Loan): Loan {
  const { terms, events } = loan
  const isPlan = ({ kind }: LoanEvent) => PLANNING.has(kind)
  const kept = events.filter(isPlan)
  return replay(terms, [
    ...kept.map((event) =>
      event.kind === 'disbursed' ? { ...event, valueOn: bearsFrom(loan, event.valueOn) } : event,
    ),
    ...events.filter((event) => event.kind === 'reversed' && kept.some(({ id }) => id === event.eventId)),
  ])
}

/** The day from which a part bears interest: its own, or the first of the instalment that runs. */
function bearsFrom(loan: Loan, on: Day): Day {
  if (loan.terms.schedule.plan?.draws?.bearsFrom !== 'period-start') return on
  return stateOn(loan, on).instalments.find(({ periodFrom, dueOn }) => periodFrom <= on && on < dueOn)?.periodFrom ?? on
}

const PLANNING: ReadonlySet<LoanEvent['kind']> = new Set([
  'disbursed',
  'repriced',
  'interestPaused',
  'extended',
  'rescheduled',
])

export function isAsPlanned({ terms }: Loan): boolean {
  return terms.schedule.plan?.rest?.kind === 'as-planned'
}
