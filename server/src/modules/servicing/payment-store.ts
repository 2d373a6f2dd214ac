import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { type Db, type Reader, stringify } from '../../platform/db.ts'

/** A loan that somebody wants to pay, with its events, as one statement saw it; and what is known of the request's key. */
export interface Payable {
  readonly n: number
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

/** Everything that many payments need to know, in one round trip. */
export async function readPayables(reader: Reader, questions: readonly PayableQuestion[]): Promise<Payable[]> {
  const of = (name: keyof PayableQuestion) => questions.map((one) => one[name])
  const { rows } = await sql<{
    n: bigint
    businessOn: Day
    requestHash: string | null
    answer: string | null
    loan: PayableLoan | null
  }>`
    select q.n, c.business_on as "businessOn", k.request_hash as "requestHash", k.answer,
        case when l.id is not null then jsonb_build_object('id', l.id, 'customer_id', l.customer_id,
          'product_code', l.product_code, 'event_seq', l.event_seq, 'terms', l.terms, 'events',
          (select jsonb_agg(e.payload order by e.seq) from loan_event e where e.loan_id = l.id)) end as loan
      from unnest(${of('loanId')}::text[], ${of('scope')}::text[], ${of('key')}::text[]) with ordinality as q (loan_id, scope, key, n)
      cross join clock c
      left join loan l on l.id = q.loan_id
      left join idempotency_key k on k.scope = q.scope and k.key = q.key
      order by q.n`.execute(reader)
  return rows.map(({ n, businessOn, requestHash, answer, loan }) => ({
    n: Number(n),
    businessOn,
    known: requestHash === null ? null : { requestHash, answer },
    loan,
  }))
}

/** One payment as `book_payments` takes it. */
export interface PaymentRow {
  readonly n: number
  readonly scope: string | null
  readonly key: string | null
  readonly requestHash: string | null
  readonly answer: string | null
  readonly createdAt: string
  readonly loan: Readonly<Record<string, unknown>>
  readonly event: Readonly<Record<string, unknown>>
  readonly entry: Readonly<Record<string, unknown>>
  readonly journal: Readonly<Record<string, unknown>>
}

/** Nothing was written: the business date is another one by now. */
export class DayHasMoved extends Error {}

/** Nothing was written: somebody else moved this loan on first. */
export class LoanHasMoved extends Error {
  readonly loanId: string

  constructor(loanId: string, options: ErrorOptions) {
    super('a loan has moved', options)
    this.loanId = loanId
  }
}

/**
 * Books payments in one statement, which is its own transaction: when it has answered, everything is kept.
 *
 * @returns for each number whether it was booked; those that were not have a key that was used before
 * @throws DayHasMoved, LoanHasMoved; then nothing was written
 */
export async function bookPayments(
  db: Db,
  payments: readonly PaymentRow[],
  openDay: Day,
): Promise<ReadonlyMap<number, boolean>> {
  try {
    const { rows } = await sql<{ n: number; is_booked: boolean }>`
      select n, is_booked from book_payments(${stringify(payments)}::jsonb, ${openDay}::date)`.execute(db)
    return new Map(rows.map(({ n, is_booked }) => [n, is_booked]))
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string }
    if (code === 'PD001') throw new DayHasMoved('the day has moved on', { cause })
    if (code === 'PD002') throw new LoanHasMoved(message, { cause })
    throw cause
  }
}
