import { fundsApi, type OutputOf, type QueryOf } from '@puhui/api'
import { useShares } from '@puhui/compliance'
import { sql } from 'kysely'
import { readMovementsOf } from '../modules/funds/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type Alerts = OutputOf<typeof fundsApi.listFundAlerts>
type Use = OutputOf<typeof fundsApi.fundUse>

/** The queue of alerts with the loan, the movement and the masked name of the borrower. */
export async function fundAlertList(ctx: ReadContext, query: QueryOf<typeof fundsApi.listFundAlerts>): Promise<Alerts> {
  const base = ctx.db
    .selectFrom('fund_alert as f')
    .innerJoin('fund_movement as m', 'm.id', 'f.movement_id')
    .innerJoin('loan as l', 'l.id', 'f.loan_id')
    .innerJoin('application as a', 'a.id', 'l.application_id')
    .innerJoin('customer as c', 'c.id', 'l.customer_id')
    .leftJoin('staff_user as u', 'u.id', 'f.handled_by')
    .select(['f.id', 'f.loan_id', 'l.number', 'l.customer_id', 'c.name_masked', 'c.mobile_masked', 'a.scene'])
    .select(['f.use', 'm.counterparty', 'm.amount_fen', 'm.moved_on', 'm.is_simulated', 'f.status', 'f.reason'])
    .select(['f.raised_at', sql<string | null>`coalesce(u.name, f.handled_by)`.as('handler')])
  const page = await listPage(ctx.db, fundsApi.listFundAlerts.list, query, {
    base,
    columns: {
      loanNumber: sql.ref('l.number'),
      use: sql.ref('f.use'),
      status: sql.ref('f.status'),
      amountFen: sql.ref('m.amount_fen'),
      movedOn: sql.ref('m.moved_on'),
      raisedAt: sql.ref('f.raised_at'),
    },
    search: [sql.ref('l.number'), sql.ref('m.counterparty')],
    tiebreak: sql.ref('f.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    loanId: row.loan_id,
    loanNumber: row.number,
    customerId: row.customer_id,
    customerName: row.name_masked ?? row.mobile_masked,
    scene: row.scene,
    use: row.use,
    counterparty: row.counterparty,
    amountFen: String(row.amount_fen),
    movedOn: row.moved_on,
    isSimulated: row.is_simulated,
    status: row.status,
    reason: row.reason,
    handledBy: row.handler,
    raisedAt: row.raised_at,
  }))
  return { ...page, rows }
}

/** What was declared beside what was seen, and every movement behind it. */
export async function fundUseOfLoan(ctx: ReadContext, loanId: string): Promise<Use> {
  const loan = await ctx.db
    .selectFrom('loan as l')
    .innerJoin('application as a', 'a.id', 'l.application_id')
    .leftJoin('merchant as m', 'm.id', 'a.merchant_id')
    .select(['l.principal_fen', 'a.scene', 'm.name as merchant'])
    .where('l.id', '=', loanId)
    .executeTakeFirst()
  if (!loan) throw new RefusalError({ code: 'loans.not_found' })
  const movements = await readMovementsOf(ctx.db, loanId)
  const alerts = await ctx.db
    .selectFrom('fund_alert')
    .select(['movement_id', 'status'])
    .where('loan_id', '=', loanId)
    .execute()
  const statusOf = new Map(alerts.map((alert) => [alert.movement_id, alert.status]))
  const paidOutFen = loan.principal_fen
  const seen = loan.merchant
    ? [{ use: 'declared' as const, amountFen: paidOutFen }]
    : movements.map(({ use, amount_fen: amountFen }) => ({ use, amountFen }))
  const shares = useShares(paidOutFen, seen)
  const withDeclared = shares.some(({ use }) => use === 'declared')
    ? shares
    : [{ use: 'declared' as const, amountFen: 0n, sharePpm: 0n }, ...shares]
  return {
    scene: loan.scene,
    payee: loan.merchant ? 'merchant' : 'borrower',
    merchant: loan.merchant,
    paidOutFen: String(paidOutFen),
    shares: withDeclared.map(({ use, amountFen, sharePpm }) => ({
      use,
      amountFen: String(amountFen),
      sharePpm: Number(sharePpm),
      expectedPpm: use === 'declared' ? 1_000_000 : 0,
    })),
    movements: movements.map((row) => ({
      id: row.id,
      movedOn: row.moved_on,
      amountFen: String(row.amount_fen),
      counterparty: row.counterparty,
      note: row.note,
      use: row.use,
      word: row.word,
      source: row.source,
      isSimulated: row.is_simulated,
      alertStatus: statusOf.get(row.id) ?? null,
    })),
  }
}
