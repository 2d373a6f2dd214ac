import { type Day, isDay } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import { aprActuarial, aprCompound } from './apr.ts'
import { decimal, divideDecimal, formatDecimal } from './decimal.ts'
import { irr } from './irr.ts'
import { fv, ipmt, mirr, nper, npv, pmt, ppmt, pv, rateOf } from './time-value.ts'
import { ipmtDecimal, mirrDecimal, npvDecimal, pmtDecimal, ppmtDecimal, pvDecimal } from './time-value-decimal.ts'
import { unitTime } from './unit-period.ts'
import { britishYears, europeanYears } from './year-interval.ts'

const d = (text: string): Day => {
  if (!isDay(text)) throw new Error(text)
  return text
}

describe('time value', () => {
  const loan = { rate: 0.01, periods: 12, presentValue: 10_000, futureValue: 0, when: 'end' } as const
  const payment = -888.4878868

  test('[V1] a loan of 10,000 over twelve periods at 1 %', () => {
    expect(pmt(loan)).toBeCloseTo(payment, 6)
    expect(pv({ ...loan, payment })).toBeCloseTo(10_000, 4)
    expect(fv({ ...loan, payment })).toBeCloseTo(0, 4)
    expect(nper({ ...loan, payment })).toBeCloseTo(12, 6)
    expect(rateOf({ ...loan, payment })).toBeCloseTo(0.01, 9)
    expect(ipmt({ ...loan, period: 1 })).toBeCloseTo(-100, 9)
    expect(ppmt({ ...loan, period: 1 })).toBeCloseTo(payment + 100, 6)
  })

  test('[V1] edges: no rate, no payment, no period before the first, no return without both signs', () => {
    expect(pmt({ ...loan, rate: 0 })).toBeCloseTo(-833.3333, 4)
    expect(nper({ ...loan, rate: 0, payment: 0 })).toBe(Number.POSITIVE_INFINITY)
    expect(ipmt({ ...loan, period: 0 })).toBeNaN()
    expect(mirr([1, 2], 0.1, 0.1)).toBeNaN()
  })

  test('[V1] value and modified return of flows', () => {
    expect(npv(0.1, [-100, 60, 60])).toBeCloseTo(4.132231, 6)
    expect(mirr([-100, 60, 60], 0.1, 0.12)).toBeCloseTo(Math.sqrt(1.272) - 1, 9)
  })

  test('[V1] of several rates the lowest from zero up', () => {
    expect(irr([-100, 230, -132])).toBeCloseTo(0.1, 9)
    expect(irr([-100, 100, 0, -7])).toBeCloseTo(-0.0833, 4)
  })

  test('[V7] in 28 digits', () => {
    const exact = { rate: decimal('0.5'), periods: 2, futureValue: decimal('0'), when: 'end' } as const
    expect(formatDecimal(pmtDecimal({ ...exact, presentValue: decimal('5') }))).toBe('-4.500000000000000000000000000')
    expect(formatDecimal(pvDecimal({ ...exact, payment: decimal('-4.5') }))).toBe('5.000000000000000000000000000')
    expect(formatDecimal(divideDecimal(decimal('2'), decimal('3')))).toBe('0.6666666666666666666666666667')
  })

  test('[V7] parts of a payment, values and modified return of flows in 28 digits', () => {
    const loan = { rate: decimal('0.5'), periods: 2, presentValue: decimal('5'), futureValue: decimal('0') } as const
    const part = { ...loan, when: 'end', period: 2 } as const
    expect(formatDecimal(ipmtDecimal(part)!)).toBe('-1.500000000000000000000000000')
    expect(formatDecimal(ppmtDecimal(part)!)).toBe('-3.000000000000000000000000000')
    expect(ipmtDecimal({ ...part, period: 0 })).toBeUndefined()
    expect(Number(formatDecimal(ipmtDecimal({ ...part, when: 'begin', period: 1 })!))).toBe(0)
    expect(Number(formatDecimal(pmtDecimal({ ...loan, rate: decimal('0'), when: 'end' })))).toBe(-2.5)
    const flows = ['-100', '60', '60'].map(decimal)
    expect(Number(formatDecimal(npvDecimal(decimal('0.1'), flows)))).toBeCloseTo(4.132231, 6)
    expect(formatDecimal(mirrDecimal(flows, decimal('0.1'), decimal('0.12'))!)).toMatch(
      /^0\.1278297743897347561282358/u,
    )
  })

  test('[V1] a return just above -1 and one of very many periods are found', () => {
    const left = 1 + irr([-3000, 2e-7, 4e-16, 5e-25])
    expect(2e-7 / left + 4e-16 / left ** 2 + 5e-25 / left ** 3).toBeCloseTo(3000, 2)
    expect(irr([-800, ...Array.from({ length: 480 }, () => 1)])).toBeCloseTo(-0.0024, 3)
  })
})

