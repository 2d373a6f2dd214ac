import type { applicationsApi, OutputOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { PROVINCES } from '@puhui/compliance'
import { sql } from 'kysely'
import { type TrialBalance, trialBalance } from '../modules/ledger/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { inPlace, isNarrowed, livesIn, type PlaceQuery, provinceOf } from './place-filter.ts'
import { reconciled } from './reconciliation.ts'

type Report = OutputOf<typeof applicationsApi.portfolioReport>

/**
 * The portfolio on one page. Money comes from the ledger and from the loans, and the last lines hold one against the
 * other. Loans stand as they are now; `asOf` moves the ledger and the reconciliation back to the close of a day. A place
 * narrows applications, customers and loans; the books stay those of the whole lender.
 */
export async function portfolioReport(
  ctx: ReadContext,
  query: { readonly asOf?: string | undefined } & PlaceQuery,
): Promise<Report> {
  const today = await businessDate(ctx.db)
  const asOf = (query.asOf ?? today) as Day
  const [balance, applications, loans, months, provinces] = await Promise.all([
    trialBalance(ctx, asOf),
    applicationFigures(ctx.db, query),
    loanFigures(ctx.db, query),
    byMonth(ctx.db, query),
    byProvince(ctx.db, query),
  ])
  const lines = await reconciled(ctx, balance, { asOf, today })
  return {
    asOf,
    ...applications,
    ...loans,
    interestIncomeFen: isNarrowed(query) ? null : String(balanceOf(balance, '6011')),
    byMonth: months,
    byProvince: provinces,
    trialBalance: {
      debitFen: String(balance.totalDebitFen),
      creditFen: String(balance.totalCreditFen),
      differenceFen: String(balance.totalDebitFen - balance.totalCreditFen),
    },
    reconciliation: lines.map(({ account, label, ledgerFen, loansFen }) => ({
      account,
      label,
      ledgerFen: String(ledgerFen),
      loansFen: String(loansFen),
    })),
  }
}

function balanceOf({ accounts }: TrialBalance, code: string): bigint {
  return accounts.find((account) => account.code === code)?.balanceFen ?? 0n
}

async function applicationFigures(reader: Reader, place: PlaceQuery) {
  const lives = inPlace(place, sql.ref('customer_id'))
  const [groups, reasons, speed, customers] = await Promise.all([
    sql<{ status: string; outcome: string | null; count: number }>`
      select status, outcome, count(*)::int as count from application where ${lives} group by status, outcome`.execute(
      reader,
    ),
    sql<{ outcome: string; code: string; text: { zh: string; en: string }; count: number }>`
      select a.outcome, coalesce(d.reasons->0->>'code', '') as code, a.principal_reason as text, count(*)::int as count
        from application a left join decision d on d.id = a.decision_id
        where a.outcome is not null and a.principal_reason is not null and a.principal_reason <> 'null'::jsonb
          and ${inPlace(place, sql.ref('a.customer_id'))}
        group by 1, 2, 3 order by 4 desc limit 50`.execute(reader),
    sql<{ seconds: number | null; steps: number | null }>`
      select percentile_cont(0.5) within group (order by extract(epoch from decided_at - submitted_at)) as seconds,
          percentile_cont(0.5) within group (order by jsonb_array_length(steps)) as steps
        from application where channel = 'h5' and decided_at is not null and submitted_at is not null
          and ${lives}`.execute(reader),
    sql<{ count: number }>`select count(*)::int as count from customer c where ${livesIn(place, 'c')}`.execute(reader),
  ])
  const statuses = sumBy(groups.rows, (row) => row.status)
  const outcomes = sumBy(
    groups.rows.filter((row) => row.outcome !== null),
    (row) => row.outcome!,
  )
  const decided = (outcomes.get('approve') ?? 0) + (outcomes.get('decline') ?? 0)
  const { seconds = null, steps = null } = speed.rows[0] ?? {}
  return {
    customers: customers.rows[0]!.count,
    applications: [...statuses].map(([status, count]) => ({ status: status as never, count })),
    outcomes: [...outcomes].map(([outcome, count]) => ({ outcome: outcome as never, count })),
    reasons: reasons.rows.map((row) => ({ ...row, outcome: row.outcome as never })),
    approvalRatePpm: decided === 0 ? null : Math.round((1_000_000 * (outcomes.get('approve') ?? 0)) / decided),
    decisionSecondsMedian: seconds === null ? null : Number(seconds),
    stepsMedian: steps === null ? null : Number(steps),
  }
}

function sumBy<T extends { readonly count: number }>(rows: readonly T[], key: (row: T) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.count)
  return sums
}

