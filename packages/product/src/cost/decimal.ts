import { mulDiv } from '@puhui/money'

/** A decimal number, `digits × 10^exponent`, that keeps 28 significant digits, rounded half to even after each step. */
export interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

const PRECISION = 28

/** Reads a decimal text: `decimal('0.08')`, `decimal('1.5e-3')`. */
export function decimal(text: string): Decimal {
  const [number = '', power = '0'] = text.toLowerCase().split('e')
  const [whole, fraction = ''] = number.split('.')
  return rounded(BigInt(whole + fraction), Number(power) - fraction.length)
}

export function addDecimal(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return rounded(scaled(a, exponent) + scaled(b, exponent), exponent)
}

export function compareDecimal(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent)
  const difference = scaled(a, exponent) - scaled(b, exponent)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function negate(a: Decimal): Decimal {
  return { digits: -a.digits, exponent: a.exponent }
}

export function multiplyDecimal(a: Decimal, b: Decimal): Decimal {
  return rounded(a.digits * b.digits, a.exponent + b.exponent)
}

export function divideDecimal(a: Decimal, b: Decimal): Decimal {
  const shift = Math.max(0, PRECISION + 1 + lengthOf(b.digits) - lengthOf(a.digits))
  const quotient = (a.digits * 10n ** BigInt(shift)) / b.digits
  const isExact = quotient * b.digits === a.digits * 10n ** BigInt(shift)
  // A sticky digit keeps what was cut off visible to the rounding that follows.
  const sticky = isExact ? 0n : a.digits < 0n !== b.digits < 0n ? -1n : 1n
  return rounded(quotient * 10n + sticky, a.exponent - b.exponent - shift - 1)
}

/** A whole power, exact before it is rounded; a negative one is one by the positive. */
export function powerDecimal(a: Decimal, power: number): Decimal {
  if (power < 0) return divideDecimal({ digits: 1n, exponent: 0 }, powerDecimal(a, -power))
  return rounded(a.digits ** BigInt(power), a.exponent * power)
}

/** The whole root of a number above zero: cut at twice the digits before it is rounded. */
export function rootDecimal(a: Decimal, root: number): Decimal {
  const spare = PRECISION * 2 * root
  const shift = spare + ((((a.exponent - spare) % root) + root) % root)
  return rounded(wholeRoot(a.digits * 10n ** BigInt(shift), BigInt(root)), (a.exponent - shift) / root)
}

/** Newton's method on whole numbers, from above. */
function wholeRoot(value: bigint, root: bigint): bigint {
  if (value <= 0n) return 0n
  let guess = 10n ** (BigInt(value.toString().length) / root + 1n)
  for (;;) {
    const next = ((root - 1n) * guess + value / guess ** (root - 1n)) / root
    if (next >= guess) return guess
    guess = next
  }
}

/** Writes all digits: `formatDecimal(decimal('-0.0050')) // '-0.0050'`. */
export function formatDecimal({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString()
  if (exponent >= 0) return sign + text + '0'.repeat(exponent)
  const padded = text.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

function rounded(digits: bigint, exponent: number): Decimal {
  const excess = lengthOf(digits) - PRECISION
  if (excess <= 0) return { digits, exponent }
  return rounded(mulDiv(digits, 1n, 10n ** BigInt(excess), 'half-even'), exponent + excess)
}

function scaled(a: Decimal, exponent: number): bigint {
  return a.digits * 10n ** BigInt(a.exponent - exponent)
}

function lengthOf(digits: bigint): number {
  return (digits < 0n ? -digits : digits).toString().length
}
