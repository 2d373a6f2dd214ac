import { addDays, addMonths, type Day, dayOfMonth, daysBetween, shiftToWorkingDay } from '@puhui/calendar'
import type { Frequency, Period } from '@puhui/product'
import { keepsLevel } from './as-planned.ts'
import { type Core, isEnded, principalFrom, runningIndex, withRows } from './core.ts'
import type { DueDayMoved, Extended } from './event.ts'
import { replan } from './plan.ts'
import { changeAtRest } from './rest-change.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Moves the day of the month: the running instalment falls due on the first such day from its old one on, those after it
 * month by month. Interest runs on by the day, and the instalments are level again.
 *
 * @source SPEC V1
 */
export function moveDueDay(terms: LoanTerms, core: Core, event: DueDayMoved, epoch: number): Core {
  const { dayOfMonth: anchorDay, valueOn } = event
  return withPeriods(terms, core, { on: valueOn, epoch }, (left) => {
    const end = left[0]!.periodTo
    const inMonth = addMonths(end, 0, anchorDay)
    const first = inMonth >= end ? inMonth : addMonths(end, 1, anchorDay)
    const moved = left.map((_, after) => addMonths(first, after, anchorDay))
    return moved.map((to) => ({ anchorDay, to }))
  })
}

/**
 * Lets the running instalment and those after it fall due so many days or months later; interest runs on.
 *
 * @source SPEC V2
 */
export function extend(terms: LoanTerms, core: Core, event: Extended, epoch: number): Core {
  const { unit, count, valueOn } = event
  const frequency = core.schedule.plan?.frequency ?? { unit: 'month', every: 1 }
  const isByMonth = frequency.unit === 'month'
  return withPeriods(terms, core, { on: valueOn, epoch }, (left) => {
    if (event.spacing) return spacedFrom(putOff(left[0]!.periodTo, event), left.length, frequency)
    if (unit === 'month' && isByMonth) {
      return left.map(({ anchorDay, periodTo }) => ({ anchorDay, to: addMonths(periodTo, count, anchorDay) }))
    }
    // Months differ in length, so that the days of the month may differ too; weeks stay weeks.
    const end = left[0]!.periodTo
    const days = unit === 'day' ? count : daysBetween(end, addMonths(end, count))
    return left.map(({ periodTo }) => addDays(periodTo, days)).map((to) => ({ anchorDay: dayOfMonth(to), to }))
  })
}

function putOff(day: Day, { unit, count }: Extended): Day {
  return unit === 'day' ? addDays(day, count) : addMonths(day, count, dayOfMonth(day))
}

/** So many days, the first as given, the others at the distance of a period. */
function spacedFrom(first: Day, count: number, { unit, every }: Frequency): readonly Moved[] {
  const anchorDay = dayOfMonth(first)
  return Array.from({ length: count }, (_, after): Moved => {
    if (unit === 'month') return { anchorDay, to: addMonths(first, after * every, anchorDay) }
    const to = addDays(first, after * every * (unit === 'week' ? 7 : 1))
    return { anchorDay: dayOfMonth(to), to }
  })
}

/** The last day of a period, and the day of the month on which it is aimed. */
interface Moved {
  readonly anchorDay: number
  readonly to: Day
}

function withPeriods(
  terms: LoanTerms,
  core: Core,
  { on, epoch }: { readonly on: Day; readonly epoch: number },
  move: (left: readonly Period[]) => readonly Moved[],
): Core {
  const index = runningIndex(core, epoch)
  const balanceFen = principalFrom(core, index)
  if (isEnded(core) || balanceFen === 0n) return core
  const left = core.rows.slice(index).filter(({ isBeyond }) => !isBeyond)
  const ends = move(left.map(({ period }) => period))
  const moves = left.map(({ period }, at) => moved(terms, period, { ...ends[at]!, from: ends[at - 1]?.to }))
  const beyond = core.rows.slice(index).filter(({ isBeyond }) => isBeyond)
  const periods = [...moves, ...beyond.map(({ period }) => startingAt(period, moves.at(-1)!.dueOn))]
  if (core.rest) return changeAtRest(terms, core, core.rest, { index, on, epoch, periods, isLevelAnew: false })
  const change = { index, on, balanceFen, keepsInstalment: keepsLevel(core.schedule), periods }
  const { rows, targetFen } = replan({ ...terms, schedule: core.schedule }, core, change)
  return withRows({ ...core, targetFen }, rows)
}

/** What stands behind the last instalment keeps its own day. */
function startingAt(period: Period, on: Day): Period {
  return on < period.dueOn ? { ...period, periodFrom: on, days: daysBetween(on, period.periodTo) } : period
}

/** The running period keeps its beginning; the others begin where the one before ends. */
function moved(
  { schedule, holidays }: LoanTerms,
  period: Period,
  { anchorDay, from = period.periodFrom, to }: { anchorDay: number; from?: Day | undefined; to: Day },
): Period {
  return {
    ...period,
    periodFrom: from,
    periodTo: to,
    dueOn: shiftToWorkingDay(to, schedule.workingDayShift, holidays),
    days: daysBetween(from, to),
    anchorDay,
    isWholeMonth: addMonths(from, 1, anchorDay) === to && addMonths(to, -1, anchorDay) === from,
  }
}
