import { addDays, addMonths, type Day, dayOfMonth, daysBetween, isLeapYear, monthEnd, yearOf } from '@puhui/calendar'

/** The period in which a plan counts time. `single` is one payment only. */
export type CountingPeriod = 'year' | 'month' | 'week'

/**
 * The time between two days in years by the directive on consumer credit: whole years, months or weeks are counted
 * back from the later day; the days left over are a share of the 365 or 366 days of the year that ends where the
 * counting stopped. From month end to month end, ends are counted.
 *
 * @source Directive 2008/48/EC annex I part I, remark (c), with the Commission's guidelines SWD(2012)128; SPEC V4
 * @example europeanYears('2012-01-12', '2012-02-15', 'month') // 1/12 + 3/365
 */
export function europeanYears(from: Day, to: Day, period: CountingPeriod): number {
  const anchorDay = from === monthEnd(from) && to === monthEnd(to) ? 31 : dayOfMonth(to)
  const back = (count: number) => stepBack(to, count, period, anchorDay)
  const count = wholePeriods(from, back)
  const stop = back(count)
  const year = daysBetween(addMonths(stop, -12), stop)
  return count / PER_YEAR[period] + daysBetween(from, stop) / year
}

/**
 * The time between two days in years by the rules of the United Kingdom: whole months or weeks forward from the
 * earlier day, and the days left over as shares of the calendar years in which they lie, first to last day of each.
 *
 * @param period `single` takes whole months, else whole weeks, else days
 * @source FCA Handbook, CONC App 1; SPEC V5
 * @example britishYears('2020-01-01', '2020-01-23', 'week') // 3/52 + 1/366
 */
export function britishYears(from: Day, to: Day, period: 'month' | 'week' | 'single'): number {
  if (period === 'single') return singleYears(from, to)
  const isEnds = from === monthEnd(from) && to === monthEnd(to)
  const forward = (count: number) =>
    period === 'week' ? addDays(from, 7 * count) : addMonths(from, count, isEnds ? 31 : dayOfMonth(from))
  let count = 0
  while (forward(count + 1) <= to) count++
  return count / PER_YEAR[period] + calendarYears(forward(count), to)
}

function singleYears(from: Day, to: Day): number {
  const byMonths = britishYears(from, to, 'month')
  if (Number.isInteger(Math.round(byMonths * 12 * 1e9) / 1e9)) return byMonths
  const days = daysBetween(from, to)
  return days % 7 === 0 ? days / 7 / 52 : calendarYears(from, to)
}

function calendarYears(from: Day, to: Day): number {
  if (yearOf(from) === yearOf(to)) return daysBetween(from, to) / (isLeapYear(yearOf(from)) ? 366 : 365)
  const lastDay = `${String(yearOf(from)).padStart(4, '0')}-12-31` as Day
  return calendarYears(from, lastDay) + calendarYears(addDays(lastDay, 1), to)
}

const PER_YEAR = { year: 1, month: 12, week: 52 } as const

function stepBack(to: Day, count: number, period: CountingPeriod, anchorDay: number): Day {
  if (period === 'week') return addDays(to, -7 * count)
  return addMonths(to, period === 'year' ? -12 * count : -count, anchorDay)
}

function wholePeriods(from: Day, back: (count: number) => Day): number {
  let count = 0
  while (back(count + 1) >= from) count++
  return count
}
