import { labelOf, merchantsApi } from '@puhui/api'
import { sql } from 'kysely'
import type { App } from '../../platform/http/app.ts'
import { mountRead, mountWrite } from '../../platform/http/mount.ts'
import { listPage } from '../../platform/http/paging.ts'
import { decideMerchant, proposeMerchant, suspendMerchant } from './service.ts'
import { readActive } from './store.ts'

/** The register of merchants; what was lent in which scene is a view. */
export function routes(app: App): void {
  mountRead(app, merchantsApi.listMerchants, async (ctx, { query }) => {
    const page = await listPage(ctx.db, merchantsApi.listMerchants.list, query, {
      base: ctx.db.selectFrom(SHOWN.as('s')).selectAll('s'),
      columns: {
        code: sql.ref('s.code'),
        name: sql.ref('s.name'),
        status: sql.ref('s.status'),
        loans: sql.ref('s.loans'),
        paidFen: sql.ref('s.paid_fen'),
        createdAt: sql.ref('s.created_at'),
      },
      search: [sql.ref('s.code'), sql.ref('s.name'), sql.ref('s.licence_no')],
      tiebreak: sql.ref('s.id'),
    })
    const rows = (page.rows as unknown as readonly Row[]).map((row) => shown(row, ctx.actor.id))
    return { ...page, rows } as never
  })
  mountRead(app, merchantsApi.offeredMerchants, async (ctx, { query }) => {
    const merchants = await readActive(ctx.db, query.scene)
    return { merchants: merchants.map(({ id, name, scenes }) => ({ id, name, scenes: [...scenes] })) }
  })
  mountWrite(app, merchantsApi.proposeMerchant, async (ctx, { body }) => ({ id: await proposeMerchant(ctx, body) }))
  mountWrite(app, merchantsApi.decideMerchant, async (ctx, { params, body }) => {
    await decideMerchant(ctx, params.merchantId, body)
    return { done: true as const }
  })
  mountWrite(app, merchantsApi.suspendMerchant, async (ctx, { params, body }) => {
    await suspendMerchant(ctx, params.merchantId, body)
    return { done: true as const }
  })
}

interface Row {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly licence_no: string
  readonly scenes: readonly string[]
  readonly bank_name: string
  readonly account_no: string
  readonly status: string
  readonly created_by: string
  readonly author: string
  readonly approver: string | null
  readonly created_at: string
  readonly loans: number
  readonly paid_fen: string
}

const SHOWN = sql<Row>`(
  select m.*, coalesce(maker.name, m.created_by) as author, coalesce(checker.name, m.decided_by) as approver,
    coalesce(l.loans, 0) as loans, coalesce(l.paid_fen, 0) as paid_fen
  from merchant m
  left join staff_user maker on maker.id = m.created_by
  left join staff_user checker on checker.id = m.decided_by
  left join (
    select a.merchant_id, count(*)::int as loans, sum(n.principal_fen)::bigint as paid_fen
    from application a join loan n on n.id = a.loan_id where a.merchant_id is not null group by 1
  ) l on l.merchant_id = m.id
)`

function namedOf(scenes: readonly string[]) {
  const names = scenes.map((scene) => labelOf('scene', scene))
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') }
}

function shown(row: Row, viewer: string) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    licenceNo: row.licence_no,
    scenes: [...row.scenes],
    scenesNamed: namedOf(row.scenes),
    bankName: row.bank_name,
    accountMasked: `**** ${row.account_no.slice(-4)}`,
    status: row.status,
    author: row.author,
    approver: row.approver,
    createdAt: row.created_at,
    loans: Number(row.loans),
    paidFen: String(row.paid_fen),
    isOwn: row.created_by === viewer,
  }
}
