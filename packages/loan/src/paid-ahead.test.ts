import { orderedBy } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { d, disbursed, repay, run, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import type { LoanTerms } from './terms.ts'
import { stateOn } from './view.ts'

/** Money for instalments to come goes to them, from the first or from the last. */
function termsAhead(schedule: Partial<LoanTerms['schedule']>, future: 'next-instalment' | 'last-instalment') {
  const order = orderedBy('horizontal', ['interest', 'principal', 'fee', 'penalty'], future)
  const { prepayment } = termsWith()
  return termsWith(schedule, {
    graceDays: 0,
    prepayment: { ...prepayment, feePpm: 0n },
    allocation: { direction: 'horizontal', default: order, byKind: {} },
  })
}

/** `principal interest` that is open, one pair an instalment; together they are the principal that is owed. */
function open(loan: Loan, on: string): string[] {
  const { instalments, principalFen } = stateOn(loan, d(on))
  expect(instalments.reduce((sum, { outstanding }) => sum + outstanding.principalFen, 0n)).toBe(principalFen)
  return instalments.map(({ outstanding }) => `${outstanding.principalFen} ${outstanding.interestFen}`)
}

describe('what was paid ahead, when the plan changes', () => {
  test('[V2] interest that was paid stays earned, where months over the new days would come to less', () => {
    const plan = { rates: [{ from: d('2026-03-01'), annualRatePpm: 0n }] }
    const schedule = { method: 'bullet', termMonths: 14, interestBasis: 'monthly-from-start', plan } as const
    const loan = run(disbursed(termsAhead(schedule, 'next-instalment')), repay(17_792n, '2026-03-01'))
    // 14 months over 424 days; over the 516 days of 17 months the 45 that have run would bear 17,791.
    expect(open(loan, '2026-03-01')).toEqual(['1200000 38'])
    const later = { kind: 'extend', unit: 'month', count: 3, valueOn: d('2026-03-01'), reason: 'help' } as const
    expect(open(run(loan, later), '2026-03-01')).toEqual(['1200000 38'])
  })

  test('[K3] paid by chance just what the new level asks for, the last instalment still asks for what is owed', () => {
    const plan = {
      rest: { kind: 'daily', pastDue: 'bears-none' },
      grace: { interestOnlyPeriods: 1, moratoriumPeriods: 0, moratoriumInterest: 'carried' },
    } as const
    const begun = disbursed(termsAhead({ annualRatePpm: 0n, termMonths: 2, plan }, 'last-instalment'))
    const ahead = run(begun, repay(300_000n, '2026-01-20'))
    const early = { kind: 'prepay', mode: 'lower-instalment', amountFen: 600_000n, channel: 'bank' } as const
    expect(open(run(ahead, { ...early, valueOn: d('2026-01-20') }), '2026-01-20')).toEqual(['0 0', '300000 0'])
  })

  test('[K3] the last instalment, paid already, asks for no more than what runs in it', () => {
    const plan = {
      rest: { kind: 'daily', pastDue: 'bears-none' },
      downPayment: { sharePpm: 200_000n, multipleFen: 1_000n },
    } as const
    const loan = disbursed(termsAhead({ termMonths: 3, plan }, 'last-instalment'))
    const back = { kind: 'chargeBack', eventId: 'e2', amountFen: 51n, chargesFee: false, reason: 'x' } as const
    const paid = run(loan, repay(240_000n, '2026-01-15'), repay(316_822n, '2026-01-15'), {
      ...back,
      valueOn: d('2026-01-16'),
    })
    // ¥0.51 of the down payment are owed again; a month of them bears a fen.
    expect(open(paid, '2026-01-16')).toEqual(['51 0', '319989 6432', '323189 3232', '0 1'])
  })

  test('[K9] new instalments take the place of those that were paid ahead', () => {
    const rest = {
      kind: 'daily',
      pastDue: 'bears-interest',
      paidAhead: 'keeps-place',
      principalAhead: 'up-to-level',
    } as const
    const plan = { rest, levelFrom: 'period-start' } as const
    const loan = disbursed(termsAhead({ principalFen: 480_000n, termMonths: 4, plan }, 'last-instalment'))
    const terms = { instalments: 3, graceInstalments: 2, annualRatePpm: 60_000n, arrears: 'carried' } as const
    const later = { kind: 'reschedule', ...terms, valueOn: d('2026-03-15'), reason: 'help' } as const
    const paid = run(loan, repay(356_985n, '2026-01-15'), later)
    // ¥1,230.15 are left: two months of interest only, and then all of it with what had run.
    expect(open(paid, '2026-03-15')).toEqual(['0 0', '0 0', '0 0', '0 615', '123015 3690'])
  })

  test('[K9] an instalment past due asks for what it did, when new ones come behind it', () => {
    const own = termsAhead({ plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } } }, 'next-instalment')
    const order = orderedBy('vertical', ['principal', 'interest', 'fee', 'penalty'], 'next-instalment')
    const loan = disbursed({ ...own, allocation: { direction: 'vertical', default: order, byKind: {} } })
    const terms = { instalments: 3, graceInstalments: 0, annualRatePpm: 60_000n, arrears: 'kept' } as const
    const later = { kind: 'reschedule', ...terms, valueOn: d('2026-03-15'), reason: 'help' } as const
    const paid = run(loan, repay(319_470n, '2026-01-16'))
    expect(open(paid, '2026-03-15').slice(0, 3)).toEqual(['387 0', '0 0', '0 0'])
    // What is left beside it, ¥8,801.43, is level over the new ones; the first finds no room for all that has run.
    expect(open(run(paid, later), '2026-03-15')).toEqual(['387 0', '0 0', '274206 22114', '293290 3030', '312647 1563'])
  })
})
