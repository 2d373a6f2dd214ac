import { labelOf } from '@puhui/api'
import { compareCategory, type RiskCategory } from '@puhui/compliance'
import { askApprovalOnce, decidePending, type PendingDecision } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { openLoan } from '../servicing/index.ts'
import { nextOf } from './classify.ts'
import { insertChanges, readRisk, upsertRisk } from './risk-store.ts'
import { tableInForce } from './table.ts'

const OVERRIDE = 'risk.override'

export interface Override {
  /** The least that the loan is called; `null` takes an earlier decision away. */
  readonly category: Exclude<RiskCategory, 'normal'> | null
  readonly reason: string
}

/**
 * Asks for a loan to be called worse than its days past due say, or for that to end.
 *
 * @refuses loans.not_found, loan.not_active, provisions.override_not_worse, approvals.already_asked
 */
export async function askOverride(ctx: WriteContext, loanId: string, wish: Override): Promise<string> {
  const { row } = await openLoan(ctx, loanId)
  if (row.status !== 'active' && row.status !== 'overdue') {
    throw new RefusalError({ code: 'loan.not_active', status: row.status })
  }
  const risk = (await readRisk(ctx.db, loanId))!
  if (wish.category !== null && compareCategory(wish.category, risk.category) <= 0) {
    const category = labelOf('riskCategory', risk.category)[ctx.locale]
    throw new RefusalError({ code: 'provisions.override_not_worse', category })
  }
  const payload = { ...wish, code: row.number }
  const approvalId = await askApprovalOnce(ctx, { kind: OVERRIDE, objectKind: 'loan', objectId: loanId, payload })
  await record(ctx, {
    action: 'risk.override_asked',
    objectKind: 'loan',
    objectId: loanId,
    customerId: row.customer_id,
    reason: wish.reason,
    after: { category: wish.category },
  })
  return approvalId
}

/**
 * Carries it out, or does not. Whoever asked cannot decide.
 *
 * @refuses loans.not_found, approvals.none_pending, approvals.maker_cannot_check
 */
export async function decideOverride(
  ctx: WriteContext,
  loanId: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<RiskCategory> {
  const { row: loan } = await openLoan(ctx, loanId)
  const approval = await decidePending(ctx, { kind: OVERRIDE, objectId: loanId, verdict, note })
  const { category: floor, reason } = approval.payload as Override
  const row = (await readRisk(ctx.db, loanId))!
  await record(ctx, {
    action: 'risk.override_decided',
    objectKind: 'loan',
    objectId: loanId,
    customerId: loan.customer_id,
    reason: note === '' ? reason : note,
    before: { category: row.category },
    after: { verdict, category: floor },
  })
  if (verdict === 'reject') return row.category
  const on = await businessDate(ctx.db)
  const floored = { ...row, manualFloor: floor, manualReason: floor === null ? null : reason }
  const next = nextOf(floored, { on, table: await tableInForce(ctx, on) })
  await upsertRisk(ctx.tx, [{ ...floored, next }], on)
  const change = { loanId, on, from: row.category, to: next.category, dpd: row.dpd, outstandingFen: row.outstandingFen }
  if (next.category !== row.category) {
    await insertChanges(ctx.tx, [{ ...change, trigger: next.trigger, reason, approvalId: approval.id }], {
      actor: ctx.actor.id,
      recordedAt: ctx.clock.now(),
    })
  }
  return next.category
}
