import { labelOf, systemApi } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import type { App } from '../http/app.ts'
import { mountRead } from '../http/mount.ts'
import { listPage } from '../http/paging.ts'

export function approvalRoutes(app: App): void {
  mountRead(app, systemApi.listApprovals, async (ctx, { query }) => {
    const base = ctx.db
      .selectFrom('approval')
      .leftJoin('staff_user as maker', 'maker.id', 'approval.maker_id')
      .leftJoin('staff_user as checker', 'checker.id', 'approval.approver_id')
      .selectAll('approval')
      .select(['maker.name as maker_name', 'checker.name as checker_name'])
    const page = await listPage(ctx.db, systemApi.listApprovals.list, query, {
      base,
      columns: {
        status: sql.ref('approval.status'),
        createdAt: sql.ref('approval.made_at'),
        decidedAt: sql.ref('approval.decided_at'),
      },
      search: [sql.ref('approval.object_id'), sql.ref('maker.name')],
      tiebreak: sql.ref('approval.id'),
    })
    const rows = page.rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: titleOf(row.kind, row.payload),
      objectKind: row.object_kind,
      objectId: row.object_id,
      loanId: (row.payload as { readonly loanId?: string } | null)?.loanId ?? null,
      maker: row.maker_name ?? row.maker_id,
      makerId: row.maker_id,
      checker: row.checker_name ?? row.approver_id,
      status: row.status,
      note: row.comment,
      createdAt: row.made_at,
      decidedAt: row.decided_at,
    }))
    return { ...page, rows }
  })
}

/** The kind of the request, with the code and the version of what it is about where it says them. */
function titleOf(kind: string, payload: unknown): Localized {
  const { code, version } = (payload ?? {}) as { readonly code?: string; readonly version?: number }
  const { zh, en } = labelOf('approvalKind', kind)
  const what = [code, version === undefined ? undefined : `v${version}`].filter(Boolean).join(' ')
  return { zh: `${zh} ${what}`.trim(), en: `${en} ${what}`.trim() }
}
