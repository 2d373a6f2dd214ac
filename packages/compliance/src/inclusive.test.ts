import { expect, test } from 'vitest'
import { inclusiveTag } from './index.ts'

const YUAN = 100n

test('[I1] a loan is inclusive by borrower, purpose and line, at the limit still and above it no more', () => {
  const cases = [
    ['shop-owner', 'business', 800_000n, 'micro'],
    ['micro-owner', 'business', 10_000_000n, 'micro'],
    ['micro-owner', 'business', 10_000_001n, null],
    ['farmer', 'farming', 5_000_000n, 'farmer'],
    ['farmer', 'farming', 5_000_001n, null],
    ['person', 'business', 100_000n, null],
    ['person', 'consumption', 50_000n, null],
    ['farmer', 'consumption', 50_000n, null],
    ['shop-owner', 'consumption', 50_000n, null],
  ] as const
  expect(cases.map(([borrower, purpose, yuan]) => inclusiveTag({ borrower, purpose, lineFen: yuan * YUAN }))).toEqual(
    cases.map(([, , , tag]) => tag),
  )
})
