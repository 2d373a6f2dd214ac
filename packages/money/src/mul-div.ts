import { assert, assertNever } from '@puhui/kernel'

/** How a division ends. `half-even` is the default of money; the others are named where a contract asks for them. */
export type Rounding = 'half-even' | 'half-up' | 'down' | 'up' | 'floor' | 'ceiling'

/**
 * Multiplies and divides whole numbers with one, named rounding.
 *
 * @param amount any whole number
 * @param numerator any whole number
 * @param denominator not 0
 * @param rounding `down` and `up` look at the size (towards and away from zero), `floor` and `ceiling` at the sign
 * @returns amount × numerator / denominator, rounded once
 * @source SPEC M1-M3
 * @example mulDiv(100_000n, 72_000n, 12_000_000n, 'half-even') // 600n: one month of 7.2 % a year on ¥1,000
 */
export function mulDiv(amount: bigint, numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  assert(denominator !== 0n, 'division by zero', { amount, numerator })
  const product = amount * numerator
  const isNegative = product < 0n !== denominator < 0n && product !== 0n
  const size = product < 0n ? -product : product
  const divisor = denominator < 0n ? -denominator : denominator
  const quotient = size / divisor
  const remainder = size - quotient * divisor
  const rounded = remainder === 0n ? quotient : quotient + step({ quotient, remainder, divisor, isNegative, rounding })
  return isNegative ? -rounded : rounded
}

function step(division: {
  quotient: bigint
  remainder: bigint
  divisor: bigint
  isNegative: boolean
  rounding: Rounding
}): bigint {
  const twice = division.remainder * 2n
  switch (division.rounding) {
    case 'half-even':
      return twice > division.divisor || (twice === division.divisor && division.quotient % 2n === 1n) ? 1n : 0n
    case 'half-up':
      return twice >= division.divisor ? 1n : 0n
    case 'down':
      return 0n
    case 'up':
      return 1n
    case 'floor':
      return division.isNegative ? 1n : 0n
    case 'ceiling':
      return division.isNegative ? 0n : 1n
    default:
      return assertNever(division.rounding)
  }
}
