import { labelOf, type marketApi, type OutputOf } from '@puhui/api'
import { addMonths, type Day } from '@puhui/calendar'
import { changeOf, shareOf as shareWithInterval } from '@puhui/experiment'
import type { Localized } from '@puhui/kernel'
import { type RawBuilder, sql } from 'kysely'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { categoryName } from './market-data.ts'
import { provinceName, standingRecords } from './market-own.ts'
import { marketSize } from './market-size.ts'
import { inPlace, type PlaceQuery, provinceOf } from './place-filter.ts'
import { type LendingRow, lendingBy, NOWHERE } from './regions.ts'

type Report = OutputOf<typeof marketApi.showReport>
type Group = Report['risk']['groups'][number]

/** Below so many loans no group is called better or worse than the others. */
const LOANS_MIN = 30
const OPPORTUNITIES_SHOWN = 10

/** Size and growth, where the risk lies and what sets it apart, where there is room: all of it computed. */
export async function marketReport(ctx: ReadContext, query: PlaceQuery): Promise<Report> {
  const asOf = await businessDate(ctx.db)
  const [size, months, groups, provinces, tiers] = await Promise.all([
    marketSize(ctx, {}),
    wholeMonths(ctx.db, query, asOf),
    riskGroups(ctx.db, query),
    lendingBy(ctx.db, query, { ...NOWHERE, province: provinceOf('c') }),
    lendingBy(ctx.db, query, { ...NOWHERE, tier: sql`c.city_tier` }),
  ])
  const overall = totalOf(groups.filter(({ dimension }) => dimension === 'grade'))
  return {
    asOf,
    size: {
      source: size.source.name,
      rows: size.rows.map(({ year, sizeFen, growthPpm }) => ({ year, sizeFen, growthPpm })),
      claimsThatFail: size.claims.flatMap(({ holds, text, impliedPpm }) =>
        holds === false && impliedPpm !== null ? [{ text, impliedPpm }] : [],
      ),
    },
    trend: {
      months: months.map(({ disbursed, ...month }) => ({ ...month, disbursedFen: String(disbursed) })),
      disbursedGrowthPpm: quarterGrowth(months.map(({ disbursed }) => Number(disbursed))),
      applicationsGrowthPpm: quarterGrowth(months.map(({ applications }) => applications)),
    },
    risk: {
      overall: { ...overall, sharePpm: overall.loans === 0 ? null : ppmOf(overall.late / overall.loans) },
      groups: groups.map((group) => standingOf(group, overall)),
    },
    opportunities: [...opportunitiesOf(provinces), ...opportunitiesOf(tiers)],
    spending: await spendingGrowth(ctx, asOf),
  }
}

const ppmOf = (share: number): number => Math.round(share * 1_000_000)

interface Month {
  readonly month: string
  readonly applications: number
  readonly approved: number
  readonly disbursed: bigint
}

const MONTHS = 12

/** The last twelve months that are over. */
async function wholeMonths(reader: Reader, query: PlaceQuery, asOf: Day): Promise<readonly Month[]> {
  const end = `${asOf.slice(0, 7)}-01` as Day
  const start = addMonths(end, -MONTHS)
  const { rows } = await sql<Month>`
    select month, sum(applications)::int as applications, sum(approved)::int as approved, sum(disbursed)::bigint as disbursed
      from (
        select to_char(created_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) as applications,
            count(*) filter (where outcome = 'approve') as approved, 0::numeric as disbursed
          from application where status <> 'draft' and ${inPlace(query, sql.ref('customer_id'))} group by 1
        union all
        select to_char(disbursed_on, 'YYYY-MM'), 0, 0, sum(principal_fen) from loan
          where disbursed_on is not null and ${inPlace(query, sql.ref('customer_id'))} group by 1
      ) as parts
      where month >= ${start.slice(0, 7)} and month < ${end.slice(0, 7)} group by 1 order by 1`.execute(reader)
  return rows
}

/** The last three on the three before; null without six. */
function quarterGrowth(values: readonly number[]): number | null {
  if (values.length < 6) return null
  const sum = (part: readonly number[]) => part.reduce((total, value) => total + value, 0)
  const [before, last] = [sum(values.slice(-6, -3)), sum(values.slice(-3))]
  return before === 0 ? null : ppmOf(last / before - 1)
}

interface Counted {
  readonly dimension: Group['dimension']
  readonly id: string
  readonly label: Localized
  readonly loans: number
  readonly late: number
}

