import type { RatePpm } from '@puhui/money'

/** 0.01 percentage points: what rounding to the fen may add (CN-RATE-004). */
export const CAP_TOLERANCE_PPM: RatePpm = 100n

/**
 * Whether an all-in annual cost, simple method, may be offered.
 *
 * @source CN-RATE-004 (金规〔2025〕9号 第六条), with its tolerance; SPEC C4
 * @example isWithinCap(240_050n, 240_000n) // true
 */
export function isWithinCap(simpleAnnualPpm: RatePpm, costCapPpm: RatePpm): boolean {
  return simpleAnnualPpm <= costCapPpm + CAP_TOLERANCE_PPM
}
