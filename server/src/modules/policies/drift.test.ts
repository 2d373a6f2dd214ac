import { expect, test } from 'vitest'
import { driftOf, type Rates } from './drift.ts'
import { DEFAULT_WATCH } from './watch-store.ts'

function rates(decisions: number, approved: number, reasons: Readonly<Record<string, number>> = {}): Rates {
  return { decisions, approved, reasons: new Map(Object.entries(reasons)) }
}

test.each([
  ['as usual', rates(200, 120), rates(1_000, 600), []],
  ['a little less than usual, within what is allowed', rates(200, 100), rates(1_000, 600), []],
  ['half of what is usual', rates(200, 60), rates(1_000, 600), ['approval']],
  ['far off, of too few to say', rates(50, 0), rates(1_000, 600), []],
  ['far off, beside too few to compare', rates(200, 0), rates(50, 30), []],
  ['nobody at all, where everybody was', rates(100, 0), rates(100, 100), ['approval']],
  ['a reason that fills up', rates(200, 120, { A: 70 }), rates(1_000, 600, { A: 50 }), ['A']],
  ['both', rates(200, 20, { A: 170 }), rates(1_000, 600, { A: 50, B: 20 }), ['approval', 'A']],
])('drift: %s', (_title, observed, expected, measures) => {
  expect(driftOf(observed, expected, DEFAULT_WATCH).map(({ measure }) => measure)).toEqual(measures)
})

test('a finding says what was expected and what came', () => {
  expect(driftOf(rates(200, 60), rates(1_000, 600), DEFAULT_WATCH)).toEqual([
    { measure: 'approval', expectedPpm: 600_000, observedPpm: 300_000 },
  ])
})
