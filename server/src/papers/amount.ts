import { createRequire } from 'node:module'
import type { Day } from '@puhui/calendar'
import type { Locale } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'

const nzh = createRequire(import.meta.url)('nzh/cn') as { toMoney(yuan: string, options: object): string }

/** An amount as contracts write it beside the figures: `inWords(1_200_000n) // '人民币壹万贰仟元整'`. */
export function inWords(amount: Fen): string {
  const yuan = `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`
  return nzh.toMoney(yuan, { outSymbol: true, forceZheng: true })
}

/** `yuan(1_200_000n, 'zh') // '12,000.00 元'`. */
export function yuan(amount: Fen, locale: Locale): string {
  return locale === 'zh' ? `${formatYuan(amount)} 元` : `CNY ${formatYuan(amount)}`
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `dayInWords('2026-11-22', 'zh') // '2026 年 11 月 22 日'`. */
export function dayInWords(day: Day, locale: Locale): string {
  const [year, month, date] = day.split('-').map(Number)
  return locale === 'zh' ? `${year} 年 ${month} 月 ${date} 日` : `${date} ${MONTHS[month! - 1]} ${year}`
}
