import { assertNever } from '@puhui/kernel'
import { addDays, type Day, weekdayOf } from './day.ts'

/**
 * The lender's holidays and the weekend days on which one works instead (调休).
 * Both come from the yearly notice of the State Council and are configuration.
 */
export interface HolidayCalendar {
  readonly holidays: ReadonlySet<Day>
  readonly workingWeekends: ReadonlySet<Day>
}

/** Where a day moves that is no working day. `modified-following` stays within its month. */
export type Shift = 'none' | 'following' | 'preceding' | 'modified-following'

export function isWorkingDay(day: Day, calendar: HolidayCalendar): boolean {
  if (calendar.holidays.has(day)) return false
  const weekday = weekdayOf(day)
  return (weekday !== 0 && weekday !== 6) || calendar.workingWeekends.has(day)
}

/** Moves a day that is no working day: `shiftToWorkingDay('2026-11-22', 'following', calendar) // '2026-11-23'`. */
export function shiftToWorkingDay(day: Day, shift: Shift, calendar: HolidayCalendar): Day {
  switch (shift) {
    case 'none':
      return day
    case 'following':
      return walk(day, 1, calendar)
    case 'preceding':
      return walk(day, -1, calendar)
    case 'modified-following': {
      const following = walk(day, 1, calendar)
      return following.slice(0, 7) === day.slice(0, 7) ? following : walk(day, -1, calendar)
    }
    default:
      return assertNever(shift)
  }
}

function walk(day: Day, step: 1 | -1, calendar: HolidayCalendar): Day {
  let current = day
  while (!isWorkingDay(current, calendar)) current = addDays(current, step)
  return current
}
