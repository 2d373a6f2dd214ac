import type { Day } from '@puhui/calendar'
import { assert, type Result } from '@puhui/kernel'
import type { Line } from '@puhui/ledger'
import type { Fen } from '@puhui/money'
import type { LoanCommand, LoanFacts, LoanRefusal } from './command.ts'
import type { LoanEvent } from './event.ts'
import type { Allocation, LoanState } from './state.ts'
import type { LoanTerms } from './terms.ts'

/** A loan in memory: its terms, every event known, and what the fold over them has reached. Never altered in place. */
export interface Loan {
  readonly terms: LoanTerms
  readonly events: readonly LoanEvent[]
}

/** A loan before anything has happened. */
export function open(_terms: LoanTerms): Loan {
  assert(false, 'not written yet')
}

/** Adds one event; equal to a full replay, whatever its value date. */
export function evolve(_loan: Loan, _event: LoanEvent): Loan {
  assert(false, 'not written yet')
}

/** Folds all events, in any order of arrival. */
export function replay(_terms: LoanTerms, _events: readonly LoanEvent[]): Loan {
  assert(false, 'not written yet')
}

/** What was known on the booking day `bookedOn`; `stateOn(knownOn(loan, b), v)` answers "what did we believe on b about v". */
export function knownOn(_loan: Loan, _bookedOn: Day): Loan {
  assert(false, 'not written yet')
}

/** The loan on the morning of a day; later events are left out. */
export function stateOn(_loan: Loan, _asOf: Day): LoanState {
  assert(false, 'not written yet')
}

export function decide(_loan: Loan, _command: LoanCommand, _facts: LoanFacts): Result<LoanEvent, LoanRefusal> {
  assert(false, 'not written yet')
}

export interface Preview {
  readonly event: LoanEvent
  readonly before: LoanState
  readonly after: LoanState
  readonly allocations: readonly Allocation[]
  readonly lines: readonly Line[]
}

/** What a command would do, on the day it would be booked. */
export function preview(_loan: Loan, _command: LoanCommand, _facts: LoanFacts): Result<Preview, LoanRefusal> {
  assert(false, 'not written yet')
}

/** The balanced lines of an event on its booking day: what the books must say less what they said. `loan` is the loan before it. */
export function postingsOf(_loan: Loan, _event: LoanEvent): readonly Line[] {
  assert(false, 'not written yet')
}

/** The balances of this loan in the general ledger on the morning of a day. */
export function booksOn(_loan: Loan, _day: Day): readonly Line[] {
  assert(false, 'not written yet')
}

/** What day-end of `day` must post for this loan: books on the next morning less books on this morning. */
export function accrualOn(_loan: Loan, _day: Day): readonly Line[] {
  assert(false, 'not written yet')
}

export interface SettlementQuote {
  readonly asOf: Day
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
  readonly prepaymentFeeFen: Fen
  readonly heldFen: Fen
  /** What must be paid that day to settle the loan. */
  readonly totalFen: Fen
}

export function earlySettlementQuote(_loan: Loan, _asOf: Day): Result<SettlementQuote, LoanRefusal> {
  assert(false, 'not written yet')
}
