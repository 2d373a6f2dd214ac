import type { Day } from '@puhui/calendar'
import type { RatePpm } from '@puhui/money'
import { type PenaltyCause, penaltyVerdict } from '@puhui/product'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy, warnBy } from '../verdict.ts'

export interface PenaltyRate {
  readonly cause: PenaltyCause
  readonly contractPpm: RatePpm
  readonly penaltyPpm: RatePpm
}

/** CN-RATE-009: what a penalty rate may add to the contract rate. Above the ceiling it is held there. */
export const penaltyBand = defineRule({
  id: 'CN-RATE-009',
  title: { zh: '罚息利率区间', en: 'Band of penalty interest' },
  text: {
    zh: '逾期罚息在合同利率基础上加收30%至50%，挪用加收50%至100%；同一时段取高者，不并处；执行利率不超过24%。',
    en: 'Overdue interest adds 30% to 50% to the contract rate, misuse 50% to 100%; of both in one period the higher counts; what is charged stays within 24%.',
  },
  instrument: { zh: '银发〔2003〕251号', en: 'PBC Yinfa 2003 No. 251' },
  sources: ['civil-code-contracts'],
  effectiveFrom: '2004-01-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company'],
  events: ['product.approve', 'penalty.accrue'],
  parameters: {
    overdueMinPpm: { value: 1_300_000n, bound: 'min', provenance: 'from-knowledge-verify', unit: 'ppm of the rate' },
    overdueMaxPpm: { value: 1_500_000n, bound: 'max', provenance: 'from-knowledge-verify', unit: 'ppm of the rate' },
    misuseMinPpm: { value: 1_500_000n, bound: 'min', provenance: 'from-knowledge-verify', unit: 'ppm of the rate' },
    misuseMaxPpm: { value: 2_000_000n, bound: 'max', provenance: 'from-knowledge-verify', unit: 'ppm of the rate' },
    ceilingPpm: { value: 240_000n, bound: 'max', provenance: 'design-default', unit: 'ppm a year' },
  },
  codes: ['compliance.penalty_out_of_band', 'compliance.penalty_held'],
  check: ({ cause, contractPpm, penaltyPpm }: PenaltyRate, values) => {
    const isOverdue = cause === 'overdue'
    const verdict = penaltyVerdict(cause, contractPpm, penaltyPpm, {
      min: isOverdue ? values.overdueMinPpm : values.misuseMinPpm,
      max: isOverdue ? values.overdueMaxPpm : values.misuseMaxPpm,
      ceilingPpm: values.ceilingPpm,
    })
    if (verdict.kind === 'out-of-band') {
      const { minPpm, maxPpm } = verdict
      return refuseBy('compliance.penalty_out_of_band', { penaltyPpm, minPpm, maxPpm })
    }
    if (verdict.kind === 'allowed') return ALLOW
    return warnBy('compliance.penalty_held', { effectivePpm: verdict.annualRatePpm })
  },
})
