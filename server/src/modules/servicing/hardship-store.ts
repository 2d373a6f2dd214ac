import type { Day } from '@puhui/calendar'
import type { NewTerms, ReAge, ReAmortise } from '@puhui/loan'
import type { Updateable } from 'kysely'
import { type Reader, stringify, type Tx } from '../../platform/db.ts'
import type { HardshipRequestTable } from './schema.ts'

export type HardshipReason = 'illness' | 'jobLoss' | 'lessIncome' | 'disaster' | 'family' | 'other'
export type HardshipStatus =
  | 'asked'
  | 'proposed'
  | 'signing'
  | 'approved'
  | 'declined'
  | 'withdrawn'
  | 'refused'
  | 'lapsed'

/** A plan as it was put to the borrower. Money and rates are decimal texts: it is kept as JSON. */
export interface StoredPlan {
  readonly code: string
  readonly instalments: number
  readonly annualRatePpm: string
  readonly graceInstalments: number
  readonly arrears: NewTerms['arrears']
  readonly reAge?: ReAge
  readonly reAmortise?: ReAmortise
  /** From when the new terms hold. */
  readonly valueOn: Day
  /** The last event of the loan for which it was worked out. */
  readonly eventSeq: number
  /** Its figures, as they were shown. */
  readonly shown: unknown
}

export interface NewHardship {
  readonly id: string
  readonly loanId: string
  readonly customerId: string
  readonly reason: HardshipReason
  readonly story: string
  readonly incomeBeforeFen: bigint
  readonly incomeNowFen: bigint
  readonly payableFen: bigint
  readonly channel: 'h5' | 'counter'
  readonly askedOn: Day
  readonly askedAt: string
}

export async function insertHardship(tx: Tx, one: NewHardship): Promise<void> {
  await tx
    .insertInto('hardship_request')
    .values({
      id: one.id,
      loan_id: one.loanId,
      customer_id: one.customerId,
      status: 'asked',
      reason: one.reason,
      story: one.story,
      income_before_fen: one.incomeBeforeFen,
      income_now_fen: one.incomeNowFen,
      payable_fen: one.payableFen,
      channel: one.channel,
      asked_on: one.askedOn,
      asked_at: one.askedAt,
    } as never)
    .execute()
}

export type HardshipRow = NonNullable<Awaited<ReturnType<typeof readHardship>>>

export function readHardship(reader: Reader, id: string) {
  return reader.selectFrom('hardship_request').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The requests of a loan, newest first. */
export function readHardshipOf(reader: Reader, loanId: string) {
  return reader
    .selectFrom('hardship_request')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

type Change = Omit<Updateable<HardshipRequestTable>, 'id' | 'loan_id' | 'plan'> & { readonly plan?: StoredPlan }

/**
 * Moves a request on from one of the given statuses.
 *
 * @returns whether it stood there; nobody else has moved it then
 */
export async function moveHardship(
  tx: Tx,
  id: string,
  { from, change: { plan, ...change } }: { readonly from: readonly HardshipStatus[]; readonly change: Change },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('hardship_request')
    .set({ ...change, ...(plan ? { plan: stringify(plan) } : {}) } as never)
    .where('id', '=', id)
    .where('status', 'in', [...from])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
