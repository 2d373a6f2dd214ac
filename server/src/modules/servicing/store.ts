import type { Day } from '@puhui/calendar'
import { type Drawable, encodeEvent, encodeLoanTerms, type LoanEvent, type LoanTerms } from '@puhui/loan'
import { firstPayoutFenOf, type RepaymentMethod } from '@puhui/product'
import { sql } from 'kysely'
import { type Reader, stringify, type Tx } from '../../platform/db.ts'
import type { Projection } from './model.ts'

export function readLoanRow(reader: Reader, id: string) {
  return reader.selectFrom('loan').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function readTerms(reader: Reader, loanId: string): Promise<unknown> {
  const found = await reader.selectFrom('loan_terms').select('terms').where('loan_id', '=', loanId).executeTakeFirst()
  return found?.terms
}

export function readEventRows(reader: Reader, loanId: string) {
  return reader.selectFrom('loan_event').selectAll().where('loan_id', '=', loanId).orderBy('seq').execute()
}

export interface StoredLoan {
  readonly id: string
  readonly product_code: string
  readonly event_seq: number
  readonly terms: unknown
  readonly events: readonly unknown[]
}

/** Terms and events of many loans in two statements. */
export async function readStoredLoans(reader: Reader, ids: readonly string[]): Promise<StoredLoan[]> {
  if (ids.length === 0) return []
  const loans = await sql<Omit<StoredLoan, 'events'>>`
    select id, product_code, event_seq, terms from loan left join loan_terms on loan_id = id
      where id = any(${ids as string[]})`.execute(reader)
  const events = await readPayloads(reader, ids)
  return loans.rows.map((row) => ({ ...row, events: events.get(row.id) ?? [] }))
}

/** The payloads of events of many loans, in order, above a number per loan where one is given. */
export async function readPayloads(
  reader: Reader,
  ids: readonly string[],
  above: readonly number[] = ids.map(() => 0),
): Promise<Map<string, unknown[]>> {
  const { rows } = await sql<{ loan_id: string; payloads: unknown[] }>`
    select e.loan_id, jsonb_agg(e.payload order by e.seq) as payloads
      from unnest(${ids as string[]}::text[], ${above as number[]}::int[]) as wanted (id, above)
      join loan_event e on e.loan_id = wanted.id and e.seq > wanted.above
      group by e.loan_id`.execute(reader)
  return new Map(rows.map(({ loan_id, payloads }) => [loan_id, payloads]))
}

export interface NewLoan {
  readonly id: string
  readonly number: string
  readonly customerId: string
  readonly contractId: string
  readonly applicationId: string
  readonly grade: string
  readonly annualCostSimplePpm: bigint
  readonly terms: LoanTerms
  readonly projection: Projection
  /** Of a loan that is paid out in parts. */
  readonly drawable?: Drawable | undefined
}

/** Writes new loans in one statement. */
export async function insertLoans(tx: Tx, loans: readonly NewLoan[], createdAt: string): Promise<void> {
  const rows = loans.map(({ terms, projection: p, ...loan }) => ({
    id: loan.id,
    number: loan.number,
    customer_id: loan.customerId,
    contract_id: loan.contractId,
    application_id: loan.applicationId,
    product_code: terms.productCode,
    product_version: terms.productVersion,
    grade: loan.grade,
    method: terms.schedule.method satisfies RepaymentMethod,
    principal_fen: firstPayoutFenOf(terms.schedule),
    annual_rate_ppm: terms.schedule.annualRatePpm,
    annual_cost_simple_ppm: loan.annualCostSimplePpm,
    term_months: terms.schedule.termMonths,
    created_at: createdAt,
    ...projectionColumns(p),
    event_seq: 1,
    ...drawnColumns(loan.drawable),
  }))
  const terms = loans.map((loan) => ({ loan_id: loan.id, terms: encodeLoanTerms(loan.terms) }))
  await sql`with agreed as (
      insert into loan_terms select * from jsonb_populate_recordset(null::loan_terms, ${stringify(terms)}::jsonb)
    )
    insert into loan select * from jsonb_populate_recordset(null::loan, ${stringify(rows)}::jsonb)`.execute(tx)
}

function drawnColumns(drawable: Drawable | undefined) {
  return { undrawn_fen: drawable?.restFen ?? null, draw_until: drawable?.lastOn ?? null }
}

/** What has been paid out of a loan, and what may still be drawn: for limits, lists and reports. */
export async function setDrawn(tx: Tx, loanId: string, drawnFen: bigint, drawable?: Drawable): Promise<void> {
  const columns = { principal_fen: drawnFen, undrawn_fen: drawable?.restFen ?? 0n }
  await tx.updateTable('loan').set(columns).where('id', '=', loanId).execute()
}

/** The columns of a row that follow from its events. */
export function projectionColumns(p: Projection) {
  return {
    status: p.status,
    outstanding_fen: p.outstandingFen,
    overdue_fen: p.overdueFen,
    bucket: p.bucket,
    dpd: p.dpd,
    next_due_on: p.nextDueOn,
    next_due_fen: p.nextDueFen,
    disbursed_on: p.disbursedOn,
    matures_on: p.maturesOn,
    settled_on: p.settledOn,
    overdue_since: p.overdueSince,
    accrues_from: p.accruesFrom,
    next_event_on: p.nextEventOn,
    is_accruing: p.isAccruing,
    accrual: p.accrual,
    booked_interest_fen: p.booked.interestFen,
    booked_penalty_fen: p.booked.penaltyFen,
    booked_fee_fen: p.booked.feeFen,
    booked_held_fen: p.booked.heldFen,
    booked_off_balance_fen: p.booked.offBalanceFen,
  }
}

export interface NewEvent {
  readonly loanId: string
  readonly event: LoanEvent
  readonly entryId: string | null
  readonly externalKey?: string | undefined
}

/** Appends events in one statement. A number that is taken breaks the transaction: the loan must be moved on first. */
export async function insertEvents(
  tx: Tx,
  events: readonly NewEvent[],
  { actor, recordedAt }: { readonly actor: string; readonly recordedAt: string },
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((event) => eventColumns(event, { actor, recordedAt }))
  await sql`insert into loan_event select * from jsonb_populate_recordset(null::loan_event, ${stringify(rows)}::jsonb)`.execute(
    tx,
  )
}

/** The row of an event. */
export function eventColumns(
  { loanId, event, entryId, externalKey }: NewEvent,
  { actor, recordedAt }: { readonly actor: string; readonly recordedAt: string },
) {
  return {
    id: event.id,
    loan_id: loanId,
    seq: event.seq,
    kind: event.kind,
    value_on: event.valueOn,
    booked_on: event.bookedOn,
    payload: encodeEvent(event),
    entry_id: entryId,
    external_key: externalKey ?? null,
    actor,
    recorded_at: recordedAt,
  }
}

export interface LoanMove {
  readonly loanId: string
  /** The number of the last event that was seen. */
  readonly seenSeq: number
  /** The number of the last event after this; the same for a projection that only follows the day. */
  readonly nextSeq: number
  readonly projection: Projection
}

/**
 * Moves loans on, each only if nobody did meanwhile.
 *
 * @returns the ids that were moved; whoever is missing has changed
 */
export async function moveLoans(tx: Tx, moves: readonly LoanMove[]): Promise<Set<string>> {
  if (moves.length === 0) return new Set()
  const rows = moves.map(({ loanId, seenSeq, nextSeq, projection }) => ({
    id: loanId,
    seen_seq: seenSeq,
    event_seq: nextSeq,
    ...projectionColumns(projection),
  }))
  const { rows: moved } = await sql<{ id: string }>`
    update loan set status = m.status, outstanding_fen = m.outstanding_fen, overdue_fen = m.overdue_fen,
        bucket = m.bucket, dpd = m.dpd, next_due_on = m.next_due_on, next_due_fen = m.next_due_fen,
        disbursed_on = m.disbursed_on, matures_on = m.matures_on, settled_on = m.settled_on, event_seq = m.event_seq,
        overdue_since = m.overdue_since, accrues_from = m.accrues_from, next_event_on = m.next_event_on,
        is_accruing = m.is_accruing, accrual = m.accrual, booked_interest_fen = m.booked_interest_fen,
        booked_penalty_fen = m.booked_penalty_fen, booked_fee_fen = m.booked_fee_fen,
        booked_held_fen = m.booked_held_fen, booked_off_balance_fen = m.booked_off_balance_fen
      from jsonb_to_recordset(${stringify(rows)}::jsonb) as m (id text, seen_seq int, event_seq int, status text,
        outstanding_fen bigint, overdue_fen bigint, bucket text, dpd int, next_due_on date, next_due_fen bigint,
        disbursed_on date, matures_on date, settled_on date, overdue_since date, accrues_from date, next_event_on date,
        is_accruing boolean, accrual bigint[], booked_interest_fen bigint, booked_penalty_fen bigint,
        booked_fee_fen bigint, booked_held_fen bigint, booked_off_balance_fen bigint)
      where loan.id = m.id and loan.event_seq = m.seen_seq
      returning loan.id`.execute(tx)
  return new Set(moved.map((row) => row.id))
}

/** Numbers for new loans: `PH` with the year and a running number. */
export async function nextLoanNumbers(tx: Tx, count: number, on: Day): Promise<string[]> {
  const { rows } = await sql<{ n: bigint }>`
    select nextval('loan_number') as n from generate_series(1, ${count})`.execute(tx)
  return rows.map(({ n }) => `PH${on.slice(0, 4)}${String(n).padStart(8, '0')}`)
}

/** What is still owed by a customer over all loans: the balance that the ceiling per borrower is held against. */
export async function readOutstandingOf(reader: Reader, customerId: string): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select coalesce(sum(outstanding_fen), 0)::bigint as fen from loan where customer_id = ${customerId}`.execute(reader)
  return rows[0]!.fen
}
