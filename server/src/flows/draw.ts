import type { LoanCommand } from '@puhui/loan'
import { contractById } from '../modules/contracts/index.ts'
import { bookingDay } from '../modules/ledger/index.ts'
import { type OpenLoan, openLoan, type Previewed, previewCommand, stateHash } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type Booked, bookEvent } from './book-event.ts'
import { DISBURSEMENT_CHANNEL, instructBank, tellBorrower } from './disburse.ts'

const PREVIEWED = 'lev_preview'

/** A further part of a loan that is paid out in parts. Its money goes the same day. */
export interface DrawWish {
  readonly amountFen: bigint
  readonly reason?: string
  /** From the preview: a loan that has changed since is refused. */
  readonly stateHash?: string | undefined
  /** For a borrower: somebody else's loan is not there. */
  readonly customerId?: string | undefined
}

/** What paying out the next part would do if it were done now. */
export async function previewOfDraw(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  { amountFen, customerId }: DrawWish,
): Promise<Previewed> {
  const bookedOn = await businessDate(ctx.db)
  const opened = await openLoan(ctx, loanId, customerId)
  return previewCommand(opened.loan, commandOf(opened, amountFen, bookedOn), { bookedOn, eventId: PREVIEWED })
}

/**
 * Pays out the next part: event, balanced entry, the bank's instruction and the message, in one transaction.
 *
 * @refuses loan.draw_not_offered, loan.draw_after_last_day, loan.arrears_before_draw, loan.draw_above_rest,
 *   loan.draw_below_least, loan.not_active, loans.changed_meanwhile
 */
export async function draw(
  ctx: WriteContext,
  loanId: string,
  { amountFen, reason, stateHash: seen, customerId }: DrawWish,
): Promise<Booked & { readonly previewed: Previewed }> {
  const bookedOn = await bookingDay(ctx)
  const opened = await openLoan(ctx, loanId, customerId)
  const { row, loan } = opened
  if (seen !== undefined && seen !== stateHash(loan, bookedOn)) {
    throw new RefusalError({ code: 'loans.changed_meanwhile' })
  }
  const facts = { bookedOn, eventId: ctx.ids.next('lev') }
  const previewed = previewCommand(loan, commandOf(opened, amountFen, bookedOn), facts)
  const booked = await bookEvent(ctx, row, previewed, reason === undefined ? {} : { reason })
  const contract = await contractById(ctx, row.contract_id)
  const payout = { loanId, number: row.number, amountFen, key: facts.eventId }
  await instructBank(ctx, contract, payout)
  await tellBorrower(ctx, contract, payout)
  return { ...booked, previewed }
}

function commandOf({ loan }: OpenLoan, amountFen: bigint, valueOn: Previewed['event']['valueOn']): LoanCommand {
  if (!loan.core.schedule.plan?.draws) throw new RefusalError({ code: 'loan.draw_not_offered' })
  return { kind: 'disburse', amountFen, channel: DISBURSEMENT_CHANNEL, valueOn }
}
