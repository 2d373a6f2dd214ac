import { describe, expect, test } from 'vitest'
import { expectWindowsToBeTheFold } from './accrual-window.fixture.ts'
import { booksOn } from './books.ts'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { d, termsWith, totalOf } from './loan.fixture.ts'
import { lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const counted = { unit: 'month', every: 1, countedFrom: d('2024-01-01') } as const
const terms = (plan = {}) =>
  termsWith({ principalFen: 1_000_000n, annualRatePpm: 120_000n, termMonths: 4, plan: { frequency: counted, ...plan } })

describe('a loan whose days count from the application', () => {
  test('[L7] [B1] [B10] bears interest from the disbursement, in every way of following what is owed', () => {
    const rules = [{}, { rest: { kind: 'daily', pastDue: 'bears-interest' } }, { rest: { kind: 'as-planned' } }]
    for (const rule of rules) {
      const loan = lived(terms(rule), [out('2024-01-02', 1_000_000n), paid('2024-01-20', 5_000n)])
      const [first] = stateOn(loan, d('2024-01-02')).instalments
      expect([first!.periodFrom, first!.dueOn, first!.planned.interestFen]).toEqual([
        '2024-01-01',
        '2024-02-01',
        9_677n,
      ])
      expect(stateOn(loan, d('2024-01-12')).interestAccruedFen).toBe(3_226n)
      expect(totalOf(booksOn(loan, d('2024-01-25')))).toBe(0n)
      expectWindowsToBeTheFold(loan, d('2024-01-20'), 3)
    }
  })

  test('[V8] a last day of its own is put off by as much as the others', () => {
    const own = termsWith({ plan: { frequency: { unit: 'day', every: 15, count: 3, lastAfter: 40 } } })
    const moved = { kind: 'extended', unit: 'day', count: 10, spacing: 'from-new-day', reason: 'x' } as const
    const loan = lived(own, [out('2024-02-01', 1_200_000n), { ...moved, valueOn: d('2024-02-05') }])
    const dueDays = stateOn(loan, d('2024-02-05')).instalments.map(({ dueOn }) => dueOn)
    expect(dueDays).toEqual(['2024-02-26', '2024-03-12', '2024-03-22'])
    expect(decodeLoanTerms(encodeLoanTerms(own))).toMatchObject({ ok: true, value: { schedule: own.schedule } })
  })
})
