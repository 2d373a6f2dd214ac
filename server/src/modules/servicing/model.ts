import { hash } from 'node:crypto'
import { addDays, type Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { Line } from '@puhui/ledger'
import {
  type AccrualLine,
  accrualWindow,
  booksOn,
  decodeEvent,
  decodeLoanTerms,
  type Loan,
  type LoanEvent,
  type LoanState,
  type LoanTerms,
  replay,
  stateOn,
} from '@puhui/loan'
import type { Fen } from '@puhui/money'

export type LoanStatus = LoanState['status']
/** What lists and reports tell apart; the loan itself counts on to M7. */
export type Bucket = 'M0' | 'M1' | 'M2' | 'M3' | 'M4+'

/** What lists show of a loan on a day. */
export interface Shown {
  readonly status: LoanStatus
  readonly outstandingFen: Fen
  readonly overdueFen: Fen
  readonly bucket: Bucket
  readonly dpd: number
  /** The next due date from the open day on; past due instalments show in `dpd`. */
  readonly nextDueOn: Day | null
  readonly nextDueFen: Fen
  readonly disbursedOn: Day | null
  readonly maturesOn: Day | null
  readonly settledOn: Day | null
}

/** What the row of a loan says of its events: for lists, for choosing what is due, and for adding up what it earns. */
export interface Projection extends Shown {
  /** Days past due count from here. */
  readonly overdueSince: Day | null
  /** The morning from which the formula holds. */
  readonly accruesFrom: Day
  /** The day whose end needs the loan itself; null when nothing grows any more. */
  readonly nextEventOn: Day | null
  readonly isAccruing: boolean
  /** Seven numbers per line, as the database adds them up (`accrued_fen`). */
  readonly accrual: readonly bigint[]
  /** In the books on that morning, beside principal. */
  readonly booked: Booked
}

export interface Booked {
  readonly interestFen: Fen
  readonly penaltyFen: Fen
  readonly feeFen: Fen
  readonly heldFen: Fen
  readonly offBalanceFen: Fen
}

/** @param known the state of the loan and its balances in the ledger on that morning, where they are at hand */
export function projectionOf(
  loan: Loan,
  asOf: Day,
  { state, books }: { readonly state: LoanState; readonly books: readonly Line[] } = {
    state: stateOn(loan, asOf),
    books: booksOn(loan, asOf),
  },
): Projection {
  const shown = projected(state)
  const window = accrualWindow(loan, asOf)
  const until = window?.until ?? null
  const { nextDueOn } = shown
  return {
    ...shown,
    overdueSince: shown.status === 'overdue' ? addDays(asOf, -shown.dpd) : null,
    accruesFrom: asOf,
    nextEventOn: until !== null && nextDueOn !== null && nextDueOn < until ? nextDueOn : until,
    isAccruing: window?.isAccruing ?? false,
    accrual: window?.lines.flatMap(numbersOf) ?? [],
    booked: bookedIn(books),
  }
}

function numbersOf({ part, fromEpoch, startNum, perDay, den, endEpoch, endFen }: AccrualLine): bigint[] {
  return [part === 'interest' ? 0n : 1n, BigInt(fromEpoch), startNum, perDay, den, BigInt(endEpoch), endFen]
}

function bookedIn(books: readonly Line[]): Booked {
  const on = (account: string) => books.find((line) => line.account === account)?.amountFen ?? 0n
  return {
    interestFen: on('1132'),
    penaltyFen: on('1133'),
    feeFen: on('1122'),
    heldFen: -on('2241'),
    offBalanceFen: on('9001'),
  }
}

/** From a state that is at hand already. */
export function projected(state: LoanState): Shown {
  const isChargedOff = state.status === 'chargedOff'
  return {
    status: state.status,
    outstandingFen: isChargedOff ? 0n : state.principalFen,
    overdueFen: isChargedOff ? 0n : state.overdueFen,
    bucket: coarse(state.bucket),
    dpd: state.status === 'settled' ? 0 : state.dpd,
    nextDueOn: isChargedOff ? null : (state.nextDue?.dueOn ?? null),
    nextDueFen: isChargedOff ? 0n : (state.nextDue?.amountFen ?? 0n),
    disbursedOn: state.disbursedOn ?? null,
    maturesOn: state.instalments.at(-1)?.dueOn ?? null,
    settledOn: state.settledOn ?? null,
  }
}

export function coarse(bucket: LoanState['bucket']): Bucket {
  return bucket === 'M0' || bucket === 'M1' || bucket === 'M2' || bucket === 'M3' ? bucket : 'M4+'
}

/** A stored loan that cannot be read is a bug, not a refusal. */
export function termsFrom(json: unknown): LoanTerms {
  const terms = decodeLoanTerms(json)
  if (terms.ok) return terms.value
  throw new Error(`assertion failed: stored loan terms ${JSON.stringify(terms.error)}`)
}

export function eventFrom(json: unknown): LoanEvent {
  const event = decodeEvent(json)
  if (event.ok) return event.value
  throw new Error(`assertion failed: stored loan event ${JSON.stringify(event.error)}`)
}

export function loanFrom(terms: unknown, events: readonly unknown[]): Loan {
  return replay(termsFrom(terms), events.map(eventFrom))
}

/** The number of the last event: whoever appends one must have seen it. */
export function seqOf(loan: Pick<Loan, 'events'>): number {
  return loan.events.at(-1)?.seq ?? 0
}

/** Binds a commit to the preview that was shown: the same loan, the same events, the same day. */
export function stateHash(loan: Loan, bookedOn: Day): string {
  return hash('sha256', `${loan.terms.loanId}|${seqOf(loan)}|${bookedOn}`).slice(0, 32)
}

export function amountOf(event: LoanEvent): Fen | null {
  return 'amountFen' in event ? event.amountFen : null
}

/** All interest that the plan of a state asks for. */
export function plannedInterest({ instalments }: Pick<LoanState, 'instalments'>): Fen {
  return instalments.reduce((sum, one) => sum + one.planned.interestFen, 0n)
}

/** What would end the loan: the settlement, or the claim of a loan that was charged off. */
export function claimOf({ principalFen, interestAccruedFen, feeDueFen, penaltyFen, heldFen }: LoanState): Fen {
  const claimFen = principalFen + interestAccruedFen + feeDueFen + penaltyFen - heldFen
  return claimFen > 0n ? claimFen : 0n
}

export function assertSameLoan(loan: Loan, loanId: string): void {
  assert(loan.terms.loanId === loanId, 'the terms are those of the loan', { loanId })
}
