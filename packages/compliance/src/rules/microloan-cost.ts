import type { Day } from '@puhui/calendar'
import type { RatePpm } from '@puhui/money'
import { privateLendingCapPpm } from '@puhui/product'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface MicroloanCost {
  readonly on: Day
  /** Everything that the borrower pays, per year, simple method. */
  readonly annualPpm: RatePpm
  readonly termMonths: number
  /** The one-year prime rate of the day; without one only the first ceiling is checked. */
  readonly lprOneYearPpm?: RatePpm
}

/** CN-RATE-006: a microloan costs at most 24 %, and after 2027 at most four times the prime rate. */
export const microloanCost = defineRule({
  id: 'CN-RATE-006',
  title: { zh: '小额贷款综合融资成本', en: 'Cost of microloans' },
  text: {
    zh: '小额贷款公司新发放贷款综合融资成本不超过24%；2027年底后，期限超过一个月的不超过一年期LPR的四倍，一个月以内的仍为24%。',
    en: 'A new microloan costs at most 24% a year; after the end of 2027 one of more than a month costs at most four times the one-year prime rate.',
  },
  instrument: {
    zh: '小额贷款公司综合融资成本管理工作指引（2025年12月）',
    en: 'Guide on the cost of microloan companies (December 2025)',
  },
  sources: ['microloan-cost-2025', 'microloan-cost-reading'],
  effectiveFrom: '2025-12-24' as Day,
  effectiveTo: null,
  lenderKinds: ['microloan_company'],
  events: ['pricing.quote', 'contract.sign'],
  parameters: {
    capAnnualPpm: { value: 240_000n, bound: 'max', provenance: 'sourced', unit: 'ppm a year' },
    targetAfter: { value: '2027-12-31', bound: 'fixed', provenance: 'sourced' },
    shortTermMonths: { value: 1, bound: 'max', provenance: 'sourced', unit: 'months' },
  },
  codes: ['compliance.microloan_cost_above_cap'],
  check: ({ on, annualPpm, termMonths, lprOneYearPpm }: MicroloanCost, values) => {
    const isTarget = on > values.targetAfter && termMonths > values.shortTermMonths && lprOneYearPpm !== undefined
    const targetPpm = isTarget ? privateLendingCapPpm(lprOneYearPpm) : values.capAnnualPpm
    const capPpm = targetPpm < values.capAnnualPpm ? targetPpm : values.capAnnualPpm
    return annualPpm <= capPpm ? ALLOW : refuseBy('compliance.microloan_cost_above_cap', { annualPpm, capPpm })
  },
})
