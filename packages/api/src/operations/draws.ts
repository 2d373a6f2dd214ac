import { z } from 'zod'
import { write } from '../define.ts'
import { fen, id } from '../values.ts'
import { loanFigures, loanInstalment, posting } from './loan-values.ts'
import { paidOut, payoutOrder, payoutWish } from './payouts.ts'

const params = z.strictObject({ loanId: id })

/** The loan before and after the next part is paid out, and the instalments that follow. */
const drawPreview = z.object({
  postings: z.array(posting),
  before: loanFigures,
  after: loanFigures,
  schedule: z.array(loanInstalment),
  /** What is left to draw afterwards. */
  restFen: fen,
  /** More than this takes a second person. */
  aloneFenMax: fen,
  stateHash: z.string(),
})

const refusals = [
  'loans.not_found',
  'loan.not_active',
  'loan.draw_not_offered',
  'loan.draw_after_last_day',
  'loan.arrears_before_draw',
  'loan.draw_above_rest',
  'loan.draw_below_least',
] as const

export const previewDraw = write({
  id: 'loans.previewDraw',
  path: '/loans/:loanId/draws/preview',
  summary: { zh: '分次放款试算', en: 'Preview the next part of a loan' },
  permission: 'loans.payOut',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: payoutWish,
  output: drawPreview,
  refusals: [...refusals],
})

export const payOutDraw = write({
  id: 'loans.payOutDraw',
  path: '/loans/:loanId/draws',
  summary: { zh: '支付下一笔放款', en: 'Pay out the next part of a loan' },
  permission: 'loans.payOut',
  idempotency: 'key',
  params,
  body: payoutOrder,
  output: paidOut,
  refusals: [...refusals, 'loans.changed_meanwhile', 'approvals.already_asked'],
})

export const borrowerPreviewDraw = write({
  id: 'borrower.previewDraw',
  path: '/borrower/loans/:loanId/draws/preview',
  summary: { zh: '支用试算', en: 'Preview drawing the next part' },
  permission: 'borrower',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: payoutWish,
  output: drawPreview.omit({ postings: true }),
  refusals: [...refusals],
})

export const borrowerDraw = write({
  id: 'borrower.draw',
  path: '/borrower/loans/:loanId/draws',
  summary: { zh: '支用下一笔', en: 'Draw the next part' },
  permission: 'borrower',
  idempotency: 'key',
  params,
  body: payoutWish.extend({ stateHash: z.string() }),
  /** Without an event it waits: a sum above the limit is decided by the lender first. */
  output: z.object({ eventId: id.nullable(), restFen: fen }),
  refusals: [...refusals, 'loans.changed_meanwhile', 'approvals.already_asked'],
})
