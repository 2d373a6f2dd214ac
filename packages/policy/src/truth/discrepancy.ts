import { mulDiv, PPM } from '@puhui/money'
import type { Assessed, ClaimField, ClaimRule } from './claim.ts'

/** What one field adds to the score. */
export interface DiscrepancyLine {
  readonly field: ClaimField
  readonly weight: number
  readonly tolerancePpm: bigint
  /** Null: nothing to compare with; it is left out on both sides. */
  readonly gapPpm: bigint | null
  /** What it adds to a hundred, in hundredths of a point. */
  readonly pointsHundredths: number
}

export interface Discrepancy {
  /** 0: all that could be compared agrees; 100: none of it. Null: nothing could be compared. */
  readonly score: number | null
  readonly lines: readonly DiscrepancyLine[]
}

/** What a lender starts with. Tolerances in millionths: income 15 % above, hidden debts 20 % of income. */
export const defaultClaimRules: readonly ClaimRule[] = [
  { field: 'income', weight: 40, tolerancePpm: 150_000n, isNeeded: false },
  { field: 'employer', weight: 20, tolerancePpm: 0n, isNeeded: false },
  { field: 'assets', weight: 10, tolerancePpm: 0n, isNeeded: false },
  { field: 'debts', weight: 30, tolerancePpm: 200_000n, isNeeded: false },
  { field: 'address', weight: 10, tolerancePpm: 0n, isNeeded: false },
  { field: 'purpose', weight: 20, tolerancePpm: 0n, isNeeded: false },
]

/**
 * How much of what an applicant says differs from what was found: 0 to 100.
 *
 * A field within its tolerance adds nothing; beyond it, its weight by the size of the gap, at most the whole. Fields that
 * nobody could compare are left out, so that little evidence neither helps nor harms.
 *
 * @source SPEC P75–P76
 * @example discrepancyOf([], defaultClaimRules).score // null
 */
export function discrepancyOf(assessed: readonly Assessed[], rules: readonly ClaimRule[]): Discrepancy {
  const compared = assessed.filter(({ gapPpm }) => gapPpm !== null)
  const whole = compared.reduce((sum, { field }) => sum + weightOf(rules, field), 0)
  const lines = assessed.map(({ field, gapPpm }): DiscrepancyLine => {
    const { weight, tolerancePpm } = rules.find((rule) => rule.field === field)!
    const counted = gapPpm === null || gapPpm <= tolerancePpm ? 0n : gapPpm < PPM ? gapPpm : PPM
    const points = whole === 0 ? 0n : mulDiv(BigInt(weight) * 10_000n, counted, PPM * BigInt(whole), 'half-even')
    return { field, weight, tolerancePpm, gapPpm, pointsHundredths: Number(points) }
  })
  if (whole === 0) return { score: null, lines }
  const hundredths = lines.reduce((sum, line) => sum + line.pointsHundredths, 0)
  return { score: Math.min(100, Math.round(hundredths / 100)), lines }
}

function weightOf(rules: readonly ClaimRule[], field: ClaimField): number {
  return rules.find((rule) => rule.field === field)?.weight ?? 0
}
