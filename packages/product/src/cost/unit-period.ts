import { addDays, addMonths, type Day, dayOfMonth, daysBetween, monthEnd } from '@puhui/calendar'

/** The interval that occurs most often between payments. */
export type UnitPeriod =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'weeks'; readonly weeks: number }
  | { readonly kind: 'semimonth' }
  | { readonly kind: 'months'; readonly months: number }

/** Time as the American rule counts it: whole unit periods, and the share of one that is left over. */
export interface UnitTime {
  readonly whole: number
  readonly odd: number
}

/** Unit periods in a year: 12 months, 24 half months, 52 weeks, 365 days, or the part of them that fits. */
export function unitPeriodsPerYear(unit: UnitPeriod): number {
  switch (unit.kind) {
    case 'days':
      return 365 / unit.days
    case 'weeks':
      return 52 / unit.weeks
    case 'semimonth':
      return 24
    case 'months':
      return 12 / unit.months
  }
}

/**
 * Counts whole unit periods back from a payment; what is left over is a share of the unit: half a month is
 * 15 days, a week 7, a year 365; of several months, whole months count and days of months of 30.
 *
 * @source 12 CFR 1026 Appendix J (b)(3) to (b)(5); SPEC V6
 * @example unitTime('2026-01-10', '2026-02-15', { kind: 'months', months: 1 }) // { whole: 1, odd: 5 / 30 }
 */
export function unitTime(from: Day, to: Day, unit: UnitPeriod): UnitTime {
  const anchorDay = anchorOf(from, to)
  const whole = wholeUnits(from, to, unit, anchorDay)
  return { whole, odd: oddPart(from, back(to, whole, unit, anchorDay), unit) }
}

/**
 * The day of the month that counting back keeps to: from a month end to month ends, unless the first day, too, is on
 * the day of the last, or on a day that its month lacks.
 */
function anchorOf(from: Day, to: Day): number {
  const isMonthEnd = to === monthEnd(to)
  if (!isMonthEnd || dayOfMonth(from) === dayOfMonth(to)) return dayOfMonth(to)
  return dayOfMonth(from) > dayOfMonth(to) ? dayOfMonth(from) : 31
}

function wholeUnits(from: Day, to: Day, unit: UnitPeriod, anchorDay: number): number {
  let whole = 0
  while (back(to, whole + 1, unit, anchorDay) >= from) whole++
  return whole
}

function oddPart(from: Day, to: Day, unit: UnitPeriod): number {
  switch (unit.kind) {
    case 'days':
      return daysBetween(from, to) / unit.days
    case 'weeks':
      return daysBetween(from, to) / (7 * unit.weeks)
    case 'semimonth':
      return daysBetween(from, to) / 15
    case 'months':
      return unit.months === 12 ? daysBetween(from, to) / 365 : oddMonths(from, to) / unit.months
  }
}

const MONTH: UnitPeriod = { kind: 'months', months: 1 }

/** Whole months back from the later day, and days of months of 30. */
function oddMonths(from: Day, to: Day): number {
  const anchorDay = anchorOf(from, to)
  const whole = wholeUnits(from, to, MONTH, anchorDay)
  return whole + daysBetween(from, back(to, whole, MONTH, anchorDay)) / 30
}

function back(to: Day, count: number, unit: UnitPeriod, anchorDay: number): Day {
  switch (unit.kind) {
    case 'days':
      return addDays(to, -count * unit.days)
    case 'weeks':
      return addDays(to, -7 * count * unit.weeks)
    case 'semimonth':
      return halfMonthsBack(to, count)
    case 'months':
      return addMonths(to, -count * unit.months, anchorDay)
  }
}

/** From the 16th to the 1st, from the 1st to the 16th of the month before. */
function halfMonthsBack(to: Day, count: number): Day {
  const whole = addMonths(to, -Math.floor(count / 2))
  if (count % 2 === 0) return whole
  return dayOfMonth(whole) > 15 ? addDays(whole, -15) : addDays(addMonths(whole, -1), 15)
}
