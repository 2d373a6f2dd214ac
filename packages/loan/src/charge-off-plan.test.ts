import { addDays } from '@puhui/calendar'
import { DEFAULT_ALLOCATION, orderedBy, PARTS } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { accrualOn, booksOn } from './books.ts'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { amountOf, d, disbursed, repay, run, termsWith, totalOf } from './loan.fixture.ts'
import { evolve, type Loan, replay } from './loan.ts'
import { earlySettlementQuote } from './settlement.ts'
import type { LoanTerms } from './terms.ts'
import { type Draft, lived, out } from './told.fixture.ts'
import { stateOn } from './view.ts'

const REST = { plan: { rest: { kind: 'daily', pastDue: 'bears-none' } } } as const

function chargedOff(chargeOff: LoanTerms['chargeOff'], schedule: Parameters<typeof termsWith>[0] = {}): Loan {
  const paid = run(disbursed(termsWith(schedule, chargeOff ? { chargeOff } : {})), repay(106_619n, '2026-02-15'))
  return run(paid, { kind: 'chargeOff', reason: 'lost', valueOn: d('2026-03-01') })
}

/** `principal interest` of the instalments from the second on. */
function asked(loan: Loan, on: string): string[] {
  const { instalments } = stateOn(loan, d(on))
  return instalments.slice(1).map(({ planned }) => `${planned.principalFen} ${planned.interestFen}`)
}

describe('a charge-off that leaves the plan', () => {
  test.each([
    ['fixed instalments', {}],
    ['interest on what is owed', REST],
  ])(
    '[B14] with interest: the instalments stay, the claim grows off the books, money is a recovery (%s)',
    (_, plan) => {
      const loan = chargedOff('runs-on', plan)
      expect(asked(loan, '2026-03-01')).toEqual(asked(disbursed(termsWith(plan)), '2026-01-15'))
      expect(stateOn(loan, d('2026-03-01'))).toMatchObject({ status: 'chargedOff', chargedOffFen: 1_105_381n, dpd: 0 })
      const claim = (on: string) => amountOf(booksOn(loan, d(on)), '9001')
      expect(claim('2026-03-15') - claim('2026-03-01')).toBeGreaterThan(0n)
      const later = run(loan, { kind: 'recover', amountFen: 106_619n, channel: 'bank', valueOn: d('2026-03-15') })
      const { instalments } = stateOn(later, d('2026-03-15'))
      expect(instalments[1]).toMatchObject({ status: 'paid', paid: { principalFen: 95_565n, interestFen: 11_054n } })
      expect(amountOf(booksOn(later, d('2026-03-15')), '6301')).toBe(-106_619n)
      expect(amountOf(booksOn(later, d('2026-03-15')), '1303')).toBe(0n)
    },
  )

  test.each([
    ['fixed instalments', {}],
    ['interest on what is owed', REST],
  ])(
    '[B14] without interest: it ends on the day, the level stays and the last instalment takes the difference (%s)',
    (_, plan) => {
      const loan = chargedOff('without-interest', plan)
      const rows = stateOn(loan, d('2026-03-01')).instalments
      const earnedFen = rows[1]!.planned.interestFen
      expect(earnedFen > 5_000n && earnedFen < 5_600n).toBe(true)
      expect(rows.slice(2).map(({ planned }) => planned.interestFen)).toEqual(Array<bigint>(10).fill(0n))
      expect(rows.slice(1, -2).map(({ planned }) => planned.principalFen + planned.interestFen)).toEqual(
        Array<bigint>(9).fill(106_619n),
      )
      expect(rows.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(1_200_000n)
      const claim = (on: string) => amountOf(booksOn(loan, d(on)), '9001')
      expect([claim('2026-03-01'), claim('2026-09-01')]).toEqual([1_105_381n + earnedFen, 1_105_381n + earnedFen])
      const quote = earlySettlementQuote(loan, d('2026-08-01'))
      expect(quote.ok && [quote.value.principalFen, quote.value.interestFen]).toEqual([1_105_381n, earnedFen])
    },
  )

  test('[B14] without interest, an instalment paid ahead with its interest asks for no more than before', () => {
    const plan = { plan: { rest: { kind: 'as-planned' } } } as const
    const order = orderedBy('horizontal', PARTS, 'next-instalment')
    const more = { chargeOff: 'without-interest', allocation: { ...DEFAULT_ALLOCATION, default: order } } as const
    const paid = run(disbursed(termsWith(plan, more)), repay(106_619n * 3n, '2026-02-20'))
    const loan = run(paid, { kind: 'chargeOff', reason: 'lost', valueOn: d('2026-03-01') })
    const levels = stateOn(loan, d('2026-03-01')).instalments.map(
      ({ planned }) => planned.principalFen + planned.interestFen,
    )
    expect(levels.slice(0, -2)).toEqual(Array<bigint>(10).fill(106_619n))
    const principal = stateOn(loan, d('2026-03-01')).instalments.map(({ planned }) => planned.principalFen)
    expect(principal.reduce((sum, fen) => sum + fen, 0n)).toBe(1_200_000n)
  })

  test('[B14] [L9] of a loan that turns out to have been paid before, the charge-off ends nothing', () => {
    const early: Draft = {
      kind: 'prepaid',
      mode: 'full',
      amountFen: 1_300_000n,
      channel: 'bank',
      valueOn: d('2026-02-20'),
    }
    const drafts = [out('2026-01-15', 1_200_000n), early]
    const gone: Draft = { kind: 'chargedOff', reason: 'lost', valueOn: d('2026-03-01') }
    const rows = (own: readonly Draft[]) => stateOn(lived(termsWith(), own), d('2026-03-05')).instalments
    expect(rows([...drafts, gone])).toEqual(rows(drafts))
  })

  test('[B14] [B1] [B7] [L1] accruals lead from books to books, in any order of arrival, and the term is kept as JSON', () => {
    for (const chargeOff of ['runs-on', 'without-interest'] as const) {
      for (const plan of [{}, REST]) {
        const money = { kind: 'recover', amountFen: 200_000n, channel: 'bank', valueOn: d('2026-04-20') } as const
        const loan = run(chargedOff(chargeOff, plan), money)
        expect(decodeLoanTerms(encodeLoanTerms(loan.terms))).toEqual({ ok: true, value: loan.terms })
        expect(loan.events.toReversed().reduce(evolve, replay(loan.terms, []))).toEqual(loan)
        for (let day = d('2026-04-20'); day < d('2027-03-01'); day = addDays(day, 1)) {
          const next = booksOn(loan, addDays(day, 1))
          expect(totalOf(next)).toBe(0n)
          for (const account of ['9001', '6301', '6702', '1303'] as const)
            expect(amountOf([...booksOn(loan, day), ...accrualOn(loan, day)], account)).toBe(amountOf(next, account))
        }
      }
    }
  })
})
