import type { Day } from '@puhui/calendar'
import type { RiskCategory } from '@puhui/compliance'
import type { Reader, Tx } from '../../platform/db.ts'

export interface NewWriteOff {
  readonly id: string
  readonly loanId: string
  readonly reason: string
  readonly category: RiskCategory
  readonly dpd: number
  readonly principalFen: bigint
  readonly claimFen: bigint
  readonly allowanceUsedFen: bigint
  readonly eventId: string
  readonly entryId: string
  readonly approvalId: string
  readonly askedBy: string
  readonly decidedBy: string
  readonly on: Day
  readonly at: string
}

export async function insertWriteOff(tx: Tx, one: NewWriteOff): Promise<void> {
  await tx
    .insertInto('write_off')
    .values({
      id: one.id,
      loan_id: one.loanId,
      reason: one.reason,
      category: one.category,
      dpd: one.dpd,
      principal_fen: one.principalFen,
      claim_fen: one.claimFen,
      allowance_used_fen: one.allowanceUsedFen,
      event_id: one.eventId,
      entry_id: one.entryId,
      approval_id: one.approvalId,
      asked_by: one.askedBy,
      decided_by: one.decidedBy,
      written_off_on: one.on,
      recorded_at: one.at,
    })
    .execute()
}

/** The last write-off of a loan. */
export function readWriteOffOf(reader: Reader, loanId: string) {
  return reader
    .selectFrom('write_off')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
