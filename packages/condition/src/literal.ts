/** What one unit of the text is inside: an amount of 1 yuan is 100 fen, a rate of 1 is 1,000,000 ppm. */
export const SCALES = { money: 100, rate: 1_000_000 } as const

const MAGNITUDE_MAX = 1e15
/** The least decimal a plain number may begin at: products of smaller ones leave the range of a double. */
export const DECIMALS_MAX = 15

/**
 * Reads decimal digits as a whole count of a smaller unit, without a float on the way.
 *
 * @param digits plain decimal digits, not negative
 * @param decimals how many digits behind the point the unit has: 2 for fen, 6 for ppm
 * @returns the count; `too many decimals` or `too large` when it cannot be written so
 */
export function scaled(digits: string, decimals: number): number | 'too many decimals' | 'too large' {
  const [whole = '', fraction = ''] = digits.split('.')
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > decimals) return 'too many decimals'
  const count = Number(whole + kept.padEnd(decimals, '0'))
  return count > MAGNITUDE_MAX ? 'too large' : count
}

/** Reads decimal digits as a double: `plain('0.25') // 0.25`. */
export function plain(digits: string): number | 'too many decimals' {
  const count = Number(digits)
  return count < 10 ** -DECIMALS_MAX && /[1-9]/.test(digits) ? 'too many decimals' : count
}

/** Writes a count of a smaller unit as decimal digits: `unscaled(123450, 2) // '1234.5'`. */
export function unscaled(count: number, decimals: number): string {
  const size = Math.abs(count)
    .toString()
    .padStart(decimals + 1, '0')
  const fraction = decimals === 0 ? '' : size.slice(-decimals).replace(/0+$/, '')
  const whole = decimals === 0 ? size : size.slice(0, -decimals)
  return `${count < 0 ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

/** Moves the point of decimal digits two places left: `percentDigits('7.2') // '0.072'`. */
export function percentDigits(digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.')
  const padded = whole.padStart(3, '0')
  return `${padded.slice(0, -2).replace(/^0+(?=\d)/, '')}.${padded.slice(-2)}${fraction}`
}
