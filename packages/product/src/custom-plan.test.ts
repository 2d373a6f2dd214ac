import { type Day, isDay } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import { type AmortisedRow, amortise } from './amortise.ts'
import { planReleveled, planShares, remainderToFirst } from './custom-plan.ts'
import { periodsEvery } from './period.ts'

const d = (text: string): Day => {
  if (!isDay(text)) throw new Error(text)
  return text
}

const TERMS = {
  method: 'equal-instalment',
  annualRatePpm: 120_000n,
  interestBasis: 'monthly',
  instalment: { multipleFen: 100n, rounding: 'half-even' },
} as const
const periods = periodsEvery(d('2026-01-15'), 4, { unit: 'month', every: 1 })
const shares = { balanceFen: 100_001n, periods, interestOnlyPeriods: 0, principalRounding: 'half-even' } as const

function table(rows: readonly AmortisedRow[]): string[] {
  return rows.map((row) => [row.principalFen, row.interestFen, row.balanceFen].join(' '))
}

describe('custom plans', () => {
  test('[U1] made anew in every row', () => {
    const due = planReleveled({ terms: TERMS, balanceFen: 100_000n, periods }).map(
      (row) => row.principalFen + row.interestFen,
    )
    expect(due).toEqual([25_600n, 25_600n, 25_700n, 25_614n])
  })

  test('[U1] made anew in every row, after rows of interest only', () => {
    const rows = planReleveled({ terms: TERMS, balanceFen: 100_000n, periods, interestOnlyPeriods: 2 })
    expect(table(rows)).toEqual(['0 1000 100000', '0 1000 100000', '49800 1000 50200', '50200 502 0'])
    expect(rows.reduce((sum, row) => sum + row.principalFen, 0n)).toBe(100_000n)
  })

  test('[U2] a harvest: a tenth in each of three months, the rest at the end', () => {
    const principalSharesPpm = [100_000n, 100_000n, 100_000n, 700_000n]
    expect(table(planShares({ ...shares, terms: TERMS, principalSharesPpm }))).toEqual([
      '10000 1000 90001',
      '10000 900 80001',
      '10000 800 70001',
      '70001 700 0',
    ])
  })

  test('[U2] flat interest in shares, after a row of interest only', () => {
    const terms = { ...TERMS, method: 'flat' } as const
    const half = [500_000n, 0n, 500_000n]
    const plan = planShares({
      ...shares,
      terms,
      interestOnlyPeriods: 1,
      principalSharesPpm: half,
      interestSharesPpm: half,
    })
    expect(table(plan)).toEqual(['0 1000 100001', '50000 1500 50001', '0 0 50001', '50001 1500 0'])
  })

  test('[U3] the remainder to the first instalment', () => {
    const due = (rows: readonly AmortisedRow[]) => rows.map((row) => row.principalFen + row.interestFen)
    const plan = amortise({ terms: TERMS, balanceFen: 100_000n, periods })
    expect(due(plan)).toEqual([25_600n, 25_600n, 25_600n, 25_715n])
    const moved = remainderToFirst(plan)
    expect(due(moved)).toEqual([25_715n, 25_600n, 25_600n, 25_600n])
    expect(moved.at(-1)!.balanceFen).toBe(0n)
    const behindGrace = amortise({ terms: TERMS, balanceFen: 100_000n, periods, interestOnlyPeriods: 2 })
    expect(due(behindGrace)).toEqual([1000n, 1000n, 50_800n, 50_702n])
    expect(due(remainderToFirst(behindGrace))).toEqual([1000n, 1000n, 50_702n, 50_800n])
  })

  test('[P8] a day that the month lacks', () => {
    const ends = (missingDay: 'last-of-month' | 'first-of-next') =>
      periodsEvery(d('2026-01-31'), 3, { unit: 'month', every: 1, missingDay }).map((period) => period.dueOn)
    expect(ends('last-of-month')).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
    expect(ends('first-of-next')).toEqual(['2026-03-01', '2026-03-31', '2026-05-01'])
  })
})
