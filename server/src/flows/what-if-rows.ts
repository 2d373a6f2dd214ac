import { addDays, type Day, monthsBetween } from '@puhui/calendar'
import type { FactRecord } from '@puhui/condition'
import type { RepaymentMethod } from '@puhui/product'
import { sql } from 'kysely'
import { type FactGroup, factsOf } from '../modules/applications/index.ts'
import type { LoanRow, OfferRow, Scenario } from '../modules/regulations/index.ts'
import { at } from '../platform/clock.ts'
import type { Reader } from '../platform/db.ts'

/** How many rows are read, kept and counted at once. */
export const CHUNK = 5_000

type Window = Pick<Scenario, 'from' | 'to'>

function madeIn({ from, to }: Window) {
  return sql<boolean>`a.approved_fen is not null and a.annual_rate_ppm is not null
    and a.created_at >= ${at(from, '00:00')}::timestamptz and a.created_at < ${at(addDays(to, 1), '00:00')}::timestamptz`
}

export async function countRows(reader: Reader, window: Window): Promise<{ offers: number; loans: number }> {
  const { rows } = await sql<{ offers: bigint; loans: bigint }>`
    select (select count(*) from application a where ${madeIn(window)}) as offers,
      (select count(*) from loan where status in ('active', 'overdue')) as loans`.execute(reader)
  return { offers: Number(rows[0]!.offers), loans: Number(rows[0]!.loans) }
}

interface RawOffer {
  readonly id: string
  readonly month: string
  readonly product_code: string
  readonly product_version_id: string
  readonly province_code: string | null
  readonly grade: string | null
  readonly channel: string
  readonly approved_fen: bigint
  readonly annual_rate_ppm: bigint
  readonly term_months: number
  readonly method: RepaymentMethod
  readonly decided_facts: FactRecord | null
  readonly facts: readonly FactGroup[] | null
}

/** Offers made in the window after one of them, by id: the facts are those that the decision saw. */
export async function readOffers(reader: Reader, window: Window, after: string): Promise<OfferRow[]> {
  const { rows } = await sql<RawOffer>`
    select a.id, to_char(a.created_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, a.product_code,
      a.product_version_id, c.province_code, a.grade, a.channel, a.approved_fen, a.annual_rate_ppm, a.term_months,
      a.method, d.facts as decided_facts, a.facts
    from application a
    join customer c on c.id = a.customer_id
    left join decision d on d.id = a.decision_id
    where ${madeIn(window)} and a.id > ${after}
    order by a.id limit ${CHUNK}`.execute(reader)
  return rows.map(offerOf)
}

function offerOf(row: RawOffer): OfferRow {
  const facts = row.decided_facts ?? factsOf(row.facts ?? [])
  return {
    id: row.id,
    month: row.month,
    versionId: row.product_version_id,
    product: row.product_code,
    region: row.province_code ?? 'unknown',
    grade: row.grade ?? 'unknown',
    age: ageBand(facts.applicantAge),
    channel: row.channel,
    amountFen: row.approved_fen,
    ratePpm: row.annual_rate_ppm,
    termMonths: row.term_months,
    method: row.method,
    owedFen: whole(facts.ownOutstanding) ?? 0n,
    incomeFen: whole(facts.verifiedMonthlyIncome) ?? whole(facts.monthlyIncome),
    otherDueFen: whole(facts.monthlyDebtDue) ?? 0n,
  }
}

function whole(value: FactRecord[string] | undefined): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : null
}

/** `18–24`, `25–34` … `65+`; an age nobody knows is a band of its own. */
function ageBand(age: unknown): string {
  if (typeof age !== 'number') return 'unknown'
  return BANDS.find(([from]) => age >= from)?.[1] ?? '<18'
}

const BANDS = [
  [65, '65+'],
  [55, '55–64'],
  [45, '45–54'],
  [35, '35–44'],
  [25, '25–34'],
  [18, '18–24'],
] as const

interface RawLoan {
  readonly id: string
  readonly product_code: string
  readonly province_code: string | null
  readonly grade: string
  readonly channel: string
  readonly outstanding_fen: bigint
  readonly annual_rate_ppm: bigint
  readonly annual_cost_simple_ppm: bigint
  readonly matures_on: Day | null
}

/** Contracts of the live book after one of them, by id. */
export async function readLoans(reader: Reader, asOf: Day, after: string): Promise<LoanRow[]> {
  const { rows } = await sql<RawLoan>`
    select l.id, l.product_code, c.province_code, l.grade, a.channel, l.outstanding_fen, l.annual_rate_ppm,
      l.annual_cost_simple_ppm, l.matures_on
    from loan l join customer c on c.id = l.customer_id join application a on a.id = l.application_id
    where l.status in ('active', 'overdue') and l.id > ${after}
    order by l.id limit ${CHUNK}`.execute(reader)
  return rows.map((row) => ({
    id: row.id,
    product: row.product_code,
    region: row.province_code ?? 'unknown',
    grade: row.grade,
    channel: row.channel,
    outstandingFen: row.outstanding_fen,
    ratePpm: row.annual_rate_ppm,
    costPpm: row.annual_cost_simple_ppm,
    monthsLeft: row.matures_on === null || row.matures_on <= asOf ? 0 : monthsBetween(asOf, row.matures_on),
  }))
}
