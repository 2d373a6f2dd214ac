import type { RatePpm } from '@puhui/money'
import { DEFAULT_ALLOCATION, orderedBy, PARTS, type PlanRules } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { d, termsWith, totalOf } from './loan.fixture.ts'
import { type Loan, replay } from './loan.ts'
import type { LoanTerms } from './terms.ts'
import { type Draft, eventsOf, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const draws = { firstSharePpm: 500_000n, months: 2, leastFen: 1n, joins: 'whole-plan' } as const

/** ¥100 over three months, ¥50 at signing; the next instalment is paid in advance. */
function terms(
  plan: PlanRules = {},
  annualRatePpm: RatePpm = 0n,
  method: 'equal-instalment' | 'flat' = 'equal-instalment',
) {
  const own = { ...plan, draws, rest: { kind: 'as-planned' } } as const
  const plain = termsWith({ principalFen: 10_000n, annualRatePpm, termMonths: 3, method, plan: own })
  const allocation = { ...DEFAULT_ALLOCATION, default: orderedBy('horizontal', PARTS, 'next-instalment') }
  return { ...plain, prepayment: { ...plain.prepayment, feePpm: 0n }, allocation }
}

const lived = (own: LoanTerms, drafts: readonly Draft[]): Loan => replay(own, eventsOf(drafts))

/** `number due principal interest paid` */
function rows(loan: Loan, on: string) {
  return stateOn(loan, d(on)).instalments.map(({ number, dueOn, planned, paid: met }) =>
    [number, dueOn, planned.principalFen, planned.interestFen, met.principalFen + met.interestFen].join(' '),
  )
}

describe('a further part joins the whole plan', () => {
  test('[T7] without interest every instalment asks for an equal part of it, and those past due do so late', () => {
    const loan = lived(terms(), [out('2026-01-01', 6_000n), paid('2026-02-01', 2_000n), out('2026-02-10', 3_000n)])
    expect(rows(loan, '2026-02-10')).toEqual([
      '1 2026-02-01 3000 0 2000',
      '2 2026-03-01 3000 0 0',
      '3 2026-04-01 3000 0 0',
    ])
    expect(stateOn(loan, d('2026-02-10'))).toMatchObject({ dpd: 9, overdueFen: 1_000n })
    expect(totalOf(booksOn(loan, d('2026-02-10')))).toBe(0n)
  })

  test('[T7] money paid in advance goes to what is paid down on the part, which comes before the instalment of its day', () => {
    const own = terms({ downPayment: { sharePpm: 250_000n, multipleFen: 1n } })
    const first = [out('2026-01-01', 4_000n), paid('2026-01-01', 1_500n)]
    expect(rows(lived(own, first), '2026-01-01').slice(0, 2)).toEqual([
      '0 2026-01-01 1000 0 1000',
      '1 2026-02-01 1000 0 500',
    ])
    const loan = lived(own, [...first, out('2026-02-01', 4_000n)])
    expect(rows(loan, '2026-02-01').slice(0, 3)).toEqual([
      '0 2026-01-01 1000 0 1000',
      '-1 2026-02-01 1000 0 500',
      '1 2026-02-01 2000 0 0',
    ])
  })

  test('[T7] flat interest is on all that was paid out, from the start, and money is taken anew for it', () => {
    const own = terms({ flat: 'whole-term' }, 70_000n, 'flat')
    const first = [out('2025-01-01', 100_000n), paid('2025-02-01', 33_916n)]
    expect(rows(lived(own, first), '2025-02-01')[0]).toBe('1 2025-02-01 33333 583 33916')
    const loan = lived(own, [...first, out('2025-02-15', 50_000n)])
    expect(rows(loan, '2025-02-15')).toEqual([
      '1 2025-02-01 33333 875 33916',
      '2 2025-03-01 50000 875 0',
      '3 2025-04-01 66667 875 0',
    ])
    const pieces = stateOn(loan, d('2025-02-15')).allocations.map(({ part, amountFen }) => `${part} ${amountFen}`)
    expect(pieces).toEqual(['interest 875', 'principal 33041'])
  })

  test('[T7] [J2] it stands in books that were taken over, where interest stays as planned', () => {
    const own = terms()
    expect(decodeLoanTerms(encodeLoanTerms(own))).toMatchObject({ ok: true, value: { schedule: { plan: { draws } } } })
    const daily = { ...own.schedule.plan, rest: { kind: 'daily', pastDue: 'bears-none' } } as const
    const wrong = decodeLoanTerms(encodeLoanTerms({ ...own, schedule: { ...own.schedule, plan: daily } }))
    expect(wrong).toMatchObject({ error: { problems: [{ path: '/schedule/plan/draws/joins', code: 'not_offered' }] } })
  })
})
