import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { type BinaryRow, binaryRows } from '../../platform/binary-rows.ts'
import type { Ask, Db } from '../../platform/db.ts'

/** A loan that somebody wants to pay, with its events, as one statement saw it; and what is known of the request's key. */
export interface Payable {
  readonly businessOn: Day
  readonly known: { readonly requestHash: string; readonly answer: string | null } | null
  readonly loan: PayableLoan | null
}

export interface PayableLoan {
  readonly id: string
  readonly customer_id: string
  readonly product_code: string
  readonly event_seq: number
  readonly terms: unknown
  readonly events: readonly unknown[]
}

export interface PayableQuestion {
  readonly loanId: string
  readonly scope: string
  readonly key: string
}

/** Everything that many payments need to know, in one round trip; the answers are in the order of the questions. */
export async function readPayables(ask: Ask, questions: readonly PayableQuestion[]): Promise<Payable[]> {
  const of = (name: keyof PayableQuestion) => questions.map((one) => one[name])
  const rows = await ask<{
    business_on: Day
    request_hash: string | null
    answer: string | null
    loan: PayableLoan | null
  }>('select * from read_payables($1, $2, $3)', [of('loanId'), of('scope'), of('key')])
  return rows.map(({ business_on, request_hash, answer, loan }) => ({
    businessOn: business_on,
    known: request_hash === null ? null : { requestHash: request_hash, answer },
    loan,
  }))
}

/** The columns of `payment_row`, in their order: all that is written for one payment. */
const PAYMENT_ROW = {
  scope: 'text',
  key: 'text',
  request_hash: 'text',
  answer: 'text',
  actor: 'text',
  recorded_at: 'timestamptz',
  loan_id: 'text',
  seen_seq: 'integer',
  event_seq: 'integer',
  status: 'text',
  outstanding_fen: 'bigint',
  overdue_fen: 'bigint',
  bucket: 'text',
  dpd: 'integer',
  next_due_on: 'date',
  next_due_fen: 'bigint',
  disbursed_on: 'date',
  matures_on: 'date',
  settled_on: 'date',
  overdue_since: 'date',
  accrues_from: 'date',
  next_event_on: 'date',
  is_accruing: 'boolean',
  accrual: 'bigint[]',
  booked_interest_fen: 'bigint',
  booked_penalty_fen: 'bigint',
  booked_fee_fen: 'bigint',
  booked_held_fen: 'bigint',
  booked_off_balance_fen: 'bigint',
  event_id: 'text',
  event_kind: 'text',
  value_on: 'date',
  payload: 'jsonb',
  entry_id: 'text',
  entry_kind: 'text',
  entry_text: 'jsonb',
  natural_key: 'text',
  product_code: 'text',
  loans: 'integer',
  amount_fen: 'bigint',
  accounts: 'text[]',
  fens: 'bigint[]',
  actor_kind: 'text',
  action: 'text',
  customer_id: 'text',
  reason: 'text',
  before: 'jsonb',
  after: 'jsonb',
  request_id: 'text',
  mac: 'bytea',
} as const

/** One payment as `book_payments` takes it; documents are text already. */
export type PaymentRow = BinaryRow<keyof typeof PAYMENT_ROW>

/** What is booked together. */
export interface PaymentRows {
  readonly rows: readonly PaymentRow[]
  /** `paymentRowOid` of the database. */
  readonly rowOid: number
}

/** Nothing was written: the day, a loan or a key is not what it was when it was read. */
export class MovedMeanwhile extends Error {}

const MOVED = ['PD001', 'PD002']
const KEY_USED = 'idempotency_key_pkey'

/**
 * Books payments in one statement, which is its own transaction: when it has answered, everything is kept.
 *
 * @throws MovedMeanwhile; then nothing was written
 */
export async function bookPayments(ask: Ask, payments: PaymentRows, openDay: Day): Promise<void> {
  const rows = binaryRows(PAYMENT_ROW, payments.rows, payments.rowOid)
  try {
    await ask('select book_payments($1, $2)', [openDay, rows])
  } catch (cause) {
    const { code, constraint, message } = cause as { code?: string; constraint?: string; message: string }
    if ((code !== undefined && MOVED.includes(code)) || constraint === KEY_USED)
      throw new MovedMeanwhile(message, { cause })
    throw cause
  }
}

const rowOids = new WeakMap<Db, Promise<number>>()

/** The number of the type `payment_row`: each database numbers its types itself. */
export function paymentRowOid(db: Db): Promise<number> {
  const known = rowOids.get(db)
  if (known) return known
  const asked = sql<{ oid: number }>`select 'payment_row'::regtype::oid as oid`
    .execute(db)
    .then(({ rows }) => rows[0]!.oid)
  rowOids.set(db, asked)
  asked.catch(() => rowOids.delete(db))
  return asked
}
