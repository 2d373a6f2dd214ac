import { addMonths, type Day, dayOfMonth, daysBetween, type HolidayCalendar, shiftToWorkingDay } from '@puhui/calendar'
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
