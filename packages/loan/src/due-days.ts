import { addDays, addMonths, type Day, dayOfMonth, daysBetween } from '@puhui/calendar'
import type { Period } from '@puhui/product'
import { keepsLevel } from './as-planned.ts'
import { withBeyond, withoutBeyond } from './beyond-row.ts'
import { type Core, isEnded, principalFrom, runningIndex, withRows } from './core.ts'
import type { DueDayMoved, Extended } from './event.ts'
import { lengthen, type Moved, periodBetween, spacedFrom } from './longer-term.ts'
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
  if (event.unit === 'instalment') return lengthen(terms, core, event, epoch)
  const { unit, count, valueOn } = event
  const frequency = core.schedule.plan?.frequency ?? { unit: 'month', every: 1 }
  const isByMonth = frequency.unit === 'month'
  return withPeriods(terms, core, { on: valueOn, epoch }, (left) => {
    if (event.spacing) {
      const to = putOff(left[0]!.periodTo, event)
      const ends = spacedFrom({ to, anchorDay: dayOfMonth(to) }, left.length, frequency)
      return 'lastAfter' in frequency ? withOwnEnd(ends, left, to) : ends
    }
    if (unit === 'month' && isByMonth) {
      return left.map(({ anchorDay, periodTo }) => ({ anchorDay, to: addMonths(periodTo, count, anchorDay) }))
    }
    // Months differ in length, so that the days of the month may differ too; weeks stay weeks.
    const end = left[0]!.periodTo
    const days = unit === 'day' ? count : daysBetween(end, addMonths(end, count))
    return left.map(({ periodTo }) => addDays(periodTo, days)).map((to) => ({ anchorDay: dayOfMonth(to), to }))
  })
}

/** The last of them is put off by as much as the first, where it has a day of its own. */
function withOwnEnd(ends: readonly Moved[], left: readonly Period[], first: Day): readonly Moved[] {
  const to = addDays(left.at(-1)!.periodTo, daysBetween(left[0]!.periodTo, first))
  return [...ends.slice(0, -1), { to, anchorDay: dayOfMonth(to) }]
}

function putOff(day: Day, { unit, count }: Extended): Day {
  return unit === 'day' ? addDays(day, count) : addMonths(day, count, dayOfMonth(day))
}

function withPeriods(
  terms: LoanTerms,
  before: Core,
  { on, epoch }: { readonly on: Day; readonly epoch: number },
  move: (left: readonly Period[]) => readonly Moved[],
): Core {
  const { core, beyond } = withoutBeyond(before)
  const index = runningIndex(core, epoch)
  const balanceFen = principalFrom(core, index)
  if (isEnded(core) || balanceFen === 0n) return before
  const left = core.rows.slice(index).map(({ period }) => period)
  const ends = move(left)
  const periods = left.map((period, at) => moved(terms, period, { ...ends[at]!, from: ends[at - 1]?.to }))
  if (core.rest) {
    const change = { index, on, epoch, periods, isLevelAnew: false }
    return withBeyond(changeAtRest(terms, core, core.rest, change), beyond)
  }
  const change = { index, on, balanceFen, keepsInstalment: keepsLevel(core.schedule), periods }
  const { rows, targetFen } = replan({ ...terms, schedule: core.schedule }, core, change)
  return withBeyond(withRows({ ...core, targetFen }, rows), beyond)
}

/** The running period keeps its beginning; the others begin where the one before ends. */
function moved(
  terms: LoanTerms,
  { number, periodFrom }: Period,
  { anchorDay, from = periodFrom, to }: { anchorDay: number; from?: Day | undefined; to: Day },
): Period {
  return periodBetween(terms, { number, anchorDay, from, to })
}
