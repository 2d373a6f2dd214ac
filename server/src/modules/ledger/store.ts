import { addDays, type Day } from '@puhui/calendar'
import type { AccountCode, Line } from '@puhui/ledger'
import { sql } from 'kysely'
import { type Reader, stringify, type Tx } from '../../platform/db.ts'
import { type NewEntry, textOf } from './model.ts'

/** Hands entries to the one function that writes the ledger. Returns the ids of those that were new. */
export async function callPostEntry(
  tx: Tx,
  entries: readonly NewEntry[],
  { actor, recordedAt }: { readonly actor: string; readonly recordedAt: string },
): Promise<string[]> {
  const payload = stringify(entries.map((entry) => ({ ...entry, text: textOf(entry), actor, recordedAt })))
  const { rows } = await sql<{ id: string }>`select post_entry(${payload}::jsonb) as id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Books one entry on an earlier day, with the approval that the database asks for. */
export async function callPostAdjustment(
  tx: Tx,
  entry: NewEntry & { readonly approvalId: string; readonly approvedObject: string },
  { actor, recordedAt }: { readonly actor: string; readonly recordedAt: string },
): Promise<boolean> {
  const payload = stringify({ ...entry, text: textOf(entry), actor, recordedAt })
  const { rows } = await sql<{ done: boolean }>`select post_adjustment(${payload}::jsonb) as done`.execute(tx)
  return rows[0]!.done
}

/** Debits less credits by account between two days, both included; memorandum accounts too. */
export async function readMovement(reader: Reader, from: Day | null, to: Day): Promise<Line[]> {
  const { rows } = await sql<{ account: string; fen: bigint }>`
    select account, sum(debit_fen - credit_fen)::bigint as fen from ledger_line
      where booked_on <= ${to}::date and (${from}::date is null or booked_on >= ${from}::date)
      group by account`.execute(reader)
  return rows.map(({ account, fen }) => ({ account: account as AccountCode, amountFen: fen }))
}

/** What an account holds per product at the close of a day, debit above zero. */
export async function readByProduct(reader: Reader, account: string, asOf: Day): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ product: string; fen: bigint }>`
    select product_code as product, sum(debit_fen - credit_fen)::bigint as fen from ledger_line
      where account = ${account} and booked_on <= ${asOf}::date group by 1`.execute(reader)
  return new Map(rows.map(({ product, fen }) => [product, fen]))
}

/** The open day, held open until this transaction ends. */
export async function readBookingDay(tx: Tx): Promise<Day> {
  const { rows } = await sql<{ day: Day }>`select booking_day() as day`.execute(tx)
  return rows[0]!.day
}

/** Waits until no entry of the open day is on its way and lets none begin before this transaction ends. */
export async function lockBooking(tx: Tx): Promise<void> {
  await sql`select hold_booking()`.execute(tx)
}

/**
 * Closes the books and opens the next day in one statement: all payments wait until its transaction is over.
 *
 * @returns whether `on` was the open day
 */
export async function moveDayWhileHeld(tx: Tx, on: Day): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with held as materialized (select hold_booking())
    update clock set business_on = ${addDays(on, 1)}::date from held where business_on = ${on}::date`.execute(tx)
  return numAffectedRows === 1n
}

/** Debits and credits of every account up to the close of a day; accounts without movement stand at zero. */
export function readTotals(reader: Reader, asOf: Day) {
  return reader
    .selectFrom('ledger_account as a')
    .leftJoin('ledger_line as l', (join) => join.onRef('l.account', '=', 'a.code').on('l.booked_on', '<=', asOf))
    .select(['a.code', 'a.name', 'a.type', 'a.normal_side'])
    .select([
      sql<bigint>`coalesce(sum(l.debit_fen), 0)::bigint`.as('debit_fen'),
      sql<bigint>`coalesce(sum(l.credit_fen), 0)::bigint`.as('credit_fen'),
    ])
    .groupBy('a.code')
    .orderBy('a.code')
    .execute()
}

export function readEntry(reader: Reader, id: string) {
  return reader.selectFrom('ledger_entry').selectAll().where('id', '=', id).executeTakeFirst()
}

export function readLines(reader: Reader, entryId: string) {
  return reader
    .selectFrom('ledger_line as l')
    .innerJoin('ledger_account as a', 'a.code', 'l.account')
    .select(['l.account', 'a.name as label', 'l.debit_fen', 'l.credit_fen'])
    .where('l.entry_id', '=', entryId)
    .orderBy(sql`l.debit_fen = 0`)
    .orderBy('l.account')
    .execute()
}

export function readProof(reader: Reader, entryId: string) {
  return reader.selectFrom('entry_proof').selectAll().where('entry_id', '=', entryId).orderBy('event_id').execute()
}

/** What the list of entries selects from. */
export function entriesBase(reader: Reader) {
  return reader.selectFrom('ledger_entry as e').selectAll('e')
}
