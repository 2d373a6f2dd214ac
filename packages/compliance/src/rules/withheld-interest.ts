import type { Day } from '@puhui/calendar'
import { type Fen, minFen, sumFen } from '@puhui/money'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface Payout {
  readonly principalFen: Fen
  readonly disbursedFen: Fen
  /** What was kept back and why; the amounts make up the difference. */
  readonly withheld: readonly { readonly kind: 'interest' | 'fee'; readonly amountFen: Fen }[]
}

/** CN-RATE-008: interest is never taken out of the principal in advance. */
export const withheldInterest = defineRule({
  id: 'CN-RATE-008',
  title: { zh: '利息不得预先在本金中扣除', en: 'No interest deducted in advance' },
  text: {
    zh: '利息不得在放款时预先扣除；已经扣除的，以实际到手金额作为本金计息。',
    en: 'Interest may not be kept back from the principal at payout; where it was, interest runs on what was received.',
  },
  instrument: {
    zh: '民法典第六百七十条；民间借贷司法解释第二十六条',
    en: 'Civil Code art. 670; SPC on private lending, art. 26',
  },
  sources: ['civil-code-contracts', 'spc-private-lending', 'consumer-protection-2022'],
  effectiveFrom: '2021-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['disbursement.execute'],
  parameters: { interestMayBeWithheld: { value: false, bound: 'fixed', provenance: 'sourced' } },
  codes: ['compliance.upfront_interest', 'compliance.withheld_amount_unexplained'],
  check: ({ principalFen, disbursedFen, withheld }: Payout) => {
    const interestFen = sumFen(withheld.filter((item) => item.kind === 'interest').map((item) => item.amountFen))
    if (interestFen > 0n) return refuseBy('compliance.upfront_interest', { interestFen })
    const unexplainedFen = principalFen - disbursedFen - sumFen(withheld.map((item) => item.amountFen))
    return unexplainedFen === 0n ? ALLOW : refuseBy('compliance.withheld_amount_unexplained', { unexplainedFen })
  },
})

/**
 * The principal on which interest runs: what was received, plus fees that were rightly kept back.
 *
 * @source 民法典 art. 670 (in force 2021-01-01); SPEC R8
 * @example principalForInterest({ principalFen: 1_000_000n, disbursedFen: 950_000n, withheld: [] }) // 950_000n
 */
export function principalForInterest({ principalFen, disbursedFen, withheld }: Payout): Fen {
  const feesFen = sumFen(withheld.filter((item) => item.kind === 'fee').map((item) => item.amountFen))
  return minFen(principalFen, disbursedFen + feesFen)
}
