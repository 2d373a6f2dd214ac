import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FUND_USES, fundUseOf, isForbiddenUse, useShares } from './index.ts'

test.each([
  ['tourism', '杭州西湖酒店', null, 'declared'],
  ['tourism', '苏宁电器', null, 'otherScene'],
  ['tourism', 'ATM 取现', null, 'cash'],
  ['tourism', '张三', null, 'unknown'],
  ['tourism', '国泰证券酒店', '证券', 'securities'],
  ['medical', '恒大置业', '置业', 'property'],
  ['medical', '某某小额贷款公司', '小额贷款', 'otherLender'],
  ['medical', '某博彩', '博彩', 'gambling'],
] as const)('[U1] a loan for %s, money to %s (%s) is %s', (scene, text, suspiciousWord, use) => {
  expect(fundUseOf(scene, { text, suspiciousWord })).toBe(use)
})

test('[U2] SRV-03 four uses are forbidden, the others are not', () => {
  expect(FUND_USES.filter(isForbiddenUse)).toEqual(['securities', 'property', 'otherLender', 'gambling'])
})

test('[U3] shares sum to what was paid out, whatever was seen', () => {
  const movement = fc.record({ use: fc.constantFrom(...FUND_USES), amountFen: fc.bigInt(1n, 5_000_000n) })
  fc.assert(
    fc.property(fc.bigInt(1n, 10_000_000n), fc.array(movement, { maxLength: 12 }), (paidOutFen, movements) => {
      const shares = useShares(paidOutFen, movements)
      expect(shares.reduce((sum, { amountFen }) => sum + amountFen, 0n)).toBe(paidOutFen)
    }),
  )
  expect(useShares(10_000n, [{ use: 'declared', amountFen: 6_000n }])).toEqual([
    { use: 'declared', amountFen: 6_000n, sharePpm: 600_000n },
    { use: 'unspent', amountFen: 4_000n, sharePpm: 400_000n },
  ])
})
