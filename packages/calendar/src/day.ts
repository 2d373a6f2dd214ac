import { assert, ok, type Refusal, type Result, refuse } from '@puhui/kernel'

/** A calendar day, `YYYY-MM-DD`, in the lender's own calendar; it has no time and no zone. Days sort as text. */
export type Day = string & { readonly __day: true }

export type DayRefusal = Refusal<'calendar.not_a_day'> & { readonly text: string }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** Whether a text names a day that exists: `isDay('2026-02-30') // false`. */
export function isDay(text: string): text is Day {
  const match = SHAPE.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDayOfMonth(year, month)
}

/**
 * Reads a day.
 *
 * @refuses calendar.not_a_day
 * @example parseDay('2026-02-30') // { ok: false, error: { code: 'calendar.not_a_day', text: '2026-02-30' } }
 */
export function parseDay(text: string): Result<Day, DayRefusal> {
  return isDay(text) ? ok(text) : refuse({ code: 'calendar.not_a_day', text })
}

/** Year, month (1–12) and day of month: `partsOf(day) // { year: 2026, month: 11, day: 22 }`. */
export function partsOf(day: Day): { year: number; month: number; day: number } {
  return { year: yearOf(day), month: twoDigits(day, 5), day: twoDigits(day, 8) }
}

export function yearOf(day: Day): number {
  return twoDigits(day, 0) * 100 + twoDigits(day, 2)
}

export function dayOfMonth(day: Day): number {
  return twoDigits(day, 8)
}

/** Reading digits by their codes is several times quicker than cutting and parsing text, and schedules read many days. */
function twoDigits(day: Day, at: number): number {
  return day.charCodeAt(at) * 10 + day.charCodeAt(at + 1) - 528
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** The number of days of a month: `lastDayOfMonth(2028, 2) // 29`. */
export function lastDayOfMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01: `epochOf('1970-01-02' as Day) // 1`. */
export function epochOf(day: Day): number {
  const { year, month, day: dayNumber } = partsOf(day)
  const before = year - 1
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0
  return before * 365 + leaps + DAYS_BEFORE_MONTH[month - 1]! + leapDay + dayNumber - 719_163
}

/** The day that many days after 1970-01-01; the civil-from-days algorithm on eras of 400 years. */
export function dayFromEpoch(epoch: number): Day {
  const shifted = epoch + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const dayNumber = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return toDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayNumber)
}

function toDay(year: number, month: number, day: number): Day {
  assert(year >= 1 && year <= 9999 && day >= 1 && day <= lastDayOfMonth(year, month), 'no such day', {
    year,
    month,
    day,
  })
  const century = Math.floor(year / 100)
  return `${TWO_DIGITS[century]}${TWO_DIGITS[year - century * 100]}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}` as Day
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))

/** `addDays('2026-02-28' as Day, 1) // '2026-03-01'`. */
export function addDays(day: Day, count: number): Day {
  return dayFromEpoch(epochOf(day) + count)
}

/**
 * Moves by whole months and keeps the wanted day of month where the month has it.
 *
 * @param anchorDay the day of month to aim at; a schedule that began on the 31st passes 31 every time, so that
 *   31 January → 28 February → 31 March and not 28 March
 * @example addMonths('2026-01-31' as Day, 1) // '2026-02-28'
 */
export function addMonths(day: Day, count: number, anchorDay = dayOfMonth(day)): Day {
  const { year, month } = partsOf(day)
  const index = year * 12 + (month - 1) + count
  const targetYear = Math.floor(index / 12)
  const targetMonth = index - targetYear * 12 + 1
  return toDay(targetYear, targetMonth, Math.min(anchorDay, lastDayOfMonth(targetYear, targetMonth)))
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return epochOf(to) - epochOf(from)
}

/** Full months from the first day to the second: `monthsBetween('2026-01-31', '2026-02-28') // 1`, the month's end counts. */
export function monthsBetween(from: Day, to: Day): number {
  const [a, b] = [partsOf(from), partsOf(to)]
  const months = (b.year - a.year) * 12 + b.month - a.month
  return addMonths(from, months) <= to ? months : months - 1
}

/** Full years lived on a day; one born on 29 February ages on 1 March in common years. Source: 民法典 art. 1259 (the day itself counts). */
export function ageOn(bornOn: Day, on: Day): number {
  const [born, today] = [partsOf(bornOn), partsOf(on)]
  const hadBirthday = today.month > born.month || (today.month === born.month && today.day >= born.day)
  return today.year - born.year - (hadBirthday ? 0 : 1)
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: Day): number {
  return (((epochOf(day) + 4) % 7) + 7) % 7
}

/** The last day of the month of a day. */
export function monthEnd(day: Day): Day {
  const { year, month } = partsOf(day)
  return toDay(year, month, lastDayOfMonth(year, month))
}

export function compareDays(a: Day, b: Day): number {
  return a === b ? 0 : a < b ? -1 : 1
}

export function minDay(a: Day, b: Day): Day {
  return a < b ? a : b
}

export function maxDay(a: Day, b: Day): Day {
  return a > b ? a : b
}
