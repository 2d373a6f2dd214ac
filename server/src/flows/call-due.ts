import { addDays, type Day } from '@puhui/calendar'
import { bookingDay } from '../modules/ledger/index.ts'
import {
  type DueCallRow,
  endDueCall,
  insertDueCall,
  type OpenLoan,
  openLoan,
  type Previewed,
  previewCommand,
  readDueCall,
  readHardshipOf,
} from '../modules/servicing/index.ts'
import { askApprovalOnce, decidePending, type PendingDecision } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { bookEvent } from './book-event.ts'
import { tellCalledDue, tellDueCallEnded, tellNoticed } from './due-call-notice.ts'
import { isOpen } from './hardship.ts'

export const CALL_DUE = 'loans.call_due'
const PREVIEWED = 'lev_preview'

/** From the notice to the day on which all falls due; what is late may be paid up to the evening before. */
export interface DueNotice {
  readonly noticedOn: Day
  readonly payBy: Day
  readonly dueOn: Day
}

export interface DueCallPreview extends DueNotice {
  readonly row: OpenLoan['row']
  readonly dpd: number
  readonly noticeDays: number
  /** On the day on which all falls due, if nothing is paid until then. */
  readonly previewed: Previewed
}

/**
 * What calling a loan due would do if the notice were given now and nothing were paid in its days.
 *
 * @refuses loans.not_found, loan.not_active, loan.no_acceleration_clause, loan.not_late_enough,
 *   loan.nothing_to_reschedule, dueCalls.noticed_already, dueCalls.help_is_asked
 */
export async function previewOfDueCall(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  reason = PREVIEWED,
): Promise<DueCallPreview> {
  const today = await businessDate(ctx.db)
  const { row, loan } = await openLoan(ctx, loanId)
  const { before } = previewCommand(loan, called(today, reason), { bookedOn: today, eventId: PREVIEWED })
  if (await readDueCall(ctx.db, loanId)) throw new RefusalError({ code: 'dueCalls.noticed_already' })
  if (await isHelpAsked(ctx, loanId)) throw new RefusalError({ code: 'dueCalls.help_is_asked' })
  const { noticeDays } = loan.terms.acceleration!
  const notice = noticeOf(today, noticeDays)
  const previewed = previewCommand(loan, called(notice.dueOn, reason), { bookedOn: notice.dueOn, eventId: PREVIEWED })
  return { ...notice, row, dpd: before.dpd, noticeDays, previewed }
}

function called(valueOn: Day, reason: string) {
  return { kind: 'callDue', reason, valueOn } as const
}

function noticeOf(noticedOn: Day, noticeDays: number): DueNotice {
  const dueOn = addDays(noticedOn, noticeDays)
  return { noticedOn, payBy: addDays(dueOn, -1), dueOn }
}

/** A borrower who has asked for help waits for an answer first. */
async function isHelpAsked({ db }: Pick<ReadContext, 'db'>, loanId: string): Promise<boolean> {
  const [latest] = await readHardshipOf(db, loanId)
  return latest !== undefined && isOpen(latest)
}

/** Asks for a loan to be called due. Refuses as the preview, and approvals.already_asked. */
export async function askDueCall(ctx: WriteContext, loanId: string, reason: string): Promise<string> {
  const { row, dpd, dueOn } = await previewOfDueCall(ctx, loanId, reason)
  const payload = { code: row.number, reason }
  const approvalId = await askApprovalOnce(ctx, { kind: CALL_DUE, objectKind: 'loan', objectId: loanId, payload })
  await journal(ctx, row, 'loans.due_call_asked', { reason, after: { dpd, dueOn } })
  return approvalId
}

/**
 * Gives the borrower notice, or does not. Whoever asked cannot decide.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, and as the preview
 */
export async function decideDueCall(
  ctx: WriteContext,
  loanId: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<DueNotice | null> {
  const approval = await decidePending(ctx, { kind: CALL_DUE, objectId: loanId, verdict, note })
  const { reason } = approval.payload as { readonly reason: string }
  if (verdict === 'reject') {
    const { row } = await openLoan(ctx, loanId)
    await journal(ctx, row, 'loans.due_call_rejected', { reason: note || reason })
    return null
  }
  const { row, dpd, noticeDays, previewed, ...notice } = await previewOfDueCall(ctx, loanId, reason)
  const { noticedOn, payBy, dueOn } = notice
  const id = ctx.ids.next('dca')
  await insertDueCall(ctx.tx, {
    id,
    loanId,
    reason,
    dpd,
    noticeDays,
    noticedOn,
    dueOn,
    approvalId: approval.id,
    askedBy: approval.maker_id,
    decidedBy: ctx.actor.id,
    at: ctx.clock.now(),
  })
  await journal(ctx, row, 'loans.due_call_noticed', { reason, after: { dpd, dueOn } })
  await tellNoticed(ctx, row, { id, payBy, dueOn, dueFen: previewed.after.dueFen })
  return { noticedOn, payBy, dueOn }
}

/** Staff take the notice back: the contract goes on as it stands. Refuses dueCalls.none_noticed. */
export async function withdrawDueCall(ctx: WriteContext, loanId: string, reason: string): Promise<void> {
  const { row } = await openLoan(ctx, loanId)
  const notice = await readDueCall(ctx.db, loanId)
  const on = await businessDate(ctx.db)
  if (!notice || !(await endDueCall(ctx.tx, notice.id, { status: 'withdrawn', on, reason }))) {
    throw new RefusalError({ code: 'dueCalls.none_noticed' })
  }
  await journal(ctx, row, 'loans.due_call_withdrawn', { reason })
  await tellDueCallEnded(ctx, row, notice.id)
}

/**
 * On the morning after the days of a notice: all of the loan falls due, or the notice lapses because the loan is no longer
 * late enough. While a request for help is open it waits.
 *
 * @returns whether the loan was called due
 */
export async function carryOutDueCall(ctx: WriteContext, loanId: string): Promise<boolean> {
  const notice = await readDueCall(ctx.db, loanId)
  if (!notice || (await isHelpAsked(ctx, loanId))) return false
  const on = await bookingDay(ctx)
  const { row, loan } = await openLoan(ctx, loanId)
  const facts = { bookedOn: on, eventId: ctx.ids.next('lev') }
  const previewed = unlessRefused(() => previewCommand(loan, called(on, notice.reason), facts))
  if (!previewed) {
    await lapse(ctx, row, notice, on)
    return false
  }
  const { eventId } = await bookEvent(ctx, row, previewed, { reason: notice.reason })
  await endDueCall(ctx.tx, notice.id, { status: 'called', on, eventId })
  await tellCalledDue(ctx, row, { id: notice.id, dueOn: on, dueFen: previewed.after.dueFen })
  return true
}

async function lapse(ctx: WriteContext, row: OpenLoan['row'], { id, due_on }: DueCallRow, on: Day): Promise<void> {
  await endDueCall(ctx.tx, id, { status: 'lapsed', on })
  await journal(ctx, row, 'loans.due_call_lapsed', { after: { dueOn: due_on } })
  await tellDueCallEnded(ctx, row, id)
}

function unlessRefused(work: () => Previewed): Previewed | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RefusalError) return undefined
    throw error
  }
}

type Action = `loans.due_call_${'asked' | 'rejected' | 'noticed' | 'withdrawn' | 'lapsed'}`

function journal(
  ctx: WriteContext,
  { id, customer_id }: OpenLoan['row'],
  action: Action,
  rest: { readonly reason?: string; readonly after?: Record<string, unknown> },
) {
  return record(ctx, { action, objectKind: 'loan', objectId: id, customerId: customer_id, ...rest })
}
