import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { encodeEvent } from '@puhui/loan'
import { entryText } from '../modules/ledger/index.ts'
import {
  bookPayments,
  loanFrom,
  MovedMeanwhile,
  type Payable,
  type PaymentRow,
  type Previewed,
  paymentRowOid,
  previewRepayment,
  projectionColumns,
  readPayables,
  stateHash,
} from '../modules/servicing/index.ts'
import { type Caller, type Platform, type ReadContext, readContext } from '../platform/context.ts'
import { type Ask, onConnection, stringify } from '../platform/db.ts'
import type { KeyedRequest } from '../platform/http/idempotency.ts'
import { sealedLine } from '../platform/journal/record.ts'
import { askedFor } from '../platform/people-first.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type BookOptions, writesOf } from './book-event.ts'
import type { WishToday } from './repay.ts'

/** A repayment that somebody hands in. */
export interface HandedIn {
  readonly caller: Caller
  /** One per request: handing in again finds the first answer. */
  readonly keyed: KeyedRequest
  readonly loanId: string
  readonly wish: WishToday
  /** From the preview: a loan that has changed since is refused. */
  readonly stateHash?: string | undefined
  readonly reason?: string | undefined
  /** The answer to the one who pays, kept with the payment. */
  readonly answer: (previewed: Previewed, booked: { eventId: string; entryId: string }) => unknown
}

/** Takes repayments. One platform has one. */
export interface Till {
  /**
   * Takes a repayment with all that belongs to it, or nothing of it.
   *
   * @returns the answer as it is kept with the key
   * @refuses loans.not_found, as the preview of a repayment, loans.changed_meanwhile, idempotency.key_reused
   */
  take(payment: HandedIn): Promise<string>
}

/** As many at once as one statement is worth. */
const AT_ONCE = 16
/** While the database works on one statement, the next is being prepared. */
const STATEMENTS_AT_ONCE = 2
const TRIES = 8

interface Waiting {
  readonly payment: HandedIn
  tries: number
  resolve(answer: string): void
  reject(error: unknown): void
}

/**
 * Payments that come together are booked together: one statement reads all their loans, one writes everything. Nobody
 * waits for others to come; who finds the till busy goes with the next statement. Two payments of one loan never share
 * one, and each is its own success or refusal.
 */
export function openTill(platform: Platform): Till {
  const queue: Waiting[] = []
  const busy = new Set<string>()
  let statements = 0
  let isCalled = false

  const serve = async (batch: readonly Waiting[]) => {
    statements += 1
    try {
      await settle(platform, batch, (again) => queue.unshift(again))
    } finally {
      statements -= 1
      for (const one of batch) for (const name of namesOf(one)) busy.delete(name)
      call()
    }
  }
  // Whoever comes in the same turn goes together.
  const call = () => {
    if (isCalled) return
    isCalled = true
    setImmediate(begin)
  }
  const begin = () => {
    isCalled = false
    while (statements < STATEMENTS_AT_ONCE && queue.length > 0) {
      // Shared among the statements that are free, so that one is prepared while the database works on another.
      const share = Math.ceil(queue.length / (STATEMENTS_AT_ONCE - statements))
      const batch = next(queue, busy, Math.min(AT_ONCE, share))
      if (batch.length === 0) return
      void serve(batch)
    }
  }
  return {
    take: (payment) =>
      askedFor(
        () =>
          new Promise((resolve, reject) => {
            queue.push({ payment, tries: 0, resolve, reject })
            call()
          }),
      ),
  }
}

function namesOf({ payment }: Waiting): readonly string[] {
  return [payment.loanId, `${payment.keyed.scope} ${payment.keyed.key}`]
}

/** Takes from the queue, in order, those whose loan and key nobody is working on. */
function next(queue: Waiting[], busy: Set<string>, count: number): Waiting[] {
  const batch: Waiting[] = []
  for (let at = 0; at < queue.length && batch.length < count; ) {
    const one = queue[at]!
    if (namesOf(one).some((name) => busy.has(name))) {
      at += 1
      continue
    }
    for (const name of namesOf(one)) busy.add(name)
    batch.push(one)
    queue.splice(at, 1)
  }
  return batch
}

