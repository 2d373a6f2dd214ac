import { addMonths, type Day, daysBetween, maxDay, minDay, yearFraction } from '@puhui/calendar'
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
  if (basis !== 'monthly') return yearFraction(from, to, basis)
  if (period.isWholeMonth) {
    if (from === period.periodFrom && to === period.periodTo) return TWELFTH
    return { num: BigInt(daysBetween(from, to)), den: BigInt(12 * period.days) }
  }
  return reduced(monthParts(period, from, to), YEAR_PARTS)
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
