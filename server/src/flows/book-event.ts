import type { JournalAction } from '@puhui/api'
import { assert } from '@puhui/kernel'
import { movedFen, type NewEntry, post, sumLines } from '../modules/ledger/index.ts'
import {
  amountOf,
  insertEvents,
  type LoanMove,
  type LoanRow,
  moveLoans,
  type NewEvent,
  type Previewed,
  projectionOf,
  seqOf,
  setDrawn,
} from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'
import { type JournalEntry, record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'

export interface BookOptions {
  readonly reason?: string
  /** The payment's own name outside: it is booked once, whoever brings it. */
  readonly externalKey?: string
}

export interface Booked {
  readonly eventId: string
  /** None where the books say the same as before: new terms that begin today. */
  readonly entryId: string | null
}

/** What is written for one event, all of it or nothing. */
export interface EventWrites {
  readonly move: LoanMove
  readonly entry: NewEntry | undefined
  readonly event: NewEvent
  readonly journal: JournalEntry
}

/** The rows of what was previewed: the loan moves on from the very state that was seen. */
export function writesOf(
  row: Pick<LoanRow, 'id' | 'customer_id' | 'product_code'>,
  previewed: Previewed,
  { reason, externalKey }: BookOptions = {},
): EventWrites {
  const { event, after, before, lines, books, loan, evolved } = previewed
  const entry = lines.length === 0 ? undefined : entryOf(row, previewed)
  const amountFen = amountOf(event)
  assert(entry !== undefined || !movesMoney(loan, event), 'an event moves money', { eventId: event.id })
  return {
    move: {
      loanId: row.id,
      seenSeq: seqOf(loan),
      nextSeq: event.seq,
      projection: projectionOf(evolved, event.bookedOn, { state: after, books }),
    },
    entry,
    event: { loanId: row.id, event, entryId: entry?.id ?? null, ...(externalKey ? { externalKey } : {}) },
    journal: {
      action: event.kind === 'rescheduled' && event.isAllDue ? 'loans.called_due' : ACTIONS[event.kind],
      objectKind: 'loan',
      objectId: row.id,
      customerId: row.customer_id,
      reason: reason ?? null,
      // By name, as the seal wants them: a line that stands in order is sealed as it is.
      before: {
        dueFen: String(before.dueFen),
        eventSeq: seqOf(loan),
        outstandingFen: String(before.principalFen),
        status: before.status,
      },
      after: {
        amountFen: amountFen === null ? null : String(amountFen),
        bookedOn: event.bookedOn,
        dueFen: String(after.dueFen),
        entryId: entry?.id ?? null,
        eventId: event.id,
        eventSeq: event.seq,
        outstandingFen: String(after.principalFen),
        status: after.status,
        valueOn: event.valueOn,
      },
    },
  }
}

/**
 * Books what was previewed: the loan moves on, the ledger gets the lines that were shown, the event is appended, the
 * journal knows who. All in the open transaction, so all of it or nothing.
 *
 * @refuses loans.changed_meanwhile when someone else moved the loan on first
 */
export async function bookEvent(
  ctx: WriteContext,
  row: LoanRow,
  previewed: Previewed,
  options: BookOptions = {},
): Promise<Booked> {
  const { move, entry, event, journal } = writesOf(row, previewed, options)
  const moved = await moveLoans(ctx.tx, [move])
  if (!moved.has(row.id)) throw new RefusalError({ code: 'loans.changed_meanwhile' })
  // The loan is ours now: what follows must succeed.
  if (entry) {
    const posted = await post(ctx, [entry])
    assert(posted.has(entry.id), 'an event is posted once', { eventId: event.event.id })
  }
  await insertEvents(ctx.tx, [event], { actor: ctx.actor.id, recordedAt: ctx.clock.now() })
  const { before, after } = previewed
  if (after.disbursedFen !== before.disbursedFen || before.drawable?.restFen !== after.drawable?.restFen) {
    await setDrawn(ctx.tx, row.id, after.disbursedFen, after.drawable)
  }
  await record(ctx, journal)
  return { eventId: event.event.id, entryId: entry?.id ?? null }
}

/** What changes the plan alone. */
const PLANS_ANEW: ReadonlySet<string> = new Set([
  'rescheduled',
  'repriced',
  'dueDayMoved',
  'extended',
  'interestPaused',
])

/** New terms and new rates may leave the books of their day as they were, and so may taking them back. */
function movesMoney(loan: Previewed['loan'], event: Previewed['event']): boolean {
  const reversed = event.kind === 'reversed' ? loan.events.find((one) => one.id === event.eventId) : undefined
  return !PLANS_ANEW.has((reversed ?? event).kind)
}

const ACTIONS = {
  disbursed: 'loans.disbursed',
  repaid: 'loans.repaid',
  prepaid: 'loans.prepaid',
  waived: 'loans.waived',
  reversed: 'loans.reversed',
  chargedOff: 'loans.charged_off',
  recovered: 'loans.recovered',
  rescheduled: 'loans.rescheduled',
  goodwillCredited: 'loans.goodwill_credited',
  refunded: 'loans.refunded',
  chargedBack: 'loans.charged_back',
  repriced: 'loans.repriced',
  charged: 'loans.fee_charged',
  dueDayMoved: 'loans.due_day_moved',
  extended: 'loans.extended',
  interestPaused: 'loans.interest_paused',
  heldReturned: 'loans.held_returned',
} as const satisfies Record<string, JournalAction>

/**
 * The id of the entry of an event. An event that was numbered by the time of its making gives its number on, so that
 * entries, lines and proofs of one moment lie side by side.
 */
export function entryIdOf(eventId: string): string {
  return eventId.startsWith('lev_') ? `len_${eventId.slice(4)}` : derivedId('len', eventId)
}

function entryOf(row: Pick<LoanRow, 'id' | 'product_code'>, { event, lines }: Previewed): NewEntry {
  const summed = sumLines(lines)
  return {
    id: entryIdOf(event.id),
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
