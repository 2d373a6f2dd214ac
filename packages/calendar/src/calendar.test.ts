import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  ageOn,
  type Day,
  dayFromEpoch,
  daysBetween,
  epochOf,
  isDay,
  isWorkingDay,
  monthsBetween,
  parseDay,
  shiftToWorkingDay,
  weekdayOf,
  yearFraction,
} from './index.ts'

const d = (text: string) => text as Day

describe('day', () => {
  test('[C1] refuses days that do not exist', () => {
    expect(isDay('2028-02-29')).toBe(true)
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-01', '2026-00-10', '20260101', '1900-02-29']) {
      expect(parseDay(text)).toEqual({ ok: false, error: { code: 'calendar.not_a_day', text } })
    }
  })

  test('[C2] goes to the epoch and back', () => {
    expect(epochOf(d('1970-01-01'))).toBe(0)
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (epoch) => {
        const viaDate = new Date(epoch * 86_400_000).toISOString().slice(0, 10)
        expect(dayFromEpoch(epoch)).toBe(viaDate)
        expect(epochOf(d(viaDate))).toBe(epoch)
      }),
    )
  })

  test('[C3] keeps the anchor day over short months', () => {
    const days = [1, 2, 3, 13].map((months) => addMonths(d('2027-01-31'), months))
    expect(days).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2028-02-29'])
    expect(addMonths(d('2027-02-28'), 1, 31)).toBe('2027-03-31')
    expect(addMonths(d('2026-01-15'), -2)).toBe('2025-11-15')
  })

  test('[C4] an age rises on the birthday', () => {
    expect(ageOn(d('2008-11-22'), d('2026-11-21'))).toBe(17)
    expect(ageOn(d('2008-11-21'), d('2026-11-21'))).toBe(18)
    expect(ageOn(d('2008-02-29'), d('2026-02-28'))).toBe(17)
    expect(ageOn(d('2008-02-29'), d('2026-03-01'))).toBe(18)
  })

  test('counts days, months and weekdays', () => {
    expect(daysBetween(d('2026-02-01'), d('2026-03-01'))).toBe(28)
    expect(monthsBetween(d('2026-01-31'), d('2026-02-28'))).toBe(1)
    expect(monthsBetween(d('2026-01-15'), d('2026-03-14'))).toBe(1)
    expect(weekdayOf(d('2026-11-22'))).toBe(0)
    expect(addDays(d('2026-12-31'), 1)).toBe('2027-01-01')
  })
})

describe('[C5] day count', () => {
  test.each([
    ['30/360', '2026-01-31', '2026-02-28', 28n, 360n],
    ['actual/360', '2026-01-01', '2026-02-01', 31n, 360n],
    ['actual/365', '2027-12-16', '2028-01-16', 31n, 365n],
    ['actual/actual', '2027-12-16', '2028-01-16', 16n * 366n + 15n * 365n, 365n * 366n],
  ] as const)('%s from %s to %s', (dayCount, from, to, num, den) => {
    expect(yearFraction(d(from), d(to), dayCount)).toEqual({ num, den })
  })
})

describe('[C6] working day', () => {
  const calendar = { holidays: new Set([d('2026-10-30')]), workingWeekends: new Set([d('2026-11-21')]) }

  test.each([
    ['none', '2026-11-22', '2026-11-22'],
    ['following', '2026-11-22', '2026-11-23'],
    ['preceding', '2026-11-22', '2026-11-21'],
    ['modified-following', '2026-10-30', '2026-10-29'],
  ] as const)('%s moves %s to %s', (shift, from, to) => {
    expect(shiftToWorkingDay(d(from), shift, calendar)).toBe(to)
  })

  test('a weekend day on which one works is a working day', () => {
    expect(isWorkingDay(d('2026-11-21'), calendar)).toBe(true)
  })
})
