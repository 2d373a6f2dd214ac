import { assert } from '@puhui/kernel'
import type { Line } from '@puhui/ledger'
import { type Fen, minFen } from '@puhui/money'
import { bookingDay, type NewEntry, post } from '../modules/ledger/index.ts'
import { insertWriteOff, readAllowanceOf, readRisk, readWriteOffOf } from '../modules/provisions/index.ts'
import { claimOf, type LoanRow, openLoan, type Previewed, previewCommand } from '../modules/servicing/index.ts'
import { askApprovalOnce, decidePending, type PendingDecision } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { bookEvent } from './book-event.ts'

const WRITE_OFF = 'loans.write_off'

/** From how many days past due a loan may be written off. */
export const WRITE_OFF_DPD_MIN = 180

export interface WriteOffPreview {
  readonly previewed: Previewed
  readonly principalFen: Fen
  readonly claimFen: Fen
  /** What was set aside for the loan, up to the principal. */
  readonly allowanceUsedFen: Fen
  /** The line of the allowance that follows the event's own. */
  readonly allowanceLines: readonly Line[]
}

/**
 * What a write-off would do if it were booked now.
 *
 * @refuses loans.not_found, loan.not_active, loan.not_overdue_enough
 */
export async function previewOfWriteOff(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  { reason, eventId }: { readonly reason: string; readonly eventId: string },
): Promise<WriteOffPreview & { readonly row: LoanRow }> {
  const bookedOn = await businessDate(ctx.db)
  const { row, loan } = await openLoan(ctx, loanId)
  const command = { kind: 'chargeOff' as const, reason, valueOn: bookedOn }
  const previewed = previewCommand(loan, command, { bookedOn, eventId })
  const { before, after } = previewed
  if (before.dpd <= WRITE_OFF_DPD_MIN) throw new RefusalError({ code: 'loan.not_overdue_enough', dpd: before.dpd })
  const principalFen = before.principalFen
  const allowanceUsedFen = minFen(principalFen, await readAllowanceOf(ctx.db, loanId))
  return {
    row,
    previewed,
    principalFen,
    claimFen: claimOf(after),
    allowanceUsedFen,
    allowanceLines: allowanceLines(allowanceUsedFen),
  }
}

function allowanceLines(usedFen: Fen): Line[] {
  if (usedFen === 0n) return []
  return [
    { account: '1304', amountFen: usedFen },
    { account: '6702', amountFen: -usedFen },
  ]
}

/**
 * Asks for a loan to be written off.
 *
 * @refuses as the preview, and approvals.already_asked
 */
export async function askWriteOff(ctx: WriteContext, loanId: string, reason: string): Promise<string> {
  const { row, previewed } = await previewOfWriteOff(ctx, loanId, { reason, eventId: 'lev_preview' })
  const payload = { code: row.number, reason }
  const approvalId = await askApprovalOnce(ctx, { kind: WRITE_OFF, objectKind: 'loan', objectId: loanId, payload })
  await record(ctx, {
    action: 'loans.write_off_asked',
    objectKind: 'loan',
    objectId: loanId,
    customerId: row.customer_id,
    reason,
    after: { dpd: previewed.before.dpd, principalFen: previewed.before.principalFen },
  })
  return approvalId
}

/**
 * Writes the loan off, or does not. Whoever asked cannot decide. The principal leaves the books against what was set
 * aside for it, what is not covered is a loss of today, and the claim lives on off balance.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, and as the preview
 */
export async function decideWriteOff(
  ctx: WriteContext,
  loanId: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
) {
  const approval = await decidePending(ctx, { kind: WRITE_OFF, objectId: loanId, verdict, note })
  const { reason } = approval.payload as { readonly reason: string }
  if (verdict === 'reject') {
    await record(ctx, {
      action: 'loans.write_off_rejected',
      objectKind: 'loan',
      objectId: loanId,
      reason: note || reason,
    })
    return { status: 'rejected' as const, eventId: null, entryId: null, allowanceUsedFen: 0n }
  }
  const on = await bookingDay(ctx)
  const { row, previewed, ...own } = await previewOfWriteOff(ctx, loanId, { reason, eventId: ctx.ids.next('lev') })
  const booked = await bookEvent(ctx, row, previewed, { reason })
  assert(booked.entryId !== null, 'a write-off moves money', { eventId: booked.eventId })
  await post(ctx, allowanceEntry(row, previewed, own.allowanceLines))
  await insertWriteOff(ctx.tx, {
    id: ctx.ids.next('wof'),
    loanId,
    reason,
    category: (await readRisk(ctx.db, loanId))!.category,
    dpd: previewed.before.dpd,
    principalFen: own.principalFen,
    claimFen: own.claimFen,
    allowanceUsedFen: own.allowanceUsedFen,
    eventId: booked.eventId,
    entryId: booked.entryId,
    approvalId: approval.id,
    askedBy: approval.maker_id,
    decidedBy: ctx.actor.id,
    on,
    at: ctx.clock.now(),
  })
  return { status: 'approved' as const, ...booked, allowanceUsedFen: own.allowanceUsedFen }
}

function allowanceEntry(row: LoanRow, { event }: Pick<Previewed, 'event'>, lines: readonly Line[]): NewEntry[] {
  if (lines.length === 0) return []
  const naturalKey = `allowance:${event.id}`
  const [debit] = lines.filter((line) => line.amountFen > 0n)
  return [
    {
      id: derivedId('len', naturalKey),
      kind: 'allowanceUsed',
      postedOn: event.valueOn,
      bookedOn: event.bookedOn,
      naturalKey,
      productCode: row.product_code,
      loanId: row.id,
      loans: 1,
      lines,
      proof: [{ loanId: row.id, eventId: event.id, amountFen: debit!.amountFen }],
    },
  ]
}

/** When the write-off itself is reversed, the allowance that it used up stands again. */
export async function giveBackAllowance(
  ctx: WriteContext,
  row: LoanRow,
  reversal: { readonly previewed: Previewed; readonly reversedEventId: string },
): Promise<void> {
  const writeOff = await readWriteOffOf(ctx.db, row.id)
  if (!writeOff || writeOff.event_id !== reversal.reversedEventId) return
  const lines = allowanceLines(writeOff.allowance_used_fen).map((line) => ({ ...line, amountFen: -line.amountFen }))
  await post(ctx, allowanceEntry(row, reversal.previewed, lines))
}
