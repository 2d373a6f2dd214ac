import { ok, type Result } from '@puhui/kernel'
import type { Line } from '@puhui/ledger'
import { bookingOf } from './books.ts'
import type { LoanCommand, LoanFacts, LoanRefusal } from './command.ts'
import { decide } from './decide.ts'
import type { LoanEvent } from './event.ts'
import { evolve, type Loan } from './loan.ts'
import type { Allocation, LoanState } from './state.ts'
import { stateOn } from './view.ts'

export interface Preview {
  readonly event: LoanEvent
  /** On the booking day, without the event. */
  readonly before: LoanState
  /** On the booking day, with it. */
  readonly after: LoanState
  /** The loan with the event. */
  readonly evolved: Loan
  /** What the event's money is taken for. */
  readonly allocations: readonly Allocation[]
  readonly lines: readonly Line[]
  /** The balances of the loan in the general ledger to which the lines lead. */
  readonly books: readonly Line[]
}

/**
 * What a command would do, on the day it would be booked. It is the same code that does it, so the result is the same.
 *
 * @param before the state on the booking day, where it is at hand already
 * @refuses as `decide`
 * @source SPEC D10
 */
export function preview(
  loan: Loan,
  command: LoanCommand,
  facts: LoanFacts,
  before: LoanState = stateOn(loan, facts.bookedOn),
): Result<Preview, LoanRefusal> {
  const decided = decide(loan, command, facts)
  if (!decided.ok) return decided
  const event = decided.value
  const evolved = evolve(loan, event)
  const after = stateOn(evolved, facts.bookedOn, { loan, state: before })
  return ok({
    event,
    before,
    after,
    evolved,
    allocations: after.allocations.filter((piece) => piece.eventId === event.id),
    ...bookingOf(loan, event, evolved),
  })
}
