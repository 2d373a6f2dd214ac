import type { Day } from '@puhui/calendar'
import type { RatePpm } from '@puhui/money'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface AnnualCost {
  /** 12 × the monthly internal rate of return of everything that the borrower receives and pays. */
  readonly simpleAnnualPpm: RatePpm
  /** Interest, penalty and fees of default together, per year; where there is a claim from default. */
  readonly defaultAnnualPpm?: RatePpm
}

/** CN-RATE-004: nothing that the borrower pays brings the loan above 24 % a year. */
export const costCap = defineRule({
  id: 'CN-RATE-004',
  title: { zh: '综合融资成本24%上限', en: 'Ceiling of 24% on the comprehensive cost' },
  text: {
    zh: '单笔贷款向借款人收取的利息、增信服务费及其他一切费用合计，年化不得超过24%；违约后利息、罚息和费用合计同样不超过24%。',
    en: 'Interest, credit enhancement and every other charge of one loan together stay within 24% a year; so do interest, penalty and fees together after default.',
  },
  instrument: {
    zh: '金规〔2025〕9号第六条；法发〔2017〕22号第二条',
    en: 'Jingui 2025 No. 9, item 6; Supreme People’s Court, Fafa 2017 No. 22, item 2',
  },
  sources: ['nfra-2025-9-notes', 'nfra-2025-9-press'],
  effectiveFrom: '2025-10-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['pricing.quote', 'contract.sign', 'fee.charge'],
  parameters: {
    capAnnualPpm: { value: 240_000n, bound: 'max', provenance: 'sourced', unit: 'ppm a year' },
    defaultCapAnnualPpm: { value: 240_000n, bound: 'max', provenance: 'from-knowledge-verify', unit: 'ppm a year' },
    tolerancePpm: {
      value: 100n,
      bound: 'max',
      provenance: 'design-default',
      unit: 'ppm',
      note: { zh: '分位取整所致', en: 'what rounding to the fen can do' },
    },
  },
  codes: ['compliance.cost_above_cap', 'compliance.default_cost_above_cap'],
  check: (input: AnnualCost, { capAnnualPpm, defaultCapAnnualPpm, tolerancePpm }) => {
    const { simpleAnnualPpm, defaultAnnualPpm } = input
    if (simpleAnnualPpm > capAnnualPpm + tolerancePpm) {
      return refuseBy('compliance.cost_above_cap', { simpleAnnualPpm, capAnnualPpm })
    }
    if (defaultAnnualPpm !== undefined && defaultAnnualPpm > defaultCapAnnualPpm + tolerancePpm) {
      return refuseBy('compliance.default_cost_above_cap', { defaultAnnualPpm, defaultCapAnnualPpm })
    }
    return ALLOW
  },
})
