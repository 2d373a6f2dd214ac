import type { merchantsApi, OutputOf, QueryOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { ratioPpm } from '@puhui/money'
import { payeeOf, SCENES } from '@puhui/product'
import { sql } from 'kysely'
import { readOffered } from '../modules/products/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { inPlace, type PlaceQuery } from './place-filter.ts'

type Report = OutputOf<typeof merchantsApi.sceneReport>

/** What was asked for, lent and lost in each scene of the catalogue; loans by the day on which they were paid out. */
export async function sceneReport(
  ctx: ReadContext,
  { from, to, ...place }: QueryOf<typeof merchantsApi.sceneReport>,
): Promise<Report> {
  const asOf = await businessDate(ctx.db)
  const offered = await readOffered(ctx.db, asOf)
  const rows = await figuresOf(ctx, { from: from ?? null, to: to ?? null, place })
  const wholeFen = rows.reduce((sum, row) => sum + row.disbursed_fen, 0n)
  const scenes = SCENES.map(({ code, name, examples }) => {
    const row = rows.find(({ scene }) => scene === code) ?? NOTHING
    const products = offered.flatMap(({ code: product, name: called, terms }) => {
      const payee = payeeOf(terms, code)
      return payee === null ? [] : [{ code: product, name: called as Localized, payee }]
    })
    return {
      scene: code,
      name,
      examples,
      products,
      merchants: row.merchants,
      applications: row.applications,
      approved: row.approved,
      loans: row.loans,
      disbursedFen: String(row.disbursed_fen),
      paidToMerchantsFen: String(row.to_merchants_fen),
      outstandingFen: String(row.outstanding_fen),
      badFen: String(row.bad_fen),
      badPpm: share(row.bad_fen, row.outstanding_fen),
      sharePpm: share(row.disbursed_fen, wholeFen),
    }
  })
  return { asOf, scenes }
}

function share(part: bigint, whole: bigint): number | null {
  const ppm = ratioPpm(part, whole)
  return ppm === undefined ? null : Number(ppm)
}

interface Row {
  readonly scene: string
  readonly merchants: number
  readonly applications: number
  readonly approved: number
  readonly loans: number
  readonly disbursed_fen: bigint
  readonly to_merchants_fen: bigint
  readonly outstanding_fen: bigint
  readonly bad_fen: bigint
}

const NOTHING: Omit<Row, 'scene'> = {
  merchants: 0,
  applications: 0,
  approved: 0,
  loans: 0,
  disbursed_fen: 0n,
  to_merchants_fen: 0n,
  outstanding_fen: 0n,
  bad_fen: 0n,
}

interface Asked {
  readonly from: Day | null
  readonly to: Day | null
  readonly place: PlaceQuery
}

async function figuresOf(ctx: ReadContext, { from, to, place }: Asked): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with lent as (
      select a.scene, a.merchant_id, l.principal_fen, l.outstanding_fen, l.dpd, l.status
      from loan l join application a on a.id = l.application_id
      where l.status <> 'pending' and l.disbursed_on >= coalesce(${from}::date, '-infinity')
        and l.disbursed_on <= coalesce(${to}::date, 'infinity') and ${inPlace(place, sql.ref('l.customer_id'))}
    ), asked as (
      select scene, count(*)::int as applications, (count(*) filter (where outcome = 'approve'))::int as approved
      from application where created_at >= coalesce(${from}::date, '-infinity')
        and created_at < coalesce(${to}::date + 1, 'infinity') and ${inPlace(place, sql.ref('customer_id'))}
      group by scene
    ), sums as (
      select scene, count(*)::int as loans, sum(principal_fen)::bigint as disbursed_fen,
        coalesce(sum(principal_fen) filter (where merchant_id is not null), 0)::bigint as to_merchants_fen,
        sum(outstanding_fen)::bigint as outstanding_fen,
        coalesce(sum(outstanding_fen) filter (where dpd > 30 or status = 'chargedOff'), 0)::bigint as bad_fen
      from lent group by scene
    ), sellers as (
      select scene, count(*)::int as merchants from merchant, unnest(scenes) as scene where status = 'active' group by scene
    )
    select scene, coalesce(merchants, 0) as merchants, coalesce(applications, 0) as applications,
      coalesce(approved, 0) as approved, coalesce(loans, 0) as loans, coalesce(disbursed_fen, 0) as disbursed_fen,
      coalesce(to_merchants_fen, 0) as to_merchants_fen, coalesce(outstanding_fen, 0) as outstanding_fen,
      coalesce(bad_fen, 0) as bad_fen
    from asked full join sums using (scene) full join sellers using (scene)`.execute(ctx.db)
  return rows
}
