import { describe, expect, test } from 'vitest'
import { periodsOf } from './period.ts'
import { planPeriods } from './plan.ts'
import { d, NO_HOLIDAYS, scheduleTermsWith } from './product.fixture.ts'
import { costOf } from './quote.ts'
import { schedule } from './schedule.ts'
import type { ScheduleTerms } from './schedule-types.ts'

function plan(terms: Partial<ScheduleTerms>, on = '2026-01-15') {
  return schedule({ terms: scheduleTermsWith(terms), disbursedOn: d(on), holidays: NO_HOLIDAYS })
}

/** `due date  principal  interest  balance`, one line an instalment. */
function table(terms: Partial<ScheduleTerms>, on?: string): string[] {
  return plan(terms, on).instalments.map((i) => [i.dueOn, i.principalFen, i.interestFen, i.balanceFen].join(' '))
}

describe('grace', () => {
  const grace = { interestOnlyPeriods: 2, moratoriumPeriods: 0, moratoriumInterest: 'carried' } as const

  test('[S11] two instalments of interest only, then equal principal', () => {
    expect(table({ termMonths: 4, method: 'equal-principal', plan: { grace } })).toEqual([
      '2026-02-15 0 10000 1000000',
      '2026-03-15 0 10000 1000000',
      '2026-04-15 500000 10000 500000',
      '2026-05-15 500000 5000 0',
    ])
  })

  test('[S11] flat instalments behind it are level, and a custom plan keeps the shares of the parts that are left', () => {
    expect(table({ termMonths: 5, method: 'flat', plan: { grace } }).slice(2)).toEqual([
      '2026-04-15 333333 10000 666667',
      '2026-05-15 333333 10000 333334',
      '2026-06-15 333334 10000 0',
    ])
    const parts = [1, 2, 3, 4].map((month) => ({ month, sharePpm: 250_000n }))
    expect(table({ termMonths: 4, method: 'custom', plan: { grace, parts } }).slice(2)).toEqual([
      '2026-04-15 500000 10000 500000',
      '2026-05-15 500000 5000 0',
    ])
  })

  test('[P11] nothing is due for two months; their interest comes with the third, not compounded', () => {
    const moratorium = { ...grace, interestOnlyPeriods: 0, moratoriumPeriods: 2 }
    expect(table({ termMonths: 4, method: 'equal-principal', plan: { grace: moratorium } })).toEqual([
      '2026-04-15 500000 30000 500000',
      '2026-05-15 500000 5000 0',
    ])
  })

  test('[P11] or is waived', () => {
    const waived = { interestOnlyPeriods: 0, moratoriumPeriods: 2, moratoriumInterest: 'waived' } as const
    expect(table({ termMonths: 4, method: 'equal-principal', plan: { grace: waived } })[0]).toBe(
      '2026-04-15 500000 10000 500000',
    )
  })
})

describe('shapes of principal', () => {
  test('[S12] a balloon of 40 %: equal instalments and the rest at the end', () => {
    const rows = plan({ termMonths: 6, method: 'balloon', plan: { balloonPpm: 400_000n } }).instalments
    expect(rows.slice(0, 5).map((row) => row.dueFen)).toEqual([107_529n, 107_529n, 107_529n, 107_529n, 107_529n])
    expect(rows[5]!.dueFen).toBe(507_530n)
  })

  test('[S14] flat instalments: ¥10,000 over 4 months at 12 % bear ¥100 each month', () => {
    expect(table({ termMonths: 4, method: 'flat' })).toEqual([
      '2026-02-15 250000 10000 750000',
      '2026-03-15 250000 10000 500000',
      '2026-04-15 250000 10000 250000',
      '2026-05-15 250000 10000 0',
    ])
    expect(costOf(plan({ termMonths: 4, method: 'flat' })).simpleAnnualPpm).toBe(190_500n)
  })

  test('[S14] [S15] a change of rate moves flat interest, and leaves what it is reckoned on', () => {
    const rates = [{ from: d('2026-04-15'), annualRatePpm: 60_000n }]
    expect(table({ termMonths: 4, method: 'flat', plan: { rates } })[3]).toBe('2026-05-15 250000 5000 0')
  })

  const parts = [
    { month: 2, sharePpm: 200_000n },
    { month: 3, sharePpm: 300_000n },
    { month: 6, sharePpm: 500_000n },
  ]

  test('[S13] an agreed plan', () => {
    expect(table({ termMonths: 6, method: 'custom', plan: { parts } })).toEqual([
      '2026-03-15 200000 20000 800000',
      '2026-04-15 300000 8000 500000',
      '2026-07-15 500000 15000 0',
    ])
  })

  test('[S13] made anew from the second part on, it asks for the shares that are left', () => {
    const terms = scheduleTermsWith({ termMonths: 6, method: 'custom', plan: { parts } })
    const periods = periodsOf(terms, d('2026-01-15'), NO_HOLIDAYS).slice(1)
    expect(planPeriods(terms, { balanceFen: 400_000n, periods }).map((row) => row.principalFen)).toEqual([
      150_000n,
      250_000n,
    ])
  })

  test('[S10] a down payment of 20 % in whole yuan is instalment 0', () => {
    const downPayment = { sharePpm: 200_000n, multipleFen: 100n }
    expect(
      table({ principalFen: 1_000_050n, termMonths: 2, method: 'equal-principal', plan: { downPayment } }),
    ).toEqual(['2026-01-15 200000 0 800050', '2026-02-15 400025 8000 400025', '2026-03-15 400025 4000 0'])
  })
})
