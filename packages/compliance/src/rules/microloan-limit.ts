import type { Day } from '@puhui/calendar'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface Microloan {
  readonly purpose: 'consumption' | 'business'
  readonly outstandingFen: bigint
  readonly newFen: bigint
  /** With the lender's net assets: what one borrower, and one group of borrowers, would owe. */
  readonly concentration?: { readonly netAssetsFen: bigint; readonly borrowerFen: bigint; readonly groupFen: bigint }
}

const PPM = 1_000_000n

/** CN-ORIG-009: how much one borrower may owe a network microloan company. */
export const microloanLimit = defineRule({
  id: 'CN-ORIG-009',
  title: { zh: '网络小额贷款余额上限', en: 'Balances of network microloans' },
  text: {
    zh: '网络小额贷款公司对单户用于消费的贷款余额不超过 20 万元，用于生产经营的不超过 1000 万元；对同一借款人不超过净资产的 10%，对同一借款人及其关联方不超过 15%。',
    en: 'One borrower owes a network microloan company at most ¥200,000 for consumption and ¥10 million for business; at most 10 % of its net assets, and 15 % with related parties.',
  },
  instrument: { zh: '小额贷款公司监督管理暂行办法', en: 'Interim Measures on Microloan Companies' },
  sources: ['microloan-2024'],
  effectiveFrom: '2025-01-01' as Day,
  effectiveTo: null,
  lenderKinds: ['microloan_company'],
  events: ['loan.approve'],
  parameters: {
    consumerMaxFen: { value: 20_000_000n, bound: 'max', provenance: 'sourced', unit: 'fen' },
    businessMaxFen: { value: 1_000_000_000n, bound: 'max', provenance: 'sourced', unit: 'fen' },
    borrowerSharePpm: { value: 100_000n, bound: 'max', provenance: 'sourced', unit: 'ppm of net assets' },
    groupSharePpm: { value: 150_000n, bound: 'max', provenance: 'sourced', unit: 'ppm of net assets' },
  },
  codes: ['compliance.microloan_limit', 'compliance.microloan_concentration'],
  check: (
    { purpose, outstandingFen, newFen, concentration }: Microloan,
    { consumerMaxFen, businessMaxFen, borrowerSharePpm, groupSharePpm },
  ) => {
    const maxFen = purpose === 'consumption' ? consumerMaxFen : businessMaxFen
    const totalFen = outstandingFen + newFen
    if (totalFen > maxFen) return refuseBy('compliance.microloan_limit', { totalFen, maxFen })
    if (!concentration) return ALLOW
    const { netAssetsFen, borrowerFen, groupFen } = concentration
    const isWithin =
      borrowerFen * PPM <= netAssetsFen * borrowerSharePpm && groupFen * PPM <= netAssetsFen * groupSharePpm
    return isWithin ? ALLOW : refuseBy('compliance.microloan_concentration', { netAssetsFen, borrowerFen, groupFen })
  },
})
