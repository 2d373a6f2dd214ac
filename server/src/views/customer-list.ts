import { customersApi, type OutputOf, type QueryOf } from '@puhui/api'
import { ageOn } from '@puhui/calendar'
import { sql } from 'kysely'
import { customerIndexOf, provinceOf } from '../modules/customers/index.ts'
import { dayOf } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'

type Query = QueryOf<typeof customersApi.listCustomers>
type Answer = OutputOf<typeof customersApi.listCustomers>

/** Customers with what they owe. Everything that names a person is masked; a whole number finds its owner. */
export async function customerList(ctx: ReadContext, query: Query): Promise<Answer> {
  const base = ctx.db
    .selectFrom('customer as c')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom(sql<LoanSums>`loan`.as('l'))
          .select([
            sql<bigint>`count(*)`.as('loans'),
            sql<bigint>`coalesce(sum(l.outstanding_fen), 0)::bigint`.as('outstanding_fen'),
            sql<number>`coalesce(max(l.dpd), 0)`.as('dpd'),
          ])
          .where(sql<boolean>`l.customer_id = c.id`)
          .as('own'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.name_masked',
      'c.mobile_masked',
      'c.resident_id_masked',
      'c.status',
      'c.born_on',
      'c.province_code',
      'c.place',
      'c.city_tier',
      'c.is_rural',
      'c.income_monthly_fen',
      'c.created_at',
      'own.loans',
      'own.outstanding_fen',
      'own.dpd',
    ])
  const page = await listPage(ctx.db, customersApi.listCustomers.list, query, {
    base,
    columns: {
      status: sql.ref('c.status'),
      cityTier: sql.ref('c.city_tier'),
      incomeMonthlyFen: sql.ref('c.income_monthly_fen'),
      createdAt: sql.ref('c.created_at'),
      loans: sql.ref('own.loans'),
      outstandingFen: sql.ref('own.outstanding_fen'),
      dpd: sql.ref('own.dpd'),
    },
    search: [sql.ref('c.mobile_masked'), sql.ref('c.place')],
    searchExact: (q) => [
      sql<boolean>`c.id = ${q}`,
      ...customerIndexOf(ctx.keys, q).map(({ column, index }) => sql<boolean>`${sql.ref(`c.${column}`)} = ${index}`),
    ],
    tiebreak: sql.ref('c.id'),
  })
  const today = dayOf(ctx.clock.now())
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      name: row.name_masked ?? '—',
      mobile: row.mobile_masked,
      residentId: row.resident_id_masked,
      status: row.status as never,
      age: row.born_on === null ? null : ageOn(row.born_on, today),
      province: provinceOf(row.province_code),
      place: row.place,
      cityTier: row.city_tier as never,
      isRural: row.is_rural,
      incomeMonthlyFen: row.income_monthly_fen === null ? null : String(row.income_monthly_fen),
      loans: Number(row.loans),
      outstandingFen: String(row.outstanding_fen),
      dpd: Number(row.dpd),
      createdAt: row.created_at,
    })),
  }
}

interface LoanSums {
  readonly customer_id: string
}
