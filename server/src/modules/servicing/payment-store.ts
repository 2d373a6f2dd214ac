import type { Day } from '@puhui/calendar'
import { CompiledQuery } from 'kysely'
import { type Db, type Reader, stringify } from '../../platform/db.ts'

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
export async function readPayables(reader: Reader, questions: readonly PayableQuestion[]): Promise<Payable[]> {
  const of = (name: keyof PayableQuestion) => questions.map((one) => one[name])
  const { rows } = await reader.executeQuery<{
    business_on: Day
    request_hash: string | null
    answer: string | null
    loan: PayableLoan | null
  }>(CompiledQuery.raw('select * from read_payables($1, $2, $3)', [of('loanId'), of('scope'), of('key')]))
  return rows.map(({ business_on, request_hash, answer, loan }) => ({
    businessOn: business_on,
    known: request_hash === null ? null : { requestHash: request_hash, answer },
    loan,
  }))
}

type Row = Readonly<Record<string, unknown>>

/** One payment as `book_payments` takes it: the rows that it writes, in the columns of their tables. */
export interface PaymentRow {
  readonly key: Row
  readonly loan: Row
  readonly event: Row
  readonly entry: Row
  readonly lines: readonly Row[]
  readonly journal: Row
}

/** Nothing was written: the day, a loan or a key is not what it was when it was read. */
export class MovedMeanwhile extends Error {}

const MOVED = ['PD001', 'PD002', 'PD003']

/**
 * Books payments in one statement, which is its own transaction: when it has answered, everything is kept.
 *
 * @throws MovedMeanwhile; then nothing was written
 */
export async function bookPayments(db: Db, payments: readonly PaymentRow[], openDay: Day): Promise<void> {
  const of = (name: Exclude<keyof PaymentRow, 'lines'>) => stringify(payments.map((one) => one[name]))
  const lines = stringify(payments.flatMap((one) => one.lines))
  try {
    await db.executeQuery(
      CompiledQuery.raw('select book_payments($1, $2, $3, $4, $5, $6, $7)', [
        openDay,
        of('key'),
        of('loan'),
        of('entry'),
        lines,
        of('event'),
        of('journal'),
      ]),
    )
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string }
    if (code !== undefined && MOVED.includes(code)) throw new MovedMeanwhile(message, { cause })
    throw cause
  }
}
