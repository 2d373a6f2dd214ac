import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, done, fen, id, instant, otpCode, positiveFen } from '../values.ts'

const wish = {
  /** Days after the due day on which it is executed; 0 is the due day itself. */
  days: z.array(z.number().int().min(0).max(60)).min(1).max(10),
  amount: z.enum(valuesOf('mandateAmount')),
  maxFen: positiveFen,
}

const rule = z.object({ ...wish, loanId: id, accountTail: z.string(), until: day })

const execution = z.object({
  id,
  on: day,
  outcome: z.enum(valuesOf('mandateOutcome')),
  reason: z.enum(valuesOf('mandateSkip')).nullable(),
  amountFen: fen.nullable(),
  /** What the bank answered; null where nothing was asked of it. */
  answer: z.string().nullable(),
})

const mandate = z.object({
  mandate: z
    .object({ id, rule, ruleHash: z.string(), status: z.enum(valuesOf('mandateStatus')), signedAt: instant })
    .nullable(),
  executions: z.array(execution),
})

const receipt = z.object({
  executionId: id,
  loanId: id,
  on: day,
  rule,
  ruleHash: z.string(),
  inputs: z.object({ on: day, dueOn: day.nullable(), allDueFen: fen, oldestFen: fen, accountTail: z.string() }),
  outcome: z.enum(valuesOf('mandateOutcome')),
  reason: z.enum(valuesOf('mandateSkip')).nullable(),
  amountFen: fen.nullable(),
  eventId: id.nullable(),
  /** The steps as the journal has them, each checked against its seal and its place in the chain. */
  steps: z.array(
    z.object({
      sequence: count.nullable(),
      hash: z.string().nullable(),
      at: instant,
      action: z.string(),
      isIntact: z.boolean(),
    }),
  ),
  checks: z.object({
    /** The rule that is stored is the rule that was signed. */
    isRuleSigned: z.boolean(),
    /** Asked again with the same facts, the rule says the same. */
    isRepeatable: z.boolean(),
    /** What the journal says was taken is what the execution says. */
    isTold: z.boolean(),
    areStepsIntact: z.boolean(),
  }),
  isVerified: z.boolean(),
})

export const borrowerMandate = read({
  id: 'borrower.mandate',
  path: '/borrower/loans/:loanId/mandate',
  summary: { zh: '我的代扣授权', en: 'My direct-debit mandate' },
  permission: 'borrower',
  params: z.strictObject({ loanId: id }),
  output: mandate,
  refusals: ['loans.not_found'],
})

export const sendMandateCode = write({
  id: 'borrower.mandateCode',
  path: '/borrower/loans/:loanId/mandate/code',
  summary: { zh: '发送授权验证码', en: 'Send a code to sign the mandate' },
  permission: 'borrower',
  idempotency: 'natural',
  params: z.strictObject({ loanId: id }),
  body: z.strictObject(wish),
  output: z.object({ rule, ruleHash: z.string(), resendAfterSeconds: count }),
  refusals: ['loans.not_found', 'mandates.loan_is_over', 'mandates.account_missing', 'auth.too_many_codes'],
})

export const signMandate = write({
  id: 'borrower.signMandate',
  path: '/borrower/loans/:loanId/mandate',
  summary: { zh: '签署代扣授权', en: 'Sign the mandate' },
  permission: 'borrower',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  body: z.strictObject({ ...wish, code: otpCode }),
  output: mandate,
  refusals: [
    'loans.not_found',
    'mandates.loan_is_over',
    'mandates.account_missing',
    'auth.wrong_code',
    'auth.code_expired',
    'auth.too_many_attempts',
  ],
})

export const revokeMandate = write({
  id: 'borrower.revokeMandate',
  path: '/borrower/loans/:loanId/mandate/revocation',
  summary: { zh: '撤销代扣授权', en: 'Revoke the mandate' },
  permission: 'borrower',
  idempotency: 'key',
  params: z.strictObject({ loanId: id }),
  output: done,
  refusals: ['mandates.none_in_force'],
})

export const borrowerReceipt = read({
  id: 'borrower.mandateReceipt',
  path: '/borrower/mandate-receipts/:executionId',
  summary: { zh: '代扣执行回执', en: 'Receipt of an execution' },
  permission: 'borrower',
  params: z.strictObject({ executionId: id }),
  output: receipt,
  refusals: ['mandates.execution_not_found'],
})

export const loanMandate = read({
  id: 'mandates.ofLoan',
  path: '/loans/:loanId/mandate',
  summary: { zh: '贷款代扣授权', en: 'The mandate of a loan' },
  permission: 'loans.read',
  params: z.strictObject({ loanId: id }),
  output: mandate,
  refusals: ['loans.not_found'],
})

export const mandateReceipt = read({
  id: 'mandates.receipt',
  path: '/mandate-receipts/:executionId',
  summary: { zh: '代扣执行回执', en: 'Receipt of an execution' },
  permission: 'loans.read',
  params: z.strictObject({ executionId: id }),
  output: receipt,
  refusals: ['mandates.execution_not_found'],
})
