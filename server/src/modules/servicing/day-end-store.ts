import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { json, type Reader, type Tx } from '../../platform/db.ts'
import type { LoanStatus } from './model.ts'
import type { DayEndTable } from './schema.ts'

export type DayEndStatus = DayEndTable['status']

/** Begins a day's run; the second of two finds the first. */
export async function insertDayEnd(tx: Tx, run: { id: string; on: Day; at: string; actor: string }): Promise<void> {
  await tx
    .insertInto('day_end')
    .values({ id: run.id, business_on: run.on, status: 'running', started_at: run.at, actor: run.actor })
    .onConflict((conflict) => conflict.column('business_on').doNothing())
    .execute()
}

export function readDayEndOf(reader: Reader, on: Day) {
  return reader.selectFrom('day_end').selectAll().where('business_on', '=', on).executeTakeFirst()
}

/** The day whose run was begun and not finished, if any. */
export function readUnfinished(reader: Reader) {
  return reader
    .selectFrom('day_end')
    .selectAll()
    .where('status', '=', 'running')
    .orderBy('business_on')
    .executeTakeFirst()
}

export interface Marker {
  readonly step: string
  readonly chunk: number
  readonly count: number
  readonly amountFen: bigint | null
  readonly tookMs: number
  readonly figures?: Readonly<Record<string, unknown>>
}

/** Says in the transaction of the work that a piece of it is done. A second run of the piece breaks on it. */
export async function insertMarkers(tx: Tx, on: Day, markers: readonly Marker[]): Promise<void> {
  const rows = markers.map(({ step, chunk, count, amountFen, tookMs, figures }) => ({
    business_on: on,
    step,
    chunk,
    count,
    amount_fen: amountFen,
    took_ms: Math.round(tookMs),
    figures: json({ ...figures }),
  }))
  await tx.insertInto('day_end_done').values(rows).execute()
}

export function readMarkers(reader: Reader, on: Day) {
  return reader
    .selectFrom('day_end_done')
    .selectAll()
    .where('business_on', '=', on)
    .orderBy('step')
    .orderBy('chunk')
    .execute()
}

export interface SetAside {
  readonly loanId: string
  readonly error: string
}

/**
 * Running loans whose rate follows a benchmark, by the index that holds these alone: the planner cannot know how few they
 * are and would read the terms of every loan.
 */
export async function readFloating(tx: Tx): Promise<{ id: string; benchmark: 'LPR1Y' | 'LPR5Y' }[]> {
  await sql`set local enable_seqscan = off`.execute(tx)
  const { rows } = await sql<{ id: string; benchmark: 'LPR1Y' | 'LPR5Y' }>`
    select id, terms #>> '{schedule,plan,floating,benchmark}' as benchmark from loan join loan_terms on loan_id = id
      where terms #> '{schedule,plan,floating}' is not null and status in ('active', 'overdue')
      order by id`.execute(tx)
  return rows
}

export async function insertSetAside(
  tx: Tx,
  on: Day,
  step: string,
  loans: readonly SetAside[],
  at: string,
): Promise<void> {
  if (loans.length === 0) return
  const rows = loans.map(({ loanId, error }) => ({
    business_on: on,
    step,
    loan_id: loanId,
    error: error.slice(0, 500),
    recorded_at: at,
  }))
  await tx
    .insertInto('day_end_set_aside')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export function readSetAside(reader: Reader, on: Day) {
  return reader
    .selectFrom('day_end_set_aside as s')
    .innerJoin('loan as l', 'l.id', 's.loan_id')
    .select(['s.loan_id', 'l.number', 's.step', 's.error'])
    .where('s.business_on', '=', on)
    .orderBy('l.number')
    .execute()
}

export async function finishDayEnd(
  tx: Tx,
  on: Day,
  set: { readonly status: DayEndStatus; readonly figures: unknown; readonly at: string; readonly tookMs: number },
): Promise<void> {
  await tx
    .updateTable('day_end')
    .set({
      status: set.status,
      figures: json(set.figures as Record<string, unknown>),
      finished_at: set.at,
      took_ms: set.tookMs,
    })
    .where('business_on', '=', on)
    .where('status', '=', 'running')
    .execute()
}

/** A loan that something may be due from. */
export interface DueLoan {
  readonly id: string
  readonly eventSeq: number
  readonly productCode: string
  readonly customerId: string
  readonly number: string
  readonly status: LoanStatus
  readonly nextDueOn: Day | null
  readonly nextDueFen: bigint
  readonly dpd: number
}

/** A loan that was set aside is looked at again for so many days; after that a person has it. */
const LOOK_BACK_DAYS = 31

/**
 * Loans to be debited on a day, by their ids: what falls due, and what is past due, on every day of the first week and
 * then once a week. Read once a night from the whole table: an index of due dates would cost every payment more.
 */
export async function readDueLoans(reader: Reader, on: Day): Promise<DueLoan[]> {
  const { rows } = await sql<DueLoan>`
    select id, event_seq as "eventSeq", product_code as "productCode", customer_id as "customerId", number, status,
        next_due_on as "nextDueOn", next_due_fen as "nextDueFen", dpd
      from loan where status in ('active', 'overdue')
        and (dpd <= 7 or dpd % 7 = 0)
        and (next_due_on between ${addDays(on, -LOOK_BACK_DAYS)}::date and ${on}::date or dpd > 0)
      order by id`.execute(reader)
  return rows
}

/** Loans with an instalment due on a day and something to pay for it. */
export async function readUpcoming(reader: Reader, dueOn: Day): Promise<DueLoan[]> {
  const { rows } = await sql<DueLoan>`
    select id, event_seq as "eventSeq", product_code as "productCode", customer_id as "customerId", number, status,
        next_due_on as "nextDueOn", next_due_fen as "nextDueFen", dpd
      from loan where status in ('active', 'overdue') and next_due_on = ${dueOn}::date and next_due_fen > 0
      order by id`.execute(reader)
  return rows
}

/** Keeps a confirmation by a person for contracts that were concluded outside. */
export async function insertOriginationBatch(
  tx: Tx,
  batch: {
    id: string
    importId: string | null
    confirmedBy: string
    statement: unknown
    jobId: string | null
    at: string
  },
): Promise<void> {
  await tx
    .insertInto('origination_batch')
    .values({
      id: batch.id,
      import_id: batch.importId,
      confirmed_by: batch.confirmedBy,
      statement: json(batch.statement as never),
      job_id: batch.jobId,
      created_at: batch.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
