import type { OutputOf, provisionsApi, QueryOf } from '@puhui/api'
import { sql } from 'kysely'
import { provisionEntryId } from '../flows/provision.ts'
import { readRun, runsBase, type StoredFigures } from '../modules/provisions/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type Api = typeof provisionsApi
type Run = OutputOf<Api['getRun']>
type RunRow = NonNullable<Awaited<ReturnType<typeof readRun>>>

function headOf(row: RunRow) {
  return {
    id: row.id,
    monthEnd: row.month_end,
    status: row.status,
    tableVersion: row.table_version,
    loans: row.loans,
    exposureFen: String(row.exposure_fen),
    allowanceFen: String(row.allowance_fen),
    beforeFen: String(row.before_fen),
    chargeFen: String(row.charge_fen),
    madeBy: row.maker_name ?? row.made_by,
    postedBy: row.checker_name ?? row.posted_by,
    madeAt: row.made_at,
  }
}

export async function provisionRuns(
  ctx: ReadContext,
  spec: Api['listRuns']['list'],
  query: QueryOf<Api['listRuns']>,
): Promise<OutputOf<Api['listRuns']>> {
  const page = await listPage(ctx.db, spec, query, {
    base: runsBase(ctx.db),
    columns: { monthEnd: sql.ref('r.month_end'), status: sql.ref('r.status'), madeAt: sql.ref('r.made_at') },
    tiebreak: sql.ref('r.id'),
  })
  return { ...page, rows: page.rows.map(headOf) }
}

/** @refuses provisions.run_not_found */
export async function provisionRun(ctx: ReadContext, runId: string): Promise<Run> {
  const row = await readRun(ctx.db, runId)
  if (!row) throw new RefusalError({ code: 'provisions.run_not_found' })
  const figures = row.figures as StoredFigures
  const isPosted = row.status === 'posted'
  return {
    ...headOf(row),
    makerId: row.made_by,
    postedAt: row.posted_at,
    byStage: [...figures.byStage],
    byCategory: [...figures.byCategory],
    byProduct: figures.byProduct.map((one) => ({
      ...one,
      entryId: isPosted && one.chargeFen !== '0' ? provisionEntryId(runId, one.productCode) : null,
    })),
    rollForward: [...figures.rollForward],
    matrix: [...figures.matrix],
    setAside: [...figures.setAside],
  }
}

export async function provisionRunLoans(
  ctx: ReadContext,
  spec: Api['listRunLoans']['list'],
  { runId, query }: { readonly runId: string; readonly query: QueryOf<Api['listRunLoans']> },
): Promise<OutputOf<Api['listRunLoans']>> {
  const page = await listPage(ctx.db, spec, query, {
    base: ctx.db
      .selectFrom('provision_loan as p')
      .innerJoin('loan as l', 'l.id', 'p.loan_id')
      .selectAll('p')
      .select('l.number')
      .where('p.run_id', '=', runId),
    columns: {
      number: sql.ref('l.number'),
      category: sql.ref('p.category'),
      stage: sql.ref('p.stage'),
      dpd: sql.ref('p.dpd'),
      exposureFen: sql.ref('p.exposure_fen'),
      eclFen: sql.ref('p.ecl_fen'),
      allowanceFen: sql.ref('p.allowance_fen'),
    },
    search: [sql.ref('l.number')],
    tiebreak: sql.ref('p.loan_id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.loan_id,
    number: row.number,
    productCode: row.product_code,
    category: row.category,
    stage: row.stage,
    dpd: row.dpd,
    exposureFen: String(row.exposure_fen),
    defaultPpm: Number(row.default_ppm),
    lossPpm: Number(row.loss_ppm),
    eclFen: String(row.ecl_fen),
    policyFen: String(row.policy_fen),
    allowanceFen: String(row.allowance_fen),
  }))
  return { ...page, rows }
}
