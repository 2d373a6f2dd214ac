import {
  addDays,
  addMonths,
  type Day,
  dayOfMonth,
  daysBetween,
  epochOf,
  type HolidayCalendar,
  minDay,
  shiftToWorkingDay,
} from '@puhui/calendar'
import type { GraceRule } from './plan-rules.ts'
import type { Period, ScheduleTerms } from './schedule-types.ts'

/**
 * The periods of a contract paid out on a day, first to last. Working-day shifts move the due day, not the interest.
 *
 * Months of a term are counted on the calendar; in weeks a month of the term is 52/12 of them, in days 30. A seasonal
 * loan has a period up to each harvest day, a custom plan one up to each of its parts. The periods of a moratorium join
 * the first one after it; where their interest is waived, that period begins when they end.
 *
 * @source SPEC P1-P4, P8-P11
 */
export function periodsOf(terms: PeriodTerms, disbursedOn: Day, holidays: HolidayCalendar): readonly Period[] {
  const start = terms.plan?.frequency?.countedFrom ?? disbursedOn
  const aimedAt = firstEnd(terms, start).anchorDay
  const isByMonth = terms.plan?.frequency === undefined || isMonthly(terms.plan.frequency)
  let periodFrom = minDay(start, disbursedOn)
  let fromEpoch = epochOf(periodFrom)
  const ends = endsOf(terms, start).filter((periodTo) => periodTo > disbursedOn)
  const periods = ends.map((periodTo, index): Period => {
    const hasOwnEnd = index === ends.length - 1 && terms.plan?.frequency?.lastAfter !== undefined
    const isFull = index > 0 || (terms.dueDay.kind === 'disbursement-day' && start <= disbursedOn)
    const isMonth = isByMonth && isEvenlySpaced(terms) && isFull && !hasOwnEnd
    const endDay = dayOfMonth(periodTo)
    const anchorDay = endDay === aimedAt || addMonths(periodTo, 0, aimedAt) === periodTo ? aimedAt : endDay
    const isWholeMonth = isMonth || addMonths(periodTo, -1, anchorDay) === periodFrom
    const toEpoch = epochOf(periodTo)
    const days = toEpoch - fromEpoch
    const dueOn = shiftToWorkingDay(periodTo, terms.workingDayShift, holidays)
    const period = { number: index + 1, periodFrom, periodTo, dueOn, days, anchorDay, isWholeMonth }
    periodFrom = periodTo
    fromEpoch = toEpoch
    return period
  })
  return afterMoratorium(periods, terms.plan?.grace)
}

/** What periods follow from. */
export type PeriodTerms = Pick<ScheduleTerms, 'method' | 'termMonths' | 'dueDay' | 'workingDayShift' | 'plan'>

function isMonthly({ unit, every }: Frequency): boolean {
  return unit === 'month' && every === 1
}

function isEvenlySpaced({ method }: PeriodTerms): boolean {
  return method !== 'bullet' && method !== 'seasonal' && method !== 'custom'
}

/** The last days of the periods. */
function endsOf(terms: PeriodTerms, disbursedOn: Day): readonly Day[] {
  const { method, termMonths, plan } = terms
  const first = firstEnd(terms, disbursedOn)
  if (method === 'bullet') return [monthEndAt(terms, first, termMonths)]
  if (method === 'seasonal') return harvestsOf(terms, disbursedOn)
  if (method === 'custom' && plan?.parts) return plan.parts.map(({ month }) => monthEndAt(terms, first, month))
  const frequency = plan?.frequency ?? { unit: 'month', every: 1 }
  if (frequency.unit === 'month') {
    const count = frequency.count ?? Math.ceil(termMonths / frequency.every)
    const lastMonth = frequency.count === undefined ? termMonths : frequency.count * frequency.every
    const months = Array.from({ length: count }, (_, i) =>
      i === count - 1 ? (frequency.lastAfter ?? lastMonth) : Math.min(lastMonth, (i + 1) * frequency.every),
    )
    return months.map((month) => monthEndAt(terms, first, month))
  }
  const { lastAfter } = frequency
  const lastOn =
    lastAfter === undefined ? undefined : addDays(disbursedOn, lastAfter * (frequency.unit === 'week' ? 7 : 1))
  const periods = periodsEvery(disbursedOn, countOf(frequency, termMonths), frequency, lastOn)
  return periods.map((period) => period.periodTo)
}

/** How many periods of weeks or days a term has, at least one. */
function countOf({ unit, every, count }: Frequency, termMonths: number): number {
  if (count !== undefined) return count
  const units = unit === 'week' ? (termMonths * 52) / 12 : termMonths * 30
  return Math.max(1, Math.floor(units / every))
}

interface FirstEnd {
  readonly firstEndOn: Day
  readonly anchorDay: number
}

function monthEndAt(terms: PeriodTerms, { firstEndOn, anchorDay }: FirstEnd, month: number): Day {
  const day = addMonths(firstEndOn, month - 1, anchorDay)
  const isMissing = dayOfMonth(day) < anchorDay
  return isMissing && terms.plan?.frequency?.missingDay === 'first-of-next' ? addDays(day, 1) : day
}

/** Harvest days within the term; a term without a harvest ends with one instalment on its last day. */
function harvestsOf(terms: PeriodTerms, disbursedOn: Day): readonly Day[] {
  const lastOn = addMonths(disbursedOn, terms.termMonths, dayOfMonth(disbursedOn))
  const days: Day[] = []
  const monthStart = `${disbursedOn.slice(0, 8)}01` as Day
  for (let month = 0; addMonths(monthStart, month) <= lastOn; month++) {
    const first = addMonths(monthStart, month)
    for (const harvest of terms.plan?.season?.harvests ?? []) {
      if (harvest.month !== Number(first.slice(5, 7))) continue
      const day = addMonths(first, 0, harvest.dayOfMonth)
      if (day > disbursedOn && day <= lastOn) days.push(day)
    }
  }
  return days.length === 0 ? [lastOn] : days.sort()
}

/** Joins the periods in which nothing is asked for to the first one after them. */
function afterMoratorium(periods: readonly Period[], grace: GraceRule | undefined): readonly Period[] {
  const count = Math.min(grace?.moratoriumPeriods ?? 0, periods.length - 1)
  if (!grace || count <= 0) return periods
  const first = periods[count]!
  const periodFrom = grace.moratoriumInterest === 'waived' ? first.periodFrom : periods[0]!.periodFrom
  const isWholeMonth = first.isWholeMonth && periodFrom === first.periodFrom
  const joined = { ...first, periodFrom, days: daysBetween(periodFrom, first.periodTo), isWholeMonth }
  return [joined, ...periods.slice(count + 1)].map((period, index) => ({ ...period, number: index + 1 }))
}

function firstEnd(terms: PeriodTerms, disbursedOn: Day): FirstEnd {
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
  /** So many instalments 期数固定, however long the months of the term are; without it they fill the term. */
  readonly count?: number
  /** Where a month lacks the wanted day: its last day, or the first day of the next month. */
  readonly missingDay?: 'last-of-month' | 'first-of-next'
  /** The last instalment falls due so many units after the first day 末期到期日单独约定, where not after its full length. */
  readonly lastAfter?: number
  /** Days are counted from this one, of the application or the signing 自申请日起算; else from the disbursement. */
  readonly countedFrom?: Day
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
