import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { day, done, fen, fenOrNone, id, instant, localized, otpCode, positiveFen, ppm } from '../values.ts'
import { applicationBrief } from './applications.ts'
import { consent } from './customers.ts'
import { ownDueCall } from './due-calls.ts'
import {
  drawable,
  loanEvent,
  loanFigures,
  loanInstalment,
  repayment,
  repaymentPreview,
  statementPeriod,
} from './loans.ts'
import { ownPendingPayout } from './payouts.ts'
import { costTable, method, quote } from './products.ts'

const step = z.enum([
  'identity',
  'income',
  'consents',
  'apply',
  'decision',
  'disclosure',
  'sign',
  'disbursement',
  'done',
])

/** Where the borrower stands: what is known, what comes next. Leaving and coming back resumes here. */
export const journey = z.object({
  step,
  mobile: z.string(),
  name: z.string().nullable(),
  residentId: z.string().nullable(),
  identity: z.object({ verdict: z.enum(valuesOf('checkVerdict')), isSimulated: z.boolean() }),
  income: z
    .object({
      incomeMonthlyFen: fen,
      otherDebtMonthlyFen: fen,
      occupation: z.string(),
      education: z.string(),
      employerYears: z.number().int(),
      homeOwnership: z.string(),
    })
    .nullable(),
  bankCard: z.string().nullable(),
  /** In which messages come. */
  language: z.enum(['zh', 'en']),
  /** The quote that the borrower chose before signing in. */
  wish: z
    .object({
      productCode: z.string(),
      principalFen: fen,
      termMonths: z.number().int(),
      method,
      purpose: z.string(),
      purposeNote: z.string().optional(),
      merchantId: id.optional(),
    })
    .nullable(),
  consents: z.array(consent),
  application: applicationBrief.nullable(),
  contract: z
    .object({
      id,
      number: z.string(),
      status: z.enum(valuesOf('contractStatus')),
      loanId: id.nullable(),
      /** What the borrower chose of what was approved. */
      principalFen: fen,
      termMonths: z.number().int(),
      method,
    })
    .nullable(),
  loans: z.array(
    z.object({
      id,
      number: z.string(),
      status: z.enum(valuesOf('loanStatus')),
      principalFen: fen,
      outstandingFen: fen,
      nextDueOn: day.nullable(),
      nextDueFen: fen,
      overdueFen: fen,
      dpd: z.number().int(),
    }),
  ),
})

export const getJourney = read({
  id: 'borrower.journey',
  path: '/borrower/journey',
  summary: { zh: '我的进度', en: 'Where I stand' },
  permission: 'borrower',
  output: journey,
})

