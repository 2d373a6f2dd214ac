import { sql } from 'kysely'
import type { WriteContext } from '../context.ts'
import { stringify } from '../db.ts'
import { maskRecipient } from '../journal/mask.ts'
import type { NewMessage } from './send.ts'

/** Writes many messages in one statement; those whose key is known already are left out. Returns how many were new. */
export async function sendAll(ctx: WriteContext, messages: readonly NewMessage[]): Promise<number> {
  if (messages.length === 0) return 0
  const now = ctx.clock.now()
  const rows = messages.map((message) => {
    const id = ctx.ids.next('msg')
    const { recipient } = message
    const place = { table: 'outbox_message', column: 'recipient', id }
    return {
      id,
      kind: message.kind,
      template: message.template,
      customer_id: message.customerId ?? null,
      recipient_masked: recipient === undefined ? '' : maskRecipient(recipient),
      recipient: recipient === undefined ? null : `\\x${ctx.keys.encrypt(place, recipient).toString('hex')}`,
      subject: message.subject ?? null,
      body: message.body,
      payload: message.payload ?? {},
      object_kind: message.objectKind ?? null,
      object_id: message.objectId ?? null,
      dedup_key: message.dedupKey ?? null,
    }
  })
  const { numAffectedRows } = await sql`
    insert into outbox_message (id, kind, template, customer_id, recipient_masked, recipient, subject, body, payload,
        object_kind, object_id, dedup_key, created_at, next_attempt_at)
      select m.id, m.kind, m.template, m.customer_id, m.recipient_masked, m.recipient::bytea, m.subject, m.body, m.payload,
        m.object_kind, m.object_id, m.dedup_key, ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${stringify(rows)}::jsonb) as m (id text, kind text, template text, customer_id text,
        recipient_masked text, recipient text, subject text, body text, payload jsonb, object_kind text, object_id text,
        dedup_key text)
      on conflict (dedup_key) do nothing`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0n)
}