describe('annual percentage rates', () => {
  test('[V6] days of the month that February lacks, and those it has, are whole months', () => {
    const month = { kind: 'months', months: 1 } as const
    for (const from of ['2026-01-28', '2026-01-29', '2026-01-30', '2026-01-31'])
      expect(unitTime(d(from), d('2026-02-28'), month), from).toEqual({ whole: 1, odd: 0 })
    expect(unitTime(d('2026-01-15'), d('2026-02-28'), month)).toEqual({ whole: 1, odd: 16 / 30 })
    expect(unitTime(d('2024-01-28'), d('2025-02-28'), { kind: 'months', months: 12 }).odd).toBeCloseTo(31 / 365, 12)
  })

  test('[V2] 100 repaid as 110 after a year is 10 %', () => {
    const flows = [
      { time: 0, amount: 100 },
      { time: 1, amount: -110 },
    ]
    expect(aprCompound(flows)).toBeCloseTo(0.1, 9)
  })

  test('[V3] twelve months at 1 % are 12 %, and half a month more is simple', () => {
    const month = { kind: 'months', months: 1 } as const
    const once = (on: string, amount: number) => [
      { on: d('2026-01-10'), amount: 1_000 },
      { on: d(on), amount: -amount },
    ]
    expect(aprActuarial(once('2026-02-10', 1_010), month)).toBeCloseTo(0.12, 9)
    expect(aprActuarial(once('2026-02-25', 1_010 * 1.005), month)).toBeCloseTo(0.12, 9)
    expect(aprActuarial([], month)).toBeNaN()
  })

  test.each([
    ['2025-06-15', '2025-07-20', 'month', 1 / 12 + 5 / 365],
    ['2025-01-31', '2025-02-28', 'month', 1 / 12],
    ['2025-06-15', '2027-06-20', 'year', 2 + 5 / 365],
    ['2025-06-15', '2025-07-01', 'week', 2 / 52 + 2 / 365],
  ] as const)('[V4] European time from %s to %s by the %s', (from, to, period, years) => {
    expect(europeanYears(d(from), d(to), period)).toBeCloseTo(years, 12)
  })

  test.each([
    ['2025-06-15', '2025-07-20', 'month', 1 / 12 + 5 / 365],
    ['2024-06-15', '2024-07-20', 'month', 1 / 12 + 5 / 366],
    ['2025-06-01', '2025-06-22', 'single', 3 / 52],
    ['2025-06-01', '2025-06-11', 'single', 10 / 365],
  ] as const)('[V5] British time from %s to %s, %s', (from, to, period, years) => {
    expect(britishYears(d(from), d(to), period)).toBeCloseTo(years, 12)
  })

  test.each([
    [{ kind: 'months', months: 2 }, '2026-01-10', '2026-03-01', 0, (1 + 22 / 30) / 2],
    [{ kind: 'weeks', weeks: 2 }, '2026-01-10', '2026-01-29', 1, 5 / 14],
    [{ kind: 'semimonth' }, '2026-01-10', '2026-02-01', 1, 6 / 15],
    [{ kind: 'days', days: 1 }, '2026-01-10', '2026-01-29', 19, 0],
    [{ kind: 'months', months: 12 }, '2026-01-10', '2027-01-17', 1, 7 / 365],
  ] as const)('[V6] American unit periods %j from %s to %s', (unit, from, to, whole, odd) => {
    const time = unitTime(d(from), d(to), unit)
    expect(time.whole).toBe(whole)
    expect(time.odd).toBeCloseTo(odd, 12)
  })
})
