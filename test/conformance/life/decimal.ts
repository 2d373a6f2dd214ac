import type { Fen } from '@puhui/money'

/** A decimal number: units × 10^-scale. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

/** Significant digits of every product and quotient. */
const DIGITS = 19
const POWERS = Array.from({ length: 90 }, (_, exponent) => 10n ** BigInt(exponent))

export const ZERO: Decimal = { units: 0n, scale: 0 }
export const ONE: Decimal = { units: 1n, scale: 0 }

/** A whole number as a decimal. */
export function whole(value: number): Decimal {
  return { units: BigInt(value), scale: 0 }
}

/** Reads a plain decimal number: `decimal('9.4822')`. */
export function decimal(text: string): Decimal {
  const [head = '0', tail = ''] = text.split('.')
  return { units: BigInt(head + tail), scale: tail.length }
}

export function fromFen(amountFen: Fen): Decimal {
  return { units: amountFen, scale: 2 }
}

/** In fen, half to even. */
export function toFen(value: Decimal): Fen {
  return toScale(value, 2).units
}

/** With so many digits after the point, half to even. */
export function toScale({ units, scale }: Decimal, wanted: number): Decimal {
  if (scale <= wanted) return { units: units * power(wanted - scale), scale: wanted }
  return { units: halfEven(units, power(scale - wanted)), scale: wanted }
}

/** The exact sum. */
export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { units: a.units * power(scale - a.scale) + b.units * power(scale - b.scale), scale }
}

/** The product in 19 significant digits, half to even. */
export function times(a: Decimal, b: Decimal): Decimal {
  return rounded(a.units * b.units, a.scale + b.scale)
}

/** The quotient in 19 significant digits, half to even. */
export function over(a: Decimal, b: Decimal): Decimal {
  const shift = Math.max(0, DIGITS + 2 + digitsOf(b.units) - digitsOf(a.units))
  const dividend = a.units * power(shift)
  const quotient = dividend / b.units
  const isExact = quotient * b.units === dividend
  // One digit more says whether anything was left over, so that a tie is not taken for one.
  const sticky = isExact ? 0n : quotient < 0n || dividend < 0n !== b.units < 0n ? -1n : 1n
  return rounded(quotient * 10n + sticky, a.scale - b.scale + shift + 1)
}

export function isZero(value: Decimal): boolean {
  return value.units === 0n
}

function rounded(units: bigint, scale: number): Decimal {
  const drop = digitsOf(units) - DIGITS
  const short = drop > 0 ? { units: halfEven(units, power(drop)), scale: scale - drop } : { units, scale }
  return short.scale < 0 ? { units: short.units * power(-short.scale), scale: 0 } : short
}

function halfEven(units: bigint, divisor: bigint): bigint {
  const size = units < 0n ? -units : units
  const quotient = size / divisor
  const twice = (size - quotient * divisor) * 2n
  const isUp = twice > divisor || (twice === divisor && (quotient & 1n) === 1n)
  const result = isUp ? quotient + 1n : quotient
  return units < 0n ? -result : result
}

function digitsOf(units: bigint): number {
  return units < 0n ? units.toString().length - 1 : units.toString().length
}

function power(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent)
}
