import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRODUCT } from './product.fixture.ts'
import { type LentLoan, redesign, redesignedTerms } from './redesign.ts'

const TERMS = { amountFen: { min: 100_000n, max: 10_000_000n, step: 10_000n } }
const SMALL: LentLoan = {
  principalFen: 1_000_000n,
  outstandingFen: 600_000n,
  annualRatePpm: 120_000n,
  instalmentFen: 88_849n,
  incomeFen: 1_000_000n,
  otherDueFen: 0n,
  owedBeforeFen: 0n,
  isBad: false,
}
/** Six tenths of income go to loans, and it was not paid back. */
const OVER_LENT: LentLoan = {
  ...SMALL,
  principalFen: 5_000_000n,
  outstandingFen: 5_000_000n,
  instalmentFen: 444_244n,
  otherDueFen: 200_000n,
  isBad: true,
}

test('[D1] PRD-24 a lower amount cuts loans, and refuses those below the smallest', () => {
  const { before, after, cut, refused } = redesign([SMALL, OVER_LENT], { amountMaxFen: 2_000_000n }, TERMS)
  expect(before).toMatchObject({ loans: 2, lentFen: 6_000_000n, badLoans: 1, badPpm: 833_333n })
  expect(after).toMatchObject({ loans: 2, lentFen: 3_000_000n, badPpm: 666_667n })
  expect(cut).toEqual({ loans: 1, byFen: 3_000_000n })
  expect(refused).toEqual({ byAmount: 0, byIncome: 0, bad: 0 })
  const owing = { ...SMALL, owedBeforeFen: 950_000n }
  expect(redesign([owing], { perCustomerFen: 1_000_000n }, TERMS).refused.byAmount).toBe(1)
})

test('[D2] PRD-24 over-borrowers are refused by income, and the bad rate falls; unknown income refuses nobody', () => {
  const unknown = { ...OVER_LENT, incomeFen: null }
  const result = redesign([SMALL, OVER_LENT, unknown], { debtToIncomeMaxPpm: 500_000n }, TERMS)
  expect(result.refused).toEqual({ byAmount: 0, byIncome: 1, bad: 1 })
  expect(result.unknownIncome).toBe(1)
  expect(result.after.badPpm < result.before.badPpm).toBe(true)
})

test('[D3] PRD-24 without a change nothing changes; a rate moves the interest of a year alone', () => {
  const { before, after } = redesign([SMALL, OVER_LENT], {}, TERMS)
  expect(after).toEqual(before)
  const cheaper = redesign([SMALL], { rateShiftPpm: -20_000n }, TERMS)
  expect([cheaper.before.yearlyInterestFen, cheaper.after.yearlyInterestFen]).toEqual([72_000n, 60_000n])
  const amount = fc.bigInt(100_000n, 10_000_000n)
  fc.assert(
    fc.property(amount, amount, amount, (principalFen, tighter, looser) => {
      const [low, high] = tighter < looser ? [tighter, looser] : [looser, tighter]
      const lent = (amountMaxFen: bigint) =>
        redesign([{ ...SMALL, principalFen }], { amountMaxFen }, TERMS).after.lentFen
      expect(lent(low) <= lent(high)).toBe(true)
    }),
  )
})

test('[D4] PRD-24 the new terms keep to the steps of the product', () => {
  const { amountFen } = PRODUCT
  const wanted = amountFen.min + amountFen.step * 3n + 1n
  const terms = redesignedTerms(PRODUCT, { amountMaxFen: wanted, perCustomerFen: 7_000_000n, rateShiftPpm: 1_000n })
  expect(terms.amountFen.max).toBe(amountFen.min + amountFen.step * 3n)
  expect(terms.rules?.limit?.perCustomerFen).toBe(7_000_000n)
  expect(terms.prices[0]!.annualRatePpm).toBe(PRODUCT.prices[0]!.annualRatePpm + 1_000n)
})
