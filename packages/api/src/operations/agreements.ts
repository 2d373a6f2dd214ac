import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, done, fen, id, instant, localized, otpCode, ppm } from '../values.ts'

const params = z.strictObject({ agreementId: id })
const loanParams = z.strictObject({ loanId: id })

const line = z.object({
  number: count,
  dueOn: day,
  principalFen: fen,
  interestFen: fen,
  feeFen: fen,
  penaltyFen: fen,
  dueFen: fen,
  /** Principal left after it. */
  balanceFen: fen,
})

const plan = z.object({
  annualRatePpm: ppm,
  count,
  nextFen: fen,
  largestFen: fen,
  dueNowFen: fen,
  costFen: fen,
  totalFen: fen,
  lastDueOn: day.nullable(),
  lines: z.array(line),
})

/** A paper that changes the terms of a signed contract: both plans, their difference, how far it is. */
const agreement = z.object({
  id,
  number: z.string(),
  status: z.enum(valuesOf('agreementStatus')),
  /** The loan has changed since it was drawn up: it cannot be signed any more. */
  isOutdated: z.boolean(),
  termsHash: z.string(),
  preparedOn: day,
  signBy: day,
  /** From when the new plan counts. */
  valueOn: day,
  graceInstalments: count,
  arrears: z.enum(['kept', 'carried']),
  before: plan,
  after: plan,
  differenceFen: fen,
  cost: localized,
  record: localized,
  advice: z.string().nullable(),
  signedHow: z.enum(['online', 'paper']).nullable(),
  signedAt: instant.nullable(),
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
  isSimulated: z.boolean().nullable(),
  provider: z.string().nullable(),
})

const copy = z.object({
  id,
  fileName: z.string(),
  mediaType: z.string(),
  bytes: count,
  signedOn: day,
  uploadedBy: z.string(),
  uploaderId: id,
  uploadedAt: instant,
  /** Whether it waits for a second person. */
  isPending: z.boolean(),
})

export const loanAgreements = read({
  id: 'agreements.ofLoan',
  path: '/loans/:loanId/supplementary-agreements',
  summary: { zh: '借据的补充协议', en: 'Supplementary agreements of a loan' },
  permission: 'loans.read',
  params: loanParams,
  output: z.object({ agreements: z.array(agreement.extend({ requestId: id, copies: z.array(copy) })) }),
  refusals: ['loans.not_found'],
})

export const agreementPdf = read({
  id: 'agreements.pdf',
  path: '/supplementary-agreements/:agreementId/agreement.pdf',
  summary: { zh: '补充协议 PDF', en: 'A supplementary agreement as PDF' },
  permission: 'contracts.read',
  params,
  output: z.string(),
  answers: 'pdf',
  refusals: ['agreements.not_found'],
})

export const attachCopy = write({
  id: 'agreements.attachCopy',
  path: '/supplementary-agreements/:agreementId/copies',
  summary: { zh: '上传已签纸质协议', en: 'Hand in the signed copy' },
  permission: 'hardship.propose',
  idempotency: 'natural',
  takes: 'upload',
  params,
  body: z.strictObject({ signedOn: day }),
  output: z.object({ copyId: id }),
  refusals: [
    'agreements.not_found',
    'agreements.not_waiting',
    'agreements.outdated',
    'agreements.signed_on_wrong_day',
    'agreements.copy_too_large',
    'agreements.copy_unreadable',
    'approvals.already_asked',
  ],
})

export const showCopy = write({
  id: 'agreements.showCopy',
  path: '/supplementary-agreements/:agreementId/copies/:copyId/view',
  summary: { zh: '查看已签纸质协议', en: 'Look at the signed copy' },
  permission: 'hardship.read',
  idempotency: 'natural',
  params: z.strictObject({ agreementId: id, copyId: id }),
  output: z.object({ mediaType: z.string(), base64: z.string() }),
  refusals: ['agreements.not_found'],
})

