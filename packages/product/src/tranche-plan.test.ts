import { type Day, isDay } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import { type AmortisedRow, amortise } from './amortise.ts'
import { planAddOn, planLevel } from './level-payment.ts'
import { periodsEvery } from './period.ts'
import { downPaymentOf, planFullTermTranches, planTranches } from './tranche-plan.ts'
import { yearShare } from './year-share.ts'

const d = (text: string): Day => {
  if (!isDay(text)) throw new Error(text)
  return text
}

const MONTHLY = { unit: 'month', every: 1 } as const
const TERMS = {
  method: 'equal-instalment',
  annualRatePpm: 120_000n,
  interestBasis: 'monthly',
  instalment: { multipleFen: 1n, rounding: 'half-even' },
} as const

/** `principal interest balance`, one line a row. */
function table(rows: readonly AmortisedRow[]): string[] {
  return rows.map((row) => [row.principalFen, row.interestFen, row.balanceFen].join(' '))
}

describe('several payments out', () => {
  const periods = periodsEvery(d('2026-01-15'), 3, MONTHLY)
  const part = (on: string, amountFen: bigint, downPaymentFen = 0n) => ({ on: d(on), amountFen, downPaymentFen })

  test('[R1] a second part in the middle of a period earns from its day', () => {
    const tranches = [part('2026-01-15', 310_000n), part('2026-01-25', 310_000n)]
    const [first] = planTranches({ terms: TERMS, periods, tranches, isSmoothed: false })
    expect(first!.interestFen).toBe(3_100n + 2_100n)
    expect(first!.interestSteps.map((s) => [s.from, s.to, s.balanceFen])).toEqual([
      ['2026-01-15', '2026-01-25', 310_000n],
      ['2026-01-25', '2026-02-15', 620_000n],
    ])
  })

  test('[R1] or from the first day of the period', () => {
    const tranches = [part('2026-01-15', 310_000n), part('2026-01-25', 310_000n)]
    const [first] = planTranches({ terms: TERMS, periods, tranches, isSmoothed: false, isWholePeriodInterest: true })
    expect(first!.interestFen).toBe(6_200n)
  })

  test('[S23] it may count as owed from the first day of its period when instalments are made level', () => {
    const whole = { plan: { rest: { kind: 'as-planned' }, levelFrom: 'period-start' } } as const
    const tranches = [part('2026-01-15', 100_000n), part('2026-03-01', 38_000n)]
    const request = { periods: periodsEvery(d('2026-01-15'), 6, MONTHLY), tranches, isSmoothed: true }
    const dues = (terms: typeof TERMS) =>
      planTranches({ ...request, terms }).map(({ principalFen, interestFen }) => principalFen + interestFen)
    expect(dues(TERMS)).toEqual([17_255n, 25_046n, 25_046n, 25_046n, 25_046n, 25_043n])
    expect(dues({ ...TERMS, ...whole })).toEqual([17_255n, 25_045n, 25_045n, 25_045n, 25_045n, 25_048n])
  })

  test('[R9] parts with a full term each lengthen the loan and are asked for together', () => {
    const [first, ...rest] = [part('2026-01-15', 300_000n), part('2026-02-15', 300_000n)]
    const terms = { ...TERMS, annualRatePpm: 0n }
    const laterPeriods = periodsEvery(d('2026-01-15'), 6, MONTHLY).slice(3)
    const tranches = [first!, ...rest]
    expect(table(planFullTermTranches({ terms, periods, laterPeriods, tranches, isSmoothed: false }))).toEqual([
      '100000 0 200000',
      '200000 0 300000',
      '200000 0 100000',
      '100000 0 0',
    ])
  })

  test('[R10] a part after the last due day is paid back in the period of its day', () => {
    const laterPeriods = periodsEvery(d('2026-01-15'), 6, MONTHLY).slice(3)
    const tranches = [part('2026-01-15', 300_000n), part('2026-04-25', 310_000n)]
    const rows = planTranches({ terms: TERMS, periods, laterPeriods, tranches, isSmoothed: false })
    expect(table(rows).at(-1)).toBe('310000 2067 0')
    expect(rows.at(-1)!.period.dueOn).toBe('2026-05-15')
  })

  test('[R2] a down payment is taken off before the rest is spread', () => {
    expect(downPaymentOf(100_050n, 250_000n, 1n)).toBe(25_012n)
    expect(downPaymentOf(100_050n, 250_000n, 100n)).toBe(25_000n)
    const tranches = [part('2026-01-15', 400_000n, 100_000n)]
    expect(
      table(planTranches({ terms: { ...TERMS, annualRatePpm: 0n }, periods, tranches, isSmoothed: false })),
    ).toEqual(['100000 0 200000', '100000 0 100000', '100000 0 0'])
  })

  test('[R3] smoothing spreads what rounding leaves in the last instalment', () => {
    const terms = { ...TERMS, annualRatePpm: 94_822n }
    const many = periodsEvery(d('2026-01-15'), 24, MONTHLY)
    const last = (isSmoothed: boolean) => {
      const rows = planTranches({ terms, periods: many, tranches: [part('2026-01-15', 10_001n)], isSmoothed })
      const due = rows.map((row) => row.principalFen + row.interestFen)
      return due.at(-1)! - due[0]!
    }
    const [plain, smooth] = [last(false), last(true)]
    expect(smooth < 0n ? -smooth : smooth).toBeLessThanOrEqual(Number(plain < 0n ? -plain : plain))
  })

  test('[R4] late principal goes on earning', () => {
    const request = { terms: TERMS, balanceFen: 300_000n, periods, unpaidUntil: d('2026-03-15') }
    expect(amortise(request).map((row) => row.interestFen)).toEqual([3_000n, 3_000n, 1_020n])
    expect(amortise(request).map((row) => row.interestSteps.length)).toEqual([1, 1, 1])
  })

  test('[R7] flat interest is on what was paid out at first', () => {
    const flat = amortise({ terms: { ...TERMS, method: 'flat' }, balanceFen: 300_000n, periods })
    expect(table(flat)).toEqual(['100000 3000 200000', '100000 3000 100000', '100000 3000 0'])
    const spread = amortise({
      terms: { ...TERMS, method: 'flat-spread', annualRatePpm: 70_000n },
      balanceFen: 100_000n,
      periods,
    })
    expect(table(spread)).toEqual(['33333 583 66667', '33333 583 33334', '33334 584 0'])
  })

  test('[R8] grace on principal: interest only at first', () => {
    expect(table(amortise({ terms: TERMS, balanceFen: 300_000n, periods, interestOnlyPeriods: 2 }))).toEqual([
      '0 3000 300000',
      '0 3000 300000',
      '300000 3000 0',
    ])
  })
})

