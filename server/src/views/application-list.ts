import { applicationsApi, type OutputOf, type QueryOf } from '@puhui/api'
import { sql } from 'kysely'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'

type Query = QueryOf<typeof applicationsApi.listApplications>
type Answer = OutputOf<typeof applicationsApi.listApplications>

/** Applications with the masked name of the applicant and the principal reason of the decision. */
export async function applicationList(ctx: ReadContext, query: Query): Promise<Answer> {
  const base = ctx.db
    .selectFrom('application as a')
    .innerJoin('customer as c', 'c.id', 'a.customer_id')
    .innerJoin('product as p', 'p.code', 'a.product_code')
    .select([
      'a.id',
      'a.customer_id',
      'c.name_masked',
      'c.mobile_masked',
      'a.product_code',
      'p.name as product_name',
      'a.channel',
      'a.purpose',
      'a.requested_fen',
      'a.term_months',
      'a.method',
      'a.status',
      'a.outcome',
      'a.principal_reason',
      'a.grade',
      'a.score_points',
      'a.approved_fen',
      'a.annual_rate_ppm',
      'a.created_at',
      'a.decided_at',
    ])
  const page = await listPage(ctx.db, applicationsApi.listApplications.list, query, {
    base,
    columns: {
      productName: sql.ref('a.product_code'),
      channel: sql.ref('a.channel'),
      requestedFen: sql.ref('a.requested_fen'),
      termMonths: sql.ref('a.term_months'),
      status: sql.ref('a.status'),
      grade: sql.ref('a.grade'),
      scorePoints: sql.ref('a.score_points'),
      approvedFen: sql.ref('a.approved_fen'),
      annualRatePpm: sql.ref('a.annual_rate_ppm'),
      createdAt: sql.ref('a.created_at'),
      decidedAt: sql.ref('a.decided_at'),
    },
    searchExact: (q) => [
      sql<boolean>`a.id = ${q}`,
      sql<boolean>`a.customer_id = ${q}`,
      sql<boolean>`a.import_id = ${q}`,
    ],
    tiebreak: sql.ref('a.id'),
  })
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      customerId: row.customer_id,
      customerName: row.name_masked ?? row.mobile_masked,
      productCode: row.product_code,
      productName: row.product_name,
      channel: row.channel as never,
      purpose: row.purpose as never,
      requestedFen: String(row.requested_fen),
      termMonths: row.term_months,
      method: row.method as never,
      status: row.status as never,
      outcome: row.outcome as never,
      principalReason: row.principal_reason,
      grade: row.grade,
      scorePoints: row.score_points,
      approvedFen: row.approved_fen === null ? null : String(row.approved_fen),
      annualRatePpm: row.annual_rate_ppm === null ? null : Number(row.annual_rate_ppm),
      createdAt: row.created_at,
      decidedAt: row.decided_at,
    })),
  }
}
