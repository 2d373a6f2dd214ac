import { addDays, type Day, type HolidayCalendar, isWorkingDay, type Shift, yearOf } from '@puhui/calendar'
import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'

/** From, to (both days off), and the weekend days on which one works instead. */
type Holiday = readonly [from: string, to: string, workingWeekends: readonly string[]]

/** The yearly notices of the General Office of the State Council (国务院办公厅关于部分节假日安排的通知). */
const NOTICES: Readonly<Record<number, readonly Holiday[]>> = {
  2025: [
    ['2025-01-01', '2025-01-01', []],
    ['2025-01-28', '2025-02-04', ['2025-01-26', '2025-02-08']],
    ['2025-04-04', '2025-04-06', []],
    ['2025-05-01', '2025-05-05', ['2025-04-27']],
    ['2025-05-31', '2025-06-02', []],
    ['2025-10-01', '2025-10-08', ['2025-09-28', '2025-10-11']],
  ],
  2026: [
    ['2026-01-01', '2026-01-03', ['2026-01-04']],
    ['2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']],
    ['2026-04-04', '2026-04-06', []],
    ['2026-05-01', '2026-05-05', ['2026-05-09']],
    ['2026-06-19', '2026-06-21', []],
    ['2026-09-25', '2026-09-27', []],
    ['2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']],
  ],
}

/** The years for which a notice is known. A year that is missing is pointed out, never guessed from weekdays. */
export const CALENDAR_YEARS: readonly number[] = Object.keys(NOTICES).map(Number)

/** Public holidays of mainland China with their make-up working days, for the years of `CALENDAR_YEARS`. */
export const CHINA_CALENDAR: HolidayCalendar = {
  holidays: new Set(Object.values(NOTICES).flatMap((year) => year.flatMap(([from, to]) => daysFrom(from, to)))),
  workingWeekends: new Set(Object.values(NOTICES).flatMap((year) => year.flatMap(([, , days]) => days as Day[]))),
}

const NO_HOLIDAYS: HolidayCalendar = { holidays: new Set(), workingWeekends: new Set() }

/**
 * The holidays by which due days of a contract move: those of the notices known on signing; of a year without a notice,
 * weekends alone. A contract that moves no day carries none.
 *
 * @source SPEC W3
 */
export function holidaysFor(shift: Shift): HolidayCalendar {
  return shift === 'none' ? NO_HOLIDAYS : CHINA_CALENDAR
}

export type CalendarRefusal = Refusal<'compliance.calendar_year_missing'> & { readonly year: number }

/**
 * Whether one works on a day in mainland China.
 *
 * @refuses compliance.calendar_year_missing for a year whose notice is not known
 * @source CN-DATA-004; SPEC W1
 * @example isChinaWorkingDay('2026-10-10' as Day) // { ok: true, value: true }
 */
export function isChinaWorkingDay(day: Day): Result<boolean, CalendarRefusal> {
  const year = yearOf(day)
  if (!(year in NOTICES)) return refuse({ code: 'compliance.calendar_year_missing', year })
  return ok(isWorkingDay(day, CHINA_CALENDAR))
}

/**
 * The first working day after a day.
 *
 * @refuses compliance.calendar_year_missing when it cannot be known
 * @example nextChinaWorkingDay('2026-09-30' as Day) // { ok: true, value: '2026-10-08' }
 */
export function nextChinaWorkingDay(day: Day): Result<Day, CalendarRefusal> {
  const next = addDays(day, 1)
  const works = isChinaWorkingDay(next)
  if (!works.ok) return works
  return works.value ? ok(next) : nextChinaWorkingDay(next)
}

function daysFrom(from: string, to: string): Day[] {
  const days: Day[] = []
  for (let day = from as Day; day <= (to as Day); day = addDays(day, 1)) days.push(day)
  return days
}
