import { type Day, daysBetween } from '@puhui/calendar'

/** Money on a day as seen by the borrower: above zero received, below zero paid. Floats: these are statistics of a loan, not money. */
export interface CashFlow {
  readonly on: Day
  readonly amount: number
}

/**
 * The rate per period at which flows at the times 0, 1, 2 … are worth nothing.
 *
 * @param flows one per period; at least one above and one below zero
 * @returns the rate as a fraction, or NaN when there is none above -1
 * @source CN-RATE-002: Σ CF_k / (1 + r)^k = 0
 * @example irr([-100, 39, 59, 55, 20]) // 0.2809…
 */
export function irr(flows: readonly number[]): number {
  return solveRate(flows.map((amount, time) => ({ time, amount })))
}

/**
 * The annual rate of dated flows, actual/365.
 *
 * @returns the compound annual rate as a fraction, or NaN
 * @source CN-RATE-002, irregular dates
 */
export function xirr(flows: readonly CashFlow[]): number {
  const first = flows[0]
  if (!first) return Number.NaN
  return solveRate(flows.map(({ on, amount }) => ({ time: daysBetween(first.on, on) / 365, amount })))
}

export interface TimedFlow {
  readonly time: number
  readonly amount: number
}

/**
 * Finds r with Σ amount / (1 + r)^time = 0.
 *
 * Where there are several, the lowest from zero up; below zero only when there is none above: a loan that has a cost
 * is not told by a negative rate.
 */
export function solveRate(flows: readonly TimedFlow[]): number {
  const value = (rate: number) => flows.reduce((sum, { time, amount }) => sum + amount / (1 + rate) ** time, 0)
  if (!flows.some((f) => f.amount > 0) || !flows.some((f) => f.amount < 0)) return Number.NaN
  const bracket = bracketFrom(value, climb) ?? bracketFrom(value, descend)
  return bracket ? bisect(value, bracket) : Number.NaN
}

const climb = (rate: number, step: number): number => rate + step
const descend = (rate: number, step: number): number => rate - (1 + rate) * Math.min(step, 0.5)

/** Walks away from zero in growing steps until the sign changes; a value beyond all numbers still has its sign. */
function bracketFrom(value: (rate: number) => number, walk: typeof climb): readonly [number, number] | undefined {
  let [near, atNear] = [0, value(0)]
  if (atNear === 0) return [0, 0]
  for (let step = 0.0005; near < 1e9 && near > -1 + 1e-15; step *= 1.3) {
    const far = walk(near, step)
    const atFar = value(far)
    if (Number.isNaN(atFar)) return undefined
    if (Math.sign(atNear) !== Math.sign(atFar)) return near < far ? [near, far] : [far, near]
    ;[near, atNear] = [far, atFar]
  }
  return undefined
}

function bisect(value: (rate: number) => number, bracket: readonly [number, number]): number {
  let [low, high] = bracket
  let atLow = value(low)
  for (let i = 0; i < 200 && low < high; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    const atMiddle = value(middle)
    if (atMiddle === 0) return middle
    if (Math.sign(atLow) !== Math.sign(atMiddle)) high = middle
    else [low, atLow] = [middle, atMiddle]
  }
  return (low + high) / 2
}
