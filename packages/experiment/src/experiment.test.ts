import { expect, test } from 'vitest'
import {
  compare,
  compareAdjusted,
  costPer,
  detectable,
  sampleRatio,
  sumsOf,
  sumsOfCount,
  twoSided,
  zOf,
} from './index.ts'

test('[E1] the difference in means, its standard error and its interval by hand', () => {
  const found = compare(sumsOf([1, 2, 3, 4]), sumsOf([2, 2, 4, 4, 3]))
  expect(found.difference).toBeCloseTo(2.5 - 3, 12)
  expect(found.standardError).toBeCloseTo(Math.sqrt(5 / 3 / 4 + 1 / 5), 12)
  expect(found.interval[1] - found.interval[0]).toBeCloseTo(2 * 1.959963984540054 * found.standardError, 12)
  expect(found.relative).toBeCloseTo(-0.5 / 3, 12)
})

test('[E1] yes-or-no measures and lists of 0 and 1 are the same thing', () => {
  expect(sumsOfCount({ n: 4, yes: 1 })).toEqual(sumsOf([0, 1, 0, 0]))
})

test('[E2] a claim needs an interval that leaves out 0', () => {
  const claim = (yes: number) => compare(sumsOfCount({ n: 1000, yes }), sumsOfCount({ n: 1000, yes: 50 })).claim
  expect([claim(80), claim(60), claim(50), claim(25)]).toEqual(['higher', 'none', 'none', 'lower'])
})

test('[E2] too few units and no spread say nothing', () => {
  expect(compare(sumsOf([5]), sumsOf([1, 2, 3])).claim).toBe('none')
  const flat = compare(sumsOf([1, 1]), sumsOf([0, 0]))
  expect([flat.claim, flat.p]).toEqual(['none', 1])
  expect(compare(sumsOf([]), sumsOf([]))).toMatchObject({ difference: 0, claim: 'none', relative: null })
})

test('[E3] two-sided p keeps its precision in the middle and in the tail', () => {
  expect(zOf(0.95)).toBeCloseTo(1.959963984540054, 12)
  expect(twoSided(1)).toBeCloseTo(0.31731050786291415, 14)
  expect(twoSided(5) / 5.733031437583866e-7).toBeCloseTo(1, 10)
  expect(twoSided(20) / 5.507248237212467e-89).toBeCloseTo(1, 10)
})

test('[E4] arms as large as meant pass, others are off', () => {
  expect(
    sampleRatio([
      { n: 5000, share: 1 },
      { n: 5090, share: 1 },
    ]).isOff,
  ).toBe(false)
  expect(
    sampleRatio([
      { n: 5000, share: 1 },
      { n: 5500, share: 1 },
    ]).isOff,
  ).toBe(true)
  expect(
    sampleRatio([
      { n: 900, share: 9 },
      { n: 100, share: 1 },
    ]),
  ).toMatchObject({ chiSquare: 0, p: 1 })
})

test('[E4] an arm that was meant to be empty is off with its first unit and else no arm at all', () => {
  const [a, b] = [
    { n: 500, share: 1 },
    { n: 600, share: 1 },
  ]
  expect(sampleRatio([a, b, { n: 0, share: 0 }])).toEqual(sampleRatio([a, b]))
  expect(
    sampleRatio([
      { n: 900, share: 1 },
      { n: 100, share: 0 },
    ]),
  ).toMatchObject({ p: 0, isOff: true })
})

test('[E4] the p-value of chi-square by degrees of freedom', () => {
  const even = (counts: readonly number[]) => sampleRatio(counts.map((n) => ({ n, share: 1 })))
  expect(even([40, 60])).toMatchObject({ chiSquare: 4, degrees: 1 })
  expect(even([40, 60]).p).toBeCloseTo(0.04550026389635842, 12)
  expect(even([30, 30, 60]).chiSquare).toBeCloseTo(15, 12)
  expect(even([30, 30, 60]).p).toBeCloseTo(Math.exp(-7.5), 12)
})

test('[E5] what was known before is taken out, and its gain is told', () => {
  const units = (lift: number) => [1, 2, 3, 4].map((before) => ({ before, value: 10 * before + lift }))
  const found = compareAdjusted(units(1), units(0))
  expect(found.theta).toBeCloseTo(10, 12)
  expect(found.difference).toBeCloseTo(1, 9)
  expect(found.varianceReduction).toBeCloseTo(1, 9)
  const useless = compareAdjusted(
    [
      { value: 1, before: 5 },
      { value: 2, before: 5 },
    ],
    [
      { value: 0, before: 5 },
      { value: 3, before: 5 },
    ],
  )
  expect([useless.theta, useless.varianceReduction]).toEqual([0, 0])
})

test('[E6] a larger holdout sees a smaller effect', () => {
  const seen = (control: number) => detectable({ baseRate: 0.01, treated: 100_000 - control, control })!
  expect(seen(2_000)).toBeGreaterThan(seen(10_000))
  expect(seen(10_000)).toBeCloseTo(
    (1.959963984540054 + 0.8416212335729143) * Math.sqrt(0.0099 * (1 / 90_000 + 1 / 10_000)),
    10,
  )
  expect(detectable({ baseRate: 0.01, treated: 100, control: 1 })).toBeNull()
})

test('[E7] cost per result beyond what would have come anyway', () => {
  expect(costPer({ spentFen: 10_000n, results: 30, withoutUs: 10 })).toBe(500n)
  expect(costPer({ spentFen: 1n, results: 2 })).toBe(1n)
  expect(costPer({ spentFen: 10_000n, results: 3, withoutUs: 3.5 })).toBeNull()
  expect(costPer({ spentFen: 10_000n, results: 3, withoutUs: 2.9999999 })).toBeNull()
})
