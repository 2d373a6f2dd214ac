import { type Fen, sumFen } from '@puhui/money'
import type { LoanCommand, LoanRefusal } from './command.ts'
import type { LoanEvent } from './event.ts'
import { coreOn, evolve, type Loan } from './loan.ts'

/** At most what is held on the day. */
export function returnRefusal(
  loan: Loan,
  { amountFen, valueOn }: Extract<LoanCommand, { kind: 'returnHeld' }>,
): LoanRefusal | undefined {
  const { heldFen } = coreOn(loan, valueOn)
  return amountFen > heldFen ? { code: 'loan.return_above_held', amountFen, heldFen } : undefined
}

/**
 * Money that has been paid back is gone: nothing may be recorded after which it would never have been held.
 *
 * @source SPEC H2
 */
export function requiresHeld(loan: Loan, event: LoanEvent): LoanRefusal | undefined {
  const isReturn = (one: LoanEvent) => one.kind === 'heldReturned'
  if (!loan.inForce.some(isReturn) && !isReturn(event)) return undefined
  const { inForce, core } = evolve(loan, event)
  const wantedFen: Fen = sumFen(inForce.map((one) => (one.kind === 'heldReturned' ? one.amountFen : 0n)))
  const isGone =
    core.returnedFen < wantedFen || (event.kind === 'chargedBack' && takenBack(loan, core) < event.amountFen)
  return isGone ? { code: 'loan.held_paid_out', paidOutFen: wantedFen } : undefined
}

/** A bank can take back only what has not been paid back to the borrower before. */
function takenBack(before: Loan, after: Loan['core']): Fen {
  return before.core.receivedFen - after.receivedFen
}
