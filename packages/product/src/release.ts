import { PPM } from '@puhui/money'
import { penaltyVerdict } from './cost/legal-limits.ts'
import type { ProductTerms } from './terms.ts'

/**
 * What a version still lacks before it may be released: a penalty within the band of the law, a limit, ways to repay,
 * and a rule of review.
 *
 * @returns JSON pointers, in the order of the terms; none when it is complete
 * @source PRD-17, CN-RATE-009; SPEC T6, G3
 * @example missingForRelease({ ...terms, rules: {} }) // ['/rules/limit', '/rules/review']
 */
export function missingForRelease({ rules, prepayment, penalty }: ProductTerms): readonly string[] {
  const verdict = penaltyVerdict('overdue', PPM, penalty.contractRateMultiplePpm)
  return [
    ...(verdict.kind === 'out-of-band' ? ['/penalty/contractRateMultiplePpm'] : []),
    ...(prepayment.isAllowed && prepayment.modes.length === 0 ? ['/prepayment/modes'] : []),
    ...(rules?.limit === undefined ? ['/rules/limit'] : []),
    ...(rules?.review === undefined ? ['/rules/review'] : []),
  ]
}
