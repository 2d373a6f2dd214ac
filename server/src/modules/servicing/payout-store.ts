import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { Tx } from '../../platform/db.ts'

/** A further part of a loan, or money held that is paid back. */
export type PayoutKind = 'draw' | 'heldReturn'

export interface NewPayout {
  readonly eventId: string
  readonly loanId: string
  readonly kind: PayoutKind
  readonly amountFen: Fen
  /** What one person may pay out alone. */
  readonly aloneFenMax: Fen
  readonly approvalId: string | null
  readonly askedBy: string
  readonly decidedBy: string | null
  readonly on: Day
  readonly at: string
}

/** Notes a payment; the database refuses one above the limit that no second person has approved. */
export async function insertPayout(tx: Tx, one: NewPayout): Promise<void> {
  await tx
    .insertInto('loan_payout')
    .values({
      event_id: one.eventId,
      loan_id: one.loanId,
      kind: one.kind,
      amount_fen: one.amountFen,
      alone_fen_max: one.aloneFenMax,
      approval_id: one.approvalId,
      asked_by: one.askedBy,
      decided_by: one.decidedBy,
      paid_on: one.on,
      recorded_at: one.at,
    })
    .execute()
}
