import { type marketApi, type OutputOf, valuesOf } from '@puhui/api'
import { sql } from 'kysely'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { inPlace, type PlaceQuery } from './place-filter.ts'
import { shareOf } from './regions.ts'

type SubMarkets = OutputOf<typeof marketApi.showSubMarkets>
type SubMarket = SubMarkets['rows'][number]['subMarket']

interface Row {
  readonly market: SubMarket
  readonly products: number
  readonly applications: number
  readonly decided: number
  readonly approved: number
  readonly loans: number
  readonly disbursed: bigint
  readonly outstanding: bigint
  readonly late30: bigint
}

interface MonthRow {
  readonly month: string
  readonly market: SubMarket
  readonly loans: number
  readonly disbursed: bigint
}

/** Volumes by the five sub-markets, those with nothing in them too; a loan belongs where its product does. */
export async function subMarkets(ctx: ReadContext, query: PlaceQuery): Promise<SubMarkets> {
  const { rows } = await sql<Row>`
    select p.sub_market as market, count(*)::int as products, coalesce(sum(a.applications), 0)::int as applications,
        coalesce(sum(a.decided), 0)::int as decided, coalesce(sum(a.approved), 0)::int as approved,
        coalesce(sum(l.loans), 0)::int as loans, coalesce(sum(l.disbursed), 0)::bigint as disbursed,
        coalesce(sum(l.outstanding), 0)::bigint as outstanding, coalesce(sum(l.late30), 0)::bigint as late30
      from product p
      left join (
        select product_code, count(*) as applications, count(*) filter (where outcome in ('approve', 'decline')) as decided,
            count(*) filter (where outcome = 'approve') as approved
          from application where status <> 'draft' and ${inPlace(query, sql.ref('customer_id'))} group by 1
      ) a on a.product_code = p.code
      left join (
        select product_code, count(*) as loans, sum(principal_fen) as disbursed, sum(outstanding_fen) as outstanding,
            sum(outstanding_fen) filter (where dpd > 30) as late30
          from loan where status <> 'pending' and ${inPlace(query, sql.ref('customer_id'))} group by 1
      ) l on l.product_code = p.code
      group by 1`.execute(ctx.db)
  const months = await sql<MonthRow>`
    select to_char(l.disbursed_on, 'YYYY-MM') as month, p.sub_market as market, count(*)::int as loans,
        sum(l.principal_fen)::bigint as disbursed
      from loan l join product p on p.code = l.product_code
      where l.disbursed_on is not null and ${inPlace(query, sql.ref('l.customer_id'))}
      group by 1, 2 order by 1, 2`.execute(ctx.db)
  const all = rows.reduce((sum, row) => sum + row.disbursed, 0n)
  return {
    asOf: await businessDate(ctx.db),
    rows: valuesOf('subMarket').map((subMarket) => rowOf(subMarket, rows, all)),
    months: months.rows.map(({ month, market, loans, disbursed }) => {
      return { month, subMarket: market, loans, disbursedFen: String(disbursed) }
    }),
  }
}

function rowOf(subMarket: SubMarket, rows: readonly Row[], all: bigint): SubMarkets['rows'][number] {
  const row = rows.find(({ market }) => market === subMarket)
  const { disbursed = 0n, outstanding = 0n, late30 = 0n } = row ?? {}
  return {
    subMarket,
    products: row?.products ?? 0,
    applications: row?.applications ?? 0,
    approvalPpm: shareOf(row?.approved ?? 0, row?.decided ?? 0),
    loans: row?.loans ?? 0,
    disbursedFen: String(disbursed),
    sharePpm: all === 0n ? 0 : Number((disbursed * 1_000_000n) / all),
    outstandingFen: String(outstanding),
    overdue30Ppm: outstanding === 0n ? null : Number((late30 * 1_000_000n) / outstanding),
  }
}
