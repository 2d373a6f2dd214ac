import { systemActorLabel, systemApi } from '@puhui/api'
import type { Locale, Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import type { ReadContext } from '../context.ts'
import type { App } from '../http/app.ts'
import { mountRead, mountSteps } from '../http/mount.ts'
import { listPage } from '../http/paging.ts'
import { sealJournal } from '../journal/seal.ts'
import { type Finding, verifyJournal } from '../journal/verify.ts'

export function journalRoutes(app: App): void {
  mountRead(app, systemApi.listJournal, async (ctx, { query }) => {
    const page = await listPage(ctx.db, systemApi.listJournal.list, query, {
      base: linesQuery(ctx),
      columns: {
        sequence: sql.ref('journal.id'),
        at: sql.ref('journal.recorded_at'),
        actorKind: sql.ref('journal.actor_kind'),
        action: sql.ref('journal.action'),
      },
      search: [
        sql.ref('journal.action'),
        sql.ref('journal.object_id'),
        sql.ref('journal.reason'),
        sql.ref('staff_user.name'),
      ],
      tiebreak: sql.ref('journal.id'),
    })
    return { ...page, rows: page.rows.map((row) => toLine(row, ctx.locale)) }
  })

  mountRead(app, systemApi.journalOf, async (ctx, { params }) => {
    const query = linesQuery(ctx).orderBy('journal.id', 'desc').limit(200)
    const isCustomer = params.objectKind === 'customer'
    const rows = isCustomer
      ? await query.where('journal.customer_id', '=', params.objectId).execute()
      : await query
          .where('journal.object_kind', '=', params.objectKind)
          .where('journal.object_id', '=', params.objectId)
          .execute()
    return { lines: rows.map((row) => toLine(row, ctx.locale)) }
  })

  mountSteps(app, systemApi.verifyJournal, async (ctx) => {
    const started = performance.now()
    while ((await sealJournal(ctx.platform)) > 0);
    const { isIntact, lines, sealed, head, findings } = await verifyJournal(ctx.platform)
    const shown = findings.map((finding) => ({ sequence: finding.sequence, kind: finding.kind, note: noteOf(finding) }))
    return { isIntact, lines, sealed, head, findings: shown, tookMs: Math.round(performance.now() - started) }
  })
}

function linesQuery(ctx: ReadContext) {
  return ctx.db
    .selectFrom('journal')
    .leftJoin('journal_link', 'journal_link.journal_id', 'journal.id')
    .leftJoin('staff_user', (join) =>
      join.onRef('staff_user.id', '=', 'journal.actor_id').on('journal.actor_kind', '=', 'staff'),
    )
    .selectAll('journal')
    .select(['journal_link.seq', 'staff_user.name as actor_name'])
}

type Line = Awaited<ReturnType<ReturnType<typeof linesQuery>['execute']>>[number]

function toLine(row: Line, locale: Locale) {
  return {
    id: `jnl_${row.id}`,
    sequence: Number(row.id),
    at: row.recorded_at,
    actorKind: row.actor_kind as 'staff',
    actorId: row.actor_id,
    actorName: row.actor_name ?? systemActorLabel(row.actor_id)[locale],
    action: row.action,
    objectKind: row.object_kind,
    objectId: row.object_id,
    reason: row.reason,
    before: asObject(row.before),
    after: asObject(row.after),
    requestId: row.request_id,
    isSealed: row.seq !== null,
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  if (value === null || value === undefined) return null
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : { value }
}

const NOTES: Readonly<Record<Finding['kind'], Localized>> = {
  altered: { zh: '内容与封存时不同', en: 'does not say what was sealed' },
  missing: { zh: '已封存的行不见了', en: 'a sealed line is gone' },
  inserted: { zh: '不是平台写入的行', en: 'was not written by the platform' },
  reordered: { zh: '链的次序被改动', en: 'the order of the chain was changed' },
  truncated: { zh: '链在已存证的位置之前中断', en: 'the chain ends before a head that was anchored' },
}

function noteOf({ kind, journalId }: Finding): Localized {
  const line = journalId === null ? '' : `#${journalId} `
  return { zh: `${line}${NOTES[kind].zh}`, en: `${line}${NOTES[kind].en}` }
}
