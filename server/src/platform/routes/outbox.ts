import { systemApi } from '@puhui/api'
import { sql } from 'kysely'
import type { App } from '../http/app.ts'
import { mountRead, mountWrite } from '../http/mount.ts'
import { listPage } from '../http/paging.ts'
import { record } from '../journal/record.ts'
import { RefusalError } from '../refusal-error.ts'

export function outboxRoutes(app: App): void {
  mountRead(app, systemApi.listOutbox, async (ctx, { query }) => {
    const page = await listPage(ctx.db, systemApi.listOutbox.list, query, {
      base: ctx.db.selectFrom('outbox_message').selectAll(),
      columns: {
        createdAt: sql.ref('created_at'),
        template: sql.ref('template'),
        status: sql.ref('status'),
        kind: sql.ref('kind'),
        sentAt: sql.ref('sent_at'),
      },
      search: [sql.ref('body'), sql.ref('template'), sql.ref('customer_id')],
      tiebreak: sql.ref('id'),
    })
    const rows = page.rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      template: row.template,
      recipient: row.recipient_masked,
      text: row.body,
      status: row.status,
      attempts: row.attempts,
      error: row.last_error,
      customerId: row.customer_id,
      createdAt: row.created_at,
      sentAt: row.sent_at,
    }))
    return { ...page, rows }
  })

  mountWrite(app, systemApi.retryMessage, async (ctx, { params }) => {
    const row = await ctx.tx
      .selectFrom('outbox_message')
      .select('status')
      .where('id', '=', params.messageId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new RefusalError({ code: 'outbox.not_found' })
    if (row.status !== 'failed' && row.status !== 'unknown') throw new RefusalError({ code: 'outbox.not_failed' })
    await ctx.tx
      .updateTable('outbox_message')
      .set({ status: 'queued', next_attempt_at: ctx.clock.now(), attempts: 0 })
      .where('id', '=', params.messageId)
      .execute()
    await record(ctx, {
      action: 'outbox.sent_again',
      objectKind: 'message',
      objectId: params.messageId,
      before: { status: row.status },
    })
    return { done: true as const }
  })
}