/** Loans that ever stood more than 30 days past due are not known by place; late is now, or written off. */
async function riskGroups(reader: Reader, query: PlaceQuery): Promise<readonly Counted[]> {
  const by = (dimension: Counted['dimension'], id: RawBuilder<unknown>) =>
    sql<{ id: string | null; loans: number; late: number }>`
      select ${id} as id, count(*)::int as loans,
          count(*) filter (where l.dpd > 30 or l.status = 'chargedOff')::int as late
        from loan l join customer c on c.id = l.customer_id
        where l.status <> 'pending' and ${inPlace(query, sql.ref('l.customer_id'))} group by 1 order by 2 desc, 1`
      .execute(reader)
      .then(({ rows }) =>
        rows.map(({ id: value, loans, late }) => ({
          dimension,
          id: value ?? 'unknown',
          label: labelOfGroup(dimension, value),
          loans,
          late,
        })),
      )
  const found = await Promise.all([
    by('tier', sql`c.city_tier`),
    by('province', provinceOf('c')),
    by('product', sql`l.product_code`),
    by('grade', sql`l.grade`),
  ])
  return found.flat()
}

function labelOfGroup(dimension: Counted['dimension'], id: string | null): Localized {
  if (dimension === 'province') return provinceName(id)
  if (id === null) return provinceName(null)
  return dimension === 'tier' ? labelOf('area', id) : { zh: id, en: id }
}

function totalOf(groups: readonly Counted[]): { readonly loans: number; readonly late: number } {
  return groups.reduce((sum, { loans, late }) => ({ loans: sum.loans + loans, late: sum.late + late }), {
    loans: 0,
    late: 0,
  })
}

/** A group against everybody outside it: the interval of the difference must leave zero out before anything is said. */
function standingOf(group: Counted, all: { readonly loans: number; readonly late: number }): Group {
  const { loans, late } = group
  const rest = { n: all.loans - loans, yes: all.late - late }
  const share = shareWithInterval({ n: loans, yes: late })
  const common = {
    ...group,
    sharePpm: ppmOf(loans === 0 ? 0 : late / loans),
    interval: [ppmOf(share.interval[0]), ppmOf(share.interval[1])] as [number, number],
  }
  if (loans < LOANS_MIN || rest.n < LOANS_MIN) return { ...common, standing: 'few' }
  const change = changeOf({ n: loans, yes: late }, rest)
  const [low, high] = change.interval
  return { ...common, standing: low > 0 ? 'above' : high < 0 ? 'below' : 'alike' }
}

/** What is lent to the customers of a place without a loan if they ask and are approved as those before them. */
function opportunitiesOf(places: readonly LendingRow[]): Report['opportunities'] {
  const all = places.reduce((sum, row) => ({ n: sum.n + row.loans, yes: sum.yes + row.loans_late30 }), { n: 0, yes: 0 })
  return places
    .filter(({ loans, decided }) => loans >= LOANS_MIN && decided > 0)
    .filter(({ loans, loans_late30 }) => !isAbove({ n: loans, yes: loans_late30 }, all))
    .map(opportunityOf)
    .filter(({ potentialFen }) => potentialFen !== '0')
    .toSorted((a, b) => (BigInt(a.potentialFen) > BigInt(b.potentialFen) ? -1 : 1))
    .slice(0, OPPORTUNITIES_SHOWN)
}

interface Counts {
  readonly n: number
  readonly yes: number
}

function isAbove(own: Counts, all: Counts): boolean {
  const rest = { n: all.n - own.n, yes: all.yes - own.yes }
  return rest.n >= LOANS_MIN && changeOf(own, rest).interval[0] > 0
}

const EVERYWHERE: Localized = { zh: '全部省份', en: 'All provinces' }

function opportunityOf(row: LendingRow): Report['opportunities'][number] {
  const withoutLoan = row.customers - row.borrowers
  const approvalPpm = ppmOf(row.approved / row.decided)
  const averageFen = row.disbursed / BigInt(row.loans)
  const { interval } = shareWithInterval({ n: row.loans, yes: row.loans_late30 })
  return {
    provinceCode: row.province,
    province: row.tier === null ? provinceName(row.province) : EVERYWHERE,
    tier: row.tier,
    customers: row.customers,
    withoutLoan,
    approvalPpm,
    averageLoanFen: String(averageFen),
    potentialFen: String((averageFen * BigInt(withoutLoan) * BigInt(approvalPpm)) / 1_000_000n),
    latePpm: ppmOf(row.loans_late30 / row.loans),
    interval: [ppmOf(interval[0]), ppmOf(interval[1])],
  }
}

async function spendingGrowth(ctx: ReadContext, asOf: Day): Promise<Report['spending']> {
  const records = ((await standingRecords(ctx, 'own-spending')) ?? []).filter(
    ({ month = '' }) => month < asOf.slice(0, 7),
  )
  const months = [...new Set(records.map(({ month = '' }) => month))].sort().slice(-6)
  return [...new Set(records.map(({ category = '' }) => category))]
    .map((category) => {
      const values = months.map((month) =>
        records.reduce(
          (sum, one) => (one.month === month && one.category === category ? sum + BigInt(one.amount ?? '0') : sum),
          0n,
        ),
      )
      const amount = values.slice(-3).reduce((sum, value) => sum + value, 0n)
      return {
        category: categoryName(category),
        amountFen: String(amount),
        growthPpm: quarterGrowth(values.map(Number)),
      }
    })
    .toSorted((a, b) => (b.growthPpm ?? -Infinity) - (a.growthPpm ?? -Infinity))
}