interface LoanGroup {
  readonly status: string
  readonly bucket: string
  readonly grade: string
  readonly count: number
  readonly principal: bigint
  readonly outstanding: bigint
  readonly overdue: bigint
  readonly late30: bigint
  readonly holding: number
  readonly held: bigint
}

/** One pass over the loans; everything that is shown of them is a sum of its groups. */
async function loanFigures(reader: Reader, place: PlaceQuery) {
  const { rows } = await sql<LoanGroup>`
    select status, bucket, grade, count(*)::int as count, sum(principal_fen)::bigint as principal,
        sum(outstanding_fen)::bigint as outstanding, sum(overdue_fen)::bigint as overdue,
        coalesce(sum(outstanding_fen) filter (where dpd > 30), 0)::bigint as late30,
        count(*) filter (where held_since is not null)::int as holding, sum(booked_held_fen)::bigint as held
      from loan where status <> 'pending' and ${inPlace(place, sql.ref('customer_id'))}
      group by status, bucket, grade`.execute(reader)
  const live = rows.filter((row) => row.status === 'active' || row.status === 'overdue')
  const total = (group: readonly LoanGroup[], pick: (row: LoanGroup) => bigint) =>
    group.reduce((sum, row) => sum + pick(row), 0n)
  const count = (group: readonly LoanGroup[]) => group.reduce((sum, row) => sum + row.count, 0)
  const outstandingFen = total(live, (row) => row.outstanding)
  const chargedOff = await chargedOffPrincipal(reader, place)
  const disbursedFen = total(rows, (row) => row.principal)
  return {
    loans: count(rows),
    loansByStatus: grouped(rows, (row) => row.status).map(([status, group]) => ({
      status: status as never,
      count: count(group),
      outstandingFen: String(total(group, (row) => row.outstanding)),
    })),
    disbursedFen: String(disbursedFen),
    outstandingFen: String(outstandingFen),
    repaidPrincipalFen: String(disbursedFen - outstandingFen - chargedOff),
    moneyHeld: grouped(
      rows.filter((row) => row.holding > 0),
      (row) => row.status,
    ).map(([status, group]) => ({
      status: status as never,
      count: group.reduce((sum, row) => sum + row.holding, 0),
      heldFen: String(total(group, (row) => row.held)),
    })),
    buckets: grouped(live, (row) => row.bucket).map(([bucket, group]) => ({
      bucket: bucket as never,
      count: count(group),
      outstandingFen: String(total(group, (row) => row.outstanding)),
      overdueFen: String(total(group, (row) => row.overdue)),
      sharePpm: share(
        total(group, (row) => row.outstanding),
        outstandingFen,
      ),
    })),
    byGrade: grouped(rows, (row) => row.grade).map(([grade, group]) => ({
      grade,
      loans: count(group),
      outstandingFen: String(total(group, (row) => row.outstanding)),
      overdue30Ppm: share(
        total(group, (row) => row.late30),
        total(group, (row) => row.outstanding),
      ),
    })),
  }
}

/**
 * What the ledger wrote off: the losses that loans brought, without what provisions set aside and gave back on the same
 * account; of a place, from the loans written off.
 */
async function chargedOffPrincipal(reader: Reader, place: PlaceQuery): Promise<bigint> {
  const query = isNarrowed(place)
    ? sql<{ fen: bigint }>`
        select coalesce(sum(w.principal_fen), 0)::bigint as fen from write_off w
          join loan l on l.id = w.loan_id and l.status = 'chargedOff'
          where ${inPlace(place, sql.ref('l.customer_id'))}`
    : sql<{ fen: bigint }>`
        select coalesce(sum(l.debit_fen - l.credit_fen), 0)::bigint as fen
          from ledger_line l join ledger_entry e on e.id = l.entry_id
          where l.account = '6702' and e.kind not in ('provisioned', 'allowanceUsed', 'adjusted')`
  const { rows } = await query.execute(reader)
  return rows[0]!.fen
}

