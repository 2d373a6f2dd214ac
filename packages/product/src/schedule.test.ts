import { addDays, type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import { type Fen, sumFen } from '@puhui/money'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodsOf } from './period.ts'
import { d, GUARANTEE_FEE, NO_HOLIDAYS, scheduleTermsWith, UPFRONT_FEE } from './product.fixture.ts'
import { schedule } from './schedule.ts'
import type { ScheduleTerms } from './schedule-types.ts'
import { REPAYMENT_METHODS } from './terms.ts'
import { yearShare } from './year-share.ts'

function plan(terms: Partial<ScheduleTerms>, disbursedOn = '2026-01-15', holidays = NO_HOLIDAYS) {
  return schedule({ terms: scheduleTermsWith(terms), disbursedOn: d(disbursedOn), holidays })
}

/** `due date  principal  interest  balance`, one line an instalment. */
function table(terms: Partial<ScheduleTerms>, disbursedOn?: string): string[] {
  return plan(terms, disbursedOn).instalments.map((i) =>
    [i.dueOn, i.principalFen, i.interestFen, i.balanceFen].join(' '),
  )
}

const anyTerms = fc
  .record({
    principalFen: fc.bigInt({ min: 100n, max: 10n ** 10n }),
    annualRatePpm: fc.bigInt({ min: 0n, max: 360_000n }),
    method: fc.constantFrom(...REPAYMENT_METHODS),
    termMonths: fc.integer({ min: 1, max: 60 }),
    interestBasis: fc.constantFrom(
      'monthly',
      '30/360',
      'actual/365',
      'actual/actual',
      'actual/actual-dec31',
      'actual/actual-feb29',
    ),
    dueDay: fc.oneof(
      fc.constant({ kind: 'disbursement-day' }),
      fc.record({
        kind: fc.constant('fixed'),
        dayOfMonth: fc.integer({ min: 1, max: 31 }),
        minDaysToFirst: fc.integer({ min: 0, max: 40 }),
      }),
    ),
    instalment: fc.record({
      multipleFen: fc.constantFrom(1n, 10n, 100n),
      rounding: fc.constantFrom('half-even', 'up', 'down'),
    }),
  })
  .map((terms) => scheduleTermsWith(terms as Partial<ScheduleTerms>))
const anyDay = fc.integer({ min: epochOf(d('2024-01-01')), max: epochOf(d('2032-12-31')) }).map(dayFromEpoch)

