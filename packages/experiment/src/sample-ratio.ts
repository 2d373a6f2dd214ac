import { assert } from '@puhui/kernel'

export interface SampleRatio {
  readonly chiSquare: number
  readonly degrees: number
  readonly p: number
  /** The arms are not as large as they were meant to be: no result of this experiment is to be believed. */
  readonly isOff: boolean
}

/** Common practice for a check that is read on every page view. */
const P_MIN = 0.001

/**
 * Whether the arms are as large as their shares say (sample-ratio mismatch).
 *
 * @param arms units counted and share intended, in any unit, at least two; an arm of no share counts only when it has units,
 *   which then is off
 * @source Pearson's chi-square; Fabijan et al. (2019), KDD, on mismatches and the bound 0.001
 * @example sampleRatio([{ n: 500, share: 1 }, { n: 510, share: 1 }]).isOff // false
 */
export function sampleRatio(arms: readonly { readonly n: number; readonly share: number }[]): SampleRatio {
  assert(arms.length >= 2, 'a ratio needs two arms')
  const units = arms.reduce((sum, { n }) => sum + n, 0)
  const shares = arms.reduce((sum, { share }) => sum + share, 0)
  const meant = arms.filter(({ share }) => share > 0)
  if (arms.some(({ n, share }) => share === 0 && n > 0))
    return { chiSquare: Infinity, degrees: meant.length, p: 0, isOff: true }
  const chiSquare = meant.reduce((sum, { n, share }) => {
    const expected = (units * share) / shares
    return expected === 0 ? sum : sum + (n - expected) ** 2 / expected
  }, 0)
  const degrees = meant.length - 1
  const p = chiSquareBeyond(chiSquare, degrees)
  return { chiSquare, degrees, p, isOff: p < P_MIN }
}

/** What of a chi-square distribution lies beyond x: the upper regularised gamma function. */
function chiSquareBeyond(x: number, degrees: number): number {
  const a = degrees / 2
  const half = x / 2
  if (half <= 0) return 1
  return half < a + 1 ? 1 - lowerSeries(a, half) : upperFraction(a, half)
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 1_000 && term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a))
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 1_000; n++) {
    const step = -n * (n - a)
    b += 2
    d = 1 / (step * d + b)
    c = b + step / c
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return fraction * Math.exp(a * Math.log(x) - x - logGamma(a))
}

/** Of a half-integer a, by Γ(a + 1) = aΓ(a) from Γ(1/2) = √π and Γ(1) = 1. */
function logGamma(a: number): number {
  let log = Number.isInteger(a) ? 0 : Math.log(Math.PI) / 2
  for (let n = Number.isInteger(a) ? 1 : 0.5; n < a; n++) log += Math.log(n)
  return log
}
