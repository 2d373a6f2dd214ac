import type { Day } from '@puhui/calendar'
import type { Reader, Tx } from '../../platform/db.ts'

/** A notice runs; all fell due; what was late was paid in time; staff took it back. */
export type DueCallStatus = 'noticed' | 'called' | 'lapsed' | 'withdrawn'

export interface NewDueCall {
  readonly id: string
  readonly loanId: string
  readonly reason: string
  readonly dpd: number
  readonly noticeDays: number
  readonly noticedOn: Day
  readonly dueOn: Day
  readonly approvalId: string
  readonly askedBy: string
  readonly decidedBy: string
  readonly at: string
}

/** Notes a notice; the database refuses one that no second person has approved. */
export async function insertDueCall(tx: Tx, one: NewDueCall): Promise<void> {
  await tx
    .insertInto('due_call')
    .values({
      id: one.id,
      loan_id: one.loanId,
      status: 'noticed',
      reason: one.reason,
      dpd: one.dpd,
      notice_days: one.noticeDays,
      noticed_on: one.noticedOn,
      due_on: one.dueOn,
      approval_id: one.approvalId,
      asked_by: one.askedBy,
      decided_by: one.decidedBy,
      noticed_at: one.at,
    } as never)
    .execute()
}

export type DueCallRow = NonNullable<Awaited<ReturnType<typeof readDueCall>>>

/** The notice of a loan whose days run. */
export function readDueCall(reader: Reader, loanId: string) {
  return reader
    .selectFrom('due_call')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('status', '=', 'noticed')
    .executeTakeFirst()
}

/** Loans with a notice whose days are over on a morning. */
export async function readDueCallsOf(reader: Reader, morning: Day): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('due_call')
    .select('loan_id')
    .where('status', '=', 'noticed')
    .where('due_on', '<=', morning)
    .orderBy('loan_id')
    .execute()
  return rows.map((row) => row.loan_id)
}

export interface DueCallEnd {
  readonly status: Exclude<DueCallStatus, 'noticed'>
  readonly on: Day
  readonly eventId?: string
  readonly reason?: string
}

/**
 * Ends the notice of a loan.
 *
 * @returns whether its days still ran; nobody else has ended it then
 */
export async function endDueCall(tx: Tx, id: string, { status, on, eventId, reason }: DueCallEnd): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('due_call')
    .set({ status, ended_on: on, event_id: eventId ?? null, end_reason: reason ?? null })
    .where('id', '=', id)
    .where('status', '=', 'noticed')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
