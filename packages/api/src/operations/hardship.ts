import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, done, fen, id, instant, localized, ppm } from '../values.ts'
import { loanInstalment } from './loan-values.ts'

const status = z.enum(valuesOf('hardshipStatus'))
const reason = z.enum(valuesOf('hardshipReason'))
const params = z.strictObject({ requestId: id })
const words = z.string().trim().min(4).max(200)

/** Money that may be nothing. */
const amount = z.string().regex(/^(0|[1-9]\d{0,14})$/, 'request.not_an_amount')

/** What a borrower says of the situation. */
export const hardshipWish = z.strictObject({
  reason,
  story: z.string().trim().min(4).max(500),
  incomeBeforeFen: amount,
  incomeNowFen: amount,
  payableFen: amount,
})

/** Other days for all that is open, from a first one on; for a loan with daily rest. */
const reAge = z.strictObject({
  firstDueOn: day,
  unit: z.enum(['day', 'week', 'month']),
  every: z.int().min(1).max(366),
  /** Interest laid in equal parts with the rest: that of the days up to now, or of the whole term. Else it runs on. */
  interest: z.enum(['equal-to-day', 'equal-to-term']).optional(),
})

/** What is past due spread over the instalments to come; its interest with the next ones, or in equal parts. */
const reAmortise = z.strictObject({ interest: z.enum(['next', 'equal-parts']) })

const newTerms = z.strictObject({
  instalments: z.int().min(1).max(120),
  annualRatePpm: z.int().min(0).max(1_000_000),
  graceInstalments: z.int().min(0).max(119),
  arrears: z.enum(['kept', 'carried']),
  reAge: reAge.optional(),
  reAmortise: reAmortise.optional(),
})

const planFigures = z.object({
  count,
  nextFen: fen,
  largestFen: fen,
  lastDueOn: day.nullable(),
  dueNowFen: fen,
  costFen: fen,
  totalFen: fen,
})

/** A plan with its figures, and what it means in plain words. */
export const hardshipPlan = z.object({
  code: z.enum(valuesOf('hardshipPlan')),
  instalments: count,
  annualRatePpm: ppm,
  graceInstalments: count,
  arrears: z.enum(['kept', 'carried']),
  reAge: reAge.optional(),
  reAmortise: reAmortise.optional(),
  valueOn: day,
  after: planFigures,
  /** How much more is paid in all than by the plan that stands; below zero when less. */
  differenceFen: fen,
  isPayable: z.boolean(),
  cost: localized,
  record: localized,
})

const request = z.object({
  id,
  status,
  reason,
  story: z.string(),
  incomeBeforeFen: fen,
  incomeNowFen: fen,
  payableFen: fen,
  askedAt: instant,
  plan: hardshipPlan.nullable(),
  advice: z.string().nullable(),
  declineReason: z.string().nullable(),
  decidedAt: instant.nullable(),
})

export const listHardship = list({
  id: 'hardship.list',
  path: '/hardship-requests',
  summary: { zh: '困难帮扶', en: 'Hardship requests' },
  permission: 'hardship.read',
  row: z.object({
    id,
    number: z.string(),
    customerName: z.string(),
    status,
    reason,
    dpd: count,
    outstandingFen: fen,
    payableFen: fen,
    askedOn: day,
    proposedBy: z.string().nullable(),
    decidedBy: z.string().nullable(),
  }),
  columns: {
    number: { type: 'id', label: { zh: '借据号', en: 'Loan no.' }, sortable: true },
    customerName: { type: 'masked', label: { zh: '客户', en: 'Customer' } },
    status: { type: 'status', label: { zh: '状态', en: 'Status' }, labels: 'hardshipStatus', sortable: true },
    reason: { type: 'status', label: { zh: '困难原因', en: 'Reason' }, labels: 'hardshipReason', sortable: true },
    dpd: { type: 'dpd', label: { zh: '逾期天数', en: 'Days past due' }, sortable: true },
    outstandingFen: { type: 'money', label: { zh: '本金余额', en: 'Outstanding' }, sortable: true },
    payableFen: { type: 'money', label: { zh: '每月能还', en: 'Can pay a month' } },
    askedOn: { type: 'day', label: { zh: '申请日', en: 'Asked' }, sortable: true },
    proposedBy: { type: 'text', label: { zh: '拟定人', en: 'Proposed by' } },
    decidedBy: { type: 'text', label: { zh: '复核人', en: 'Decided by' } },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'Status' },
      values: valuesOf('hardshipStatus'),
      labels: 'hardshipStatus',
    },
    reason: {
      kind: 'enum',
      label: { zh: '困难原因', en: 'Reason' },
      values: valuesOf('hardshipReason'),
      labels: 'hardshipReason',
    },
    askedOn: { kind: 'dayRange', label: { zh: '申请日', en: 'Asked' } },
  },
  defaultSort: 'askedOn:desc',
})

