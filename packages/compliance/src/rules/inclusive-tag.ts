import type { Day } from '@puhui/calendar'
import { INCLUSIVE_LIMITS, type InclusiveFacts, type InclusiveTag, inclusiveTag } from '../inclusive.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface InclusiveTagging {
  readonly facts: InclusiveFacts
  /** The tag that the loan is about to carry in a report. */
  readonly tag: InclusiveTag | null
}

const LINE = { bound: 'free', provenance: 'from-knowledge-verify', unit: 'fen of the line' } as const

/** CN-INCL-001: a loan is counted as inclusive by its borrower, purpose and line, and by nothing else. */
export const inclusiveTagRule = defineRule({
  id: 'CN-INCL-001',
  title: { zh: '普惠与涉农标识', en: 'Inclusive and rural tags' },
  text: {
    zh: '普惠小微与普惠涉农贷款按借款人、用途与授信额度统计：经营用途且单户授信在限额以内的才计入，一般消费贷款不计入，也不得按产品名称认定。',
    en: 'Loans count as inclusive by borrower, purpose and line: for a business, within the limit a household or firm. Loans for consumption do not count, and no product name makes a loan inclusive.',
  },
  instrument: { zh: '金融监管总局/人行统计口径', en: 'Statistical definitions of the regulator and the central bank' },
  sources: ['inclusive-statistics'],
  effectiveFrom: '2025-01-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company', 'microloan_company'],
  events: ['loan.tag', 'report.inclusive'],
  parameters: {
    microEnterpriseMaxFen: { ...LINE, value: INCLUSIVE_LIMITS.microEnterpriseMaxFen },
    farmerBusinessMaxFen: { ...LINE, value: INCLUSIVE_LIMITS.farmerBusinessMaxFen },
    consumerLoanCounts: {
      value: INCLUSIVE_LIMITS.consumerLoanCounts,
      bound: 'fixed',
      provenance: 'from-knowledge-verify',
    },
  },
  codes: ['compliance.inclusive_tag_wrong'],
  check: ({ facts, tag }: InclusiveTagging, limits) => {
    const asked = inclusiveTag(facts, limits)
    return tag === asked ? ALLOW : refuseBy('compliance.inclusive_tag_wrong', { tag, asked })
  },
})
