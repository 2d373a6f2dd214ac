import type { OutputOf, provisionsApi } from '@puhui/api'
import { type Day, monthsBetween } from '@puhui/calendar'
import { ratioPpm, sumFen } from '@puhui/money'
import { sql } from 'kysely'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { inPlace, type PlaceQuery } from './place-filter.ts'

type Vintages = OutputOf<typeof provisionsApi.getVintages>
type Side = 'before' | 'after'

interface Cohort {
  readonly month: string
  readonly side: Side
  readonly loans: number
  readonly disbursedFen: bigint
}

interface Bad {
  readonly month: string
  readonly side: Side
  readonly monthEnd: Day
  readonly badFen: bigint
}

/**
 * How loans of a month turned out, by months on book: principal in a bad category or written off, over the principal
 * that the ledger paid out. Bad principal comes from the posted month-ends, which tie to the ledger; a month-end that was
 * not posted is a point that is missing.
 *
 * @param splitOn cohorts are compared before and from this day, at the same age
 */
export async function vintages(
  ctx: ReadContext,
  { splitOn, ...place }: { readonly splitOn?: string | undefined } & PlaceQuery,
): Promise<Vintages> {
  const split = (splitOn ?? '9999-12-31') as Day
  const [cohorts, ends, bad] = await Promise.all([
    paidOut(ctx.db, split, place),
    postedEnds(ctx.db),
    badByEnd(ctx.db, split, place),
  ])
  const months = [...new Set(cohorts.map(({ month }) => month))].sort()
  return {
    splitOn: splitOn === undefined ? null : split,
    cohorts: months.map((month) => {
      const own = cohorts.filter((cohort) => cohort.month === month)
      const disbursedFen = sumFen(own.map((cohort) => cohort.disbursedFen))
      return {
        month,
        loans: own.reduce((sum, cohort) => sum + cohort.loans, 0),
        disbursedFen: String(disbursedFen),
        points: ends.flatMap((end) => {
          const mob = ageOf(month, end)
          const badFen = sumFen(
            bad.filter((one) => one.month === month && one.monthEnd === end).map((one) => one.badFen),
          )
          return mob < 0 ? [] : [{ mob, badFen: String(badFen), ratePpm: share(badFen, disbursedFen) }]
        }),
      }
    }),
    comparison: splitOn === undefined ? [] : comparison(cohorts, ends, bad),
  }
}

/** At each age that both sides have reached: only cohorts that were seen at that age count. */
function comparison(cohorts: readonly Cohort[], ends: readonly Day[], bad: readonly Bad[]): Vintages['comparison'] {
  const ages = [...new Set(cohorts.flatMap(({ month }) => ends.map((end) => ageOf(month, end))))].sort((a, b) => a - b)
  return ages.flatMap((mob) => {
    const [before, after] = (['before', 'after'] as const).map((side) => atAge(side, mob, { cohorts, ends, bad }))
    if (mob < 0 || before!.loans === 0 || after!.loans === 0) return []
    return [
      {
        mob,
        beforeLoans: before!.loans,
        beforePpm: share(before!.badFen, before!.disbursedFen),
        afterLoans: after!.loans,
        afterPpm: share(after!.badFen, after!.disbursedFen),
      },
    ]
  })
}

interface Seen {
  readonly cohorts: readonly Cohort[]
  readonly ends: readonly Day[]
  readonly bad: readonly Bad[]
}

function atAge(side: Side, mob: number, { cohorts, ends, bad }: Seen) {
  const own = cohorts.filter((cohort) => cohort.side === side && ends.some((end) => ageOf(cohort.month, end) === mob))
  const months = new Set(own.map(({ month }) => month))
  const ofAge = bad.filter(
    (one) => one.side === side && months.has(one.month) && ageOf(one.month, one.monthEnd) === mob,
  )
  return {
    loans: own.reduce((sum, cohort) => sum + cohort.loans, 0),
    disbursedFen: sumFen(own.map((cohort) => cohort.disbursedFen)),
    badFen: sumFen(ofAge.map((one) => one.badFen)),
  }
}

function ageOf(month: string, end: Day): number {
  return monthsBetween(`${month}-01` as Day, `${end.slice(0, 7)}-01` as Day)
}

function share(part: bigint, whole: bigint): number {
  return Number(ratioPpm(part, whole) ?? 0n)
}

/** Principal that the ledger paid out, by month; the proof of an entry says for which loan. */
async function paidOut(reader: Reader, split: Day, place: PlaceQuery): Promise<Cohort[]> {
  const { rows } = await sql<Cohort>`
    select to_char(l.disbursed_on, 'YYYY-MM') as month,
        case when l.disbursed_on < ${split}::date then 'before' else 'after' end as side,
        count(*)::int as loans, sum(l.principal_fen)::bigint as "disbursedFen"
      from loan l where ${inPlace(place, sql.ref('l.customer_id'))}
        and exists (select 1 from ledger_entry e join entry_proof p on p.entry_id = e.id
          where p.loan_id = l.id and e.kind = 'disbursed')
      group by 1, 2`.execute(reader)
  return rows
}

async function postedEnds(reader: Reader): Promise<Day[]> {
  const rows = await reader
    .selectFrom('provision_run')
    .select('month_end')
    .distinct()
    .where('status', '=', 'posted')
    .orderBy('month_end')
    .execute()
  return rows.map((row) => row.month_end)
}

async function badByEnd(reader: Reader, split: Day, place: PlaceQuery): Promise<Bad[]> {
  const { rows } = await sql<Bad>`
    with ends as (
      select distinct on (month_end) id, month_end from provision_run where status = 'posted'
        order by month_end, posted_at desc
    ), bad as (
      select p.loan_id, e.month_end, p.principal_fen as fen from ends e join provision_loan p on p.run_id = e.id
        where p.category in ('substandard', 'doubtful', 'loss')
      union all
      select w.loan_id, e.month_end, w.principal_fen from ends e
        join write_off w on w.written_off_on <= e.month_end
        join loan l on l.id = w.loan_id and l.status = 'chargedOff'
    )
    select to_char(l.disbursed_on, 'YYYY-MM') as month, b.month_end as "monthEnd",
        case when l.disbursed_on < ${split}::date then 'before' else 'after' end as side, sum(b.fen)::bigint as "badFen"
      from bad b join loan l on l.id = b.loan_id where ${inPlace(place, sql.ref('l.customer_id'))} group by 1, 2, 3`.execute(
    reader,
  )
  return rows
}