export const getHardship = read({
  id: 'hardship.get',
  path: '/hardship-requests/:requestId',
  summary: { zh: '帮扶申请', en: 'A hardship request' },
  permission: 'hardship.read',
  params,
  output: request.extend({
    loanId: id,
    number: z.string(),
    customerId: id,
    customerName: z.string(),
    channel: z.enum(['h5', 'counter']),
    dpd: count,
    outstandingFen: fen,
    annualRatePpm: ppm,
    /** The plan that stands. */
    before: planFigures,
    /** What can be offered today; none once the request has ended. */
    options: z.array(hardshipPlan),
    /** Whether its days may be laid out anew. */
    mayReAge: z.boolean(),
    /** Whether what is past due may be spread over the instalments to come. */
    mayReAmortise: z.boolean(),
    agreedBy: z.enum(['phone', 'branch', 'writing']).nullable(),
    proposedBy: z.string().nullable(),
    proposerId: id.nullable(),
    proposedAt: instant.nullable(),
    sentBack: z.string().nullable(),
    decidedBy: z.string().nullable(),
  }),
  refusals: ['hardship.not_found'],
})

const termRefusals = [
  'hardship.not_found',
  'hardship.ended',
  'loan.not_active',
  'loan.nothing_to_reschedule',
  'loan.instalments_out_of_range',
  'loan.grace_too_long',
  'loan.rate_above_contract',
  'loan.re_age_needs_daily_rest',
  'loan.re_age_moves_days_alone',
  'loan.re_age_day_out_of_range',
  'loan.re_age_too_long',
  'loan.re_amortise_needs_daily_rest',
  'loan.re_amortise_spreads_alone',
  'loan.nothing_to_spread',
] as const

export const previewPlan = write({
  id: 'hardship.preview',
  path: '/hardship-requests/:requestId/plan/preview',
  summary: { zh: '方案试算', en: 'Work out a plan' },
  permission: 'hardship.read',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: newTerms,
  output: z.object({ plan: hardshipPlan, schedule: z.array(loanInstalment) }),
  refusals: [...termRefusals],
})

export const openHardship = write({
  id: 'hardship.open',
  path: '/loans/:loanId/hardship-requests',
  summary: { zh: '代客户申请帮扶', en: 'Ask for help on behalf of a borrower' },
  permission: 'hardship.propose',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: hardshipWish,
  output: z.object({ requestId: id }),
  refusals: ['loans.not_found', 'loan.not_active', 'hardship.already_asked'],
})

export const proposePlan = write({
  id: 'hardship.propose',
  path: '/hardship-requests/:requestId/plan',
  summary: { zh: '提交帮扶方案', en: 'Put a plan forward' },
  permission: 'hardship.propose',
  idempotency: 'key',
  params,
  body: newTerms.extend({
    advice: z.string().trim().min(4).max(500),
    /** How the borrower agreed to it. */
    agreedBy: z.enum(['phone', 'branch', 'writing']),
  }),
  output: z.object({ approvalId: id }),
  refusals: [...termRefusals, 'hardship.plan_waits', 'hardship.agreement_waits', 'approvals.already_asked'],
})

export const declineHardship = write({
  id: 'hardship.decline',
  path: '/hardship-requests/:requestId/decline',
  summary: { zh: '婉拒帮扶申请', en: 'Decline a hardship request' },
  permission: 'hardship.propose',
  idempotency: 'key',
  params,
  body: z.strictObject({ reason: words }),
  output: done,
  refusals: ['hardship.not_found', 'hardship.ended', 'hardship.plan_waits', 'hardship.agreement_waits'],
})

export const decidePlan = write({
  id: 'hardship.decide',
  path: '/hardship-requests/:requestId/decision',
  summary: { zh: '复核帮扶方案', en: 'Decide a plan' },
  permission: 'hardship.approve',
  idempotency: 'key',
  params,
  body: decisionBody(200),
  output: z.object({ status, agreementId: id.nullable() }),
  refusals: [...termRefusals, 'hardship.plan_outdated', 'approvals.none_pending', 'approvals.maker_cannot_check'],
})

const loanParams = z.strictObject({ loanId: id })

export const borrowerHardship = read({
  id: 'borrower.hardship',
  path: '/borrower/loans/:loanId/hardship-requests',
  summary: { zh: '我的帮扶申请', en: 'My requests for help' },
  permission: 'borrower',
  params: loanParams,
  output: z.object({ requests: z.array(request) }),
  refusals: ['loans.not_found'],
})

export const borrowerAskHelp = write({
  id: 'borrower.askHelp',
  path: '/borrower/loans/:loanId/hardship-requests',
  summary: { zh: '申请还款帮扶', en: 'Ask for help with repayment' },
  permission: 'borrower',
  idempotency: 'key',
  params: loanParams,
  body: hardshipWish,
  output: z.object({ requestId: id }),
  refusals: ['loans.not_found', 'loan.not_active', 'hardship.already_asked'],
})

export const borrowerWithdrawHelp = write({
  id: 'borrower.withdrawHelp',
  path: '/borrower/loans/:loanId/hardship-requests/:requestId/withdrawal',
  summary: { zh: '撤回帮扶申请', en: 'Withdraw my request for help' },
  permission: 'borrower',
  idempotency: 'key',
  params: z.strictObject({ loanId: id, requestId: id }),
  output: done,
  refusals: [
    'loans.not_found',
    'hardship.not_found',
    'hardship.ended',
    'hardship.plan_waits',
    'hardship.agreement_waits',
  ],
})
