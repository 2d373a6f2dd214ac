import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { type Reader, stringify, type Tx } from '../../platform/db.ts'

export type ComparisonRow = NonNullable<Awaited<ReturnType<typeof readComparison>>>

export function readComparison(reader: Reader, id: string) {
  return reader.selectFrom('books_comparison').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The comparison that was started last, with how its job stands. */
export function readLastComparison(reader: Reader) {
  return reader
    .selectFrom('books_comparison as c')
    .leftJoin('job_run as j', 'j.id', 'c.job_id')
    .selectAll('c')
    .select('j.status as job_status')
    .orderBy('c.started_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface NewComparison {
  readonly id: string
  readonly jobId: string
  readonly by: string
  readonly on: Day
  readonly at: string
}

export async function insertComparison(tx: Tx, { id, jobId, by, on, at }: NewComparison): Promise<void> {
  await tx
    .insertInto('books_comparison')
    .values({ id, job_id: jobId, started_by: by, started_on: on, started_at: at } as never)
    .execute()
}

/** Lets another job go on where the one before stopped. */
export async function handOn(tx: Tx, id: string, jobId: string): Promise<void> {
  await tx.updateTable('books_comparison').set({ job_id: jobId }).where('id', '=', id).execute()
}

export interface NewDifference {
  readonly loanId: string
  readonly number: string
  readonly hash: string
  readonly parts: unknown
  readonly lines: unknown
}

export interface ComparedPart {
  /** From where the part went on; another run that was faster is seen by it. */
  readonly afterId: string | null
  readonly lastId: string | null
  readonly read: number
  readonly unread: number
  readonly differences: readonly NewDifference[]
  /** Set with the last part. */
  readonly endedAt: string | null
}

/**
 * Keeps what one part has found.
 *
 * @returns whether the comparison still stood where the part went on
 */
export async function keepPart(tx: Tx, id: string, part: ComparedPart): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update books_comparison set last_id = coalesce(${part.lastId}, last_id), loans_read = loans_read + ${part.read},
        loans_differing = loans_differing + ${part.differences.length}, loans_unread = loans_unread + ${part.unread},
        ended_at = ${part.endedAt}::timestamptz
      where id = ${id} and ended_at is null and last_id is not distinct from ${part.afterId}`.execute(tx)
  if (numAffectedRows !== 1n) return false
  if (part.differences.length > 0) {
    await sql`
      insert into books_difference (comparison_id, loan_id, number, hash, parts, lines)
        select ${id}, d."loanId", d.number, d.hash, d.parts, d.lines from jsonb_to_recordset(${stringify(part.differences)}::jsonb)
          as d ("loanId" text, number text, hash text, parts jsonb, lines jsonb)`.execute(tx)
  }
  return true
}

export interface DifferenceRow {
  readonly loan_id: string
  readonly number: string
  readonly hash: string
  readonly parts: unknown
  readonly lines: unknown
  readonly is_asked: boolean
}

/** The loans of a comparison whose difference still stands. */
export async function readDifferences(
  reader: Reader,
  id: string,
  max: number,
): Promise<{ readonly rows: readonly DifferenceRow[]; readonly count: number }> {
  const open = reader.selectFrom('books_difference').where('comparison_id', '=', id).where('corrected_on', 'is', null)
  const { count } = await open.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()
  const { rows } = await sql<DifferenceRow>`
    select d.loan_id, d.number, d.hash, d.parts, d.lines, l.loan_id is not null as is_asked
      from books_difference d left join books_correction_loan l on l.loan_id = d.loan_id and l.is_open
      where d.comparison_id = ${id} and d.corrected_on is null order by is_asked, d.loan_id limit ${max}`.execute(
    reader,
  )
  return { rows, count: Number(count) }
}

/** Loans of which a correction waits already. */
export async function readCorrected(reader: Reader, loanIds: readonly string[]): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('books_correction_loan')
    .select('loan_id')
    .where('loan_id', 'in', [...loanIds])
    .where('is_open', '=', true)
    .execute()
  return rows.map((row) => row.loan_id)
}

/** Of two that ask at once for the same loan the second waits here and then sees the first. */
export async function holdCorrections(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('ledger.correct'))`.execute(tx)
}

export async function insertCorrection(
  tx: Tx,
  {
    id,
    approvalId,
    loanIds,
  }: { readonly id: string; readonly approvalId: string; readonly loanIds: readonly string[] },
): Promise<void> {
  await tx.insertInto('books_correction').values({ id, approval_id: approvalId, status: 'asked' }).execute()
  await sql`insert into books_correction_loan (correction_id, loan_id)
    select ${id}, unnest(${loanIds as string[]}::text[])`.execute(tx)
}

/** Those that wait for a second person, the oldest first. */
export function readWaitingCorrections(reader: Reader) {
  return reader
    .selectFrom('books_correction as c')
    .innerJoin('approval as a', 'a.id', 'c.approval_id')
    .leftJoin('staff_user as u', 'u.id', 'a.maker_id')
    .select(['c.id', 'a.id as approval_id', 'a.maker_id', 'a.made_at', 'a.payload', 'u.name as maker_name'])
    .where('c.status', '=', 'asked')
    .orderBy('a.made_at')
    .orderBy('c.id')
    .execute()
}

/** A correction is decided: its loans may be asked for again, and what was booked differs no longer. */
export async function endCorrection(tx: Tx, id: string, status: 'booked' | 'rejected', on: Day): Promise<void> {
  await tx.updateTable('books_correction').set({ status }).where('id', '=', id).execute()
  await tx.updateTable('books_correction_loan').set({ is_open: false }).where('correction_id', '=', id).execute()
  if (status === 'rejected') return
  await sql`update books_difference set corrected_on = ${on}::date where corrected_on is null
    and loan_id in (select loan_id from books_correction_loan where correction_id = ${id})`.execute(tx)
}
