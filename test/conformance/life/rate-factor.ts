import {
  type Day,
  dayFromEpoch,
  dayOfMonth,
  epochOf,
  isLeapYear,
  lastDayOfMonth,
  partsOf,
  yearOf,
} from '@puhui/calendar'
import { type Decimal, decimal, ONE, over, plus, times, toScale, whole, ZERO } from './decimal.ts'
import type { FrequencyUnit } from './life-terms.ts'
import { addUnits, alterSlice, type Model, type Period, rateOn } from './model.ts'

const HUNDRED = decimal('100')
const FACTOR_DIGITS = 19

/** Works out the rate factors of a period's slices. */
export function setFactors(model: Model, period: Period): void {
  for (const slice of period.slices) {
    alterSlice(model, slice, {
      factor: known(model, period, slice.from, slice.to, false),
      factorToDue: known(model, period, slice.from, period.due, true),
    })
  }
}

export function setAllFactors(model: Model, periods: readonly Period[] = model.periods): void {
  for (const period of periods) setFactors(model, period)
}

function known(model: Model, period: Period, from: number, to: number, isToDue: boolean): Decimal {
  const percent = rateOn(model, from)
  const start = model.periods[0]!.from
  const key = `${percent.units}/${percent.scale} ${start} ${period.from} ${period.due} ${from} ${to} ${isToDue ? 1 : 0}`
  const stored = model.factors.get(key)
  if (stored) return stored
  const factor = factorOf(model, period, from, to, isToDue)
  model.factors.set(key, factor)
  return factor
}

/** rate × share of the year between two days of a period, by the day count of the terms. */
function factorOf(model: Model, period: Period, from: number, to: number, isToDue: boolean): Decimal {
  const { terms } = model
  const { frequency, dayCount } = terms
  if (isInterestFree(model, period)) return ZERO
  const rate = over(rateOn(model, from), HUNDRED)
  const [days, periodDays] = [whole(to - from), whole(period.due - period.from)]
  if (terms.interestUnit === 'instalment' && (frequency.unit === 'month' || frequency.unit === 'week')) {
    const perYear = whole(frequency.unit === 'month' ? 12 : 52)
    return shared(rate, ONE, whole(frequency.every), perYear, days, periodDays)
  }
  if (crossesYears(terms.dayCount, period, from, to)) {
    return toScale(times(rate, yearShares(from, to, terms.isDisbursementDayInterest)), FACTOR_DIGITS)
  }
  const inYear = whole(daysInYear(terms.dayCount, period, from))
  if (dayCount.daysInMonth === 'actual') return shared(rate, days, ONE, inYear, ONE, ONE)
  const ratio = isToDue ? periodRatio(model, period) : whole(frequency.every)
  const unitDays = frequency.unit === 'day' ? 1 : frequency.unit === 'week' ? 7 : 30
  return shared(rate, whole(unitDays), ratio, inYear, days, periodDays)
}

function isInterestFree({ periods, terms }: Model, period: Period): boolean {
  return terms.interestFree !== undefined && periods.indexOf(period) < terms.interestFree
}

function shared(
  rate: Decimal,
  unitDays: Decimal,
  every: Decimal,
  inYear: Decimal,
  days: Decimal,
  of: Decimal,
): Decimal {
  if (of.units === 0n) return ZERO
  const share = over(times(unitDays, every), inYear)
  return toScale(over(times(times(rate, share), days), of), FACTOR_DIGITS)
}

function daysInYear(dayCount: Model['terms']['dayCount'], period: Period, from: number): number {
  if (dayCount.daysInYear !== 'actual') return Number(dayCount.daysInYear)
  if (!isLeapYear(yearOf(dayFromEpoch(from)))) return 365
  return dayCount.isFeb29Only && !holdsFeb29(period) ? 365 : 366
}

function crossesYears(dayCount: Model['terms']['dayCount'], period: Period, from: number, to: number): boolean {
  if (dayCount.daysInYear !== 'actual') return false
  if (yearOf(dayFromEpoch(from)) === yearOf(dayFromEpoch(to))) return false
  return !dayCount.isFeb29Only || holdsFeb29(period)
}

function holdsFeb29({ from, due }: Period): boolean {
  for (let year = yearOf(dayFromEpoch(from)); year <= yearOf(dayFromEpoch(due)); year += 1) {
    if (!isLeapYear(year)) continue
    const leap = epochOf(`${year}-02-29` as Day)
    if (leap > from && leap <= due) return true
  }
  return false
}

/** Days of each year over its length, one year after the other. */
function yearShares(from: number, to: number, isNewYearStart: boolean): Decimal {
  const lastYear = yearOf(dayFromEpoch(to))
  let [at, sum] = [from, ZERO]
  for (let year = yearOf(dayFromEpoch(from)); year <= lastYear; year += 1) {
    const yearEnd = epochOf(`${isNewYearStart ? year + 1 : year}-${isNewYearStart ? '01-01' : '12-31'}` as Day)
    const until = year === lastYear ? to : yearEnd
    sum = plus(sum, over(whole(until - at), whole(isLeapYear(year) ? 366 : 365)))
    at = until
  }
  return sum
}

/** How many units of the frequency a period holds: whole ones, and days of the last over its length. */
function periodRatio(model: Model, period: Period): Decimal {
  const { unit } = model.terms.frequency
  const seed = seedOf(model, period)
  const before = unitsBetween(seed, period.from, unit)
  let count = before + 1
  let at = period.from
  while (at < period.due) {
    at = addUnits(seed, count, unit)
    if (at <= period.due) {
      count += 1
      continue
    }
    const full = at
    count = count - before - 1
    const partFrom = addUnits(seed, count, unit)
    return plus(over(whole(period.due - partFrom), whole(full - partFrom)), whole(count))
  }
  return whole(count - before - 1)
}

function seedOf(model: Model, period: Period): number {
  const { unit, every } = model.terms.frequency
  const start = model.periods[0]!.from
  let count = 1
  let at = addUnits(start, count, unit)
  while (at < period.due) {
    count += 1
    at = addUnits(start, count, unit)
  }
  return at === period.due && addUnits(at, -every, unit) === period.from ? start : period.from
}

function unitsBetween(seed: number, to: number, unit: FrequencyUnit): number {
  if (unit === 'day') return to - seed
  if (unit === 'week') return Math.trunc((to - seed) / 7)
  const target = dayFromEpoch(to)
  const { year, month, day } = partsOf(target)
  const isShortMonth = lastDayOfMonth(year, month) === day && dayOfMonth(dayFromEpoch(seed)) > day
  const months = fullMonths(seed, isShortMonth && unit === 'month' ? to + 1 : to)
  return unit === 'month' ? months : Math.trunc(months / 12)
}

function fullMonths(fromEpoch: number, toEpoch: number): number {
  const [from, to] = [partsOf(dayFromEpoch(fromEpoch)), partsOf(dayFromEpoch(toEpoch))]
  const months = (to.year - from.year) * 12 + to.month - from.month
  return to.day < from.day ? months - 1 : months
}
