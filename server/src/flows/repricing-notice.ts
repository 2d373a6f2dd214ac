import type { LoanState } from '@puhui/loan'
import { languageOf, mobileOf } from '../modules/customers/index.ts'
import { type LoanRow, nextInstalment, type Previewed, rateChangeWhy } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { send } from '../platform/outbox/send.ts'
import { repricedText } from './borrower-messages.ts'

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
  await send(ctx, {
    kind: 'sms',
    template: 'loans.repriced',
    recipient: await mobileOf(ctx, row.customer_id),
    body: text[await languageOf(ctx, row.customer_id)],
    customerId: row.customer_id,
    objectKind: 'loan',
    objectId: row.id,
    dedupKey: `repriced:${event.id}`,
  })
}
