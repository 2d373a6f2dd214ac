import { assert } from '@puhui/kernel'

const SERIES_BELOW = 2.5
const TINY = 1e-300
const STEPS = 500

/**
 * What of a standard normal lies beyond ±z: the p-value of a two-sided test. Relative error below 1e-12 down to 1e-300.
 *
 * @source Abramowitz & Stegun (1964), 7.1.5 (series) and 7.1.14 (continued fraction)
 * @example twoSided(1.959963984540054) // 0.05
 */
export function twoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2)
}

/**
 * The z beyond ±which a share of `1 - confidence` lies.
 *
 * @param confidence between 0 and 1, e.g. 0.95
 * @example zOf(0.95) // 1.959963984540054
 */
export function zOf(confidence: number): number {
  assert(confidence > 0 && confidence < 1, 'a confidence lies between 0 and 1', { confidence })
  let low = 0
  let high = 40
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2
    if (twoSided(middle) > 1 - confidence) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The complementary error function of x ≥ 0. */
function erfc(x: number): number {
  return x < SERIES_BELOW ? 1 - erfSeries(x) : erfcFraction(x)
}

function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; n < STEPS && Math.abs(term) > 1e-18; n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

/** Lentz's method on 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))). */
function erfcFraction(x: number): number {
  let fraction = x
  let c = x
  let d = 0
  for (let n = 1; n < STEPS; n++) {
    d = 1 / (x + (n / 2) * d || TINY)
    c = x + n / 2 / c || TINY
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI))
}