function grouped(rows: readonly LoanGroup[], key: (row: LoanGroup) => string): [string, LoanGroup[]][] {
  const groups = new Map<string, LoanGroup[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1_000_000n) / whole)
}

/** Applications and decisions by month of handing in; money by month of the books. */
async function byMonth(reader: Reader, place: PlaceQuery): Promise<Report['byMonth']> {
  const [applications, cash] = await Promise.all([
    sql<{ month: string; applications: number; approved: number }>`
      select to_char(created_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as applications,
          count(*) filter (where outcome = 'approve')::int as approved
        from application where ${inPlace(place, sql.ref('customer_id'))} group by 1`.execute(reader),
    isNarrowed(place) ? cashIn(reader, place) : cashOfAll(reader),
  ])
  const months = [...new Set([...applications.rows, ...cash.rows].map((row) => row.month))].sort()
  return months.map((month) => {
    const asked = applications.rows.find((row) => row.month === month)
    const moved = cash.rows.find((row) => row.month === month)
    return {
      month,
      applications: asked?.applications ?? 0,
      approved: asked?.approved ?? 0,
      disbursedFen: String(moved?.disbursed ?? 0n),
      repaidFen: String(moved?.repaid ?? 0n),
    }
  })
}

interface Cash {
  readonly month: string
  readonly disbursed: bigint
  readonly repaid: bigint
}

function cashOfAll(reader: Reader) {
  return sql<Cash>`
    select to_char(l.booked_on, 'YYYY-MM') as month,
        coalesce(sum(l.credit_fen) filter (where e.kind = 'disbursed'), 0)::bigint as disbursed,
        coalesce(sum(l.debit_fen - l.credit_fen) filter (where e.kind <> 'disbursed'), 0)::bigint as repaid
      from ledger_line l join ledger_entry e on e.id = l.entry_id
      where l.account = '1002' and e.loans > 0 group by 1`.execute(reader)
}

/** The same from the proofs of the entries, which name the loans. */
function cashIn(reader: Reader, place: PlaceQuery) {
  return sql<Cash>`
    select to_char(l.booked_on, 'YYYY-MM') as month,
        coalesce(sum(p.amount_fen) filter (where e.kind = 'disbursed'), 0)::bigint as disbursed,
        coalesce(sum(p.amount_fen * sign(l.debit_fen - l.credit_fen)) filter (where e.kind <> 'disbursed'), 0)::bigint
          as repaid
      from ledger_line l join ledger_entry e on e.id = l.entry_id
      join entry_proof p on p.entry_id = e.id join loan n on n.id = p.loan_id
      where l.account = '1002' and e.loans > 0 and ${inPlace(place, sql.ref('n.customer_id'))} group by 1`.execute(
    reader,
  )
}

const UNKNOWN = { zh: '未知', en: 'Unknown' }

async function byProvince(reader: Reader, place: PlaceQuery): Promise<Report['byProvince']> {
  const { rows } = await sql<{ code: string | null; customers: number; loans: number; outstanding: bigint }>`
    select ${provinceOf('c')} as code, count(*)::int as customers, coalesce(sum(l.loans), 0)::int as loans,
        coalesce(sum(l.outstanding), 0)::bigint as outstanding
      from customer c
      left join (select customer_id, count(*) as loans, sum(outstanding_fen) as outstanding from loan group by 1) l
        on l.customer_id = c.id
      where ${livesIn(place, 'c')}
      group by 1 order by 4 desc, 2 desc`.execute(reader)
  return rows.map(({ code, customers, loans, outstanding }) => ({
    province: (code === null ? undefined : PROVINCES.get(code)) ?? UNKNOWN,
    customers,
    loans,
    outstandingFen: String(outstanding),
  }))
}
