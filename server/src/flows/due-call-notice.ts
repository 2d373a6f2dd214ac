import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Fen } from '@puhui/money'
import { languageOf, mobileOf } from '../modules/customers/index.ts'
import type { LoanRow } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { send } from '../platform/outbox/send.ts'
import { calledDueText, dueCallEndedText, dueNoticeText } from './borrower-messages.ts'

type Loan = Pick<LoanRow, 'id' | 'number' | 'customer_id'>

interface Called {
  readonly id: string
  readonly dueOn: Day
  readonly dueFen: Fen
}

/** Tells the borrower when all falls due, until when that can be turned away, and where help is to be had. */
export function tellNoticed(ctx: WriteContext, row: Loan, { id, ...notice }: Called & { readonly payBy: Day }) {
  const text = dueNoticeText(row.number, notice)
  return tell(ctx, row, { template: 'loans.due_call_noticed', text, dedupKey: `due-call:${id}` })
}

/** Tells the borrower that all of the loan is due from today on. */
export function tellCalledDue(ctx: WriteContext, row: Loan, { id, ...called }: Called) {
  const text = calledDueText(row.number, called)
  return tell(ctx, row, { template: 'loans.called_due', text, dedupKey: `called-due:${id}` })
}

/** Tells the borrower that the notice holds no longer. */
export function tellDueCallEnded(ctx: WriteContext, row: Loan, id: string) {
  const text = dueCallEndedText(row.number)
  return tell(ctx, row, { template: 'loans.due_call_ended', text, dedupKey: `due-call-ended:${id}` })
}

async function tell(
  ctx: WriteContext,
  row: Loan,
  { text, ...message }: { readonly template: string; readonly text: Localized; readonly dedupKey: string },
): Promise<void> {
  await send(ctx, {
    kind: 'sms',
    recipient: await mobileOf(ctx, row.customer_id),
    customerId: row.customer_id,
    objectKind: 'loan',
    objectId: row.id,
    body: text[await languageOf(ctx, row.customer_id)],
    ...message,
  })
}
