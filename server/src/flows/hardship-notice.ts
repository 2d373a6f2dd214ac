import type { LoanState } from '@puhui/loan'
import type { Agreement } from '../modules/contracts/index.ts'
import { type LoanRow, openLoan } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { agreementEndedText, agreementReadyText, hardshipDeclinedText, rescheduledText } from './borrower-messages.ts'
import { sendToBorrower } from './loan-message.ts'

/** Tells the borrower that the new plan holds; the schedule as a paper lies in the loan's own pages. */
export async function tellAgreed(
  ctx: WriteContext,
  row: LoanRow,
  { requestId, state }: { readonly requestId: string; readonly state: LoanState },
): Promise<void> {
  const { nextDue, instalments } = state
  const left = instalments.filter(({ status }) => status === 'future').length
  await sendToBorrower(ctx, row, {
    template: 'loans.rescheduled',
    text: rescheduledText(row.number, { next: nextDue, instalments: left, lastOn: instalments.at(-1)?.dueOn }),
    dedupKey: `rescheduled:${requestId}`,
  })
}

/** Tells the borrower why the request was declined, and where to turn. */
export async function tellDeclined(
  ctx: WriteContext,
  row: LoanRow,
  { requestId, reason }: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  await sendToBorrower(ctx, row, {
    template: 'hardship.declined',
    text: hardshipDeclinedText(row.number, reason),
    dedupKey: `hardship-declined:${requestId}`,
  })
}

/** Asks the borrower to read and sign the new terms, and until when. */
export async function tellAgreementReady(ctx: WriteContext, row: LoanRow, agreement: Agreement): Promise<void> {
  await sendToBorrower(ctx, row, {
    template: 'agreements.ready',
    text: agreementReadyText(row.number, agreement.signBy),
    dedupKey: `agreement-ready:${agreement.id}`,
  })
}

/** Tells the borrower that the paper can no longer be signed, and that the contract goes on as it stands. */
export async function tellAgreementEnded(
  ctx: WriteContext,
  { id, loanId }: Agreement,
  how: 'lapsed' | 'void',
): Promise<void> {
  const { row } = await openLoan(ctx, loanId)
  await sendToBorrower(ctx, row, {
    template: `agreements.${how}`,
    text: agreementEndedText(row.number, how),
    dedupKey: `agreement-${how}:${id}`,
  })
}
