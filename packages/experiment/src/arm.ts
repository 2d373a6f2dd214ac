import { assert } from '@puhui/kernel'

/** What is known of one arm for one measure: enough for means, variances and intervals. */
export interface ArmSums {
  /** Units assigned, whether or not they were reached: intention to treat. */
  readonly n: number
  readonly sum: number
  readonly sumOfSquares: number
}

/**
 * Sums of a list of values, one per unit.
 *
 * @example sumsOf([1, 0, 1]) // { n: 3, sum: 2, sumOfSquares: 2 }
 */
export function sumsOf(values: Iterable<number>): ArmSums {
  let n = 0
  let sum = 0
  let sumOfSquares = 0
  for (const value of values) {
    n++
    sum += value
    sumOfSquares += value * value
  }
  return { n, sum, sumOfSquares }
}

/**
 * Sums of a yes-or-no measure.
 *
 * @example sumsOfCount({ n: 100, yes: 3 }) // { n: 100, sum: 3, sumOfSquares: 3 }
 */
export function sumsOfCount({ n, yes }: { readonly n: number; readonly yes: number }): ArmSums {
  assert(yes >= 0 && yes <= n, 'no more units than there are say yes', { n, yes })
  return { n, sum: yes, sumOfSquares: yes }
}

export function meanOf({ n, sum }: ArmSums): number {
  return n === 0 ? 0 : sum / n
}

/** Sample variance, divided by n − 1; 0 for fewer than two units. */
export function varianceOf({ n, sum, sumOfSquares }: ArmSums): number {
  return n < 2 ? 0 : Math.max(0, (sumOfSquares - (sum * sum) / n) / (n - 1))
}
