import { DEFAULT_ALLOCATION, orderedBy, PARTS } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { d, termsWith } from './loan.fixture.ts'
import { type Draft, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** ¥100 at 24 % over six months in two parts, with daily rest. */
const plain = termsWith({
  principalFen: 10_000n,
  annualRatePpm: 240_000n,
  termMonths: 6,
  plan: {
    rest: { kind: 'daily', pastDue: 'bears-interest' },
    draws: { firstSharePpm: 500_000n, months: 6, leastFen: 1n },
  },
})
const terms = {
  ...plain,
  penalty: { ...plain.penalty, contractRateMultiplePpm: 0n },
  allocation: { ...DEFAULT_ALLOCATION, default: orderedBy('horizontal', PARTS, 'next-instalment') },
}

const pause: Draft = { kind: 'interestPaused', valueOn: d('2024-02-05'), until: d('2024-02-25'), reason: 'flood' }

const repriced: Draft = {
  kind: 'repriced',
  valueOn: d('2024-01-20'),
  annualRatePpm: 120_000n,
  benchmark: 'LPR1Y',
  benchmarkPpm: 0n,
  publishedOn: d('2024-01-20'),
}

/** The first instalment has been paid; a further part is paid out in the days of the second. */
function levels(change: Draft): bigint[] {
  const loan = lived(terms, [
    out('2024-01-01', 5_000n),
    ...inOrder([change, paid('2024-02-01', 1_000n)]),
    out('2024-02-12', 5_000n),
  ])
  const { instalments } = stateOn(loan, d('2024-02-12'))
  return instalments.slice(1).map(({ planned }) => planned.principalFen + planned.interestFen)
}

function inOrder(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.toSorted((a, b) => (a.valueOn < b.valueOn ? -1 : 1))
}

describe('a further part after a pause or a new rate', () => {
  test('[K7] [V3] the instalments to come are level over what was paid out, without interest for the days of the pause', () => {
    expect(levels(pause)).toEqual([1_924n, 1_924n, 1_924n, 1_924n, 1_925n])
  })

  test('[K7] [M8] the days before the new rate count at the old one', () => {
    expect(levels(repriced)).toEqual([1_894n, 1_894n, 1_894n, 1_894n, 1_895n])
  })

  test('[K7] [M8] one that bears interest from before the new rate is level at the new rate all the same', () => {
    const own = termsWith({
      principalFen: 1_200_000n,
      annualRatePpm: 235_999n,
      termMonths: 13,
      plan: {
        rest: { kind: 'daily', pastDue: 'bears-interest' },
        draws: { firstSharePpm: 400_000n, months: 8, leastFen: 10_000n, bearsFrom: 'period-start' },
      },
    })
    const cheaper = { ...repriced, annualRatePpm: 90_000n }
    const loan = lived(own, [
      out('2024-01-15', 480_000n),
      { ...cheaper, valueOn: d('2024-01-16') },
      out('2024-01-16', 10_000n),
    ])
    const asked = stateOn(loan, d('2024-01-16')).instalments.map(
      ({ planned }) => planned.principalFen + planned.interestFen,
    )
    expect(asked).toEqual([...Array<bigint>(12).fill(39_716n), 39_717n])
  })
})
