import type { Day } from '@puhui/calendar'
import type { LoanCommand } from '@puhui/loan'
import { bookingDay } from '../modules/ledger/index.ts'
import { openLoan, type Previewed, previewCommand, stateHash } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type Booked, bookEvent } from './book-event.ts'

/** A goodwill credit, a merchant's refund, or a payment that the bank has taken back. */
export interface Adjustment {
  readonly kind: 'goodwill' | 'refund' | 'chargeBack'
  readonly amountFen: bigint
  readonly valueOn: Day
  readonly withInterest: boolean
  readonly eventId?: string | undefined
  readonly chargesFee: boolean
  readonly reason: string
}

const PREVIEWED = 'lev_preview'

function commandOf({ kind, withInterest, eventId, chargesFee, ...common }: Adjustment): LoanCommand {
  if (kind === 'goodwill') return { kind: 'creditGoodwill', ...common }
  if (kind === 'refund') return { kind: 'refund', withInterest, channel: 'merchant', ...common }
  return { kind: 'chargeBack', eventId: eventId ?? '', chargesFee, ...common }
}

/** What it would do if it were booked now. */
export async function previewOfAdjustment(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  adjustment: Omit<Adjustment, 'reason'>,
): Promise<Previewed> {
  const bookedOn = await businessDate(ctx.db)
  const { loan } = await openLoan(ctx, loanId)
  return previewCommand(loan, commandOf({ ...adjustment, reason: PREVIEWED }), { bookedOn, eventId: PREVIEWED })
}

/** Books it: the same code as the preview, in the open transaction. */
export async function adjustLoan(
  ctx: WriteContext,
  loanId: string,
  adjustment: Adjustment,
  seen?: string | undefined,
): Promise<Booked> {
  const bookedOn = await bookingDay(ctx)
  const { row, loan } = await openLoan(ctx, loanId)
  if (seen !== undefined && seen !== stateHash(loan, bookedOn)) {
    throw new RefusalError({ code: 'loans.changed_meanwhile' })
  }
  const facts = { bookedOn, eventId: ctx.ids.next('lev') }
  const previewed = previewCommand(loan, commandOf(adjustment), facts)
  return bookEvent(ctx, row, previewed, { reason: adjustment.reason })
}
