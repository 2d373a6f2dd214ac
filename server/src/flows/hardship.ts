import { addDays, type Day } from '@puhui/calendar'
import { type PlanOptionCode, planOptions, type RescheduleProposal, rescheduleProposal } from '@puhui/loan'
import { bookingDay } from '../modules/ledger/index.ts'
import {
  type HardshipReason,
  type HardshipRow,
  insertHardship,
  loanRefusal,
  moveHardship,
  type OpenLoan,
  openLoan,
  planShown,
  readHardship,
  readHardshipOf,
  type StoredPlan,
  seqOf,
} from '../modules/servicing/index.ts'
import { askApprovalOnce, decidePending, type PendingDecision } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { type JournalEntry, record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { drawUp } from './agreement.ts'
import { tellDeclined } from './hardship-notice.ts'
import { type PlanTerms, termsOf } from './new-terms.ts'

const RESCHEDULE = 'loans.reschedule'
const PREVIEWED = 'lev_preview'
/** A plan that has waited longer is worked out anew: days go by in it as if it held already. */
export const PLAN_DAYS_MAX = 15

export interface HardshipWish {
  readonly reason: HardshipReason
  readonly story: string
  readonly incomeBeforeFen: bigint
  readonly incomeNowFen: bigint
  readonly payableFen: bigint
}

/**
 * A borrower asks for help, or staff asks for them.
 *
 * @param customerId of the borrower who asks; none for staff
 * @refuses loans.not_found, loan.not_active, hardship.already_asked
 */
export async function askForHelp(
  ctx: WriteContext,
  loanId: string,
  wish: HardshipWish,
  customerId?: string,
): Promise<string> {
  const { row } = await openLoan(ctx, loanId, customerId)
  if (row.status !== 'active' && row.status !== 'overdue') {
    throw new RefusalError({ code: 'loan.not_active', status: row.status })
  }
  const [latest] = await readHardshipOf(ctx.db, loanId)
  if (latest && isOpen(latest)) throw new RefusalError({ code: 'hardship.already_asked' })
  const id = ctx.ids.next('hsr')
  await insertHardship(ctx.tx, {
    ...wish,
    id,
    loanId,
    customerId: row.customer_id,
    channel: customerId === undefined ? 'counter' : 'h5',
    askedOn: await businessDate(ctx.db),
    askedAt: ctx.clock.now(),
  })
  const { reason, payableFen } = wish
  await journal(ctx, { id, customer_id: row.customer_id }, 'hardship.asked', { after: { loanId, reason, payableFen } })
  return id
}

/** Whether a request is still being dealt with. */
export function isOpen({ status }: Pick<HardshipRow, 'status'>): boolean {
  return status === 'asked' || status === 'proposed' || status === 'signing'
}

/** A request together with its loan. */
export async function openHardship(
  ctx: Pick<ReadContext, 'db'>,
  id: string,
): Promise<OpenLoan & { request: HardshipRow }> {
  const request = await readHardship(ctx.db, id)
  if (!request) throw new RefusalError({ code: 'hardship.not_found' })
  return { request, ...(await openLoan(ctx, request.loan_id)) }
}

/** What terms would bring if they were agreed on a day. */
export function proposalOf({ loan }: Pick<OpenLoan, 'loan'>, terms: PlanTerms, valueOn: Day): RescheduleProposal {
  const command = { kind: 'reschedule', ...terms, reason: PREVIEWED, valueOn } as const
  const proposal = rescheduleProposal(loan, command, { bookedOn: valueOn, eventId: PREVIEWED })
  if (!proposal.ok) throw loanRefusal(proposal.error)
  return proposal.value
}

/** Terms are known by the option that they are, else they are the officer's own. */
export function codeOf(opened: OpenLoan & { request: HardshipRow }, terms: PlanTerms, on: Day): PlanOptionCode | 'own' {
  const options = planOptions(opened.loan, { bookedOn: on, eventId: PREVIEWED }, opened.request.payable_fen)
  const same = options.find(({ terms: t }) => textOf(t) === textOf(terms))
  return same?.code ?? 'own'
}

function textOf({ instalments, annualRatePpm, graceInstalments, arrears, ...own }: PlanTerms): string {
  const { reAge, reAmortise } = own
  const days = reAge ? ` ${reAge.firstDueOn} ${reAge.every} ${reAge.unit} ${reAge.interest ?? ''}` : ''
  const spread = reAmortise ? ` ${reAmortise.interest}` : ''
  return `${instalments} ${annualRatePpm} ${graceInstalments} ${arrears}${days}${spread}`
}

export interface PlanWish extends PlanTerms {
  readonly advice: string
  readonly agreedBy: 'phone' | 'branch' | 'writing'
}

/**
 * Puts a plan forward that the borrower has agreed to; a second person decides.
 *
 * @refuses hardship.not_found, hardship.ended, hardship.agreement_waits, approvals.already_asked, and as the loan refuses the terms
 */
export async function proposePlan(
  ctx: WriteContext,
  id: string,
  { advice, agreedBy, ...terms }: PlanWish,
): Promise<string> {
  const opened = await openHardship(ctx, id)
  const { request, loan, row } = opened
  requireOpen(request)
  if (request.status === 'signing') throw new RefusalError({ code: 'hardship.agreement_waits' })
  const valueOn = await businessDate(ctx.db)
  const proposal = proposalOf(opened, terms, valueOn)
  const code = codeOf(opened, terms, valueOn)
  const shown = planShown(code, terms, { proposal, payableFen: request.payable_fen, valueOn })
  const rate = { annualRatePpm: String(terms.annualRatePpm) }
  const plan: StoredPlan = { ...terms, ...rate, code, valueOn, eventSeq: seqOf(loan), shown }
  const payload = { code: row.number, plan }
  const approvalId = await askApprovalOnce(ctx, {
    kind: RESCHEDULE,
    objectKind: 'hardship_request',
    objectId: id,
    payload,
  })
  const change = {
    status: 'proposed',
    plan,
    advice,
    agreed_by: agreedBy,
    proposed_by: ctx.actor.id,
    proposed_at: ctx.clock.now(),
    sent_back: null,
    approval_id: approvalId,
  } as const
  await moveOn(ctx, id, ['asked'], change)
  await journal(ctx, request, 'hardship.proposed', { after: { ...terms, ...rate, valueOn, approvalId, agreedBy } })
  return approvalId
}

/** The officer cannot help: why is told to the borrower. */
export async function declineHelp(ctx: WriteContext, id: string, reason: string): Promise<void> {
  const { request, row } = await openHardship(ctx, id)
  requireOpen(request)
  requireAsked(request)
  const decided = { decided_by: ctx.actor.id, decided_at: ctx.clock.now() }
  await moveOn(ctx, id, ['asked'], { status: 'declined', decline_reason: reason, ...decided })
  await journal(ctx, request, 'hardship.declined', { reason })
  await tellDeclined(ctx, row, { requestId: id, reason })
}

/** The borrower takes the request back while nobody has put a plan forward. */
export async function withdrawHelp(ctx: WriteContext, customerId: string, loanId: string, id: string): Promise<void> {
  await openLoan(ctx, loanId, customerId)
  const request = await readHardship(ctx.db, id)
  if (!request || request.loan_id !== loanId) throw new RefusalError({ code: 'hardship.not_found' })
  requireOpen(request)
  requireAsked(request)
  await moveOn(ctx, id, ['asked'], { status: 'withdrawn', decided_at: ctx.clock.now() })
  await journal(ctx, request, 'hardship.withdrawn', {})
}

/**
 * Has the plan drawn up as it was put forward, for the borrower to sign, or sends it back. Whoever put it forward cannot
 * decide.
 *
 * @refuses hardship.not_found, hardship.ended, approvals.none_pending, approvals.maker_cannot_check,
 *   hardship.plan_outdated
 */
export async function decidePlan(
  ctx: WriteContext,
  id: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<{ status: HardshipRow['status']; agreementId: string | null }> {
  const opened = await openHardship(ctx, id)
  requireOpen(opened.request)
  const approval = await decidePending(ctx, { kind: RESCHEDULE, objectId: id, verdict, note })
  if (verdict === 'reject') {
    await moveOn(ctx, id, ['proposed'], { status: 'asked', sent_back: note })
    await journal(ctx, opened.request, 'hardship.sent_back', { reason: note })
    return { status: 'asked', agreementId: null }
  }
  const { plan } = approval.payload as { readonly plan: StoredPlan }
  await requireFresh(ctx, opened, plan)
  const decided = { decided_by: ctx.actor.id, decided_at: ctx.clock.now(), approval_id: approval.id }
  await moveOn(ctx, id, ['proposed'], { status: 'signing', ...decided })
  const agreement = await drawUp(ctx, opened, plan, proposalOf(opened, termsOf(plan), plan.valueOn))
  await journal(ctx, opened.request, 'hardship.approved', { after: { agreementId: agreement.id, ...termsOf(plan) } })
  return { status: 'signing', agreementId: agreement.id }
}

async function requireFresh(ctx: WriteContext, { loan }: OpenLoan, plan: StoredPlan): Promise<void> {
  const isOld = (await bookingDay(ctx)) > addDays(plan.valueOn, PLAN_DAYS_MAX)
  if (isOld || seqOf(loan) !== plan.eventSeq) {
    throw new RefusalError({ code: 'hardship.plan_outdated', days: PLAN_DAYS_MAX })
  }
}

function requireAsked({ status }: HardshipRow): void {
  if (status === 'proposed') throw new RefusalError({ code: 'hardship.plan_waits' })
  if (status === 'signing') throw new RefusalError({ code: 'hardship.agreement_waits' })
}

function requireOpen(request: HardshipRow): void {
  if (!isOpen(request)) throw new RefusalError({ code: 'hardship.ended' })
}

type Move = Parameters<typeof moveHardship>[2]

async function moveOn(ctx: WriteContext, id: string, from: Move['from'], change: Move['change']): Promise<void> {
  if (await moveHardship(ctx.tx, id, { from, change })) return
  throw new RefusalError({ code: from[0] === 'asked' ? 'hardship.plan_waits' : 'approvals.none_pending' })
}

function journal(
  ctx: WriteContext,
  request: Pick<HardshipRow, 'id' | 'customer_id'>,
  action: JournalEntry['action'],
  rest: Pick<JournalEntry, 'reason' | 'after'>,
) {
  const about = { objectKind: 'hardship_request', objectId: request.id, customerId: request.customer_id }
  return record(ctx, { action, ...about, ...rest })
}
