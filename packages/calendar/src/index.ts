export type { Day } from './day.ts'
export {
  addDays,
  addMonths,
  ageOn,
  compareDays,
  dayFromEpoch,
  dayOfMonth,
  daysBetween,
  epochOf,
  isDay,
  isLeapYear,
  lastDayOfMonth,
  maxDay,
  minDay,
  monthEnd,
  monthsBetween,
  parseDay,
  partsOf,
  weekdayOf,
  yearOf,
} from './day.ts'
export type { DayCount } from './day-count.ts'
export { yearFraction } from './day-count.ts'
export type { HolidayCalendar, Shift } from './working-day.ts'
export { isWorkingDay, shiftToWorkingDay } from './working-day.ts'
