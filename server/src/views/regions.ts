import type { marketApi, OutputOf } from '@puhui/api'
import { labelOf } from '@puhui/api'
import { type RawBuilder, sql } from 'kysely'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { cellText } from '../platform/http/csv.ts'
import { provinceName } from './market-own.ts'
import { livesIn, type PlaceQuery, provinceOf } from './place-filter.ts'

type Regions = OutputOf<typeof marketApi.showRegions>
type Lending = Regions['total']

const PLACES_SHOWN = 400

/** Customers, applications, volume and arrears, by province and down to counties. */
export async function regions(ctx: ReadContext, query: PlaceQuery): Promise<Regions> {
  const [asOf, total, provinces, places] = await Promise.all([
    businessDate(ctx.db),
    lendingBy(ctx.db, query, NOWHERE),
    lendingBy(ctx.db, query, { ...NOWHERE, province: provinceOf('c') }),
    lendingBy(ctx.db, query, { province: provinceOf('c'), place: sql`c.place`, tier: sql`c.city_tier` }),
  ])
  return {
    asOf,
    total: lendingOf(total[0]),
    provinces: provinces.map((row) => ({ code: row.province, label: provinceName(row.province), ...lendingOf(row) })),
    places: places.slice(0, PLACES_SHOWN).map(placeOf),
    placesTotal: places.length,
  }
}

/** The counties as a file, all of them. */
export async function regionsCsv(ctx: ReadContext, query: PlaceQuery): Promise<string> {
  const by = { province: provinceOf('c'), place: sql`c.place`, tier: sql`c.city_tier` }
  const places = (await lendingBy(ctx.db, query, by)).map(placeOf)
  const head = ctx.locale === 'zh' ? HEAD.zh : HEAD.en
  const lines = places.map((row) => [
    row.province[ctx.locale],
    row.place,
    row.tier === null ? '' : labelOf('area', row.tier)[ctx.locale],
    row.customers,
    row.applications,
    percent(row.approvalPpm),
    row.loans,
    (Number(row.disbursedFen) / 100).toFixed(2),
    (Number(row.outstandingFen) / 100).toFixed(2),
    percent(row.overdue30Ppm),
  ])
  return `\uFEFF${[head, ...lines].map((line) => line.map((value) => cellText(String(value))).join(',')).join('\r\n')}\r\n`
}

const HEAD = {
  zh: ['省份', '市县', '层级', '客户', '申请', '批准率', '贷款', '放款（元）', '余额（元）', '逾期30天以上占比'],
  en: [
    'Province',
    'Place',
    'Tier',
    'Customers',
    'Applications',
    'Approval',
    'Loans',
    'Paid out (yuan)',
    'Outstanding (yuan)',
    'Over 30 days past due',
  ],
}

const percent = (ppm: number | null): string => (ppm === null ? '' : `${(ppm / 10_000).toFixed(2)}%`)

interface Grouping {
  readonly province: RawBuilder<unknown>
  readonly place: RawBuilder<unknown>
  readonly tier: RawBuilder<unknown>
}

export const NOWHERE: Grouping = { province: sql`null::text`, place: sql`null::text`, tier: sql`null::text` }

export interface LendingRow {
  readonly province: string | null
  readonly place: string | null
  readonly tier: string | null
  readonly customers: number
  /** Customers who have or had a loan. */
  readonly borrowers: number
  readonly applications: number
  readonly decided: number
  readonly approved: number
  readonly loans: number
  readonly disbursed: bigint
  readonly outstanding: bigint
  readonly exposed: bigint
  readonly late30: bigint
  readonly loans_late30: number
}

/** One pass over customers with their applications and loans summed before. */
export async function lendingBy(reader: Reader, query: PlaceQuery, by: Grouping): Promise<readonly LendingRow[]> {
  const { rows } = await sql<LendingRow>`
    select ${by.province} as province, ${by.place} as place, ${by.tier} as tier, count(*)::int as customers, count(l.customer_id)::int as borrowers,
        coalesce(sum(a.applications), 0)::int as applications, coalesce(sum(a.decided), 0)::int as decided,
        coalesce(sum(a.approved), 0)::int as approved, coalesce(sum(l.loans), 0)::int as loans,
        coalesce(sum(l.disbursed), 0)::bigint as disbursed, coalesce(sum(l.outstanding), 0)::bigint as outstanding,
        coalesce(sum(l.exposed), 0)::bigint as exposed, coalesce(sum(l.late30), 0)::bigint as late30,
        coalesce(sum(l.loans_late30), 0)::int as loans_late30
      from customer c
      left join (
        select customer_id, count(*) as applications, count(*) filter (where outcome in ('approve', 'decline')) as decided,
            count(*) filter (where outcome = 'approve') as approved
          from application where status <> 'draft' group by 1
      ) a on a.customer_id = c.id
      left join (
        select l.customer_id, count(*) as loans, sum(l.principal_fen) as disbursed,
            sum(l.outstanding_fen) filter (where l.status in ('active', 'overdue')) as outstanding,
            sum(l.outstanding_fen + coalesce(w.principal_fen, 0)) as exposed,
            sum(case when l.dpd > 30 or w.loan_id is not null then l.outstanding_fen + coalesce(w.principal_fen, 0) else 0 end)
              as late30,
            count(*) filter (where l.dpd > 30 or w.loan_id is not null) as loans_late30
          from loan l left join write_off w on w.loan_id = l.id and l.status = 'chargedOff'
          where l.status <> 'pending' group by 1
      ) l on l.customer_id = c.id
      where ${livesIn(query, 'c')} group by 1, 2, 3
      order by disbursed desc, customers desc, province, place`.execute(reader)
  return rows
}

export function lendingOf(row: LendingRow | undefined): Lending {
  return {
    customers: row?.customers ?? 0,
    applications: row?.applications ?? 0,
    approvalPpm: shareOf(row?.approved ?? 0, row?.decided ?? 0),
    loans: row?.loans ?? 0,
    disbursedFen: String(row?.disbursed ?? 0n),
    outstandingFen: String(row?.outstanding ?? 0n),
    overdue30Ppm: row && row.exposed > 0n ? Number((row.late30 * 1_000_000n) / row.exposed) : null,
  }
}

export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 1_000_000) / whole)
}

function placeOf(row: LendingRow): Regions['places'][number] {
  const province = provinceName(row.province)
  return { provinceCode: row.province, province, place: row.place ?? '–', tier: row.tier, ...lendingOf(row) }
}
