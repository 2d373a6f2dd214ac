import { addDays, type Day, daysBetween } from '@puhui/calendar'
import { type Fen, mulDiv, PPM, type RatePpm } from '@puhui/money'
import { floatingRate, repricingDays } from './floating-rate.ts'
import type { FloatingRule } from './plan-rules.ts'

/** A loan as far as a change of the market rate matters to it; without a rule its rate is fixed. */
export interface RatedLoan {
  readonly outstandingFen: Fen
  readonly annualRatePpm: RatePpm
  readonly floating?: { readonly rule: FloatingRule; readonly disbursedOn: Day }
}

export interface RateShift {
  readonly on: Day
  readonly days: number
  /** By how much the benchmark moves, up or down. */
  readonly shiftPpm: RatePpm
  /** The benchmark of today, by name. */
  readonly benchmarkPpm: Readonly<Record<FloatingRule['benchmark'], RatePpm>>
  /** The share of the loans that is paid for with money whose price follows the market at once. */
  readonly fundedPpm: RatePpm
}

/** What a change of the market rate does to a year's interest, on the balances of today. */
export interface MarginEffect {
  readonly floatingFen: Fen
  readonly fixedFen: Fen
  /** Interest earned more (or less). */
  readonly incomeFen: Fen
  /** Interest paid for funding more (or less). */
  readonly costFen: Fen
  /** Income less cost. */
  readonly marginFen: Fen
}

/**
 * The effect of a shift of the market rate on income and cost. Fixed loans earn as before; floating ones follow from
 * their next repricing day on, within floor and ceiling; funding follows at once.
 *
 * @source MPR-01; SPEC F4, F5
 * @example marginEffect([{ outstandingFen: 100_000n, annualRatePpm: 84_000n }], shift).incomeFen // 0n: the rate is fixed
 */
export function marginEffect(loans: readonly RatedLoan[], shift: RateShift): MarginEffect {
  let [floatingFen, fixedFen, incomeFen] = [0n, 0n, 0n]
  for (const loan of loans) {
    if (loan.floating) floatingFen += loan.outstandingFen
    else fixedFen += loan.outstandingFen
    incomeFen += incomeOf(loan, shift)
  }
  const fundedFen = mulDiv(floatingFen + fixedFen, shift.fundedPpm, PPM, 'half-even')
  const costFen = interestFor(fundedFen, shift.shiftPpm, shift.days)
  return { floatingFen, fixedFen, incomeFen, costFen, marginFen: incomeFen - costFen }
}

function incomeOf({ outstandingFen, annualRatePpm, floating }: RatedLoan, shift: RateShift): Fen {
  if (!floating) return 0n
  const { rule, disbursedOn } = floating
  const untilOn = addDays(shift.on, shift.days)
  const next = repricingDays(rule.repricing, disbursedOn, untilOn).find((day) => day > shift.on)
  if (!next) return 0n
  const benchmarkPpm = shift.benchmarkPpm[rule.benchmark]
  const before = floatingRate(rule, annualRatePpm, benchmarkPpm)
  const after = floatingRate(rule, annualRatePpm, benchmarkPpm + shift.shiftPpm)
  return interestFor(outstandingFen, after - before, daysBetween(next, untilOn))
}

function interestFor(balanceFen: Fen, ratePpm: RatePpm, days: number): Fen {
  return mulDiv(balanceFen, ratePpm * BigInt(days), PPM * 365n, 'half-even')
}
