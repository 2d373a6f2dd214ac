import type { Localized } from '@puhui/kernel'
import { languageOf, mobileOf } from '../modules/customers/index.ts'
import type { LoanRow } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { send } from '../platform/outbox/send.ts'

export interface LoanMessage {
  readonly template: string
  readonly text: Localized
  /** One message per key, however often it is sent. */
  readonly dedupKey: string
}

/** An SMS to the borrower of a loan, in the borrower's language. */
export async function sendToBorrower(
  ctx: WriteContext,
  { id, customer_id: customerId }: Pick<LoanRow, 'id' | 'customer_id'>,
  { text, ...message }: LoanMessage,
): Promise<void> {
  await send(ctx, {
    kind: 'sms',
    recipient: await mobileOf(ctx, customerId),
    customerId,
    objectKind: 'loan',
    objectId: id,
    body: text[await languageOf(ctx, customerId)],
    ...message,
  })
}