describe('level payments', () => {
  const periods = periodsEvery(d('2026-01-01'), 4, { unit: 'day', every: 30 })
  const terms = { ...TERMS, annualRatePpm: 2_920_000n, interestBasis: 'actual/365', interestRounding: 'down' } as const
  const dues = (final: 'lower' | 'similar' | 'higher') =>
    planLevel({ terms, balanceFen: 100_000n, periods }, final).map((row) => row.principalFen + row.interestFen)

  test('[R5] the last payment is lower, or higher, by the least that rounding allows', () => {
    const [lower, higher] = [dues('lower'), dues('higher')]
    expect(lower.at(-1)! <= lower[0]!).toBe(true)
    expect(higher.at(-1)! >= higher[0]!).toBe(true)
    expect(lower[0]! - higher[0]!).toBeLessThanOrEqual(1n)
    expect([lower[0], higher[0]]).toContain(dues('similar')[0])
  })

  test('[R5] a cap on interest holds', () => {
    const rows = planLevel({ terms: { ...terms, interestMaxFen: 20_000n }, balanceFen: 100_000n, periods }, 'lower')
    expect(rows.reduce((sum, row) => sum + row.interestFen, 0n)).toBe(20_000n)
  })

  test('[R6] add-on interest is what the plan itself earns, and is paid first', () => {
    const rows = planAddOn({ principalFen: 100_000n, dailyRatePpm: 8_000n, periods, interestRounding: 'down' })
    const interestFen = rows.reduce((sum, row) => sum + row.interestFen, 0n)
    const earned = rows.reduce(
      (sum, row) => sum + (row.principalBalanceFen + row.principalFen) * BigInt(row.period.days),
      0n,
    )
    expect(interestFen).toBe((earned * 8_000n) / 1_000_000n)
    expect(rows.reduce((sum, row) => sum + row.principalFen, 0n)).toBe(100_000n)
    expect(rows[0]!.principalFen).toBe(0n)
  })
})

describe('two more ways to count a year', () => {
  test.each([
    ['actual/actual-dec31', '2023-12-12', 19n * 366n + 12n * 365n, 365n * 366n],
    ['actual/actual-feb29', '2024-01-12', 31n, 365n],
    ['actual/actual-feb29', '2024-02-12', 29n, 366n],
  ] as const)('[P7] %s for the month from %s', (basis, from, num, den) => {
    const [period] = periodsEvery(d(from), 1, MONTHLY)
    expect(yearShare(basis, period!, period!.periodFrom, period!.periodTo)).toEqual({ num, den })
  })

  test('[P8] periods of days and weeks, and a last one that is cut', () => {
    const ends = (count: number, unit: 'day' | 'week', every: number, lastOn?: Day) =>
      periodsEvery(d('2024-02-01'), count, { unit, every }, lastOn).map((p) => p.dueOn)
    expect(ends(3, 'day', 15, d('2024-03-12'))).toEqual(['2024-02-16', '2024-03-02', '2024-03-12'])
    expect(ends(2, 'week', 2)).toEqual(['2024-02-15', '2024-02-29'])
  })
})
