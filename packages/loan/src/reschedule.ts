import {
  addDays,
  addMonths,
  type Day,
  dayFromEpoch,
  dayOfMonth,
  daysBetween,
  maxDay,
  shiftToWorkingDay,
} from '@puhui/calendar'
import { amortise, amortiseRequestOf, instalmentTarget, type Period, type ScheduleTerms } from '@puhui/product'
import { staysAsPlanned, withInterestPaid } from './as-planned.ts'
import { carriedOf, withCarried } from './carry.ts'
import { type Core, isEnded, penaltyUnder, principalFrom, runningIndex, withRows } from './core.ts'
import type { Rescheduled } from './event.ts'
import { interestStepsUntil, rowsOf, withPaid } from './plan.ts'
import { reAge } from './rest-re-age.ts'
import { reAgeEqually } from './rest-re-age-equal.ts'
import { reAmortise } from './rest-re-amortise.ts'
import { rescheduleAtRest } from './rest-reschedule.ts'
import { addParts, closePenaltyStep, NO_PARTS, negative, openParts, type Row } from './row.ts'
import type { Parts } from './state.ts'
import type { LoanTerms } from './terms.ts'

/** A running period that ends within so many days keeps its due day. */
const KEEPS_DUE_DAY_DAYS = 62

/** Where no period runs on, the first new instalment falls due no sooner than this. */
const FIRST_DUE_AFTER_DAYS = 15

/**
 * Replaces the instalments that have not fallen due by monthly ones under new terms. Interest earned up to the day stays
 * as it was earned; what is past due stays, or moves into the new instalments: its principal earns again, its charges are
 * spread over them and bear nothing.
 *
 * @source SPEC R1-R6
 */
export function reschedule(terms: LoanTerms, before: Core, event: Rescheduled, epoch: number): Core {
  const { core, moved } = event.arrears === 'carried' ? moveArrears(before, epoch) : { core: before, moved: NO_PARTS }
  // Principal that comes into an instalment which was paid in advance earns from this day, too.
  const index = runningIndex(moved.principalFen > 0n ? { ...core, firstOpen: 0 } : core, epoch)
  const balanceFen = principalFrom(core, index) + moved.principalFen
  if (balanceFen === 0n || isEnded(before)) return before

  const periods = periodsOf(terms, core, index, event)
  const [running, first] = [core.rows[index], periods[0]!]
  const schedule = scheduleOf(core.schedule, event, first)
  if (before.rest && event.reAmortise) return reAmortise(terms, before, before.rest, event, event.reAmortise)
  if (before.rest && event.reAge) {
    const layOut = event.reAge.interest ? reAgeEqually : reAge
    return layOut(terms, before, before.rest, event, event.reAge)
  }
  if (before.rest)
    return rescheduleAtRest(terms, before, before.rest, { event, epoch, plan: { index, periods, schedule } })
  const steps = running ? interestStepsUntil(terms, running, event.valueOn) : []
  const from = maxDay(event.valueOn, first.periodFrom)
  const request = amortiseRequestOf(schedule, { balanceFen, periods, running: { steps, from } })
  const amortised = rowsOf({ ...terms, schedule }, amortise(request))
  const left = core.rows.slice(index)
  const planned = staysAsPlanned(core.schedule)
    ? withInterestPaid(amortised, left)
    : running
      ? withPaid(amortised, running)
      : amortised
  const carried = addParts(carriedOf(core.rows.slice(index)), { ...moved, principalFen: 0n })
  const hasCarried = Object.values(carried).some((fen) => fen > 0n)
  const rows = [...core.rows.slice(0, index), ...(hasCarried ? withCarried(planned, carried) : planned)]
  const penalty = penaltyUnder(terms, core, schedule, epoch)
  return withRows({ ...core, schedule, hasCarried, penalty, targetFen: instalmentTarget(request) }, rows)
}

/** Closes the rows that have fallen due and takes what is open in them away. */
function moveArrears(core: Core, epoch: number): { core: Core; moved: Parts } {
  let moved = NO_PARTS
  const rows = core.rows.map((row): Row => {
    if (row.settledOn !== undefined || row.dueEpoch > epoch) return row
    const open = openParts(row, epoch, core.penalty)
    moved = addParts(moved, open)
    const closed = closePenaltyStep(row, epoch, core.penalty)
    return {
      ...closed,
      carried: addParts(row.carried, negative(open)),
      balanceFen: row.balanceFen + moved.principalFen,
      settledOn: dayFromEpoch(epoch),
    }
  })
  return { core: withRows(core, rows), moved }
}

/** The first new period is the one that runs; the others follow it month by month. */
function periodsOf(terms: LoanTerms, core: Core, index: number, event: Rescheduled): readonly Period[] {
  const first = firstPeriod(terms, core, index, event.valueOn)
  const periods = [first]
  for (let after = 1; after < event.instalments; after++) {
    const periodFrom = periods[after - 1]!.periodTo
    const periodTo = addMonths(first.periodTo, after, first.anchorDay)
    periods.push(periodOf(terms, { number: first.number + after, periodFrom, periodTo }, first.anchorDay, true))
  }
  return periods
}

function firstPeriod(terms: LoanTerms, core: Core, index: number, on: Day): Period {
  const running = core.rows[index]?.period
  if (running && daysBetween(on, running.periodTo) <= KEEPS_DUE_DAY_DAYS) return running
  const last = running ?? core.rows.at(-1)!.period
  const periodFrom = running ? running.periodFrom : maxDay(on, last.periodTo)
  const number = running ? running.number : last.number + 1
  const anchorDay =
    addMonths(last.periodTo, 0, last.anchorDay) === last.periodTo ? last.anchorDay : dayOfMonth(last.periodTo)
  const soonest = addDays(maxDay(on, periodFrom), FIRST_DUE_AFTER_DAYS)
  const inMonth = addMonths(soonest, 0, anchorDay)
  const periodTo = inMonth >= soonest ? inMonth : addMonths(soonest, 1, anchorDay)
  return periodOf(terms, { number, periodFrom, periodTo }, anchorDay, false)
}

function periodOf(
  { schedule, holidays }: LoanTerms,
  between: Pick<Period, 'number' | 'periodFrom' | 'periodTo'>,
  anchorDay: number,
  isWholeMonth: boolean,
): Period {
  const { periodFrom, periodTo } = between
  const dueOn = shiftToWorkingDay(periodTo, schedule.workingDayShift, holidays)
  return { ...between, dueOn, days: daysBetween(periodFrom, periodTo), anchorDay, isWholeMonth }
}

/** What the rest is planned by from now on; rules that belong to the old plan go with it. */
function scheduleOf(before: ScheduleTerms, event: Rescheduled, first: Period): ScheduleTerms {
  const { annualRatePpm, graceInstalments } = event
  const isKept = before.method === 'equal-principal' || before.method === 'interest-first'
  const grace = {
    interestOnlyPeriods: first.number - 1 + graceInstalments,
    moratoriumPeriods: 0,
    moratoriumInterest: 'carried',
  } as const
  return {
    ...before,
    annualRatePpm,
    method: isKept ? before.method : 'equal-instalment',
    plan: { ...(before.plan?.rest ? { rest: before.plan.rest } : {}), ...(graceInstalments > 0 ? { grace } : {}) },
  }
}
