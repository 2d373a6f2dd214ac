import type { Day } from '@puhui/calendar'
import { accountOf, balanced, isAccountCode, type Line, LOAN_ACCOUNTS } from '@puhui/ledger'
import { formatYuan } from '@puhui/money'
import { askApproval, decidePending, type PendingDecision } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { derivedId } from '../../platform/ids.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { movedFen, sumLines } from './model.ts'
import { assertMonthOpen } from './months.ts'
import { postApproved } from './service.ts'

const ADJUST = 'ledger.adjust'

export interface Adjustment {
  readonly bookedOn: Day
  readonly reason: string
  /** Debit above zero, credit below. */
  readonly lines: readonly { readonly account: string; readonly amountFen: string }[]
}

/**
 * Asks for an entry that no event of a loan makes: funding, costs, taxes, corrections of a month.
 *
 * @refuses ledger.account_unknown, ledger.account_is_of_loans, ledger.entry_unbalanced, ledger.day_in_future,
 *   ledger.month_closed, checked in this order
 */
export async function askAdjustment(ctx: WriteContext, adjustment: Adjustment) {
  const lines = linesOf(adjustment)
  if (adjustment.bookedOn > (await businessDate(ctx.db))) throw new RefusalError({ code: 'ledger.day_in_future' })
  await assertMonthOpen(ctx, adjustment.bookedOn)
  const adjustmentId = ctx.ids.next('adj')
  const payload = { ...adjustment, amountFen: String(movedFen(lines)) }
  const request = { kind: ADJUST, objectKind: 'ledger_adjustment', objectId: adjustmentId, payload } as const
  const approvalId = await askApproval(ctx, request)
  await record(ctx, {
    action: 'ledger.adjustment_asked',
    objectKind: 'ledger_adjustment',
    objectId: adjustmentId,
    reason: adjustment.reason,
    after: payload,
  })
  return { adjustmentId, approvalId }
}

function linesOf({ lines }: Pick<Adjustment, 'lines'>): Line[] {
  const typed = lines.map(({ account, amountFen }): Line => {
    if (!isAccountCode(account)) throw new RefusalError({ code: 'ledger.account_unknown', account })
    if (LOAN_ACCOUNTS.includes(account)) {
      throw new RefusalError({
        code: 'ledger.account_is_of_loans',
        account: `${account} ${accountOf(account).name.zh}`,
      })
    }
    return { account, amountFen: BigInt(amountFen) }
  })
  const summed = sumLines(typed)
  const result = balanced(summed)
  if (result.ok) return summed
  const differenceFen = 'differenceFen' in result.error ? result.error.differenceFen : 0n
  throw new RefusalError({ code: 'ledger.entry_unbalanced', difference: formatYuan(differenceFen) })
}

/** Where the entry of an adjustment is found. */
export function adjustmentEntryId(adjustmentId: string): string {
  return derivedId('len', `adjustment:${adjustmentId}`)
}

/**
 * Books it, or does not. Whoever asked cannot decide.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, ledger.month_closed
 */
export async function decideAdjustment(
  ctx: WriteContext,
  adjustmentId: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
) {
  const approval = await decidePending(ctx, { kind: ADJUST, objectId: adjustmentId, verdict, note })
  const adjustment = approval.payload as Adjustment
  await record(ctx, {
    action: 'ledger.adjustment_decided',
    objectKind: 'ledger_adjustment',
    objectId: adjustmentId,
    reason: note === '' ? null : note,
    after: { verdict },
  })
  if (verdict === 'reject') return { status: 'rejected' as const, entryId: null }
  const { bookedOn } = adjustment
  const entry = {
    id: adjustmentEntryId(adjustmentId),
    kind: 'adjusted' as const,
    postedOn: bookedOn,
    bookedOn,
    naturalKey: `adjustment:${adjustmentId}`,
    productCode: '',
    loanId: null,
    loans: 0,
    lines: linesOf(adjustment),
    proof: [],
  }
  await postApproved(ctx, entry, { approvalId: approval.id, approvedObject: adjustmentId })
  return { status: 'approved' as const, entryId: entry.id }
}
