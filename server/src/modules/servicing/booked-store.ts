import { type Day, epochOf } from '@puhui/calendar'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { LoanMark } from './folded.ts'

/** What the books hold for one loan on a morning, account by account, and whose it is. */
export interface BookedLoan extends LoanMark {
  readonly number: string
  readonly customerId: string
  readonly productCode: string
  /** Debits less credits, by account code. */
  readonly booked: Readonly<Record<'1303' | '1132' | '1133' | '1122' | '2241' | '9001', bigint>>
}

type Row = Omit<BookedLoan, 'booked'> & BookedLoan['booked']

export interface WantedLoans {
  readonly ids?: readonly string[] | null
  readonly afterId?: string | null
  readonly max: number
}

/**
 * The loans and what was booked for each: its row as it was carried last, and the nights since by its formula. A loan that
 * day-end has set aside is left out: the next night takes it.
 *
 * @param ids of the loans that are wanted; all, when left out
 * @param afterId of the loan behind which it goes on, in the order of ids
 */
export async function readBookedLoans(
  reader: Reader,
  today: Day,
  { ids = null, afterId = null, max }: WantedLoans,
): Promise<BookedLoan[]> {
  const epoch = epochOf(today)
  const { rows } = await sql<Row>`
    with grown as (
      select l.*,
          case when l.accrual = '{}' then 0 else accrued_fen(l.accrual, 0, ${epoch})
            - accrued_fen(l.accrual, 0, l.accrues_from - '1970-01-01'::date) end as interest_fen,
          case when l.accrual = '{}' then 0 else accrued_fen(l.accrual, 1, ${epoch})
            - accrued_fen(l.accrual, 1, l.accrues_from - '1970-01-01'::date) end as penalty_fen
        from loan l where l.disbursed_on is not null and l.accrues_from <= ${today}::date
          and (l.next_event_on is null or l.next_event_on >= ${today}::date)
          and l.id > ${afterId ?? ''}::text
          and (${ids as string[] | null}::text[] is null or l.id = any(${ids as string[] | null}::text[]))
        order by l.id limit ${max} offset 0
    )
    select id, event_seq as "eventSeq", number, customer_id as "customerId", product_code as "productCode",
        outstanding_fen as "1303",
        (booked_interest_fen + case when is_accruing then interest_fen else 0 end)::bigint as "1132",
        (booked_penalty_fen + case when is_accruing then penalty_fen else 0 end)::bigint as "1133",
        booked_fee_fen as "1122", (-booked_held_fen)::bigint as "2241",
        (booked_off_balance_fen + case when is_accruing then 0 else interest_fen + penalty_fen end)::bigint as "9001"
      from grown order by id`.execute(reader)
  return rows.map(({ id, eventSeq, number, customerId, productCode, ...booked }) => ({
    id,
    eventSeq,
    number,
    customerId,
    productCode,
    booked,
  }))
}
