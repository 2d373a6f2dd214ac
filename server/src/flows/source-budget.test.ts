import { expect, test } from 'vitest'
import type { SourceAnswer } from '../modules/sources/index.ts'
import { sourceBudget } from './source-budget.ts'

const answer = (priceFen: bigint): SourceAnswer => {
  return { status: 'answered', facts: {}, provider: 'P', isSimulated: true, priceFen, latencyMs: 10, reference: '' }
}

test('a run stops at its number of calls, and at its cost', () => {
  const byCalls = sourceBudget({ callsMax: 2, costFenMax: 1_000_000n })
  byCalls.called('bureau')
  expect(byCalls.mayCall()).toBe(true)
  byCalls.called('income')
  expect(byCalls.mayCall()).toBe(false)
  const byCost = sourceBudget({ callsMax: 100, costFenMax: 500n })
  byCost.called('bureau')
  byCost.answered('bureau', answer(499n), false)
  expect(byCost.mayCall()).toBe(true)
  byCost.answered('bureau', answer(1n), false)
  expect(byCost.mayCall()).toBe(false)
})

test('what is known costs nothing, and what was left is counted by why', () => {
  const budget = sourceBudget({ callsMax: 10, costFenMax: 1_000n })
  budget.answered('bureau', answer(0n), true)
  budget.called('bureau')
  budget.answered('bureau', { ...answer(300n), status: 'timedOut' }, false)
  budget.left('income', 'noConsent')
  budget.left('income', 'overBudget')
  expect(budget.tally()).toMatchObject({
    bureau: { calls: 1, fromCache: 1, timedOut: 1, costFen: 300n, latencyMs: 10 },
    income: { calls: 0, noConsent: 1, overBudget: 1 },
  })
})
