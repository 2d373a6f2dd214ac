import { systemApi } from '@puhui/api'
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

/** What each kind of request asks for. */
const TITLES: Readonly<Record<string, Localized>> = {
  'products.release': { zh: '产品版本生效', en: 'Release a product version' },
  'surveys.publish': { zh: '发布问卷', en: 'Publish a survey' },
  'ledger.reopen': { zh: '反关账', en: 'Reopen a month' },
  'ledger.adjust': { zh: '调整分录', en: 'Adjusting entry' },
  'merchants.admit': { zh: '商户准入', en: 'Admit a merchant' },
  'agreements.copy': { zh: '已签纸质补充协议', en: 'Signed copy of a supplementary agreement' },
  'loans.reschedule': { zh: '帮扶方案', en: 'Plan for a borrower in hardship' },
  'loans.write_off': { zh: '核销', en: 'Write-off' },
  'risk.override': { zh: '人工分类', en: 'Category by hand' },
  'provisions.table': { zh: '预期信用损失参数', en: 'Table of expected loss' },
  'regulations.parameters': { zh: '政策规则参数', en: 'Numbers of a regulation' },
  'provisions.post': { zh: '月末拨备', en: 'Provision of a month' },
}

/** The kind of the request, with the code and the version of what it is about where it says them. */
function titleOf(kind: string, payload: unknown): Localized {
  const { code, version } = (payload ?? {}) as { readonly code?: string; readonly version?: number }
  const { zh, en } = TITLES[kind] ?? { zh: kind, en: kind }
  const what = [code, version === undefined ? undefined : `v${version}`].filter(Boolean).join(' ')
  return { zh: `${zh} ${what}`.trim(), en: `${en} ${what}`.trim() }
}
