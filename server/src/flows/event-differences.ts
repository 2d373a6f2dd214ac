import type { Day } from '@puhui/calendar'
import { type AccountCode, aggregate, type Line } from '@puhui/ledger'
import { evolve, type Loan, type LoanEvent, open, postingsOf } from '@puhui/loan'
import { sql } from 'kysely'
import type { Reader } from '../platform/db.ts'

/** An event with an entry of its own, and how the entry differs from what the event says now. */
export interface EventDifference {
  readonly event: LoanEvent
  /** Posted less wanted. */
  readonly lines: readonly Line[]
}

/** Events with an entry of their own: what they say now against what was posted for them. */
export function eventDifferences(loan: Loan, posted: ReadonlyMap<string, readonly Line[]>): EventDifference[] {
  const found: EventDifference[] = []
  let before = open(loan.terms)
  for (const event of loan.events) {
    const own = posted.get(event.id)
    const after = evolve(before, event)
    if (own) {
      const wanted = postingsOf(before, event, after).map((line) => ({ ...line, amountFen: -line.amountFen }))
      const lines = aggregate([...own, ...wanted])
      if (lines.length > 0) found.push({ event, lines })
    }
    before = after
  }
  return found
}

/** What was posted for each event of some loans up to a day. */
export async function postedLines(reader: Reader, loanIds: readonly string[], asOf: Day): Promise<Map<string, Line[]>> {
  const { rows } = await sql<{ event_id: string; account: AccountCode; fen: bigint }>`
    select p.event_id, l.account, l.debit_fen - l.credit_fen as fen
      from ledger_entry e join entry_proof p on p.entry_id = e.id join ledger_line l on l.entry_id = e.id
      where e.loan_id = any(${loanIds as string[]}) and e.booked_on <= ${asOf}::date and e.kind <> 'allowanceUsed'`.execute(
    reader,
  )
  const byEvent = new Map<string, Line[]>()
  for (const { event_id, account, fen } of rows) {
    byEvent.set(event_id, [...(byEvent.get(event_id) ?? []), { account, amountFen: fen }])
  }
  return byEvent
}
