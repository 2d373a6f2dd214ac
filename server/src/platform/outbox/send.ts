import { sql } from 'kysely'
import type { WriteContext } from '../context.ts'
import { stringify } from '../db.ts'
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

/**
 * Many messages in a few statements; ids in the order of the messages. A column is one parameter, so that a thousand
 * messages are parsed like one.
 */
export async function sendAll(ctx: WriteContext, messages: readonly NewMessage[]): Promise<string[]> {
  const now = ctx.clock.now()
  const rows = messages.map((message) => rowOf(ctx, message))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = rows.slice(from, from + ROWS_AT_ONCE)
    const of = <K extends keyof Row>(column: K) => part.map((row) => row[column])
    await sql`insert into outbox_message (id, kind, template, customer_id, recipient_masked, recipient, subject, body,
        payload, object_kind, object_id, dedup_key, permit_id, created_at, next_attempt_at)
      select u.*, ${now}::timestamptz, ${now}::timestamptz from unnest(${of('id')}::text[], ${of('kind')}::text[],
        ${of('template')}::text[], ${of('customerId')}::text[], ${of('masked')}::text[], ${of('recipient')}::bytea[],
        ${of('subject')}::text[], ${of('body')}::text[], ${of('payload')}::jsonb[], ${of('objectKind')}::text[],
        ${of('objectId')}::text[], ${of('dedupKey')}::text[], ${of('permitId')}::text[]) as u
      on conflict (dedup_key) do nothing`.execute(ctx.tx)
  }
  return rows.map(({ id }) => id)
}

const ROWS_AT_ONCE = 1_000

type Row = ReturnType<typeof rowOf>

function rowOf(ctx: WriteContext, message: NewMessage) {
  const id = ctx.ids.next('msg')
  const { recipient } = message
  const place = { table: 'outbox_message', column: 'recipient', id }
  return {
    id,
    kind: message.kind,
    template: message.template,
    customerId: message.customerId ?? null,
    masked: recipient === undefined ? '' : maskRecipient(recipient),
    recipient: recipient === undefined ? null : ctx.keys.encrypt(place, recipient),
    subject: message.subject ?? null,
    body: message.body,
    payload: stringify({ ...message.payload }),
    objectKind: message.objectKind ?? null,
    objectId: message.objectId ?? null,
    dedupKey: message.dedupKey ?? null,
    permitId: message.permitId ?? null,
  }
}
