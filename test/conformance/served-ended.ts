import type { Day } from '@puhui/calendar'
import { type InstalmentState, type Loan, type LoanEvent, type LoanState, replay, stateOn } from '@puhui/loan'
import { type Fen, sumFen } from '@puhui/money'
import { feesOf } from '@puhui/product'

/**
 * Where all of a loan is made due, the outside system changes what is asked for besides; told as events of ours, of the day.
 * Interest of the running instalment is let off where the instalment had been paid ahead; and where interest stays as
 * planned, the fees of every instalment are reckoned anew on all that it asks for then.
 */
export function withEnd(loan: Loan): Loan {
  const { terms, inForce } = loan
  const at = inForce.findIndex((event) => isEnd(loan, event))
  const end = inForce[at]
  if (!end) return loan
  const stateBy = (count: number) => stateOn(replay(terms, inForce.slice(0, count)), end.valueOn)
  const [before, after] = [stateBy(at), stateBy(at + 1)]
  const on = { valueOn: end.valueOn, bookedOn: end.bookedOn }
  const base = { id: `${end.id}:end`, ...on, reason: '' }
  const charged = {
    ...base,
    kind: 'charged',
    seq: end.seq - 1,
    feeCode: 'end',
    due: 'now',
    dueOn: end.valueOn,
  } as const
  const letOff = { ...base, kind: 'waived', seq: end.seq + 1, part: 'interest' } as const
  const told: readonly LoanEvent[] =
    terms.schedule.plan?.rest?.kind === 'as-planned'
      ? feesAnew(loan, after).map((amountFen) => ({ ...charged, amountFen }))
      : interestLetOff(loan, before, after).map((amountFen) => ({ ...letOff, amountFen }))
  return told.length === 0 ? loan : replay(terms, [...loan.events, ...told])
}

/** The events in force up to one of them, with what was told besides. */
export function through({ inForce }: Loan, id: string): readonly LoanEvent[] {
  return inForce.slice(0, inForce.findLastIndex((event) => event.id === id || event.id === `${id}:end`) + 1)
}

/** Whether an event makes all of the loan due. */
export function isEnd({ terms }: Loan, event: LoanEvent): boolean {
  if (event.kind === 'rescheduled') return event.isAllDue === true
  return event.kind === 'chargedOff' && !event.isForgiven && terms.chargeOff === undefined
}

function interestLetOff({ inForce }: Loan, before: LoanState, after: LoanState): readonly Fen[] {
  const on = after.asOf
  const running = before.instalments.find((row) => row.number > 0 && on > row.periodFrom && on <= row.dueOn)
  const isLaidAnew = inForce.some((event) => event.kind === 'rescheduled' && event.reAge !== undefined)
  const isLate = after.instalments.some(({ dueOn, outstanding }) => dueOn < on && outstanding.interestFen > 0n)
  if (running?.outstandingFen !== 0n || isLaidAnew || isLate) return []
  const openFen = sumFen(dueOn(after, on).map(({ outstanding }) => outstanding.interestFen))
  return openFen > 0n ? [openFen] : []
}

function feesAnew({ terms }: Loan, after: LoanState): readonly Fen[] {
  const rows = dueOn(after, after.asOf)
  if (rows.every(({ outstandingFen }) => outstandingFen === 0n)) return []
  const sum = (figure: (row: InstalmentState) => Fen) => sumFen(rows.map(figure))
  const principalFen = sum(({ planned }) => planned.principalFen)
  const asked = { principalFen, interestFen: sum(({ planned }) => planned.interestFen) }
  const fees = feesOf(terms.schedule, 'per-instalment', principalFen, asked)
  const missingFen =
    sumFen(fees.map(({ amountFen }) => amountFen)) - sum(({ planned, carried }) => planned.feeFen - carried.feeFen)
  return missingFen > 0n ? [missingFen] : []
}

function dueOn({ instalments }: LoanState, on: Day): readonly InstalmentState[] {
  return instalments.filter((row) => row.number > 0 && row.dueOn === on)
}
