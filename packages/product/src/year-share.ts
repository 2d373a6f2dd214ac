import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  isLeapYear,
  maxDay,
  minDay,
  yearFraction,
  yearOf,
} from '@puhui/calendar'
import type { Period } from './schedule-types.ts'
import type { InterestBasis } from './terms.ts'

/** A share of a year as an exact fraction. */
export interface YearShare {
  readonly num: bigint
  readonly den: bigint
}

/** 28, 29, 30 and 31 all divide it, so that parts of months of any length add up exactly. */
const MONTH_PARTS = 377_580
const YEAR_PARTS = BigInt(MONTH_PARTS * 12)
const TWELFTH: YearShare = { num: 1n, den: 12n }

/**
 * The share of a year between two days of a period. Shares are additive: those of the parts of a period sum to
 * that of the whole, so a repayment in the middle of a period neither makes nor loses interest.
 *
 * Under `monthly` the months of a period are counted back from its end; each is one twelfth, and some days of
 * one are days / length of that month of it.
 *
 * @param from not before `period.periodFrom`
 * @param to not after `period.periodTo`, not before `from`
 * @source SPEC P5, P6
 * @example yearShare('monthly', period, period.periodFrom, period.periodTo) // { num: 1n, den: 12n } for a whole month
 */
export function yearShare(basis: InterestBasis, period: Period, from: Day, to: Day): YearShare {
  switch (basis) {
    case 'monthly':
      return monthlyShare(period, from, to)
    case 'monthly-from-start':
      return shareFromStart(period, from, to)
    case 'actual/actual-dec31':
      return splitAtDec31(from, to)
    case 'actual/actual-feb29':
      return { num: BigInt(daysBetween(from, to)), den: holdsFeb29(period) ? 366n : 365n }
    case 'actual/360':
    case 'actual/364':
    case 'actual/365':
      return { num: BigInt(daysOf(period, from, to)), den: DAYS_OF_YEAR[basis] }
    default:
      return yearFraction(from, to, basis)
  }
}

const DAYS_OF_YEAR = { 'actual/360': 360n, 'actual/364': 364n, 'actual/365': 365n } as const

/** Of a whole period they are known already. */
function daysOf(period: Period, from: Day, to: Day): number {
  return from === period.periodFrom && to === period.periodTo ? period.days : daysBetween(from, to)
}

function monthlyShare(period: Period, from: Day, to: Day): YearShare {
  if (!period.isWholeMonth) return reduced(monthParts(period, from, to), YEAR_PARTS)
  if (from === period.periodFrom && to === period.periodTo) return TWELFTH
  return { num: BigInt(daysBetween(from, to)), den: BigInt(12 * period.days) }
}

/** Months are counted from the first day of the period, and what they come to is spread evenly over its days. */
function shareFromStart(period: Period, from: Day, to: Day): YearShare {
  if (period.isWholeMonth) return monthlyShare(period, from, to)
  const { num, den } = monthsOf(period)
  return reduced(
    num * BigInt(daysBetween(from, to)),
    den * 12n * BigInt(daysBetween(period.periodFrom, period.periodTo)),
  )
}

/** Whole months, and the days that are left over the length of the month in which they lie. */
function monthsOf({ periodFrom, periodTo, anchorDay }: Period): YearShare {
  let months = 0
  while (addMonths(periodFrom, months + 1) <= periodTo) months++
  const aligned = [months, months + 1].find((count) => addMonths(periodTo, -count, anchorDay) === periodFrom)
  if (aligned !== undefined) return { num: BigInt(aligned), den: 1n }
  const [start, end] = [addMonths(periodFrom, months), addMonths(periodFrom, months + 1)]
  const length = BigInt(daysBetween(start, end))
  return { num: BigInt(months) * length + BigInt(daysBetween(start, periodTo)), den: length }
}

function splitAtDec31(from: Day, to: Day): YearShare {
  let [common, leap] = [0, 0]
  for (let start = from; start < to; ) {
    const year = yearOf(addDays(start, 1))
    const end = minDay(to, `${String(year).padStart(4, '0')}-12-31` as Day)
    if (isLeapYear(year)) leap += daysBetween(start, end)
    else common += daysBetween(start, end)
    start = end
  }
  return { num: BigInt(common * 366 + leap * 365), den: 365n * 366n }
}

/** Whether a 29 February lies after the first day of the period and not after its last. */
function holdsFeb29({ periodFrom, periodTo }: Period): boolean {
  for (let year = yearOf(periodFrom); year <= yearOf(periodTo); year++) {
    const feb29 = `${String(year).padStart(4, '0')}-02-29` as Day
    if (isLeapYear(year) && periodFrom < feb29 && feb29 <= periodTo) return true
  }
  return false
}

function monthParts(period: Period, from: Day, to: Day): bigint {
  let parts = 0
  let end = period.periodTo
  for (let back = 1; end > from; back++) {
    const start = addMonths(period.periodTo, -back, period.anchorDay)
    const days = daysBetween(maxDay(start, from), minDay(end, to))
    if (days > 0) parts += days * (MONTH_PARTS / daysBetween(start, end))
    end = start
  }
  return BigInt(parts)
}

function reduced(num: bigint, den: bigint): YearShare {
  let [a, b] = [num, den]
  while (b !== 0n) [a, b] = [b, a % b]
  return { num: num / a, den: den / a }
}
