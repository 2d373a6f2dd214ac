import { type Day, daysBetween } from '@puhui/calendar'
import { mulDiv, PPM } from '@puhui/money'
import type { InterestStep } from './schedule-types.ts'

interface Fraction {
  readonly num: bigint
  readonly den: bigint
}

/**
 * A step of days whose interest is that of one day, worked out to so many digits that count 有效数字, times the days. Each
 * product and quotient on the way is rounded, half to even, so that what lies on half a fen may fall below it.
 *
 * @param toEnd the step up to the end of its period, exact
 * @param to    the day on which the step ends, not after that
 * @param digits how many digits are kept; whole fen always are
 * @returns the step up to the day; its share of the year is the one with which it bears that interest
 * @source SPEC S24
 * @example byTheDay(toEnd, toEnd.to, 19) // 937.50 at 1 % over 31 days: 9.374999999999999999
 */
export function byTheDay(toEnd: InterestStep, to: Day, digits: number): InterestStep {
  const { from, balanceFen, annualRatePpm } = toEnd
  const [days, daysToEnd] = [BigInt(daysBetween(from, to)), BigInt(daysBetween(from, toEnd.to))]
  const yearly = balanceFen * annualRatePpm
  if (yearly === 0n || days === 0n) return { ...toEnd, to, num: 0n, den: 1n }
  const whole = toDigits({ num: yearly * toEnd.num, den: PPM * toEnd.den }, digits)
  const ofOneDay = toDigits({ num: whole.num, den: whole.den * daysToEnd }, digits)
  const borne = toDigits({ num: ofOneDay.num * days, den: ofOneDay.den }, digits)
  return { ...toEnd, to, num: borne.num * PPM, den: borne.den * yearly }
}

/** A fraction as a decimal number of so many digits, half to even; digits before the point are all kept. */
function toDigits(value: Fraction, digits: number): Fraction {
  if (value.num === 0n) return value
  const places = digits - lengthOf(value.num) + lengthOf(value.den)
  const rounded = toPlaces(value, places)
  return lengthOf(rounded.num) > digits ? toPlaces(value, places - 1) : rounded
}

function toPlaces({ num, den }: Fraction, places: number): Fraction {
  const unit = 10n ** BigInt(Math.max(0, places))
  return { num: mulDiv(num, unit, den, 'half-even'), den: unit }
}

function lengthOf(value: bigint): number {
  return String(value).length
}
