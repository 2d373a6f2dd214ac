import { describe, expect, test } from 'vitest'
import { interestOf, stepOf } from '../amortise.ts'
import { periodsEvery } from '../period.ts'
import { d, NO_HOLIDAYS, PRODUCT } from '../product.fixture.ts'
import { quote } from '../quote.ts'
import { missingForRelease } from '../release.ts'
import { averageCostPpm, fiscalSubsidy, microloanCapPpm, penaltyVerdict, privateLendingCapPpm } from './legal-limits.ts'

describe('worked examples of the rules', () => {
  test.each([
    ['24 % on 100 and 18 % on 300', 300n, 195_000n],
    ['24 % on 100 and 18 % on 100', 100n, 210_000n],
  ])('[G1] CN-RATE-005 the average of new loans: %s', (_title, amountFen, averagePpm) => {
    const loans = [
      { amountFen: 100n, simpleAnnualPpm: 240_000n },
      { amountFen, simpleAnnualPpm: 180_000n },
    ]
    expect(averageCostPpm(loans)).toBe(averagePpm)
    expect(averageCostPpm([])).toBe(0n)
  })

  test.each([
    ['2026-06-01', 12, 30_000n, 240_000n],
    ['2028-01-05', 12, 30_000n, 120_000n],
    ['2028-01-05', 1, 30_000n, 240_000n],
    ['2028-01-05', 12, 70_000n, 240_000n],
  ])('[G2] CN-RATE-006 a microloan of %s over %i months', (on, termMonths, lprOneYearPpm, capPpm) => {
    expect(microloanCapPpm({ on: d(on), termMonths, lprOneYearPpm })).toBe(capPpm)
  })

  test('[G2] CN-RATE-007 four times the prime rate of the day', () => {
    expect([33_500n, 31_000n, 30_000n].map(privateLendingCapPpm)).toEqual([134_000n, 124_000n, 120_000n])
  })

  test('[G3] CN-RATE-009 the band of penalty interest', () => {
    expect(penaltyVerdict('overdue', 120_000n, 180_000n)).toEqual({ kind: 'allowed', annualRatePpm: 180_000n })
    expect(penaltyVerdict('overdue', 180_000n, 270_000n)).toEqual({ kind: 'held', annualRatePpm: 240_000n })
    expect(penaltyVerdict('overdue', 100_000n, 180_000n)).toEqual({
      kind: 'out-of-band',
      minPpm: 130_000n,
      maxPpm: 150_000n,
    })
    expect(penaltyVerdict('misuse', 100_000n, 180_000n).kind).toBe('allowed')
  })

  test('[G3] a product with a penalty outside the band is not complete', () => {
    const rules = { limit: { perCustomerFen: 1n }, review: { manualAboveFen: 1n, manualGrades: [] } }
    const penalty = { ...PRODUCT.penalty, contractRateMultiplePpm: 1_800_000n }
    expect(missingForRelease({ ...PRODUCT, rules, penalty })).toEqual(['/penalty/contractRateMultiplePpm'])
  })

  test('[G5] CN-RATE-010 interest to the day of early repayment: ¥10,000 at 12 % for 30 days of 360', () => {
    const [period] = periodsEvery(d('2026-01-01'), 1, { unit: 'day', every: 90 })
    const terms = { annualRatePpm: 120_000n, interestBasis: 'actual/360' } as const
    const step = stepOf(terms, period!, d('2026-01-01'), d('2026-01-31'), 1_000_000n)
    expect(interestOf([step])).toBe(10_000n)
  })

  test('[G5] CN-RATE-010 a prepayment fee is charged only as far as the cost table names it', () => {
    const itemsWith = (feePpm: bigint) => {
      const asked = quote(
        { ...PRODUCT, prepayment: { ...PRODUCT.prepayment, feePpm } },
        {
          amountFen: 1_000_000n,
          termMonths: 12,
          method: 'equal-instalment',
          grade: 'A',
          disbursedOn: d('2026-01-15'),
          holidays: NO_HOLIDAYS,
        },
      )
      return asked.ok ? asked.value.costTable.contingentItems.map((item) => item.code) : []
    }
    expect(itemsWith(10_000n)).toEqual(['penalty', 'prepaymentFee'])
    expect(itemsWith(0n)).toEqual(['penalty'])
  })

  test.each([
    ['¥200,000 for a year at 3 %', 20_000_000n, 30_000n, '2026-03-01', 200_000n],
    ['at 1.6 %: half the rate', 20_000_000n, 16_000n, '2026-03-01', 160_000n],
    ['¥400,000: held at ¥3,000', 40_000_000n, 30_000n, '2026-03-01', 300_000n],
    ['after the scheme', 20_000_000n, 30_000n, '2027-01-05', 0n],
    ['before it', 20_000_000n, 30_000n, '2025-08-31', 0n],
  ])('[G4] CN-SUBS-001 fiscal subsidy: %s', (_title, spentFen, annualRatePpm, on, amountFen) => {
    const isOutsideScheme = amountFen === 0n
    expect(fiscalSubsidy({ spentFen, annualRatePpm, days: 365, on: d(on) })).toEqual({ amountFen, isOutsideScheme })
  })

  test('[G4] what was taken this year counts', () => {
    const use = { spentFen: 20_000_000n, annualRatePpm: 30_000n, days: 365, on: d('2026-03-01') }
    expect(fiscalSubsidy({ ...use, takenThisYearFen: 250_000n }).amountFen).toBe(50_000n)
  })
})
