import { booksOn } from '@puhui/loan'
import { sql } from 'kysely'
import { loanFrom, projectionOf } from '../../../server/src/modules/servicing/index.ts'
import { businessDate } from '../../../server/src/platform/clock.ts'
import type { TestPlatform } from '../../../server/src/platform/testing.ts'

/** What two runs of the same story must agree on: entries by day and account, loans, events, debits. Without ids. */
export async function booksOf({ db }: TestPlatform) {
  const [lines, loans, events, debits] = await Promise.all([
    sql`select l.booked_on, e.kind, l.account, l.product_code, sum(l.debit_fen)::text as debit, sum(l.credit_fen)::text as credit
      from ledger_line l join ledger_entry e on e.id = l.entry_id group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db),
    sql`select id, status, outstanding_fen::text, overdue_fen::text, dpd, bucket, next_due_on, event_seq, next_event_on
      from loan order by id`.execute(db),
    sql`select loan_id, seq, kind, value_on, booked_on, payload->>'amountFen' as fen from loan_event order by loan_id, seq`.execute(
      db,
    ),
    sql`select natural_key, status, amount_fen::text from debit_instruction order by natural_key`.execute(db),
  ])
  return { lines: lines.rows, loans: loans.rows, events: events.rows, debits: debits.rows }
}

/**
 * Everything that must hold of the books at any moment between two day-ends. Each loan is folded from its events anew and
 * held against its row, and their sum against the ledger.
 *
 * @returns what is wrong, in words; nothing when all is well
 */
export async function wrongIn({ db }: TestPlatform): Promise<string[]> {
  const wrong: string[] = []
  const today = await businessDate(db)
  const { rows: crooked } = await sql<{ id: string }>`
    select e.id from ledger_entry e left join ledger_line l on l.entry_id = e.id
      group by e.id having coalesce(sum(l.debit_fen - l.credit_fen), 1) <> 0 or count(l.*) < 2`.execute(db)
  for (const { id } of crooked) wrong.push(`entry ${id} does not balance`)
  const { rows: stray } = await sql<{ id: string }>`
    select e.id from loan_event e left join ledger_entry l on l.id = e.entry_id where l.id is null`.execute(db)
  for (const { id } of stray) wrong.push(`event ${id} has no entry`)

  const sums = new Map<string, bigint>()
  for (const row of await db
    .selectFrom('loan')
    .innerJoin('loan_terms', 'loan_id', 'id')
    .selectAll()
    .orderBy('id')
    .execute()) {
    const events = await db
      .selectFrom('loan_event')
      .select('payload')
      .where('loan_id', '=', row.id)
      .orderBy('seq')
      .execute()
    const loan = loanFrom(
      row.terms,
      events.map(({ payload }) => payload),
    )
    const now = projectionOf(loan, today)
    const said = [row.status, row.outstanding_fen, row.overdue_fen, row.dpd, row.bucket, row.next_due_on, row.event_seq]
    const is = [now.status, now.outstandingFen, now.overdueFen, now.dpd, now.bucket, now.nextDueOn, loan.events.length]
    if (said.join() !== is.join()) wrong.push(`loan ${row.id} says ${said.join()} and is ${is.join()}`)
    for (const { account, amountFen } of booksOn(loan, today)) sums.set(account, (sums.get(account) ?? 0n) + amountFen)
  }
  const { rows: ledger } = await sql<{ account: string; fen: bigint }>`
    select account, sum(debit_fen - credit_fen)::bigint as fen from ledger_line group by 1`.execute(db)
  for (const { account, fen } of ledger) {
    if (fen !== (sums.get(account) ?? 0n)) wrong.push(`account ${account}: ledger ${fen}, loans ${sums.get(account)}`)
  }
  return wrong
}
