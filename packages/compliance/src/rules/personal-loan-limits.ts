import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export type PersonalLoan =
  | {
      readonly act: 'apply'
      readonly purpose?: 'consumption' | 'business'
      readonly amountFen?: Fen
      /** To the borrower's own account, or to whom the borrower buys from. */
      readonly payment?: 'self' | 'entrusted'
      readonly termMonths?: number
    }
  | { readonly act: 'extend'; readonly originalMonths: number; readonly extensionMonths: number }

/** CN-ORIG-003: how long a personal loan runs, when it is paid to the seller, how far it may be extended. */
export const personalLoanLimits = defineRule({
  id: 'CN-ORIG-003',
  title: { zh: '个人贷款期限、受托支付与展期', en: 'Personal loans: term, entrusted payment, extension' },
  text: {
    zh: '个人消费贷款期限不超过5年（阶段性7年）；消费贷款超过30万元（阶段性50万元）、经营贷款超过50万元的，须受托支付；一年以内的贷款展期累计不超过原期限，一年以上的展期与原期限合计不超过该类贷款最长期限。',
    en: 'A consumer loan runs at most five years (seven for a time). Above ¥300,000 for consumption (¥500,000 for a time) or ¥500,000 for business it is paid to the seller. A loan of up to a year is extended by at most its own term; a longer one stays within the longest term allowed.',
  },
  instrument: {
    zh: '个人贷款管理办法（国家金融监督管理总局令2024年第3号）',
    en: 'Measures on Personal Loans (NFRA Order 2024 No. 3)',
  },
  sources: ['personal-loans-2024', 'consumption-notice-2025'],
  effectiveFrom: '2024-07-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company', 'auto_finance'],
  events: ['loan.apply', 'disbursement.execute', 'extension.apply'],
  parameters: {
    consumerMaxMonths: { value: 60, bound: 'max', provenance: 'sourced', unit: 'months' },
    consumerMaxMonthsTemporary: { value: 84, bound: 'max', provenance: 'sourced', unit: 'months' },
    businessMaxMonths: { value: 60, bound: 'max', provenance: 'sourced', unit: 'months' },
    selfPayConsumerFen: { value: 30_000_000n, bound: 'max', provenance: 'sourced', unit: 'fen' },
    selfPayConsumerTemporaryFen: { value: 50_000_000n, bound: 'max', provenance: 'sourced', unit: 'fen' },
    selfPayBusinessFen: { value: 50_000_000n, bound: 'max', provenance: 'sourced', unit: 'fen' },
    shortLoanMonths: { value: 12, bound: 'fixed', provenance: 'from-knowledge-verify', unit: 'months' },
    isTemporaryRaiseGranted: {
      value: false,
      bound: 'free',
      provenance: 'design-default',
      note: { zh: '仅限获准的机构', en: 'only for a lender to which it was granted' },
    },
  },
  codes: ['compliance.entrusted_payment_required', 'compliance.term_too_long', 'compliance.extension_too_long'],
  check: (input: PersonalLoan, values) => {
    const isRaised = values.isTemporaryRaiseGranted
    const consumerMonths = isRaised ? values.consumerMaxMonthsTemporary : values.consumerMaxMonths
    if (input.act === 'extend') {
      const { originalMonths, extensionMonths } = input
      const isShort = originalMonths <= values.shortLoanMonths
      const months = isShort ? originalMonths : consumerMonths - originalMonths
      return extensionMonths <= months
        ? ALLOW
        : refuseBy('compliance.extension_too_long', { extensionMonths, months: Math.max(0, months) })
    }
    const { purpose = 'consumption', amountFen = 0n, payment = 'self', termMonths = 0 } = input
    const isBusiness = purpose === 'business'
    const months = isBusiness ? values.businessMaxMonths : consumerMonths
    if (termMonths > months) return refuseBy('compliance.term_too_long', { termMonths, months })
    const consumerFen = isRaised ? values.selfPayConsumerTemporaryFen : values.selfPayConsumerFen
    const limitFen = isBusiness ? values.selfPayBusinessFen : consumerFen
    return payment === 'self' && amountFen > limitFen
      ? refuseBy('compliance.entrusted_payment_required', { amountFen, limitFen })
      : ALLOW
  },
})
