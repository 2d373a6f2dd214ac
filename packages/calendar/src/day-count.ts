import { assertNever } from '@puhui/kernel'
import { type Day, daysBetween, isLeapYear, partsOf, yearOf } from './day.ts'

/** How days become a share of a year. `30/360` is 30E/360; `actual/actual` splits at the year's end (ISDA). */
export type DayCount = '30/360' | 'actual/360' | 'actual/364' | 'actual/365' | 'actual/actual'

/**
 * The share of a year between two days, as an exact fraction.
 *
 * @returns `{ num, den }` with den > 0; whole numbers, so that money × rate × fraction rounds once
 * @source ISDA 2006 definitions § 4.16 (b), (d), (e), (g)
 * @example yearFraction('2026-01-01', '2026-02-01', 'actual/365') // { num: 31n, den: 365n }
 */
export function yearFraction(from: Day, to: Day, dayCount: DayCount): { num: bigint; den: bigint } {
  switch (dayCount) {
    case '30/360':
      return { num: BigInt(days30(from, to)), den: 360n }
    case 'actual/360':
      return { num: BigInt(daysBetween(from, to)), den: 360n }
    case 'actual/364':
      return { num: BigInt(daysBetween(from, to)), den: 364n }
    case 'actual/365':
      return { num: BigInt(daysBetween(from, to)), den: 365n }
    case 'actual/actual':
      return actualActual(from, to)
    default:
      return assertNever(dayCount)
  }
}

function days30(from: Day, to: Day): number {
  const [a, b] = [partsOf(from), partsOf(to)]
  return (b.year - a.year) * 360 + (b.month - a.month) * 30 + Math.min(b.day, 30) - Math.min(a.day, 30)
}

function actualActual(from: Day, to: Day): { num: bigint; den: bigint } {
  if (to < from) {
    const mirrored = actualActual(to, from)
    return { num: -mirrored.num, den: mirrored.den }
  }
  let [common, leap] = [0, 0]
  for (let start = from; start < to; ) {
    const nextYear = `${String(yearOf(start) + 1).padStart(4, '0')}-01-01` as Day
    const end = nextYear < to ? nextYear : to
    if (isLeapYear(yearOf(start))) leap += daysBetween(start, end)
    else common += daysBetween(start, end)
    start = end
  }
  return { num: BigInt(common * 366 + leap * 365), den: 365n * 366n }
}
