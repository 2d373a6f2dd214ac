import { describe, expect, test } from 'vitest'
import { d } from '../../../packages/loan/src/loan.fixture.ts'
import { decimal } from './decimal.ts'
import { bearing, life, lifeTerms, paidOut, repaid } from './life.fixture.ts'
import { type LifeState, lifeOn } from './life.ts'
import type { LifeEvent } from './life-event.ts'
import type { LifeTerms } from './life-terms.ts'

function stateOf(terms: LifeTerms, events: readonly LifeEvent[], asOf: string): LifeState {
  const state = lifeOn(terms, events, d(asOf))
  if (!state) throw new Error('not disbursed')
  return state
}

const lines = (state: LifeState): string[] =>
  state.lines.map(({ dueOn, asked, paid }) => `${dueOn.slice(5)} ${paid.principalFen} of ${asked.principalFen}`)

const PLAN_FIRST = lifeTerms({
  isPlanBeforeMoney: true,
  isDueDayDisbursementOfThatDay: true,
  downPayment: { sharePercent: decimal('25'), isBeforeInstalment: true },
})

describe('a plan of all that is paid out stands before the money', () => {
  test('[F23] money that came before a second part pays its down payment first', () => {
    const story = life(
      ['2026-01-15', paidOut(120_000n)],
      ['2026-01-15', repaid(40_000n)],
      ['2026-01-20', paidOut(40_000n)],
    )
    expect(lines(stateOf(PLAN_FIRST, story, '2026-01-20'))).toEqual([
      '01-15 30000 of 30000',
      '01-20 10000 of 10000',
      '02-15 0 of 40000',
      '03-15 0 of 40000',
      '04-15 0 of 40000',
    ])
  })

  test('[F23] a second part without interest is spread over all instalments, those past among them', () => {
    const story = life(['2026-01-15', paidOut(120_000n)], ['2026-02-20', paidOut(40_000n)])
    const { lines: plan } = stateOf(PLAN_FIRST, story, '2026-02-20')
    expect(plan.filter(({ kind }) => kind === 'instalment').map(({ asked }) => asked.principalFen)).toEqual([
      40_000n,
      40_000n,
      40_000n,
    ])
  })

  test('[F23] a charge put on for a day that has come counts before the money', () => {
    const charge = {
      chargeId: 'late',
      isPenalty: true,
      timing: 'due-date',
      base: 'flat',
      amountFen: 500n,
      percent: decimal('0'),
      dueOn: d('2026-02-01'),
    } as const
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-01-20', repaid(700n)],
      ['2026-02-03', { kind: 'chargeAdded', charge }],
    )
    const paidPenaltyFen = (terms: LifeTerms) => stateOf(terms, story, '2026-02-03').lines[0]!.paid.penaltyFen
    expect(paidPenaltyFen(lifeTerms())).toBe(0n)
    expect(paidPenaltyFen(lifeTerms({ isPlanBeforeMoney: true }))).toBe(500n)
  })
})

test('[F24] the first instalments of a loan may bear no interest at all', () => {
  const { lines: plan } = stateOf(bearing({ interestFree: 1 }), life(['2026-01-15', paidOut()]), '2026-01-15')
  expect(plan.map(({ asked }) => asked.interestFen)).toEqual([0n, 597n, 300n])
})
