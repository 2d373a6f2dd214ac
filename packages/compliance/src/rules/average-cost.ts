import type { Day } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import { averageCostPpm } from '@puhui/product'
import { defineRule } from '../rule.ts'
import { ALLOW, warnBy } from '../verdict.ts'

/** The loans of one month with what each costs its borrower. */
export interface NewLoans {
  readonly loans: readonly { readonly amountFen: Fen; readonly simpleAnnualPpm: RatePpm }[]
}

/** CN-RATE-005: the new loans of a consumer finance company cost 20 % or less on average. */
export const averageCost = defineRule({
  id: 'CN-RATE-005',
  title: { zh: '新发放贷款平均综合融资成本20%', en: 'New loans cost 20% on average, or less' },
  text: {
    zh: '消费金融公司当月新发放贷款按金额加权的平均综合融资成本（单利）宜不高于20%；单笔上限另见24%。属窗口指导，超过时提示。',
    en: 'The new loans of a month, weighted by amount, cost a consumer finance company’s borrowers on average 20% or less, simple method; each loan has its own ceiling of 24%. Window guidance: above it the rule warns.',
  },
  instrument: { zh: '窗口指导（2025年10月，未公开成文）', en: 'Window guidance of October 2025, not published' },
  sources: ['average-cost-report', 'average-cost-review'],
  effectiveFrom: '2025-10-31' as Day,
  effectiveTo: null,
  lenderKinds: ['consumer_finance_company'],
  events: ['portfolio.monthlyReport', 'product.approve'],
  parameters: {
    averageCapPpm: { value: 200_000n, bound: 'max', provenance: 'sourced', unit: 'ppm a year' },
    transitionEnd: { value: '2026-03-31', bound: 'fixed', provenance: 'sourced' },
  },
  codes: ['compliance.average_cost_high'],
  check: ({ loans }: NewLoans, { averageCapPpm }) => {
    const averagePpm = averageCostPpm(loans)
    return averagePpm <= averageCapPpm ? ALLOW : warnBy('compliance.average_cost_high', { averagePpm, averageCapPpm })
  },
})
