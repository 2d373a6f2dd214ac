import { expect, test } from 'vitest'
import { cagrPpm, checkClaim, yearlyGrowth } from './growth.ts'

const YI_FEN = 10_000_000_000n
const at = (year: number, yi: bigint) => ({ year, sizeFen: yi * YI_FEN })
const SIZES = [at(2015, 10_000n), at(2020, 100_000n), at(2025, 200_000n)]
const CLAIM = { fromYear: 2015, toYear: 2020, cagrMinPpm: 1_000_000, text: { zh: '三位数', en: 'three digits' } }

test('ten times in five years is 58.5 % a year, twice in five years 14.9 %', () => {
  expect(yearlyGrowth(SIZES)).toEqual([
    { years: null, growthPpm: null },
    { years: 5, growthPpm: 584_893 },
    { years: 5, growthPpm: 148_698 },
  ])
  expect(cagrPpm(SIZES[0]!, SIZES[2]!)).toBe(349_283)
  expect(cagrPpm(SIZES[2]!, SIZES[0]!)).toBeNull()
})

test('a claim of three digits asks for 32 times, and does not hold at ten', () => {
  expect(checkClaim(CLAIM, SIZES)).toMatchObject({
    impliedPpm: 584_893,
    multiplePpm: 10_000_000,
    neededMultiplePpm: 32_000_000,
    neededFen: 320_000n * YI_FEN,
    holds: false,
  })
  expect(checkClaim(CLAIM, [at(2015, 10n), at(2020, 320n)]).holds).toBe(true)
  expect(checkClaim(CLAIM, [at(2016, 10n), at(2020, 320n)]).holds).toBeNull()
})
