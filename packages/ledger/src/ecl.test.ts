import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  balanceSheet,
  checkEclTable,
  type EclTable,
  expectedLoss,
  generalExamples,
  type Line,
  RECIPES,
  rollForward,
  stageOf,
} from './index.ts'

const TABLE: EclTable = {
  stage2OverDays: 30,
  stage3OverDays: 90,
  bands: [
    { overDays: -1, twelveMonthsPpm: 20_000n, lifetimePpm: 40_000n },
    { overDays: 0, twelveMonthsPpm: 100_000n, lifetimePpm: 150_000n },
    { overDays: 30, twelveMonthsPpm: 300_000n, lifetimePpm: 400_000n },
    { overDays: 60, twelveMonthsPpm: 500_000n, lifetimePpm: 600_000n },
  ],
  lossGivenDefaultPpm: 450_000n,
  lossGivenDefaultImpairedPpm: 650_000n,
  scenarios: [
    { code: 'base', weightPpm: 600_000n, defaultFactorPpm: 1_000_000n },
    { code: 'up', weightPpm: 150_000n, defaultFactorPpm: 800_000n },
    { code: 'down', weightPpm: 250_000n, defaultFactorPpm: 1_400_000n },
  ],
}

describe('expected credit loss', () => {
  test.each([
    [0, false, false, 1],
    [30, false, false, 1],
    [31, false, false, 2],
    [0, false, true, 2],
    [90, false, false, 2],
    [91, false, false, 3],
    [0, true, false, 3],
  ])('[E1] %s days past due, impaired %s, riskier %s: stage %s', (dpd, isImpaired, hasRiskGrown, stage) => {
    expect(stageOf({ dpd, isImpaired, hasRiskGrown }, TABLE)).toBe(stage)
  })

  // Weights × factors: 0.6 × 1 + 0.15 × 0.8 + 0.25 × 1.4 = 1.07.
  test.each([
    [0, 1, 21_400n, 450_000n, 9_630n],
    [12, 1, 107_000n, 450_000n, 48_150n],
    [31, 2, 428_000n, 450_000n, 192_600n],
    [61, 2, 642_000n, 450_000n, 288_900n],
    [400, 3, 1_000_000n, 650_000n, 650_000n],
  ] as const)(
    '[E2] ¥10,000 at %s days in stage %s: %s × %s = %s fen',
    (dpd, stage, defaultPpm, lossGivenDefaultPpm, eclFen) => {
      const loss = expectedLoss({ exposureFen: 1_000_000n, dpd, stage }, TABLE)
      expect(loss).toEqual({ defaultPpm, lossGivenDefaultPpm, eclFen })
    },
  )

  test('[E2] no scenario makes a default more than certain', () => {
    const certain = { ...TABLE, bands: [{ overDays: -1, twelveMonthsPpm: 1_000_000n, lifetimePpm: 1_000_000n }] }
    expect(expectedLoss({ exposureFen: 100n, dpd: 0, stage: 2 }, certain).defaultPpm).toBe(970_000n)
  })

  test('[E3] a table names everything that is wrong with it', () => {
    expect(checkEclTable(TABLE)).toEqual([])
    const wrong: EclTable = {
      ...TABLE,
      stage3OverDays: 30,
      bands: [
        { overDays: 0, twelveMonthsPpm: 20_000n, lifetimePpm: 10_000n },
        { overDays: 0, twelveMonthsPpm: 1_000_001n, lifetimePpm: 1_000_001n },
      ],
      scenarios: [{ code: 'base', weightPpm: 999_999n, defaultFactorPpm: 1_000_000n }],
    }
    expect(checkEclTable(wrong).map(({ code, place }) => `${code} ${place}`)).toEqual([
      'ledger.ecl_days_not_rising stage3OverDays',
      'ledger.ecl_no_band_for_current bands.0',
      'ledger.ecl_lifetime_below_year bands.0.lifetimePpm',
      'ledger.ecl_days_not_rising bands.1.overDays',
      'ledger.ecl_share_out_of_range bands.1.twelveMonthsPpm',
      'ledger.ecl_share_out_of_range bands.1.lifetimePpm',
      'ledger.ecl_weights_not_whole scenarios',
    ])
  })
})

describe('roll-forward', () => {
  const loan = (loanId: string, stage: 1 | 2 | 3, allowanceFen: bigint) => ({ loanId, stage, allowanceFen })

  test('[E4] a month told by stage', () => {
    const before = [loan('a', 1, 100n), loan('b', 1, 100n), loan('c', 2, 500n), loan('d', 3, 6_000n), loan('e', 1, 90n)]
    const after = [loan('a', 1, 80n), loan('b', 2, 450n), loan('c', 1, 90n), loan('f', 1, 110n)]
    const rows = rollForward(before, after, new Map([['d', 5_800n]]))
    expect(rows.map((row) => Object.values(row).map(Number))).toEqual([
      // stage, opening, transferred, new, remeasured, released, used, closing
      [1, 290, 400, 110, -430, -90, 0, 280],
      [2, 500, -400, 0, 350, 0, 0, 450],
      [3, 6000, 0, 0, 0, -200, -5800, 0],
    ])
  })

  test('[E4] every row sums, whatever happened', () => {
    const one = fc.record({
      loanId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      stage: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
      allowanceFen: fc.bigInt({ min: 0n, max: 10_000n }),
    })
    const book = fc.uniqueArray(one, { selector: (each) => each.loanId })
    const used = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.bigInt({ min: 0n, max: 10_000n }))
    fc.assert(
      fc.property(book, book, used, (before, after, taken) => {
        const rows = rollForward(before, after, new Map(Object.entries(taken)))
        for (const { stage: _stage, openingFen, closingFen, ...moves } of rows) {
          expect(openingFen + Object.values(moves).reduce((sum, fen) => sum + fen, 0n)).toBe(closingFen)
        }
        expect(rows.reduce((sum, row) => sum + row.transferredFen, 0n)).toBe(0n)
      }),
    )
  })
})

test('[G8] the balance sheet balances with the result, and the allowance lowers the assets', () => {
  const lines: Line[] = [
    { account: '1002', amountFen: 9_000n },
    { account: '1303', amountFen: 1_200n },
    { account: '1304', amountFen: -200n },
    { account: '4001', amountFen: -10_000n },
    { account: '6011', amountFen: -200n },
    { account: '6702', amountFen: 200n },
    { account: '9001', amountFen: 50n },
    { account: '9002', amountFen: -50n },
  ]
  const { assets, assetsFen, equityFen, resultFen, differenceFen } = balanceSheet(lines)
  expect(assets.map(({ account, amountFen }) => `${account.code} ${amountFen}`)).toEqual([
    '1002 9000',
    '1303 1200',
    '1304 -200',
  ])
  expect([assetsFen, equityFen, resultFen, differenceFen]).toEqual([10_000n, 10_000n, 0n, 0n])
})

test('[G7] every recipe that no single loan makes has an example, balanced and on the sides that it names', () => {
  const examples = generalExamples()
  expect(examples.map(({ event }) => event)).toEqual([
    'provisioned',
    'allowanceUsed',
    'adjusted',
    'capital',
    'unidentified',
  ])
  for (const { event, rows } of examples) {
    const recipe = RECIPES.find((one) => one.event === event)!
    expect(rows.reduce((sum, row) => sum + row.debitFen - row.creditFen, 0n)).toBe(0n)
    const sides = rows.map((row) => `${row.account} ${row.debitFen > 0n ? 'debit' : 'credit'}`)
    expect(sides.toSorted()).toEqual(recipe.lines.map((line) => `${line.account} ${line.side}`).toSorted())
  }
})
