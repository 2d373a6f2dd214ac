import { z } from 'zod'
import { read, write } from '../define.ts'
import { count, decisionBody, fen, id, instant, positiveFen } from '../values.ts'
import { loanFigures, posting } from './loan-values.ts'
import { parametersFile, parametersProposal } from './parameters.ts'

const params = z.strictObject({ loanId: id })
/** A sum to be paid out of a loan. */
export const payoutWish = z.strictObject({ amountFen: positiveFen })

/** The same, to be done now: why, and the state of the loan that was previewed. */
export const payoutOrder = payoutWish.extend({
  reason: z.string().trim().min(4).max(200),
  stateHash: z.string().optional(),
})

/** Paid out with its event, or waiting for a second person with its request. */
export const paidOut = z.object({ eventId: id.nullable(), entryId: id.nullable(), approvalId: id.nullable() })

/** A payment that waits for a second person. */
export const pendingPayout = z.object({
  kind: z.enum(['draw', 'heldReturn']),
  amountFen: fen,
  reason: z.string(),
  /** Whether the borrower asked for it. */
  isBorrower: z.boolean(),
  makerId: z.string(),
  makerName: z.string().nullable(),
  askedAt: instant,
})

/** The same for the borrower, who asked or for whom staff did; what staff typed stays inside. */
export const ownPendingPayout = pendingPayout.pick({ kind: true, amountFen: true, isBorrower: true, askedAt: true })

const refusals = [
  'loans.not_found',
  'loan.not_active',
  'loan.return_above_held',
  'loan.held_paid_out',
  'loan.no_payout_account',
] as const

const heldReturnPreview = z.object({
  postings: z.array(posting),
  before: loanFigures,
  after: loanFigures,
  /** More than this takes a second person. */
  aloneFenMax: fen,
  stateHash: z.string(),
})

export const previewHeldReturn = write({
  id: 'loans.previewHeldReturn',
  path: '/loans/:loanId/held-returns/preview',
  summary: { zh: '退还预收款试算', en: 'Preview paying back money held' },
  permission: 'loans.payOut',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: payoutWish,
  output: heldReturnPreview,
  refusals: [...refusals],
})

export const returnHeld = write({
  id: 'loans.returnHeld',
  path: '/loans/:loanId/held-returns',
  summary: { zh: '退还预收款', en: 'Pay back money held' },
  permission: 'loans.payOut',
  idempotency: 'key',
  params,
  body: payoutOrder,
  output: paidOut,
  refusals: [...refusals, 'loans.changed_meanwhile', 'approvals.already_asked'],
})

export const borrowerPreviewHeldReturn = write({
  id: 'borrower.previewHeldReturn',
  path: '/borrower/loans/:loanId/held-returns/preview',
  summary: { zh: '退还预收款试算', en: 'Preview getting my money back' },
  permission: 'borrower',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: payoutWish,
  output: heldReturnPreview.omit({ postings: true }),
  refusals: [...refusals],
})

export const borrowerReturnHeld = write({
  id: 'borrower.returnHeld',
  path: '/borrower/loans/:loanId/held-returns',
  summary: { zh: '申请退还预收款', en: 'Ask for my money back' },
  permission: 'borrower',
  idempotency: 'key',
  params,
  body: payoutWish.extend({ stateHash: z.string() }),
  /** Without an event it waits: a sum above the limit is decided by the lender first. */
  output: z.object({ eventId: id.nullable() }),
  refusals: [...refusals, 'loans.changed_meanwhile', 'approvals.already_asked'],
})

export const getPendingPayout = read({
  id: 'loans.pendingPayout',
  path: '/loans/:loanId/payouts/pending',
  summary: { zh: '待复核的付款', en: 'The payment that waits for a second person' },
  permission: 'loans.read',
  params,
  output: z.object({ pending: pendingPayout.nullable() }),
  refusals: ['loans.not_found'],
})

export const decidePayout = write({
  id: 'loans.decidePayout',
  path: '/loans/:loanId/payouts/decision',
  summary: { zh: '复核付款', en: 'Decide a payment out of a loan' },
  permission: 'loans.approvePayOut',
  idempotency: 'key',
  params,
  body: decisionBody(200),
  output: z.object({ eventId: id.nullable(), entryId: id.nullable() }),
  refusals: [
    ...refusals,
    'loan.draw_not_offered',
    'loan.draw_after_last_day',
    'loan.arrears_before_draw',
    'loan.draw_above_rest',
    'loan.draw_below_least',
    'loans.changed_meanwhile',
    'approvals.none_pending',
    'approvals.maker_cannot_check',
  ],
})

const parameters = z.strictObject({
  /** A further part above this takes a second person. */
  drawAloneFenMax: positiveFen,
  /** Money held above this is paid back by two persons. */
  returnAloneFenMax: positiveFen,
  /** Within how many days new terms must be signed. */
  signingDays: count.min(1).max(30),
})

export const getServicingParameters = read({
  id: 'servicing.parameters',
  path: '/servicing/parameters',
  summary: { zh: '贷后参数', en: 'Parameters of servicing' },
  permission: 'loans.read',
  output: parametersFile(parameters),
})

export const proposeServicingParameters = write({
  id: 'servicing.proposeParameters',
  path: '/servicing/parameters',
  summary: { zh: '申请调整贷后参数', en: 'Ask for other parameters of servicing' },
  permission: 'policies.edit',
  idempotency: 'natural',
  body: parametersProposal(parameters),
  output: z.object({ approvalId: id }),
  refusals: ['approvals.already_asked'],
})

export const decideServicingParameters = write({
  id: 'servicing.decideParameters',
  path: '/servicing/parameters/decision',
  summary: { zh: '复核贷后参数', en: 'Decide on parameters of servicing' },
  permission: 'policies.approve',
  idempotency: 'natural',
  body: decisionBody(500),
  output: z.object({ version: count }),
  refusals: ['approvals.none_pending', 'approvals.maker_cannot_check'],
})
