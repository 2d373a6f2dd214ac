import type { Day } from '@puhui/calendar'
import { type Fen, minFen, mulDiv, PPM, type RatePpm } from '@puhui/money'

/** The all-in ceiling of every licensed lender (CN-RATE-004). */
const CEILING_PPM: RatePpm = 240_000n

/**
 * The average all-in cost of new loans, weighted by their amounts; a consumer finance company is expected to stay at or
 * below 20 %.
 *
 * @returns 0 for no loans
 * @source CN-RATE-005 (window guidance of October 2025, not published); SPEC G1
 * @example averageCostPpm([{ amountFen: 100n, simpleAnnualPpm: 240_000n }, { amountFen: 300n, simpleAnnualPpm: 180_000n }]) // 195_000n
 */
export function averageCostPpm(
  loans: readonly { readonly amountFen: Fen; readonly simpleAnnualPpm: RatePpm }[],
): RatePpm {
  const whole = loans.reduce((sum, loan) => sum + loan.amountFen, 0n)
  const weighed = loans.reduce((sum, loan) => sum + loan.amountFen * loan.simpleAnnualPpm, 0n)
  return whole === 0n ? 0n : mulDiv(weighed, 1n, whole, 'half-even')
}

const MICROLOAN_TARGET_AFTER = '2027-12-31' as Day

/**
 * The ceiling of a microloan: 24 %, and after the end of 2027 four times the one-year prime rate where the loan runs
 * longer than a month.
 *
 * @source CN-RATE-006; SPEC G2
 * @example microloanCapPpm({ on: '2028-01-05', termMonths: 12, lprOneYearPpm: 30_000n }) // 120_000n
 */
export function microloanCapPpm(loan: {
  readonly on: Day
  readonly termMonths: number
  readonly lprOneYearPpm: RatePpm
}): RatePpm {
  const isTarget = loan.on > MICROLOAN_TARGET_AFTER && loan.termMonths > 1
  return isTarget ? lowerRate(CEILING_PPM, privateLendingCapPpm(loan.lprOneYearPpm)) : CEILING_PPM
}

function lowerRate(a: RatePpm, b: RatePpm): RatePpm {
  return a < b ? a : b
}

/**
 * What courts protect between private persons: four times the one-year prime rate of the day of the contract. It is no
 * ceiling of licensed lenders.
 *
 * @source CN-RATE-007; SPEC G2
 */
export function privateLendingCapPpm(lprOneYearPpm: RatePpm): RatePpm {
  return 4n * lprOneYearPpm
}

/** How much a penalty rate may exceed the contract's, in millionths of it. */
const PENALTY_BAND = {
  overdue: { min: 1_300_000n, max: 1_500_000n },
  misuse: { min: 1_500_000n, max: 2_000_000n },
} as const

export type PenaltyCause = keyof typeof PENALTY_BAND

/** The band as multiples of the contract rate, and the rate that no penalty exceeds. */
export interface PenaltyLimits {
  readonly min: RatePpm
  readonly max: RatePpm
  readonly ceilingPpm: RatePpm
}

/** Whether a penalty may be charged as agreed, is held at the ceiling, or lies outside the band. */
export type PenaltyVerdict =
  | { readonly kind: 'allowed' | 'held'; readonly annualRatePpm: RatePpm }
  | { readonly kind: 'out-of-band'; readonly minPpm: RatePpm; readonly maxPpm: RatePpm }

/**
 * Holds a penalty rate against the band: a third to a half above the contract rate when overdue, a half to twice when
 * the money was misused; and never above the ceiling.
 *
 * @param limits those of the law, unless a lender set stricter ones
 * @source CN-RATE-009 (银发〔2003〕251号); SPEC G3
 * @example penaltyVerdict('overdue', 180_000n, 270_000n) // { kind: 'held', annualRatePpm: 240_000n }
 */
export function penaltyVerdict(
  cause: PenaltyCause,
  contractPpm: RatePpm,
  penaltyPpm: RatePpm,
  { min, max, ceilingPpm }: PenaltyLimits = { ...PENALTY_BAND[cause], ceilingPpm: CEILING_PPM },
): PenaltyVerdict {
  const [minPpm, maxPpm] = [mulDiv(contractPpm, min, PPM, 'ceiling'), mulDiv(contractPpm, max, PPM, 'floor')]
  if (penaltyPpm < minPpm || penaltyPpm > maxPpm) return { kind: 'out-of-band', minPpm, maxPpm }
  return penaltyPpm > ceilingPpm
    ? { kind: 'held', annualRatePpm: ceilingPpm }
    : { kind: 'allowed', annualRatePpm: penaltyPpm }
}

/** When the state pays part of the interest of consumption loans, and at most how much. */
const SUBSIDY = {
  from: '2025-09-01' as Day,
  until: '2026-12-31' as Day,
  ratePpm: 10_000n,
  shareMaxPpm: 500_000n,
  yearMaxFen: 300_000n,
} as const

/**
 * The fiscal subsidy 财政贴息 of a consumption loan: one point a year, at most half of the contract rate, on what was
 * really spent, by days of 365, and at most ¥3,000 for a borrower at one lender in a year.
 *
 * @param use.takenThisYearFen what the borrower has had at this lender this year
 * @returns the subsidy, and whether the day lies outside the scheme (an extension has to be verified)
 * @source CN-SUBS-001 (财金〔2025〕80号, 财金〔2026〕1号); SPEC G4
 * @example fiscalSubsidy({ spentFen: 20_000_000n, annualRatePpm: 30_000n, days: 365, on: '2026-03-01' }).amountFen // 200_000n
 */
export function fiscalSubsidy(use: {
  readonly spentFen: Fen
  readonly annualRatePpm: RatePpm
  readonly days: number
  readonly on: Day
  readonly takenThisYearFen?: Fen
}): { readonly amountFen: Fen; readonly isOutsideScheme: boolean } {
  if (use.on < SUBSIDY.from || use.on > SUBSIDY.until) return { amountFen: 0n, isOutsideScheme: true }
  const ratePpm = lowerRate(SUBSIDY.ratePpm, mulDiv(use.annualRatePpm, SUBSIDY.shareMaxPpm, PPM, 'floor'))
  const earnedFen = mulDiv(use.spentFen, ratePpm * BigInt(use.days), PPM * 365n, 'half-even')
  const leftFen = SUBSIDY.yearMaxFen - (use.takenThisYearFen ?? 0n)
  return { amountFen: minFen(earnedFen, leftFen < 0n ? 0n : leftFen), isOutsideScheme: false }
}
