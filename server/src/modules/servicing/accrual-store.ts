import { addDays, type Day, epochOf } from '@puhui/calendar'
import { sql } from 'kysely'
import { type Reader, stringify, type Tx } from '../../platform/db.ts'

/** What many loans earned on a day by their formulas. */
export interface FormulaTotal {
  readonly productCode: string
  readonly isAccruing: boolean
  readonly loans: number
  readonly interestFen: bigint
  readonly penaltyFen: bigint
  readonly digest: bigint
}

/** A loan that a day-end has to fold: its formula has run out, or something was booked after the cut. */
export interface EventLoan {
  readonly id: string
  readonly eventSeq: number
  readonly productCode: string
  /** The morning up to which its accrual stands in the books. */
  readonly accruedTo: Day
}

export interface NightAccrual {
  readonly totals: readonly FormulaTotal[]
  readonly folds: readonly EventLoan[]
}

/** The night's sums stay on one core: with a helper on each, payments would wait until they are done. */
export async function onOneCore(tx: Tx): Promise<void> {
  await sql`set local max_parallel_workers_per_gather = 0`.execute(tx)
}

/**
 * What a day has brought, in one statement and so in one view of the loans: those whose formula reaches over the night are
 * added up by the database, the others are named. Every loan is in one of the two.
 */
export async function readNightAccrual(reader: Reader, on: Day): Promise<NightAccrual> {
  const epoch = epochOf(on)
  // "offset 0" keeps the planner from writing each sum out again wherever it is named: a third of the time.
  const { rows } = await sql<{ totals: RawTotal[] | null; folds: EventLoan[] | null }>`
    with grown as (
      select l.id, l.product_code, l.is_accruing,
          accrued_fen(l.accrual, 0, ${epoch + 1}) - accrued_fen(l.accrual, 0, ${epoch}) as interest_fen,
          case when cardinality(l.accrual) = 7 and l.accrual[1] = 0 then 0
            else accrued_fen(l.accrual, 1, ${epoch + 1}) - accrued_fen(l.accrual, 1, ${epoch}) end as penalty_fen
        from loan l
        where l.accrual <> '{}' and l.accrues_from <= ${on}::date and l.next_event_on > ${on}::date
        offset 0
    ), totals as (
      select product_code, is_accruing, count(*) as loans, sum(interest_fen) as interest_fen, sum(penalty_fen) as penalty_fen,
          sum(hashtextextended(accrual_line(id, is_accruing, interest_fen, penalty_fen), 0)::numeric) as digest
        from grown where interest_fen <> 0 or penalty_fen <> 0 group by 1, 2
    ), folds as (
      select id, event_seq, product_code,
          case when accrues_from <= ${on}::date then least(next_event_on, ${on}::date) else ${on}::date end as accrued_to
        from loan where next_event_on <= ${on}::date
      union
      select id, event_seq, product_code, ${on}::date
        from loan where id in (select loan_id from loan_event where booked_on > ${on}::date) and disbursed_on <= ${on}::date
    )
    select
      (select jsonb_agg(jsonb_build_object('productCode', product_code, 'isAccruing', is_accruing, 'loans', loans,
          'interestFen', interest_fen::text, 'penaltyFen', penalty_fen::text, 'digest', digest::text)) from totals) as totals,
      (select jsonb_agg(jsonb_build_object('id', id, 'eventSeq', event_seq, 'productCode', product_code,
          'accruedTo', accrued_to) order by id) from folds) as folds`.execute(reader)
  const [row] = rows
  return { totals: (row!.totals ?? []).map(totalFrom), folds: row!.folds ?? [] }
}

type RawTotal = Omit<FormulaTotal, 'interestFen' | 'penaltyFen' | 'digest'> &
  Record<'interestFen' | 'penaltyFen' | 'digest', string>

function totalFrom({ interestFen, penaltyFen, digest, ...rest }: RawTotal): FormulaTotal {
  return { ...rest, interestFen: BigInt(interestFen), penaltyFen: BigInt(penaltyFen), digest: BigInt(digest) }
}

/** What the loans themselves say of the accounts on the next morning, for the loans that the formulas cover. */
export async function readStandingByFormula(reader: Reader, on: Day): Promise<ReadonlyMap<string, bigint>> {
  const epoch = epochOf(on)
  const { rows } = await sql<Record<string, bigint | null>>`
    with standing as (
      select l.outstanding_fen, l.is_accruing, l.booked_interest_fen, l.booked_penalty_fen, l.booked_fee_fen,
          l.booked_held_fen, l.booked_off_balance_fen,
          case when l.accrual = '{}' then 0 else accrued_fen(l.accrual, 0, ${epoch + 1})
            - accrued_fen(l.accrual, 0, l.accrues_from - '1970-01-01'::date) end as interest_fen,
          case when l.accrual = '{}' then 0 else accrued_fen(l.accrual, 1, ${epoch + 1})
            - accrued_fen(l.accrual, 1, l.accrues_from - '1970-01-01'::date) end as penalty_fen
        from loan l where (l.status <> 'settled' or l.booked_held_fen <> 0) and l.accrues_from <= ${on}::date
          and (l.next_event_on is null or l.next_event_on > ${on}::date)
        offset 0
    )
    select sum(outstanding_fen)::bigint as "1303",
        sum(booked_interest_fen + case when is_accruing then interest_fen else 0 end)::bigint as "1132",
        sum(booked_penalty_fen + case when is_accruing then penalty_fen else 0 end)::bigint as "1133",
        sum(booked_fee_fen)::bigint as "1122", sum(-booked_held_fen)::bigint as "2241",
        sum(booked_off_balance_fen + case when is_accruing then 0 else interest_fen + penalty_fen end)::bigint as "9001"
      from standing`.execute(reader)
  return new Map(Object.entries(rows[0]!).map(([account, amount]) => [account, amount ?? 0n]))
}

