import { describe, expect, test } from 'vitest'
import { type DailyAccountTerms, type DailyEntry, dailyAccount, INTEREST_PARTS } from './daily-account.ts'

/** ¥1,000 at 36.5 % a year: ¥1 a day. */
const TERMS: DailyAccountTerms = {
  principalFen: 100_000n,
  annualRatePpm: 365_000n,
  refundAnnualRatePpm: 0n,
  entryCount: 3,
}
const on = (day: number, paidFen = 0n, rest: Partial<DailyEntry> = {}): DailyEntry => ({
  day,
  paidFen,
  isExpected: false,
  isSettled: false,
  isInterestFree: false,
  ...rest,
})
const rows = (entries: readonly DailyEntry[], terms: Partial<DailyAccountTerms> = {}) =>
  dailyAccount({ ...TERMS, entryCount: entries.length, ...terms }, entries).map((row) => [
    row.interestFen,
    row.principalFen,
    row.interestBalance / INTEREST_PARTS,
    row.principalBalanceFen,
    row.settlementFen,
    row.settledFen,
  ])

describe('interest by the day, with the payments that were made', () => {
  test('[A1] [A2] a payment takes interest first; what is missed stays owed and bears no interest itself', () => {
    expect(rows([on(10), on(20, 52_000n), on(30, 500n)])).toEqual([
      [0n, 0n, 1_000n, 100_000n, 101_000n, 0n],
      [2_000n, 50_000n, 0n, 50_000n, 50_000n, 0n],
      [500n, 0n, 0n, 50_000n, 50_000n, 0n],
    ])
  })

  test('[A2] the figure that settles on a day', () => {
    expect(rows([on(10, 21_000n), on(20, 0n, { isSettled: true })])).toEqual([
      [1_000n, 20_000n, 0n, 80_000n, 80_000n, 0n],
      [800n, 80_000n, 0n, 0n, 0n, 80_800n],
    ])
  })

  test('[A2] within the days of reflection no interest is asked for', () => {
    expect(rows([on(3, 0n, { isSettled: true, isInterestFree: true })])[0]![5]).toBe(100_000n)
  })

  test('[A3] add-on interest is paid first, and what was not earned is given back', () => {
    const addOn = { addOnInterestFen: 3_000n }
    expect(rows([on(10, 10_000n), on(20, 0n, { isSettled: true })], addOn)).toEqual([
      [3_000n, 7_000n, 0n, 93_000n, 91_000n, 0n],
      [-1_070n, 93_000n, 0n, 0n, 0n, 91_930n],
    ])
  })

  test('[A4] the cap holds over the whole loan', () => {
    expect(rows([on(10), on(40)], { interestMaxFen: 1_500n }).map((row) => row[2])).toEqual([1_000n, 1_500n])
  })

  test('[A5] what was paid beyond the debt is owed back, with interest where that was agreed', () => {
    const over = [on(10, 151_000n), on(375, 0n, { isSettled: true })]
    expect(rows(over)[1]).toEqual([0n, -50_000n, 0n, 0n, 0n, -50_000n])
    expect(rows(over, { refundAnnualRatePpm: 80_000n })[1]![5]).toBe(-54_000n)
  })

  test('[A6] goodwill goes to principal, and a few fen at the end are forgiven', () => {
    expect(rows([on(10, -500n)])[0]).toEqual([0n, -500n, 1_000n, 100_500n, 101_500n, 0n])
    expect(rows([on(10, 1_000n), on(11)], { principalFen: 3_000n, entryCount: 5 })[1]![2]).toBe(0n)
  })
})