/** Answers everyone in a batch; who has to look at the loan again goes back into the queue. */
async function settle(platform: Platform, batch: readonly Waiting[], again: (one: Waiting) => void): Promise<void> {
  const retry = (one: Waiting, cause: unknown) => {
    one.tries += 1
    if (one.tries >= TRIES) one.reject(new RefusalError({ code: 'loans.changed_meanwhile' }))
    else if (cause instanceof MovedMeanwhile || isRetryable(cause)) again(one)
    else one.reject(cause)
  }
  let prepared: Prepared[] = []
  try {
    const rowOid = await paymentRowOid(platform.db)
    await onConnection(platform.db, async (ask) => {
      prepared = await prepare(platform, ask, batch)
      if (prepared.length === 0) return
      // Every process takes loans in the same order, so that none waits for one that waits for it.
      prepared.sort((a, b) => (a.waiting.payment.loanId < b.waiting.payment.loanId ? -1 : 1))
      await bookPayments(ask, { rows: prepared.map(({ row }) => row), rowOid }, prepared[0]!.openDay)
    })
    for (const { waiting, answer } of prepared) waiting.resolve(answer)
  } catch (cause) {
    const open = prepared.length > 0 ? prepared.map(({ waiting }) => waiting) : batch
    // One that is late must not fail the others: everyone goes again, the late one with a fresh look at its loan.
    for (const waiting of open) retry(waiting, cause)
  }
}

function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes((error as { code?: string }).code ?? '')
}

interface Prepared extends Written {
  readonly waiting: Waiting
  readonly openDay: Day
}

interface Written {
  readonly row: PaymentRow
  readonly answer: string
}

async function prepare(platform: Platform, ask: Ask, batch: readonly Waiting[]): Promise<Prepared[]> {
  const payables = await readPayables(
    ask,
    batch.map(({ payment: { loanId, keyed } }) => ({ loanId, scope: keyed.scope, key: keyed.key })),
  )
  return batch.flatMap((waiting, at) => {
    try {
      const ready = prepareOne(platform, waiting.payment, payables[at]!)
      if (typeof ready !== 'string') return [{ waiting, ...ready, openDay: payables[at]!.businessOn }]
      waiting.resolve(ready)
    } catch (error) {
      waiting.reject(error)
    }
    return []
  })
}

/** What is to be written, or the answer that was given before. */
function prepareOne(
  platform: Platform,
  payment: HandedIn,
  { businessOn, known, loan: stored }: Payable,
): Written | string {
  const { keyed, wish } = payment
  if (known) {
    if (known.requestHash !== keyed.requestHash) throw new RefusalError({ code: 'idempotency.key_reused' })
    if (known.answer === null) throw new RefusalError({ code: 'idempotency.in_flight' })
    return known.answer
  }
  if (!stored) throw new RefusalError({ code: 'loans.not_found' })
  const ctx = readContext(platform, payment.caller)
  const loan = loanFrom(stored.terms, stored.events)
  if (payment.stateHash !== undefined && payment.stateHash !== stateHash(loan, businessOn)) {
    throw new RefusalError({ code: 'loans.changed_meanwhile' })
  }
  const facts = { bookedOn: businessOn, eventId: ctx.ids.next('lev') }
  const previewed = previewRepayment(loan, { ...wish, valueOn: wish.valueOn ?? businessOn }, facts)
  return rowOf(ctx, payment, { previewed, stored })
}

interface Ready {
  readonly previewed: Previewed
  readonly stored: NonNullable<Payable['loan']>
}

function rowOf(ctx: ReadContext, payment: HandedIn, { previewed, stored }: Ready): Written {
  const { keyed, reason, answer } = payment
  const options: BookOptions = reason === undefined ? {} : { reason }
  const { move, entry, event, journal } = writesOf(stored, previewed, options)
  assert(entry, 'a repayment moves money', { eventId: event.event.id })
  const line = sealedLine(ctx, journal)
  const answered = stringify(answer(previewed, { eventId: event.event.id, entryId: entry.id }))
  const row = {
    scope: keyed.scope,
    key: keyed.key,
    request_hash: keyed.requestHash,
    answer: answered,
    actor: line.actor_id,
    recorded_at: line.recorded_at,
    loan_id: move.loanId,
    seen_seq: move.seenSeq,
    event_seq: move.nextSeq,
    ...projectionColumns(move.projection),
    event_id: event.event.id,
    event_kind: event.event.kind,
    value_on: event.event.valueOn,
    payload: stringify(encodeEvent(event.event)),
    entry_id: entry.id,
    entry_kind: entry.kind,
    entry_text: stringify(entryText(entry)),
    natural_key: entry.naturalKey,
    product_code: entry.productCode,
    loans: entry.loans,
    amount_fen: entry.proof[0]!.amountFen,
    accounts: entry.lines.map(({ account }) => account),
    fens: entry.lines.map(({ amountFen }) => amountFen),
    actor_kind: line.actor_kind,
    action: line.action,
    customer_id: line.customer_id,
    reason: line.reason,
    before: stringify(line.before),
    after: stringify(line.after),
    request_id: line.request_id,
    mac: line.mac,
  }
  return { row, answer: answered }
}
