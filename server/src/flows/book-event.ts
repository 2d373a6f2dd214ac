import type { JournalAction } from '@puhui/api'
import { assert } from '@puhui/kernel'
import { movedFen, type NewEntry, post, sumLines } from '../modules/ledger/index.ts'
import {
  amountOf,
  insertEvents,
  type LoanRow,
  moveLoans,
  type Previewed,
  projectionOf,
  seqOf,
} from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'

export interface BookOptions {
  readonly reason?: string
  /** The payment's own name outside: it is booked once, whoever brings it. */
  readonly externalKey?: string
}

export interface Booked {
  readonly eventId: string
  readonly entryId: string
}

/**
 * Books what was previewed: the loan moves on from the very state that was seen, the ledger gets the lines that were
 * shown, the event is appended, the journal knows who. All in the open transaction, so all of it or nothing.
 *
 * @refuses loans.changed_meanwhile when someone else moved the loan on first
 */
export async function bookEvent(
  ctx: WriteContext,
  row: LoanRow,
  previewed: Previewed,
  { reason, externalKey }: BookOptions = {},
): Promise<Booked> {
  const { event, after, before, lines, loan, evolved } = previewed
  const move = {
    loanId: row.id,
    seenSeq: seqOf(loan),
    nextSeq: event.seq,
    projection: projectionOf(evolved, event.bookedOn, after),
  }
  const moved = await moveLoans(ctx.tx, [move])
  if (!moved.has(row.id)) throw new RefusalError({ code: 'loans.changed_meanwhile' })
  // The loan is ours now: what follows must succeed.
  const entry = entryOf(row, previewed)
  const posted = await post(ctx, [entry])
  assert(lines.length > 0 && posted.has(entry.id), 'an event is posted once', { eventId: event.id })
  await insertEvents(ctx.tx, [{ loanId: row.id, event, entryId: entry.id, ...(externalKey ? { externalKey } : {}) }], {
    actor: ctx.actor.id,
    recordedAt: ctx.clock.now(),
  })
  await record(ctx, {
    action: ACTIONS[event.kind],
    objectKind: 'loan',
    objectId: row.id,
    customerId: row.customer_id,
    reason: reason ?? null,
    before: {
      eventSeq: seqOf(loan),
      status: before.status,
      outstandingFen: before.principalFen,
      dueFen: before.dueFen,
    },
    after: {
      eventId: event.id,
      amountFen: amountOf(event),
      valueOn: event.valueOn,
      bookedOn: event.bookedOn,
      status: after.status,
      outstandingFen: after.principalFen,
      dueFen: after.dueFen,
      entryId: entry.id,
    },
  })
  return { eventId: event.id, entryId: entry.id }
}

const ACTIONS = {
  disbursed: 'loans.disbursed',
  repaid: 'loans.repaid',
  prepaid: 'loans.prepaid',
  waived: 'loans.waived',
  reversed: 'loans.reversed',
  chargedOff: 'loans.charged_off',
  recovered: 'loans.recovered',
} as const satisfies Record<string, JournalAction>

function entryOf(row: LoanRow, { event, lines }: Previewed): NewEntry {
  const summed = sumLines(lines)
  return {
    id: derivedId('len', event.id),
    kind: event.kind,
    postedOn: event.valueOn,
    bookedOn: event.bookedOn,
    naturalKey: `event:${event.id}`,
    productCode: row.product_code,
    loanId: row.id,
    loans: 1,
    lines: summed,
    proof: [{ loanId: row.id, eventId: event.id, amountFen: movedFen(summed) }],
  }
}
