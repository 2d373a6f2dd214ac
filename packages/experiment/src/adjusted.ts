import type { ArmSums } from './arm.ts'

import { compare, type Difference } from './difference.ts'

/** One unit: its measure, and what was known of it before the experiment. */
export interface Unit {
  readonly value: number
  readonly before: number
}

export interface AdjustedDifference extends Difference {
  readonly theta: number
  /** Share of the variance that the covariate takes away; small numbers are usual and are shown as they are. */
  readonly varianceReduction: number
}

/**
 * The difference in means after taking out what was known beforehand (CUPED), theta pooled over both arms.
 *
 * @param before of both arms must come from before the assignment, or the result is biased
 * @source Deng, Xu, Kohavi, Walker (2013), WSDM
 * @example compareAdjusted([{ value: 1, before: 1 }, { value: 2, before: 2 }], [{ value: 0, before: 1 }, { value: 1, before: 2 }]).difference // 1
 */
export function compareAdjusted(
  treated: readonly Unit[],
  control: readonly Unit[],
  confidence = 0.95,
): AdjustedDifference {
  const all = [...treated, ...control]
  const beforeMean = all.reduce((sum, { before }) => sum + before, 0) / all.length
  const valueMean = all.reduce((sum, { value }) => sum + value, 0) / all.length
  let together = 0
  let spread = 0
  for (const { value, before } of all) {
    together += (value - valueMean) * (before - beforeMean)
    spread += (before - beforeMean) ** 2
  }
  const theta = spread === 0 ? 0 : together / spread
  const adjusted = (units: readonly Unit[]) =>
    centredSums(units.map(({ value, before }) => value - theta * (before - beforeMean)))
  const plain = compare(centredSums(treated.map(measureOf)), centredSums(control.map(measureOf)), confidence)
  const result = compare(adjusted(treated), adjusted(control), confidence)
  const ratio = plain.standardError === 0 ? 1 : (result.standardError / plain.standardError) ** 2
  return { ...result, theta, varianceReduction: 1 - ratio }
}

const measureOf = ({ value }: Unit): number => value

/** Sums whose mean and variance come out of a second pass, so that no digits are lost. */
function centredSums(values: readonly number[]): ArmSums {
  const n = values.length
  const sum = values.reduce((total, value) => total + value, 0)
  const mean = n === 0 ? 0 : sum / n
  const centred = values.reduce((total, value) => total + (value - mean) ** 2, 0)
  return { n, sum, sumOfSquares: centred + n * mean * mean }
}
