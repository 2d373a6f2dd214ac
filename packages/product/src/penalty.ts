import { mulDiv, PPM, type RatePpm } from '@puhui/money'
import type { PenaltyRule } from './terms.ts'

/**
 * The annual rate of penalty interest: contract rate × multiple, at most the product's maximum.
 *
 * @source CN-RATE-009; SPEC Q9
 * @example penaltyRateOf(rule, 180_000n) // 240_000n: one and a half times 18 % is 27 %, held at 24 %
 */
export function penaltyRateOf(rule: PenaltyRule, annualRatePpm: RatePpm): RatePpm {
  const ratePpm = mulDiv(annualRatePpm, rule.contractRateMultiplePpm, PPM, 'half-even')
  return ratePpm < rule.annualRateMaxPpm ? ratePpm : rule.annualRateMaxPpm
}