export const saveWish = write({
  id: 'borrower.saveWish',
  path: '/borrower/wish',
  method: 'PUT',
  summary: { zh: '保存借款意向', en: 'Keep what I would like to borrow' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({
    productCode: z.string().max(40),
    principalFen: positiveFen,
    termMonths: z.number().int(),
    method,
    purpose: z.enum(valuesOf('purpose')),
    /** In the borrower's own words; what the law forbids is refused. */
    purposeNote: z.string().trim().max(100).optional(),
    /** Who is paid, in scenes where a merchant is. */
    merchantId: id.optional(),
  }),
  output: journey,
  refusals: [
    'products.not_found',
    'product.amount_out_of_range',
    'product.term_not_offered',
    'product.method_not_offered',
    'products.scene_not_offered',
    'merchants.not_found',
    'merchants.not_active',
    'merchants.other_scene',
    'compliance.purpose_prohibited',
  ],
})

export const setLanguage = write({
  id: 'borrower.setLanguage',
  path: '/borrower/language',
  method: 'PUT',
  summary: { zh: '设置消息语言', en: 'Choose the language of my messages' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({ language: z.enum(['zh', 'en']) }),
  output: z.object({ language: z.enum(['zh', 'en']) }),
})

export const submitIdentity = write({
  id: 'borrower.submitIdentity',
  path: '/borrower/identity',
  summary: { zh: '提交身份信息', en: 'Hand in my identity' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({
    name: z.string().trim().min(2).max(40),
    residentId: z.string().trim().min(1).max(40),
    address: z.string().trim().min(4).max(200),
  }),
  output: journey,
  refusals: [
    'compliance.resident_id_length',
    'compliance.resident_id_birth_day',
    'compliance.resident_id_invalid',
    'compliance.name_invalid',
    'compliance.under_age',
    'customers.identity_taken',
    'customers.identity_already_verified',
    'compliance.consent_missing',
  ],
})

export const checkFace = write({
  id: 'borrower.checkFace',
  path: '/borrower/identity/face',
  summary: { zh: '人脸核身（模拟）', en: 'Face check (simulated)' },
  permission: 'borrower',
  idempotency: 'natural',
  output: journey,
  refusals: ['customers.identity_missing', 'compliance.consent_missing'],
})

export const submitIncome = write({
  id: 'borrower.submitIncome',
  path: '/borrower/income',
  summary: { zh: '提交收入与收款卡', en: 'Hand in income and bank card' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({
    incomeMonthlyFen: positiveFen,
    otherDebtMonthlyFen: fenOrNone,
    occupation: z.string().trim().min(1).max(40),
    education: z.string().trim().min(1).max(40),
    employer: z.string().trim().min(2).max(60).optional(),
    employerYears: z.number().int().min(0).max(60),
    homeOwnership: z.enum(['own', 'mortgage', 'rent', 'family']),
    bankCard: z.string().trim().min(1).max(40),
  }),
  output: journey,
  refusals: [
    'compliance.bank_card_length',
    'compliance.bank_card_invalid',
    'compliance.consent_missing',
    'customers.identity_missing',
  ],
})

export const grantConsent = write({
  id: 'borrower.grantConsent',
  path: '/borrower/consents',
  summary: { zh: '授权', en: 'Grant a consent' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({ purpose: z.string().max(60), version: z.number().int() }),
  output: journey,
  refusals: ['compliance.unknown_purpose', 'compliance.consent_version_old'],
})

export const withdrawConsent = write({
  id: 'borrower.withdrawConsent',
  path: '/borrower/consents/withdraw',
  summary: { zh: '撤回授权', en: 'Withdraw a consent' },
  permission: 'borrower',
  idempotency: 'natural',
  body: z.strictObject({ purpose: z.string().max(60) }),
  output: journey,
  refusals: ['compliance.unknown_purpose'],
})

export const submitApplication = write({
  id: 'borrower.apply',
  path: '/borrower/applications',
  summary: { zh: '提交申请并决策', en: 'Apply and be decided' },
  permission: 'borrower',
  idempotency: 'key',
  body: z.strictObject({
    /** A number that the device keeps of itself, where its holder lets it: for counting applications of one device. */
    deviceId: z
      .string()
      .regex(/^[\w-]{16,64}$/, 'request.not_a_token')
      .optional(),
  }),
  output: journey,
  refusals: [
    'applications.step_missing',
    'applications.already_open',
    'compliance.consent_missing',
    'compliance.limit_exceeded',
    'products.not_found',
    'products.scene_not_offered',
    'merchants.required',
    'merchants.not_active',
    'compliance.purpose_prohibited',
    'compliance.term_too_long',
    'compliance.entrusted_payment_required',
  ],
})

export const withdrawApplication = write({
  id: 'borrower.withdrawApplication',
  path: '/borrower/applications/:applicationId/withdraw',
  summary: { zh: '撤回申请', en: 'Withdraw the application' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ applicationId: id }),
  output: journey,
  refusals: ['applications.not_found', 'applications.illegal_step'],
})

export const askReview = write({
  id: 'borrower.askReview',
  path: '/borrower/applications/:applicationId/review',
  summary: { zh: '申请人工复核', en: 'Ask a person to look again' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ applicationId: id }),
  body: z.strictObject({ note: z.string().trim().max(500) }),
  output: journey,
  refusals: ['applications.not_found', 'applications.illegal_step'],
})

export const prepareContract = write({
  id: 'borrower.prepareContract',
  path: '/borrower/applications/:applicationId/contract',
  summary: { zh: '生成合同与成本明示表', en: 'Prepare the contract and its cost table' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ applicationId: id }),
  body: z.strictObject({ principalFen: positiveFen, termMonths: z.number().int(), method }),
  output: z.object({
    contractId: id,
    number: z.string(),
    quote,
    costTable,
    termsHash: z.string(),
    minReadSeconds: z.number().int(),
    clauses: z.array(z.object({ title: localized, text: localized })),
    status: z.enum(valuesOf('contractStatus')),
  }),
  refusals: [
    'applications.not_found',
    'applications.not_approved',
    'product.amount_out_of_range',
    'product.term_not_offered',
    'product.method_not_offered',
    'applications.amount_above_limit',
    'compliance.cost_above_cap',
  ],
})

export const acknowledgeDisclosure = write({
  id: 'borrower.acknowledge',
  path: '/borrower/contracts/:contractId/acknowledgement',
  summary: { zh: '确认已阅读成本明示表', en: 'Confirm the cost table was read' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ contractId: id }),
  body: z.strictObject({
    termsHash: z.string(),
    readSeconds: z.number().min(0).max(86_400),
    scrolledToEnd: z.boolean(),
  }),
  output: done,
  refusals: [
    'contracts.not_found',
    'contracts.illegal_step',
    'compliance.read_too_fast',
    'compliance.not_read_to_the_end',
    'compliance.terms_changed',
  ],
})

export const sendSignCode = write({
  id: 'borrower.sendSignCode',
  path: '/borrower/contracts/:contractId/sign-code',
  summary: { zh: '发送签署验证码', en: 'Send the signing code' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ contractId: id }),
  output: z.object({ sent: z.literal(true), resendAfterSeconds: z.number().int() }),
  refusals: ['contracts.not_found', 'contracts.not_disclosed', 'auth.too_many_codes'],
})

