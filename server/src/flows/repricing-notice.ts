import type { LoanState } from '@puhui/loan'
import { type LoanRow, nextInstalment, type Previewed, rateChangeWhy } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { repricedText } from './borrower-messages.ts'
import { sendToBorrower } from './loan-message.ts'

/**
 * Tells the borrower that the rate has changed: from what to what, from when, why, and what the next instalment becomes.
 *
 * @param before the loan before the first change of the morning; several may have been booked at once
 */
export async function tellRepriced(
  ctx: WriteContext,
  row: Pick<LoanRow, 'id' | 'number' | 'customer_id'>,
  before: LoanState,
  { event, after }: Pick<Previewed, 'event' | 'after'>,
): Promise<void> {
  if (event.kind !== 'repriced' && event.kind !== 'rescheduled') return
  if (before.annualRatePpm === after.annualRatePpm) return
  const text = repricedText(row.number, {
    fromPpm: before.annualRatePpm,
    toPpm: after.annualRatePpm,
    from: event.valueOn,
    why: rateChangeWhy(event),
    before: nextInstalment(before)?.amountFen,
    after: nextInstalment(after),
  })
  await sendToBorrower(ctx, row, { template: 'loans.repriced', text, dedupKey: `repriced:${event.id}` })
}
