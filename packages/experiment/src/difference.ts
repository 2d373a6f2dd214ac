import { type ArmSums, meanOf, varianceOf } from './arm.ts'
import { twoSided, zOf } from './normal.ts'

/** What may be said: `none` while the interval covers 0 or an arm is too small to know. */
export type Claim = 'higher' | 'lower' | 'none'

export interface Difference {
  readonly treated: { readonly n: number; readonly mean: number }
  readonly control: { readonly n: number; readonly mean: number }
  /** Mean of the treated less mean of the control, in units of the measure. */
  readonly difference: number
  readonly standardError: number
  readonly interval: readonly [number, number]
  readonly z: number
  readonly p: number
  /** As a share of the control's mean; null where that is 0. */
  readonly relative: number | null
  readonly claim: Claim
}

const UNITS_MIN = 2

/**
 * The difference in means of two arms with its interval, variances unequal (Welch), by intention to treat.
 *
 * @param confidence of the interval, 0.95 unless told
 * @source Welch (1947), Biometrika 34
 * @example compare(sumsOfCount({ n: 1000, yes: 80 }), sumsOfCount({ n: 1000, yes: 50 })).claim // 'higher'
 */
export function compare(treated: ArmSums, control: ArmSums, confidence = 0.95): Difference {
  const difference = meanOf(treated) - meanOf(control)
  const standardError = Math.sqrt(varianceOf(treated) / treated.n + varianceOf(control) / control.n) || 0
  const reach = zOf(confidence) * standardError
  const z = standardError === 0 ? 0 : difference / standardError
  const isKnown = standardError > 0 && Math.min(treated.n, control.n) >= UNITS_MIN
  const controlMean = meanOf(control)
  return {
    treated: { n: treated.n, mean: meanOf(treated) },
    control: { n: control.n, mean: controlMean },
    difference,
    standardError,
    interval: [difference - reach, difference + reach],
    z,
    p: isKnown ? twoSided(z) : 1,
    relative: controlMean === 0 ? null : difference / controlMean,
    claim: !isKnown || Math.abs(difference) <= reach ? 'none' : difference > 0 ? 'higher' : 'lower',
  }
}
