import type { OutputOf, productsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { readProduct } from '../modules/products/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { inPlace, type PlaceQuery } from './place-filter.ts'

type Performance = OutputOf<typeof productsApi.productPerformance>

/** How each version of a product has done: who asked, who was approved, what was lent, and how much of it went bad (PRD-19). */
export async function productPerformance(
  ctx: ReadContext,
  productId: string,
  place: PlaceQuery = {},
): Promise<Performance> {
  const product = await readProduct(ctx.db, productId)
  if (!product) throw new RefusalError({ code: 'products.not_found' })
  const asOf = await businessDate(ctx.db)
  const { rows } = await sql<Row>`
    select v.version, case when v.status = 'released' and v.id <> coalesce(p.current_version_id, '') and p.retired_at is null
        and v.effective_on <= ${asOf}::date then 'retired' else v.status end as status, v.effective_on,
      coalesce(a.applications, 0)::int as applications, coalesce(a.decided, 0)::int as decided,
      coalesce(a.approved, 0)::int as approved, coalesce(l.loans, 0)::int as loans,
      coalesce(l.disbursed_fen, 0)::bigint as disbursed_fen, coalesce(l.outstanding_fen, 0)::bigint as outstanding_fen,
      coalesce(l.bad_fen, 0)::bigint as bad_fen, coalesce(l.settled, 0)::int as settled,
      coalesce(l.charged_off, 0)::int as charged_off, l.annual_rate_ppm, l.annual_cost_ppm, l.bad_rate_ppm
    from product_version v
    join product p on p.id = v.product_id
    left join (
      select product_version_id, count(*) as applications, count(*) filter (where outcome is not null) as decided,
        count(*) filter (where outcome = 'approve') as approved
      from application where ${inPlace(place, sql.ref('customer_id'))} group by product_version_id
    ) a on a.product_version_id = v.id
    left join (
      select product_code, product_version, count(*) as loans, sum(principal_fen) as disbursed_fen,
        sum(outstanding_fen) as outstanding_fen,
        sum(case when dpd > 30 or status = 'chargedOff' then outstanding_fen else 0 end) as bad_fen,
        count(*) filter (where status = 'settled') as settled, count(*) filter (where status = 'chargedOff') as charged_off,
        round(sum(principal_fen * annual_rate_ppm)::numeric / sum(principal_fen))::bigint as annual_rate_ppm,
        round(sum(principal_fen * annual_cost_simple_ppm)::numeric / sum(principal_fen))::bigint as annual_cost_ppm,
        round(sum(case when dpd > 30 or status = 'chargedOff' then principal_fen else 0 end)::numeric * 1000000
          / sum(principal_fen))::bigint as bad_rate_ppm
      from loan where status <> 'pending' and ${inPlace(place, sql.ref('customer_id'))}
      group by product_code, product_version
    ) l on l.product_code = p.code and l.product_version = v.version
    where v.product_id = ${productId} order by v.version desc`.execute(ctx.db)
  return { asOf, versions: rows.map(shown) }
}

interface Row {
  readonly version: number
  readonly status: string
  readonly effective_on: Day | null
  readonly applications: number
  readonly decided: number
  readonly approved: number
  readonly loans: number
  readonly disbursed_fen: bigint
  readonly outstanding_fen: bigint
  readonly bad_fen: bigint
  readonly settled: number
  readonly charged_off: number
  readonly annual_rate_ppm: bigint | null
  readonly annual_cost_ppm: bigint | null
  readonly bad_rate_ppm: bigint | null
}

function shown(row: Row): Performance['versions'][number] {
  return {
    version: row.version,
    status: row.status as never,
    effectiveOn: row.effective_on,
    applications: row.applications,
    decided: row.decided,
    approved: row.approved,
    loans: row.loans,
    disbursedFen: String(row.disbursed_fen),
    outstandingFen: String(row.outstanding_fen),
    badFen: String(row.bad_fen),
    settled: row.settled,
    chargedOff: row.charged_off,
    annualRatePpm: numberOf(row.annual_rate_ppm),
    annualCostSimplePpm: numberOf(row.annual_cost_ppm),
    badRatePpm: numberOf(row.bad_rate_ppm),
  }
}

function numberOf(value: bigint | null): number | null {
  return value === null ? null : Number(value)
}
