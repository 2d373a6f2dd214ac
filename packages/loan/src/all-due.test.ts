import { addDays } from '@puhui/calendar'
import { orderedBy } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { accrualOn, booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import type { LoanEvent } from './event.ts'
import { amountOf, d, disbursed, repay, run, termsWith, totalOf } from './loan.fixture.ts'
import { evolve, type Loan, open, replay } from './loan.ts'
import { stateOn } from './view.ts'

const REST = { plan: { rest: { kind: 'daily', pastDue: 'bears-none' } } } as const
const PLANS = [
  ['fixed instalments', {}],
  ['interest on what is owed', REST],
] as const

function allDue(plan: Parameters<typeof termsWith>[0]): Loan {
  return endedOn('2026-03-01', run(disbursed(termsWith(plan)), repay(106_619n, '2026-02-15')))
}

function endedOn(day: string, loan: Loan): Loan {
  const on = d(day)
  const asBefore = { annualRatePpm: 0n, graceInstalments: 0, instalments: 1, arrears: 'kept' } as const
  const event: LoanEvent = {
    ...asBefore,
    kind: 'rescheduled',
    id: 'end',
    seq: loan.events.length + 1,
    valueOn: on,
    bookedOn: on,
    isAllDue: true,
    reason: 'moved abroad',
  }
  return evolve(loan, event)
}

describe('all that is open falls due', () => {
  test.each(PLANS)('[R9] on the day, with interest up to it, and late from then on (%s)', (_, plan) => {
    const loan = allDue(plan)
    const state = stateOn(loan, d('2026-03-01'))
    expect(state.instalments.map(({ dueOn }) => dueOn)).toEqual(['2026-02-15', '2026-03-01'])
    const [, last] = state.instalments
    expect(last!.planned.principalFen).toBe(1_105_381n)
    expect(state.dueFen).toBe(1_105_381n + last!.planned.interestFen)
    const before = stateOn(run(disbursed(termsWith(plan)), repay(106_619n, '2026-02-15')), d('2026-03-01'))
    expect(last!.planned.interestFen).toBe(before.interestAccruedFen)
    const later = stateOn(loan, d('2026-03-31'))
    expect([later.dpd, later.status, later.interestAccruedFen]).toEqual([30, 'overdue', before.interestAccruedFen])
    expect(later.penaltyFen).toBeGreaterThan(0n)
    expect(decodeEvent(encodeEvent(loan.events[2]!))).toEqual({ ok: true, value: loan.events[2] })
  })

  test.each(PLANS)('[A8] on a due day it is served with the instalment of that day, part by part (%s)', (_, plan) => {
    const parts = ['principal', 'interest', 'fee', 'penalty'] as const
    const allocation = { direction: 'horizontal', default: orderedBy('horizontal', parts), byKind: {} } as const
    const ended = endedOn('2026-02-15', disbursed(termsWith(plan, { allocation })))
    const state = stateOn(run(ended, repay(1_205_000n, '2026-02-15')), d('2026-02-15'))
    expect(state.instalments.map(({ paid }) => [paid.principalFen, paid.interestFen])).toEqual([
      [94_619n, 5_000n],
      [1_105_381n, 0n],
    ])
    expect(state.dueFen).toBe(7_000n)
  })

  test.each(PLANS)('[R9] [B1] [B7] [L1] the claim stays on the books; paid, the loan is settled (%s)', (_, plan) => {
    const loan = allDue(plan)
    const dueFen = stateOn(loan, d('2026-03-01')).dueFen
    expect(amountOf(booksOn(loan, d('2026-03-02')), '1303')).toBe(1_105_381n)
    for (let day = d('2026-03-01'); day < d('2026-05-01'); day = addDays(day, 1)) {
      const next = booksOn(loan, addDays(day, 1))
      expect(totalOf(next)).toBe(0n)
      for (const account of ['1132', '1133', '1303', '6011', '6012'] as const)
        expect(amountOf([...booksOn(loan, day), ...accrualOn(loan, day)], account)).toBe(amountOf(next, account))
    }
    const paid = run(loan, repay(dueFen, '2026-03-01'))
    expect(stateOn(paid, d('2026-03-01')).settledOn).toBe('2026-03-01')
    expect(paid.events.toReversed().reduce(evolve, open(paid.terms))).toEqual(replay(paid.terms, paid.events))
  })
})
