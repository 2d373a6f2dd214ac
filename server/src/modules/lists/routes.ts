import { listsApi } from '@puhui/api'
import { sql } from 'kysely'
import { businessDate } from '../../platform/clock.ts'
import type { App } from '../../platform/http/app.ts'
import { mountRead, mountWrite } from '../../platform/http/mount.ts'
import { listPage } from '../../platform/http/paging.ts'
import { ask, decideRequests, propose } from './service.ts'

/** Asking, appealing and deciding; who may do what is declared with the operations. */
export function routes(app: App): void {
  mountRead(app, listsApi.listEntries, async (ctx, { query }) => {
    const on = await businessDate(ctx.db)
    const shown = sql<EntryRow>`(
      select e.id, e.list, e.kind, e.masked, e.reason, e.expires_on, e.created_at, coalesce(u.name, e.created_by) as author,
        case when e.status = 'active' and e.expires_on < ${on}::date then 'expired' else e.status end as status,
        r.id as request_id, r.kind as request_kind, r.reason as request_reason, r.requested_by,
        coalesce(a.name, d.decided_by) as approver
      from list_entry e
      left join staff_user u on u.id = e.created_by
      left join list_request r on r.entry_id = e.id and r.verdict is null
      left join lateral (select decided_by from list_request x where x.entry_id = e.id and x.verdict is not null
        order by x.decided_at desc limit 1) d on true
      left join staff_user a on a.id = d.decided_by
    )`
    const page = await listPage(ctx.db, listsApi.listEntries.list, query, {
      base: ctx.db.selectFrom(shown.as('s')).selectAll('s'),
      columns: {
        list: sql.ref('s.list'),
        kind: sql.ref('s.kind'),
        status: sql.ref('s.status'),
        expiresOn: sql.ref('s.expires_on'),
        createdAt: sql.ref('s.created_at'),
        requestKind: sql.ref('s.request_kind'),
      },
      search: [sql.ref('s.masked'), sql.ref('s.reason')],
      tiebreak: sql.ref('s.id'),
    })
    return { ...page, rows: page.rows.map((row) => shownRow(row as unknown as EntryRow, ctx.actor.id)) } as never
  })
  mountWrite(app, listsApi.proposeEntries, async (ctx, { body }) => {
    const ids = await propose(ctx, body, body.values.length > 1 ? 'import' : 'staff')
    return { ids }
  })
  mountWrite(app, listsApi.askRemoval, async (ctx, { params, body }) => {
    await ask(ctx, params.entryId, body.kind, body.reason)
    return { done: true as const }
  })
  mountWrite(app, listsApi.decideRequests, async (ctx, { body }) => {
    await decideRequests(ctx, body.requestIds, body.verdict, body.note)
    return { done: true as const }
  })
}

interface EntryRow {
  readonly id: string
  readonly list: string
  readonly kind: string
  readonly masked: string
  readonly status: string
  readonly reason: string
  readonly expires_on: string
  readonly author: string
  readonly created_at: string
  readonly request_id: string | null
  readonly request_kind: string | null
  readonly request_reason: string | null
  readonly requested_by: string | null
  readonly approver: string | null
}

function shownRow(row: EntryRow, viewer: string) {
  return {
    id: row.id,
    list: row.list,
    kind: row.kind,
    masked: row.masked,
    status: row.status,
    reason: row.reason,
    expiresOn: row.expires_on,
    author: row.author,
    approver: row.approver,
    createdAt: row.created_at,
    requestId: row.request_id,
    requestKind: row.request_kind,
    requestReason: row.request_reason,
    isOwnRequest: row.requested_by === viewer,
  }
}
