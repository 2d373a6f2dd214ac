import type { LoanState } from '@puhui/loan'
import { formatYuan } from '@puhui/money'
import { mobileOf } from '../modules/customers/index.ts'
import type { LoanRow } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { send } from '../platform/outbox/send.ts'

/** Tells the borrower that the new plan holds; the schedule as a paper lies in the loan's own pages. */
export async function tellAgreed(
  ctx: WriteContext,
  row: LoanRow,
  { requestId, state }: { readonly requestId: string; readonly state: LoanState },
): Promise<void> {
  const { nextDue, instalments } = state
  const left = instalments.filter(({ status }) => status === 'future').length
  const next = nextDue ? `下一期 ${nextDue.dueOn} 还 ${formatYuan(nextDue.amountFen)} 元，` : ''
  await tell(ctx, row, {
    template: 'loans.rescheduled',
    body: `【普惠】您的贷款（借据尾号 ${row.number.slice(-4)}）还款计划已调整：${next}共余 ${left} 期，最后一期 ${instalments.at(-1)?.dueOn ?? ''}。新的还款计划表请在「我的借款」查看和下载。`,
    dedupKey: `rescheduled:${requestId}`,
  })
}

/** Tells the borrower why the request was declined, and where to turn. */
export async function tellDeclined(
  ctx: WriteContext,
  row: LoanRow,
  { requestId, reason }: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  await tell(ctx, row, {
    template: 'hardship.declined',
    body: `【普惠】您的还款帮扶申请（借据尾号 ${row.number.slice(-4)}）未能通过：${reason}。如有新情况可再次申请，也可致电客服。`,
    dedupKey: `hardship-declined:${requestId}`,
  })
}

async function tell(
  ctx: WriteContext,
  row: LoanRow,
  message: { readonly template: string; readonly body: string; readonly dedupKey: string },
): Promise<void> {
  await send(ctx, {
    kind: 'sms',
    recipient: await mobileOf(ctx, row.customer_id),
    customerId: row.customer_id,
    objectKind: 'loan',
    objectId: row.id,
    ...message,
  })
}