export interface AccrualProof {
  readonly entryId: string
  readonly productCode: string
  readonly loans: number
  /** Of the loans added up by the database. */
  readonly digest: bigint
  /** Of the loans that were folded: one line each, as `accrual_line` writes it. */
  readonly lines: readonly string[]
}

export async function insertAccrualProofs(tx: Tx, on: Day, proofs: readonly AccrualProof[]): Promise<void> {
  if (proofs.length === 0) return
  const rows = proofs.map(({ digest, ...rest }) => ({ ...rest, digest: String(digest) }))
  await sql`
    insert into accrual_proof (entry_id, product_code, business_on, loans, digest)
      select p."entryId", p."productCode", ${on}::date, p.loans, p.digest + coalesce(
          (select sum(hashtextextended(line, 0)::numeric) from jsonb_array_elements_text(p.lines) as line), 0)
        from jsonb_to_recordset(${stringify(rows)}::jsonb)
          as p ("entryId" text, "productCode" text, loans int, digest numeric, lines jsonb)`.execute(tx)
}

/** Loans past due for which a night has brought only time, and which nobody has carried into the morning yet. */
export async function readPastDue(reader: Reader, on: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from loan where dpd > 0 and status = 'overdue' and next_event_on > ${on}::date
      and dpd < ${addDays(on, 1)}::date - overdue_since order by id`.execute(reader)
  return rows.map(({ id }) => id)
}

/**
 * Carries loans that are past due into the next morning where only time has passed: a day more, the penalty of the day.
 * A loan that somebody moves meanwhile is on the next morning already and is left alone; twice is once.
 */
export async function carryPastDue(tx: Tx, on: Day, ids: readonly string[]): Promise<void> {
  const morning = addDays(on, 1)
  await sql`
    update loan set dpd = ${morning}::date - overdue_since,
        bucket = case when ${morning}::date - overdue_since <= 30 then 'M1' when ${morning}::date - overdue_since <= 60 then 'M2'
          when ${morning}::date - overdue_since <= 90 then 'M3' else 'M4+' end,
        overdue_fen = overdue_fen + accrued_fen(accrual, 1, ${epochOf(morning)})
          - accrued_fen(accrual, 1, overdue_since - '1970-01-01'::date + dpd)
      where id = any(${ids as string[]}) and status = 'overdue' and dpd < ${morning}::date - overdue_since
        and next_event_on > ${on}::date`.execute(tx)
}

/** Loans that the end of a day has to look at, by their ids; a loan that was set aside is among them every day. */
export async function readEventLoans(reader: Reader, on: Day): Promise<EventLoan[]> {
  const { rows } = await sql<EventLoan>`
    select id, event_seq as "eventSeq", product_code as "productCode", ${on}::date as "accruedTo"
      from loan where next_event_on <= ${on}::date order by id`.execute(reader)
  return rows
}

export interface Late {
  readonly loans: number
  readonly overdueFen: bigint
}

export async function readLate(reader: Reader): Promise<Late> {
  const { rows } = await sql<{ loans: bigint; overdueFen: bigint }>`
    select count(*) as loans, coalesce(sum(overdue_fen), 0)::bigint as "overdueFen" from loan
      where dpd > 0 and status = 'overdue'`.execute(reader)
  const { loans, overdueFen } = rows[0]!
  return { loans: Number(loans), overdueFen }
}

export interface LateLoan {
  readonly id: string
  readonly number: string
  readonly customerId: string
  readonly dpd: number
  readonly overdueFen: bigint
}

/** Loans past due by one of some numbers of days. */
export async function readNoticed(reader: Reader, days: readonly number[]): Promise<LateLoan[]> {
  const { rows } = await sql<LateLoan>`
    select id, number, customer_id as "customerId", dpd, overdue_fen as "overdueFen" from loan
      where dpd > 0 and status = 'overdue' and dpd = any(${days as number[]}::int[]) order by id`.execute(reader)
  return rows
}

export interface AccrualDigest {
  readonly loans: number
  readonly digest: string
}

/** The proofs of a day, by product. */
export async function readAccrualProofs(reader: Reader, on: Day) {
  const { rows } = await sql<AccrualDigest & { entryId: string; productCode: string }>`
    select entry_id as "entryId", product_code as "productCode", loans, digest::text as digest
      from accrual_proof where business_on = ${on}::date order by product_code`.execute(reader)
  return rows
}

/** The sum over lines of loans that a proof keeps. */
export async function digestOf(reader: Reader, lines: readonly string[]): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select coalesce(sum(hashtextextended(line, 0)::numeric), 0)::text as digest
      from jsonb_array_elements_text(${stringify(lines)}::jsonb) as line`.execute(reader)
  return rows[0]!.digest
}

/** Every loan that was paid out before a day. */
export async function readDisbursed(reader: Reader, before: Day) {
  const { rows } = await sql<{ id: string; eventSeq: number; productCode: string }>`
    select id, event_seq as "eventSeq", product_code as "productCode" from loan where disbursed_on < ${before}::date
      order by id`.execute(reader)
  return rows
}