export const decideCopy = write({
  id: 'agreements.decideCopy',
  path: '/supplementary-agreements/:agreementId/copies/decision',
  summary: { zh: '复核已签纸质协议', en: 'Decide on the signed copy' },
  permission: 'hardship.approve',
  idempotency: 'key',
  params,
  body: decisionBody(200),
  output: z.object({ status: z.enum(['waiting', 'signed']) }),
  refusals: [
    'agreements.not_found',
    'agreements.not_waiting',
    'agreements.outdated',
    'hardship.ended',
    'loans.changed_meanwhile',
    'approvals.none_pending',
    'approvals.maker_cannot_check',
  ],
})

export const voidAgreement = write({
  id: 'agreements.void',
  path: '/supplementary-agreements/:agreementId/void',
  summary: { zh: '作废补充协议', en: 'Take a supplementary agreement back' },
  permission: 'hardship.propose',
  idempotency: 'key',
  params,
  body: z.strictObject({ reason: z.string().trim().min(4).max(200) }),
  output: done,
  refusals: ['agreements.not_found', 'agreements.not_waiting', 'hardship.ended'],
})

export const borrowerAgreements = read({
  id: 'borrower.agreements',
  path: '/borrower/loans/:loanId/supplementary-agreements',
  summary: { zh: '我的补充协议', en: 'My supplementary agreements' },
  permission: 'borrower',
  params: loanParams,
  output: z.object({ minReadSeconds: count, agreements: z.array(agreement) }),
  refusals: ['loans.not_found'],
})

export const borrowerAgreementPdf = read({
  id: 'borrower.agreementPdf',
  path: '/borrower/supplementary-agreements/:agreementId/agreement.pdf',
  summary: { zh: '我的补充协议 PDF', en: 'My supplementary agreement as PDF' },
  permission: 'borrower',
  params,
  output: z.string(),
  answers: 'pdf',
  refusals: ['agreements.not_found'],
})

export const sendAgreementCode = write({
  id: 'borrower.sendAgreementCode',
  path: '/borrower/supplementary-agreements/:agreementId/code',
  summary: { zh: '确认已读并获取签署验证码', en: 'Confirm the reading and get a code to sign' },
  permission: 'borrower',
  idempotency: 'natural',
  params,
  body: z.strictObject({
    termsHash: z.string(),
    readSeconds: z.number().min(0).max(86_400),
    scrolledToEnd: z.boolean(),
  }),
  output: z.object({ sent: z.literal(true), resendAfterSeconds: count }),
  refusals: [
    'agreements.not_found',
    'agreements.not_waiting',
    'agreements.outdated',
    'compliance.cost_table_not_acknowledged',
    'compliance.terms_changed',
    'compliance.not_read_to_the_end',
    'compliance.read_too_fast',
    'auth.too_many_codes',
  ],
})

export const signAgreement = write({
  id: 'borrower.signAgreement',
  path: '/borrower/supplementary-agreements/:agreementId/signature',
  summary: { zh: '签署补充协议', en: 'Sign a supplementary agreement' },
  permission: 'borrower',
  idempotency: 'key',
  params,
  body: z.strictObject({ code: otpCode }),
  output: done,
  refusals: [
    'agreements.not_found',
    'agreements.not_waiting',
    'agreements.outdated',
    'hardship.ended',
    'compliance.cost_table_not_acknowledged',
    'compliance.terms_changed',
    'compliance.not_read_to_the_end',
    'compliance.read_too_fast',
    'loans.changed_meanwhile',
    'auth.wrong_code',
    'auth.code_expired',
    'auth.too_many_attempts',
  ],
})

export const declineAgreement = write({
  id: 'borrower.declineAgreement',
  path: '/borrower/supplementary-agreements/:agreementId/decline',
  summary: { zh: '不接受补充协议', en: 'Decline a supplementary agreement' },
  permission: 'borrower',
  idempotency: 'key',
  params,
  body: z.strictObject({ reason: z.string().trim().max(200).default('') }),
  output: done,
  refusals: ['agreements.not_found', 'agreements.not_waiting', 'hardship.ended'],
})