describe('schedules that a banker can check', () => {
  test('[S2] equal instalments: ¥10,000 over 6 months at 12 % are ¥1,725.48 a month', () => {
    expect(table({ termMonths: 6 })).toEqual([
      '2026-02-15 162548 10000 837452',
      '2026-03-15 164173 8375 673279',
      '2026-04-15 165815 6733 507464',
      '2026-05-15 167473 5075 339991',
      '2026-06-15 169148 3400 170843',
      '2026-07-15 170843 1708 0',
    ])
  })

  test('[S3] equal principal: ¥10,000 over 4 months at 12 %', () => {
    expect(table({ termMonths: 4, method: 'equal-principal' })).toEqual([
      '2026-02-15 250000 10000 750000',
      '2026-03-15 250000 7500 500000',
      '2026-04-15 250000 5000 250000',
      '2026-05-15 250000 2500 0',
    ])
  })

  test('[S4] interest first: ¥10,000 over 3 months at 12 %', () => {
    expect(table({ termMonths: 3, method: 'interest-first' })).toEqual([
      '2026-02-15 0 10000 1000000',
      '2026-03-15 0 10000 1000000',
      '2026-04-15 1000000 10000 0',
    ])
  })

  test('[S5] bullet: ¥10,000 over 3 months at 12 %', () => {
    expect(table({ termMonths: 3, method: 'bullet' })).toEqual(['2026-04-15 1000000 30000 0'])
  })

  test('[S6] actual/365 counts the days: 31, 28, 31', () => {
    expect(
      table({ termMonths: 3, method: 'interest-first', interestBasis: 'actual/365' }).map((row) => row.split(' ')[2]),
    ).toEqual(['10192', '9205', '10192'])
  })

  test('[S6] every figure of interest opens to balance × rate × share of year', () => {
    const [first] = plan({ termMonths: 6 }).instalments
    expect(first!.interestSteps).toEqual([
      { from: '2026-01-15', to: '2026-02-15', balanceFen: 1_000_000n, annualRatePpm: 120_000n, num: 1n, den: 12n },
    ])
  })

  test('[S22] a rate in so many decimals moves what lies on half a fen, and no more', () => {
    // A twelfth of 7 % on ¥150 is 87.5 fen; in 19 decimals the rate falls short of it, in 6 it is 0.005833.
    const first = (plan?: ScheduleTerms['plan'], principalFen = 15_000n) =>
      table({ principalFen, annualRatePpm: 70_000n, termMonths: 3, ...(plan ? { plan } : {}) })[0]!.split(' ')[2]
    expect([first(), first({ rateDecimals: 19 })]).toEqual(['88', '87'])
    expect([first(undefined, 10n ** 9n), first({ rateDecimals: 6 }, 10n ** 9n)]).toEqual(['5833333', '5833000'])
  })

  test('[S24] the interest of a day in so many digits, times the days, moves what lies on half a fen', () => {
    // A hundredth of ¥937.50 is 937.5 fen: over 31 days 30.24193548387096774 a day, and 31 times that falls short of it.
    const first = (plan?: ScheduleTerms['plan'], principalFen = 93_750n) =>
      table({ principalFen, termMonths: 3, ...(plan ? { plan } : {}) })[0]!.split(' ')[2]
    expect([first(), first({ dayDigits: 19 })]).toEqual(['938', '937'])
    expect(first({ dayDigits: 9 }, 10n ** 12n)).toBe('9999999995')
    expect(first({ dayDigits: 19, rateDecimals: 6 }, 10n ** 12n)).toBe('10000000000')
  })

  test('[S7] rounded up to whole yuan, the last takes what is left', () => {
    const due = plan({ termMonths: 6, instalment: { multipleFen: 100n, rounding: 'up' } }).instalments.map(
      (i) => i.dueFen,
    )
    expect(due).toEqual([172_600n, 172_600n, 172_600n, 172_600n, 172_600n, 172_283n])
  })

  test('[S8] without interest, in parts', () => {
    const due = plan({ termMonths: 3, annualRatePpm: 0n }).instalments.map((i) => i.dueFen)
    expect(due).toEqual([333_333n, 333_333n, 333_334n])
  })

  test('[S9] fees', () => {
    const withFees = plan({ termMonths: 3, fees: [UPFRONT_FEE, GUARANTEE_FEE] })
    expect(withFees.upfrontFeeFen).toBe(10_000n)
    expect(withFees.instalments.map((i) => [i.feeFen, i.dueFen - i.principalFen - i.interestFen])).toEqual([
      [6_000n, 6_000n],
      [6_000n, 6_000n],
      [6_000n, 6_000n],
    ])
    expect(withFees.totalFeesFen).toBe(28_000n)
  })
})

