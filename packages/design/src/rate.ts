import type { Locale } from '@puhui/kernel'
import { mulDiv, type RatePpm } from '@puhui/money'

/**
 * A rate in per cent.
 *
 * @param rate millionths
 * @param decimals 0 to 4, two by default
 * @source SPEC D3
 * @example showRate(72_000n) // '7.20%'
 * @example showRate(-1_500n, 1) // '−0.2%'
 */
export function showRate(rate: RatePpm, decimals = 2): string {
  const size = rate < 0n ? -rate : rate
  const digits = mulDiv(size, 1n, 10n ** BigInt(4 - decimals), 'half-even')
    .toString()
    .padStart(decimals + 1, '0')
  const mark = rate < 0n && /[1-9]/.test(digits) ? '−' : ''
  if (decimals === 0) return `${mark}${digits}%`
  return `${mark}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}%`
}

/** A yearly rate that says so: `showAnnualRate(72_000n, 'zh') // '年化 7.20%'`. */
export function showAnnualRate(rate: RatePpm, locale: Locale): string {
  return locale === 'zh' ? `年化 ${showRate(rate)}` : `${showRate(rate)} p.a.`
}
