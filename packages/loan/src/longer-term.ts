import { addDays, addMonths, type Day, dayOfMonth, daysBetween, shiftToWorkingDay } from '@puhui/calendar'
import type { Frequency, Period, ScheduleTerms } from '@puhui/product'
import { withBeyond, withoutBeyond } from './beyond-row.ts'
import { type Core, isEnded, principalFrom, runningIndex, withRows } from './core.ts'
import type { Extended } from './event.ts'
import { replan } from './plan.ts'
import { changeAtRest } from './rest-change.ts'
import { newRow } from './rest-reschedule.ts'
import { smoothRest } from './rest-smooth.ts'
import { type Row, rowOf } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Adds instalments behind the last one: those that have not fallen due are level anew over all of them.
 *
 * @source SPEC V9
 */
export function lengthen(terms: LoanTerms, before: Core, event: Extended, epoch: number): Core {
  const { count, valueOn: on } = event
  const { core, beyond } = withoutBeyond(before)
  const index = runningIndex(core, epoch)
  const balanceFen = principalFrom(core, index)
  if (isEnded(core) || balanceFen === 0n) return before
  const added = periodsBehind(terms, core, count)
  if (core.rest) {
    const longer = { ...core, rows: [...core.rows, ...added.map(newRow)] }
    const level = changeAtRest(terms, longer, core.rest, { index, on, epoch, isLevelAnew: true })
    const from = { epoch: core.epoch, number: core.rows[index]!.period.number, multipleFen: 1n }
    return withBeyond(smoothRest(terms, level, from), beyond)
  }
  const longer = { ...core, rows: [...core.rows, ...added.map(rowOf)] }
  const isPutOff = event.principal !== undefined && core.schedule.plan?.flat === undefined
  const schedule = isPutOff ? interestOnly(core.schedule, core.rows[index]!, count) : core.schedule
  const change = { index, on, balanceFen, keepsInstalment: isPutOff }
  const { rows, targetFen } = replan({ ...terms, schedule }, longer, change)
  return withBeyond(withRows({ ...core, targetFen }, rows), beyond)
}

/** From a row on, so many instalments ask for interest only. */
function interestOnly(schedule: ScheduleTerms, { period }: Row, count: number): ScheduleTerms {
  const { plan } = schedule
  const grace = { moratoriumPeriods: 0, moratoriumInterest: 'carried', ...plan?.grace } as const
  const before = Math.max(period.number - 1, grace.interestOnlyPeriods ?? 0)
  return { ...schedule, plan: { ...plan, grace: { ...grace, interestOnlyPeriods: before + count } } }
}

/** So many periods behind the last instalment. */
export function periodsBehind(terms: LoanTerms, { rows, schedule }: Core, count: number): readonly Period[] {
  const { number, periodTo, anchorDay } = rows.findLast(({ isBeyond }) => !isBeyond)!.period
  const ends = spacedFrom({ to: periodTo, anchorDay }, count + 1, schedule.plan?.frequency)
  return ends.slice(1).map((end, at) => periodBetween(terms, { ...end, number: number + 1 + at, from: ends[at]!.to }))
}

/** The last day of a period, and the day of the month on which it is aimed. */
export interface Moved {
  readonly anchorDay: number
  readonly to: Day
}

/** So many last days, the first as given, the others at the distance of a period. */
export function spacedFrom(
  first: Moved,
  count: number,
  { unit, every }: Pick<Frequency, 'unit' | 'every'> = { unit: 'month', every: 1 },
): readonly Moved[] {
  const { to, anchorDay } = first
  return Array.from({ length: count }, (_, after): Moved => {
    if (unit === 'month') return { anchorDay, to: addMonths(to, after * every, anchorDay) }
    const day = addDays(to, after * every * (unit === 'week' ? 7 : 1))
    return { anchorDay: dayOfMonth(day), to: day }
  })
}

/** A period between two days; a day off moves its due day. */
export function periodBetween(
  { schedule, holidays }: LoanTerms,
  { number, anchorDay, from, to }: Moved & { readonly number: number; readonly from: Day },
): Period {
  return {
    number,
    periodFrom: from,
    periodTo: to,
    dueOn: shiftToWorkingDay(to, schedule.workingDayShift, holidays),
    days: daysBetween(from, to),
    anchorDay,
    isWholeMonth: addMonths(from, 1, anchorDay) === to && addMonths(to, -1, anchorDay) === from,
  }
}
