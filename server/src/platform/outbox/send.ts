import type { WriteContext } from '../context.ts'
import { json } from '../db.ts'
import { maskRecipient } from '../journal/mask.ts'
import type { OutgoingMessage } from './delivery.ts'

export interface NewMessage {
  readonly kind: OutgoingMessage['kind']
  /** Which message it is: 'auth.sign_in_code', 'loans.disbursed'. */
  readonly template: string
  /** Telephone, address or account in the clear: kept encrypted, shown masked. None for events. */
  readonly recipient?: string
  readonly subject?: string
  readonly body: string
  readonly payload?: Readonly<Record<string, unknown>>
  readonly customerId?: string | null
  readonly objectKind?: string
  readonly objectId?: string
  /** A second message with the same key is not written. */
  readonly dedupKey?: string
  /** Used up by this message; marketing is not written without one. */
  readonly permitId?: string
}

/**
 * Writes a message that leaves after COMMIT. Returns its id, which is also the idempotency key towards the outside.
 *
 * @example await send(ctx, { kind: 'sms', template: 'loans.disbursed', recipient: phone, body, customerId, dedupKey: `disbursed:${loanId}` })
 */
export async function send(ctx: WriteContext, message: NewMessage): Promise<string> {
  const [id] = await sendAll(ctx, [message])
  return id!
}

/** Many messages in a few statements; ids in the order of the messages. */
export async function sendAll(ctx: WriteContext, messages: readonly NewMessage[]): Promise<string[]> {
  const rows = messages.map((message) => rowOf(ctx, message))
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await ctx.tx
      .insertInto('outbox_message')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .onConflict((conflict) => conflict.column('dedup_key').doNothing())
      .execute()
  }
  return rows.map(({ id }) => id)
}

const ROWS_AT_ONCE = 1_000

function rowOf(ctx: WriteContext, message: NewMessage) {
  const id = ctx.ids.next('msg')
  const now = ctx.clock.now()
  const { recipient } = message
  const place = { table: 'outbox_message', column: 'recipient', id }
  return {
    id,
    kind: message.kind,
    template: message.template,
    customer_id: message.customerId ?? null,
    recipient_masked: recipient === undefined ? '' : maskRecipient(recipient),
    recipient: recipient === undefined ? null : ctx.keys.encrypt(place, recipient),
    subject: message.subject ?? null,
    body: message.body,
    payload: json({ ...message.payload }),
    object_kind: message.objectKind ?? null,
    object_id: message.objectId ?? null,
    dedup_key: message.dedupKey ?? null,
    permit_id: message.permitId ?? null,
    last_error: null,
    external_id: null,
    created_at: now,
    next_attempt_at: now,
  }
}