export const signContract = write({
  id: 'borrower.sign',
  path: '/borrower/contracts/:contractId/signature',
  summary: { zh: '签署并放款', en: 'Sign and be paid' },
  permission: 'borrower',
  idempotency: 'key',
  params: z.strictObject({ contractId: id }),
  body: z.strictObject({ code: otpCode }),
  output: journey,
  refusals: [
    'contracts.not_found',
    'contracts.illegal_step',
    'compliance.cost_table_not_acknowledged',
    'compliance.limit_exceeded',
    'auth.wrong_code',
    'auth.code_expired',
    'auth.too_many_attempts',
  ],
})

export const borrowerContractPdf = read({
  id: 'borrower.contractPdf',
  path: '/borrower/contracts/:contractId/contract.pdf',
  summary: { zh: '我的合同 PDF', en: 'My contract as PDF' },
  permission: 'borrower',
  params: z.strictObject({ contractId: id }),
  output: z.string(),
  answers: 'pdf',
  refusals: ['contracts.not_found'],
})

const nextInstalment = z.object({ dueOn: day, amountFen: fen }).nullable()

/** A rate that gave way to another: from when, why, and what the next instalment became. */
const rateChange = z.object({
  eventId: id,
  valueOn: day,
  fromPpm: ppm,
  toPpm: ppm,
  before: nextInstalment,
  after: nextInstalment,
  why: localized,
})

export const borrowerLoan = read({
  id: 'borrower.loan',
  path: '/borrower/loans/:loanId',
  summary: { zh: '我的贷款', en: 'My loan' },
  permission: 'borrower',
  params: z.strictObject({ loanId: id }),
  output: z.object({
    id,
    number: z.string(),
    contractId: id,
    productName: localized,
    method,
    principalFen: fen,
    annualRatePpm: ppm,
    annualCostSimplePpm: ppm,
    termMonths: z.number().int(),
    disbursedOn: day.nullable(),
    maturesOn: day.nullable(),
    settledOn: day.nullable(),
    bankCard: z.string(),
    draws: drawable.nullable(),
    /** Money that is to leave the loan once a second person agrees. */
    pendingPayout: ownPendingPayout.nullable(),
    /** A notice that all falls due on a day, whose days run. */
    dueCall: ownDueCall.nullable(),
    figures: loanFigures,
    schedule: z.array(loanInstalment),
    events: z.array(loanEvent.omit({ note: true, postings: true, entryId: true, actorName: true })),
    /** Newest first. */
    rateChanges: z.array(rateChange),
    businessOn: day,
  }),
  refusals: ['loans.not_found'],
})

export const borrowerPreview = write({
  id: 'borrower.previewRepayment',
  path: '/borrower/loans/:loanId/repayments/preview',
  summary: { zh: '还款试算', en: 'Preview my repayment' },
  permission: 'borrower',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ loanId: id }),
  body: repayment,
  output: repaymentPreview.omit({ postings: true }),
  refusals: [
    'loans.not_found',
    'loan.not_active',
    'loan.amount_too_small',
    'loan.amount_above_settlement',
    'loan.settlement_amount_short',
    'loan.arrears_before_prepayment',
    'loan.prepayment_not_offered',
  ],
})

export const borrowerRepay = write({
  id: 'borrower.repay',
  path: '/borrower/loans/:loanId/repayments',
  summary: { zh: '还款（模拟银行）', en: 'Repay (simulated bank)' },
  permission: 'borrower',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: repayment.extend({ stateHash: z.string() }),
  output: z.object({
    eventId: id,
    paidAt: instant,
    isSimulated: z.boolean(),
    preview: repaymentPreview.omit({ postings: true }),
  }),
  refusals: [
    'loans.not_found',
    'loan.not_active',
    'loan.amount_too_small',
    'loan.amount_above_settlement',
    'loan.settlement_amount_short',
    'loan.arrears_before_prepayment',
    'loan.prepayment_not_offered',
    'loans.changed_meanwhile',
    'payments.refused_by_bank',
    'payments.outcome_unknown',
  ],
})

export const borrowerCertificate = read({
  id: 'borrower.certificate',
  path: '/borrower/loans/:loanId/settlement-certificate.pdf',
  summary: { zh: '我的结清证明', en: 'My settlement certificate' },
  permission: 'borrower',
  params: z.strictObject({ loanId: id }),
  output: z.string(),
  answers: 'pdf',
  refusals: ['loans.not_found', 'loans.not_settled'],
})

export const borrowerSchedulePdf = read({
  id: 'borrower.schedulePdf',
  path: '/borrower/loans/:loanId/repayment-schedule.pdf',
  summary: { zh: '我的还款计划表', en: 'My repayment schedule' },
  permission: 'borrower',
  params: z.strictObject({ loanId: id }),
  output: z.string(),
  answers: 'pdf',
  refusals: ['loans.not_found', 'loans.not_disbursed'],
})

export const borrowerStatementPdf = read({
  id: 'borrower.statementPdf',
  path: '/borrower/loans/:loanId/statement.pdf',
  summary: { zh: '我的对账单', en: 'My account statement' },
  permission: 'borrower',
  params: z.strictObject({ loanId: id }),
  query: statementPeriod,
  output: z.string(),
  answers: 'pdf',
  refusals: ['loans.not_found', 'loans.not_disbursed', 'loans.statement_period_empty'],
})
