import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { LoanRow } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { calledDueText, dueCallEndedText, dueNoticeText } from './borrower-messages.ts'
import { sendToBorrower } from './loan-message.ts'

type Loan = Pick<LoanRow, 'id' | 'number' | 'customer_id'>

interface Called {
  readonly id: string
  readonly dueOn: Day
  readonly dueFen: Fen
}

/** Tells the borrower when all falls due, until when that can be turned away, and where help is to be had. */
export function tellNoticed(ctx: WriteContext, row: Loan, { id, ...notice }: Called & { readonly payBy: Day }) {
  const text = dueNoticeText(row.number, notice)
  return sendToBorrower(ctx, row, { template: 'loans.due_call_noticed', text, dedupKey: `due-call:${id}` })
}

/** Tells the borrower that all of the loan is due from today on. */
export function tellCalledDue(ctx: WriteContext, row: Loan, { id, ...called }: Called) {
  const text = calledDueText(row.number, called)
  return sendToBorrower(ctx, row, { template: 'loans.called_due', text, dedupKey: `called-due:${id}` })
}

/** Tells the borrower that the notice holds no longer. */
export function tellDueCallEnded(ctx: WriteContext, row: Loan, id: string) {
  const text = dueCallEndedText(row.number)
  return sendToBorrower(ctx, row, { template: 'loans.due_call_ended', text, dedupKey: `due-call-ended:${id}` })
}