describe('periods', () => {
  test('[P2] the 31st comes back', () => {
    expect(plan({ termMonths: 4 }, '2026-01-31').instalments.map((i) => i.dueOn)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ])
  })

  test.each([
    [0, '2026-01-20'],
    [10, '2026-02-20'],
  ])('[P3] with at least %i days the first due day is %s', (minDaysToFirst, first) => {
    const dueDay = { kind: 'fixed', dayOfMonth: 20, minDaysToFirst } as const
    expect(plan({ termMonths: 3, dueDay }).instalments[0]!.dueOn).toBe(first)
  })

  test('[P4] a holiday moves the due day and leaves the interest', () => {
    const shifted = plan({ termMonths: 3, workingDayShift: 'following' })
    expect(shifted.instalments.map((i) => i.dueOn)).toEqual(['2026-02-16', '2026-03-16', '2026-04-15'])
    expect(shifted.totalInterestFen).toBe(plan({ termMonths: 3 }).totalInterestFen)
  })

  test('[P5] a month is a twelfth, 28 days or 31', () => {
    expect(plan({ termMonths: 3, method: 'interest-first' }).instalments.map((i) => [i.days, i.interestFen])).toEqual([
      [31, 10_000n],
      [28, 10_000n],
      [31, 10_000n],
    ])
  })

  test('[P15] [P6] months counted from the first day: 1 March to 15 April is a month and 14 of 30 days', () => {
    const period = {
      number: 1,
      periodFrom: d('2026-03-01'),
      periodTo: d('2026-04-15'),
      dueOn: d('2026-04-15'),
      days: 45,
      anchorDay: 15,
      isWholeMonth: false,
    }
    const share = (from: string, to: string) => yearShare('monthly-from-start', period, d(from), d(to))
    expect(share('2026-03-01', '2026-04-15')).toEqual({ num: 11n, den: 90n })
    expect([share('2026-03-01', '2026-03-16'), share('2026-03-16', '2026-04-15')]).toEqual([
      { num: 11n, den: 270n },
      { num: 11n, den: 135n },
    ])
    const february = { ...period, periodFrom: d('2026-01-31'), periodTo: d('2026-03-31'), anchorDay: 31, days: 59 }
    expect(yearShare('monthly-from-start', february, d('2026-01-31'), d('2026-03-31'))).toEqual({ num: 1n, den: 6n })
  })

  test('[P5] a first period of 5 days in a month of 31 earns 5/31 of a twelfth', () => {
    const dueDay = { kind: 'fixed', dayOfMonth: 20, minDaysToFirst: 0 } as const
    expect(plan({ termMonths: 3, method: 'interest-first', dueDay }).instalments[0]).toMatchObject({
      days: 5,
      interestFen: 1_613n,
    })
  })

  test('[P1] periods follow each other without gap', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, (terms, on) => {
        const periods = periodsOf(terms, on, NO_HOLIDAYS)
        expect(periods.map((period) => period.periodFrom)).toEqual([on, ...periods.slice(0, -1).map((p) => p.periodTo)])
      }),
      { numRuns: 150 },
    )
  })

  test('[P6] the parts of a period earn what the whole does', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, fc.double({ min: 0, max: 1, noNaN: true }), (terms, on, cut) => {
        for (const period of periodsOf(terms, on, NO_HOLIDAYS)) {
          const { periodFrom, periodTo } = period
          const middle = addDays(periodFrom, Math.floor(cut * period.days))
          const share = (from: Day, to: Day) => yearShare(terms.interestBasis, period, from, to)
          const [whole, left, right] = [share(periodFrom, periodTo), share(periodFrom, middle), share(middle, periodTo)]
          const parts = left.num * right.den + right.num * left.den
          expect(parts * whole.den).toBe(whole.num * left.den * right.den)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('what holds for every schedule', () => {
  test('[S1] principal sums to the principal and the last balance is zero', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, (terms, disbursedOn) => {
        const { instalments } = schedule({ terms, disbursedOn, holidays: NO_HOLIDAYS })
        const parts: Fen[] = instalments.map((i) => i.principalFen)
        expect(sumFen(parts)).toBe(terms.principalFen)
        expect(parts.every((part) => part >= 0n)).toBe(true)
        expect(instalments.at(-1)!.balanceFen).toBe(0n)
      }),
    )
  })

  test('[S2] the last equal instalment differs by less than a fen for each instalment', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, (terms, disbursedOn) => {
        fc.pre(terms.principalFen > 100_000n)
        const annuity = {
          ...terms,
          method: 'equal-instalment',
          dueDay: { kind: 'disbursement-day' },
          instalment: { multipleFen: 1n, rounding: 'half-even' },
        } as const
        const due = schedule({ terms: annuity, disbursedOn, holidays: NO_HOLIDAYS }).instalments.map((i) => i.dueFen)
        const difference = Number(due.at(-1)! - due[0]!)
        expect(new Set(due.slice(0, -1)).size).toBeLessThanOrEqual(1)
        expect(Math.abs(difference)).toBeLessThanOrEqual(2 * terms.termMonths)
      }),
    )
  })
})
