import { z } from 'zod'
import { write } from '../define.ts'
import { day, id, positiveFen } from '../values.ts'
import { loanFigures, loanInstalment, posting } from './loan-values.ts'

const params = z.strictObject({ loanId: id })

/** A goodwill credit, a merchant's refund, or a payment that the bank has taken back. */
const adjustment = z.strictObject({
  kind: z.enum(['goodwill', 'refund', 'chargeBack']),
  amountFen: positiveFen,
  valueOn: day,
  /** A refund: whether the interest that the refunded part has borne comes back too. */
  withInterest: z.boolean().default(true),
  /** A chargeback: the repayment that is taken back, and whether the contract's fee is charged. */
  eventId: id.optional(),
  chargesFee: z.boolean().default(false),
})

const refusals = [
  'loans.not_found',
  'loan.not_active',
  'loan.value_date_in_future',
  'loan.value_date_before_disbursement',
  'loan.credit_above_owed',
  'loan.refund_above_principal',
  'loan.event_not_found',
  'loan.not_a_repayment',
  'loan.charge_back_before_payment',
  'loan.charge_back_above_payment',
  'loan.held_paid_out',
] as const

export const previewAdjustment = write({
  id: 'loans.previewAdjustment',
  path: '/loans/:loanId/adjustments/preview',
  summary: { zh: '补偿、退款与追回试算', en: 'Preview a credit, refund or chargeback' },
  permission: 'loans.adjust',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: adjustment,
  output: z.object({
    postings: z.array(posting),
    before: loanFigures,
    after: loanFigures,
    schedule: z.array(loanInstalment),
    stateHash: z.string(),
  }),
  refusals: [...refusals],
})

export const adjustLoan = write({
  id: 'loans.adjust',
  path: '/loans/:loanId/adjustments',
  summary: { zh: '登记补偿、退款与追回', en: 'Book a credit, refund or chargeback' },
  permission: 'loans.adjust',
  idempotency: 'key',
  params,
  body: adjustment.extend({ reason: z.string().trim().min(4).max(200), stateHash: z.string().optional() }),
  output: z.object({ eventId: id, entryId: id.nullable() }),
  refusals: [...refusals, 'loans.changed_meanwhile'],
})
