import {
  addDays,
  addMonths,
  type Day,
  dayOfMonth,
  daysBetween,
  type HolidayCalendar,
  shiftToWorkingDay,
} from '@puhui/calendar'
import type { Period, ScheduleTerms } from './schedule-types.ts'

/**
 * The periods of a contract paid out on a day, first to last. Working-day shifts move the due day, not the interest.
 *
 * @source SPEC P1-P4
 */
export function periodsOf(terms: ScheduleTerms, disbursedOn: Day, holidays: HolidayCalendar): readonly Period[] {
  const { firstEndOn, anchorDay } = firstEnd(terms, disbursedOn)
  const periods: Period[] = []
  let periodFrom = disbursedOn
  for (const month of endMonths(terms)) {
    const periodTo = addMonths(firstEndOn, month - 1, anchorDay)
    const dueOn = shiftToWorkingDay(periodTo, terms.workingDayShift, holidays)
    const days = daysBetween(periodFrom, periodTo)
    const isWholeMonth = addMonths(periodTo, -1, anchorDay) === periodFrom
    periods.push({ number: periods.length + 1, periodFrom, periodTo, dueOn, days, anchorDay, isWholeMonth })
    periodFrom = periodTo
  }
  return periods
}

function endMonths(terms: ScheduleTerms): readonly number[] {
  if (terms.method === 'bullet') return [terms.termMonths]
  return Array.from({ length: terms.termMonths }, (_, i) => i + 1)
}

function firstEnd(terms: ScheduleTerms, disbursedOn: Day): { firstEndOn: Day; anchorDay: number } {
  const rule = terms.dueDay
  if (rule.kind === 'disbursement-day') {
    return { firstEndOn: addMonths(disbursedOn, 1), anchorDay: dayOfMonth(disbursedOn) }
  }
  let firstEndOn = addMonths(disbursedOn, 0, rule.dayOfMonth)
  while (daysBetween(disbursedOn, firstEndOn) < Math.max(1, rule.minDaysToFirst)) {
    firstEndOn = addMonths(firstEndOn, 1, rule.dayOfMonth)
  }
  return { firstEndOn, anchorDay: rule.dayOfMonth }
}

/** How often instalments fall due. */
export interface Frequency {
  readonly unit: 'day' | 'week' | 'month'
  readonly every: number
  /** Where a month lacks the wanted day: its last day, or the first day of the next month. */
  readonly missingDay?: 'last-of-month' | 'first-of-next'
}

/**
 * Periods of equal frequency from a day on; months keep the day of the month, the 31st comes back.
 *
 * @param lastOn where the last period ends, if not after its full length
 *
 * @example periodsEvery('2026-01-01', 3, { unit: 'day', every: 15 }).map((p) => p.dueOn) // 2026-01-16, 2026-01-31, 2026-02-15
 */
export function periodsEvery(from: Day, count: number, frequency: Frequency, lastOn?: Day): readonly Period[] {
  const anchorDay = dayOfMonth(from)
  const endOf = (number: number) =>
    number === count && lastOn !== undefined
      ? lastOn
      : frequency.unit === 'month'
        ? monthEndOf(from, number, frequency, anchorDay)
        : addDays(from, number * frequency.every * (frequency.unit === 'week' ? 7 : 1))
  return Array.from({ length: count }, (_, index) => {
    const [periodFrom, periodTo] = [endOf(index), endOf(index + 1)]
    const isWholeMonth = frequency.unit === 'month' && frequency.every === 1
    const days = daysBetween(periodFrom, periodTo)
    return { number: index + 1, periodFrom, periodTo, dueOn: periodTo, days, anchorDay, isWholeMonth }
  })
}

function monthEndOf(from: Day, number: number, frequency: Frequency, anchorDay: number): Day {
  const day = addMonths(from, number * frequency.every, anchorDay)
  const isMissing = dayOfMonth(day) < anchorDay
  return isMissing && frequency.missingDay === 'first-of-next' ? addDays(day, 1) : day
}
