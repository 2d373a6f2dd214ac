import { addDays, type Day, isDay, partsOf } from '@puhui/calendar'
import type { Locale } from '@puhui/kernel'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A day in prose. Tables show the day as it is stored, so that it sorts and lines up.
 *
 * @source SPEC D4
 * @example showLongDay('2026-11-02', 'zh') // '2026年11月2日'
 * @example showLongDay('2026-11-02', 'en') // '2 Nov 2026'
 */
export function showLongDay(day: Day, locale: Locale): string {
  const { year, month, day: date } = partsOf(day)
  return locale === 'zh' ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1]} ${year}`
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|\+00:00)$/
const LENDER_HOURS_AHEAD = 8

/**
 * An instant on the lender's clock, UTC+8 (China keeps no summer time).
 *
 * @param instant ISO 8601 in UTC; anything else comes back as it is
 * @param precision `minute` by default
 * @source SPEC D5
 * @example showInstant('2026-11-22T16:30:05Z') // '2026-11-23 00:30'
 */
export function showInstant(instant: string, precision: 'minute' | 'second' = 'minute'): string {
  const match = INSTANT.exec(instant)
  if (!match || !isDay(match[1]!)) return instant
  const hours = Number(match[2]) + LENDER_HOURS_AHEAD
  const day = hours < 24 ? match[1] : addDays(match[1], 1)
  const time = `${String(hours % 24).padStart(2, '0')}:${match[3]}`
  return `${day} ${time}${precision === 'second' ? `:${match[4] ?? '00'}` : ''}`
}
