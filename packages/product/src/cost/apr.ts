import type { CashFlow, TimedFlow } from './irr.ts'
import { solveRate } from './irr.ts'
import { type UnitPeriod, unitPeriodsPerYear, unitTime } from './unit-period.ts'

/**
 * The annual percentage rate of charge of the European Union and the United Kingdom: the compound annual rate at which
 * advances and repayments are worth the same.
 *
 * @param flows times in years, by `europeanYears` or `britishYears`
 * @returns a fraction, not rounded; NaN when there is none
 * @source Directive 2008/48/EC annex I; FCA Handbook, CONC App 1; SPEC V2
 * @example aprCompound([{ time: 0, amount: -250 }, { time: 28 / 365.25, amount: 319.97 }]) // 24.00…
 */
export function aprCompound(flows: readonly TimedFlow[]): number {
  return solveRate(flows)
}

/**
 * The annual percentage rate of the United States by the actuarial method: a rate per unit period, simple within a part
 * of one, times the unit periods of a year.
 *
 * @param flows the first is the first advance; advances above zero, payments below
 * @returns a fraction, not rounded; NaN when there is none
 * @source 12 CFR 1026 Appendix J (b)(8); SPEC V3
 */
export function aprActuarial(flows: readonly CashFlow[], unit: UnitPeriod): number {
  const start = flows[0]
  if (!start) return Number.NaN
  const timed = flows.map(({ on, amount }) => ({ amount, ...unitTime(start.on, on, unit) }))
  const value = (rate: number) =>
    timed.reduce((sum, { amount, whole, odd }) => sum + amount / ((1 + odd * rate) * (1 + rate) ** whole), 0)
  return closeIn(value) * unitPeriodsPerYear(unit)
}

/** The rate of -50 % to 1000 % a unit period at which the value is zero; with advances first it falls through zero once. */
function closeIn(value: (rate: number) => number): number {
  let [low, high] = [-0.5, 10]
  if (value(low) * value(high) > 0) return Number.NaN
  const atLow = Math.sign(value(low))
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (Math.sign(value(middle)) === atLow) low = middle
    else high = middle
  }
  return (low + high) / 2
}
