import type { marketApi, OutputOf } from '@puhui/api'
import { type BorrowerKind, INCLUSIVE_LIMITS, type InclusiveTag, inclusiveTag } from '@puhui/compliance'
import { sql } from 'kysely'
import { settingOf } from '../modules/profiles/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { inPlace, livesIn, type PlaceQuery } from './place-filter.ts'

type Coverage = OutputOf<typeof marketApi.showCoverage>
type Covered = Coverage['total']
type Period = 'month' | 'quarter' | 'year'

const FORMAT: Readonly<Record<Period, string>> = { month: 'YYYY-MM', quarter: 'YYYY-"Q"Q', year: 'YYYY' }

/** Whom lending reached by period of paying out: first-time borrowers, villages, low incomes, each of those known. */
export async function coverage(ctx: ReadContext, query: PlaceQuery & { readonly by: Period }): Promise<Coverage> {
  const [asOf, { incomeCutsFen }] = await Promise.all([businessDate(ctx.db), settingOf(ctx)])
  const lowIncomeBelowFen = incomeCutsFen[0]
  const periods = await byPeriod(ctx.db, query, lowIncomeBelowFen)
  return {
    asOf,
    lowIncomeBelowFen,
    total: periods.reduce<Covered>((sum, { period: _period, ...one }) => added(sum, one), NOBODY),
    periods,
    inclusive: await inclusiveLoans(ctx.db, query),
  }
}

const NOBODY: Covered = {
  loans: 0,
  disbursedFen: '0',
  firstHere: 0,
  firstAnywhere: 0,
  bureauKnown: 0,
  rural: 0,
  placeKnown: 0,
  lowIncome: 0,
  incomeKnown: 0,
}

function added(a: Covered, b: Covered): Covered {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, a[name] + b[name]])) as unknown as Covered
  return { ...counts, disbursedFen: String(BigInt(a.disbursedFen) + BigInt(b.disbursedFen)) }
}

const COUNTS = [
  'loans',
  'firstHere',
  'firstAnywhere',
  'bureauKnown',
  'rural',
  'placeKnown',
  'lowIncome',
  'incomeKnown',
] as const satisfies readonly (keyof Covered)[]

type Row = Omit<Covered, 'disbursedFen'> & { readonly period: string; readonly fen: bigint }

async function byPeriod(
  reader: Reader,
  query: PlaceQuery & { readonly by: Period },
  lowBelowFen: string,
): Promise<Coverage['periods']> {
  const { rows } = await sql<Row>`
    select to_char(l.disbursed_on, ${FORMAT[query.by]}) as period, count(*)::int as loans,
        sum(l.principal_fen)::bigint as fen,
        count(*) filter (where not exists (select 1 from loan e where e.customer_id = l.customer_id
          and (e.disbursed_on, e.id) < (l.disbursed_on, l.id)))::int as "firstHere",
        count(*) filter (where b.found = false)::int as "firstAnywhere",
        count(*) filter (where b.found is not null)::int as "bureauKnown",
        count(*) filter (where c.is_rural or c.city_tier = 'village')::int as rural,
        count(*) filter (where c.city_tier is not null)::int as "placeKnown",
        count(*) filter (where c.income_monthly_fen < ${lowBelowFen}::bigint)::int as "lowIncome",
        count(*) filter (where c.income_monthly_fen is not null)::int as "incomeKnown"
      from loan l join customer c on c.id = l.customer_id
      left join lateral (
        select (d.facts->>'bureauFileFound')::boolean as found from decision d
          where d.application_id = l.application_id order by d.decided_at, d.id limit 1
      ) b on true
      where l.disbursed_on is not null and ${livesIn(query, 'c')}
      group by 1 order by 1`.execute(reader)
  return rows.map(({ fen, ...row }) => ({ ...row, disbursedFen: String(fen) }))
}

interface TagRow {
  readonly is_farming: boolean
  readonly occupation: string | null
  readonly in_farmer: boolean
  readonly in_micro: boolean
  readonly loans: number
  readonly disbursed: bigint
  readonly outstanding: bigint
}

/** Loans by what the statistics call inclusive: the line of a borrower is all that they may owe here. */
async function inclusiveLoans(reader: Reader, query: PlaceQuery): Promise<Coverage['inclusive']> {
  const { microEnterpriseMaxFen, farmerBusinessMaxFen } = INCLUSIVE_LIMITS
  const { rows } = await sql<TagRow>`
    select a.purpose = 'ruralProduction' as is_farming, f.value #>> '{}' as occupation,
        n.line <= ${farmerBusinessMaxFen}::bigint as in_farmer, n.line <= ${microEnterpriseMaxFen}::bigint as in_micro,
        count(*)::int as loans, sum(l.principal_fen)::bigint as disbursed, sum(l.outstanding_fen)::bigint as outstanding
      from loan l join application a on a.id = l.application_id
      join (select customer_id, sum(principal_fen) as line from loan where status <> 'pending' group by 1) n
        on n.customer_id = l.customer_id
      left join profile_fact f on f.customer_id = l.customer_id and f.fact_id = 'occupation'
      where l.disbursed_on is not null and ${inPlace(query, sql.ref('l.customer_id'))}
      group by 1, 2, 3, 4`.execute(reader)
  return (['micro', 'farmer', 'none'] as const).map((tag) => {
    const own = rows.filter((row) => (tagOf(row) ?? 'none') === tag)
    return {
      tag,
      loans: own.reduce((sum, row) => sum + row.loans, 0),
      disbursedFen: String(own.reduce((sum, row) => sum + row.disbursed, 0n)),
      outstandingFen: String(own.reduce((sum, row) => sum + row.outstanding, 0n)),
    }
  })
}

function tagOf({ is_farming, occupation, in_farmer, in_micro }: TagRow): InclusiveTag | null {
  const { microEnterpriseMaxFen, farmerBusinessMaxFen } = INCLUSIVE_LIMITS
  const lineFen = in_farmer ? farmerBusinessMaxFen : in_micro ? microEnterpriseMaxFen : microEnterpriseMaxFen + 1n
  const borrower: BorrowerKind =
    occupation === 'farmer' ? 'farmer' : occupation === 'shopkeeper' ? 'shop-owner' : 'person'
  return inclusiveTag({ borrower, purpose: is_farming ? 'farming' : 'consumption', lineFen })
}
