import type { Locale } from '@puhui/kernel'
import { absFen, type Fen, formatYuan, mulDiv } from '@puhui/money'

const MINUS = '−'

/**
 * Money as every screen and paper shows it.
 *
 * @param amount fen
 * @param options.sign `always` writes a plus before what is above zero, for movements
 * @source SPEC D1
 * @example showMoney(123450n) // '¥1,234.50'
 * @example showMoney(-5n) // '−¥0.05'
 */
export function showMoney(amount: Fen, options: { readonly sign?: 'auto' | 'always' } = {}): string {
  const mark = amount < 0n ? MINUS : options.sign === 'always' && amount > 0n ? '+' : ''
  return `${mark}¥${formatYuan(absFen(amount))}`
}

const UNITS = {
  zh: [
    [10_000_000_000n, '亿'],
    [1_000_000n, '万'],
  ],
  en: [
    [100_000_000_000n, 'B'],
    [100_000_000n, 'M'],
    [100_000n, 'K'],
  ],
} as const

/**
 * Short money for headlines and chart axes: three significant digits, the reader's own units.
 *
 * @param amount fen
 * @source SPEC D2
 * @example showShortMoney(1_234_567_800n, 'zh') // '¥1,235万'
 * @example showShortMoney(1_234_567_800n, 'en') // '¥12.3M'
 */
export function showShortMoney(amount: Fen, locale: Locale): string {
  const size = absFen(amount)
  const mark = amount < 0n ? MINUS : ''
  const unit = UNITS[locale].find(([from]) => size >= from)
  if (!unit) return `${mark}¥${formatYuan(mulDiv(size, 1n, 100n, 'half-even') * 100n).slice(0, -3)}`
  return `${mark}¥${threeDigits(size, unit[0])}${unit[1]}`
}

function threeDigits(size: bigint, unit: bigint): string {
  const decimals = size >= unit * 100n ? 0 : size >= unit * 10n ? 1 : 2
  const scaled = mulDiv(size, 10n ** BigInt(decimals), unit, 'half-even')
  return decimals === 0 ? withThousands(scaled) : withPoint(scaled, decimals)
}

function withPoint(scaled: bigint, decimals: number): string {
  const digits = scaled.toString().padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** A count with thousands marks; a capped one says so: `showCount(1000, { capped: true }) // '1,000+'`. */
export function showCount(count: number | bigint, options: { readonly capped?: boolean } = {}): string {
  return `${withThousands(BigInt(count))}${options.capped ? '+' : ''}`
}

function withThousands(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
