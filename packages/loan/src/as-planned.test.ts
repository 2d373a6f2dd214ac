import { orderedBy } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import { d, termsWith, totalOf } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { earlySettlementQuote } from './settlement.ts'
import type { LoanTerms } from './terms.ts'
import { asked, type Draft, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const PARTS = ['penalty', 'fee', 'interest', 'principal'] as const

/** ¥100 at 7 % over six months, each month a twelfth; the interest of the plan stays. */
function terms(more = {}, method: LoanTerms['schedule']['method'] = 'equal-instalment'): LoanTerms {
  const plain = termsWith({
    principalFen: 10_000n,
    annualRatePpm: 70_000n,
    method,
    termMonths: 6,
    interestBasis: 'monthly',
    fees: [],
    plan: { rest: { kind: 'as-planned' }, ...more },
  })
  const order = orderedBy('horizontal', PARTS, 'next-instalment')
  return {
    ...plain,
    penalty: { ...plain.penalty, contractRateMultiplePpm: 0n },
    prepayment: { ...plain.prepayment, feePpm: 0n },
    allocation: { direction: 'horizontal', default: order, byKind: { 'merchant-refund': order } },
  }
}

/** `principal interest` that an instalment has been paid. */
function got(loan: Loan, on: string): string[] {
  return stateOn(loan, d(on)).instalments.map((row) => `${row.paid.principalFen} ${row.paid.interestFen}`)
}

const PLAN = ['1643 58', '1652 49', '1662 39', '1672 29', '1681 20', '1690 10']

describe('interest that stays as planned', () => {
  test('[I1] money in advance pays whole instalments, and no interest changes', () => {
    const loan = lived(terms(), [out(), paid('2024-01-11', 3_500n)])
    expect(asked(loan, '2024-01-11')).toEqual(PLAN)
    expect(got(loan, '2024-01-11').slice(0, 3)).toEqual(['1643 58', '1652 49', '59 39'])
    expect(stateOn(loan, d('2024-01-11')).nextDue).toMatchObject({ number: 3, amountFen: 1_603n })
  })

  test('[I1] the order of the contract holds: the last instalment first, or all in equal shares', () => {
    const ordered = (future: 'last-instalment' | 'spread') => {
      const own = terms()
      return { ...own, allocation: { ...own.allocation, default: orderedBy('horizontal', PARTS, future) } }
    }
    const last = lived(ordered('last-instalment'), [out(), paid('2024-01-11', 2_000n)])
    expect(got(last, '2024-01-11')).toEqual(['0 0', '0 0', '0 0', '0 0', '280 20', '1690 10'])
    const all = lived(ordered('spread'), [out(), paid('2024-01-11', 600n)])
    expect(got(all, '2024-01-11')).toEqual(['66 58', '66 49', '66 39', '66 29', '66 20', '65 10'])
  })

  test('[I1] principal that is late bears none', () => {
    expect(asked(lived(terms(), [out()]), '2024-03-15')).toEqual(PLAN)
    expect(stateOn(lived(terms(), [out()]), d('2024-08-01')).interestAccruedFen).toBe(205n)
  })

  test('[I1] a settlement owes interest to its day, and what was paid ahead stays paid', () => {
    const half = earlySettlementQuote(lived(terms(), [out()]), d('2024-01-16'))
    expect(half.ok && [half.value.principalFen, half.value.interestFen]).toEqual([10_000n, 28n])
    const ahead = lived(terms(), [out(), paid('2024-01-11', 3_402n)])
    const quote = earlySettlementQuote(ahead, d('2024-01-16'))
    expect(quote.ok && [quote.value.principalFen, quote.value.interestFen]).toEqual([6_705n, 0n])
  })

  test('[I1] [B1] interest paid ahead is earned when it is paid', () => {
    const loan = lived(terms(), [out(), paid('2024-01-11', 3_402n)])
    const books = (on: string) => Object.fromEntries(booksOn(loan, d(on)).map((line) => [line.account, line.amountFen]))
    expect(books('2024-01-11')).toMatchObject({ '6011': -107n })
    expect(books('2024-01-11')['1132']).toBeUndefined()
    expect(books('2024-03-16')).toMatchObject({ '1132': 19n, '6011': -126n })
    expect(totalOf(booksOn(loan, d('2024-03-16')))).toBe(0n)
  })
})

describe('what changes the plan', () => {
  test('[I2] a further part levels the instalments to come, as if all before had been paid on its day', () => {
    const plain = lived(terms(), [out(), out('2024-02-01')])
    const early = lived(terms(), [out(), paid('2024-01-20', 1_701n), out('2024-02-01')])
    expect(asked(plain, '2024-02-01').slice(0, 3)).toEqual(['1643 58', '3629 107', '3650 86'])
    expect(asked(early, '2024-02-01')).toEqual(asked(plain, '2024-02-01'))
  })

  test('[I2] a part opens an instalment again that had been paid ahead, and keeps what was paid', () => {
    const loan = lived(terms(), [out(), paid('2024-01-11', 1_701n), out('2024-01-16')])
    const [first] = stateOn(loan, d('2024-01-16')).instalments
    expect([first!.paid.principalFen, first!.paid.interestFen, first!.status]).toEqual([1_643n, 58n, 'future'])
    expect(first!.outstandingFen).toBeGreaterThan(1_600n)
  })

  test('[I2] what is paid down on a part is due at once', () => {
    const downPayment = { sharePpm: 250_000n, multipleFen: 1n }
    const { instalments } = stateOn(lived(terms({ downPayment }), [out(), out('2024-02-01')]), d('2024-02-01'))
    expect(instalments.filter(({ number }) => number < 1).map(({ planned }) => planned.principalFen)).toEqual([
      2_500n,
      2_500n,
    ])
    expect(instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(20_000n)
  })

  test('[I2] other days leave the level, and the last instalment takes the difference', () => {
    const later = lived(terms(), [
      out(),
      { kind: 'extended', valueOn: d('2024-01-20'), unit: 'month', count: 1, reason: '' },
    ])
    const rows = stateOn(later, d('2024-01-20')).instalments
    expect(rows.slice(0, 5).map(({ planned }) => planned.principalFen + planned.interestFen)).toEqual([
      1_701n,
      1_701n,
      1_701n,
      1_701n,
      1_701n,
    ])
    expect(asked(later, '2024-01-20')[0]).toBe('1584 117')
  })

  test('[V2] where months count from its first day, the running instalment counts them over its new days', () => {
    const { schedule, ...plain } = terms()
    const own = {
      ...plain,
      schedule: { ...schedule, principalFen: 100_000n, interestBasis: 'monthly-from-start' },
    } as const
    const putOff: Draft = { kind: 'extended', valueOn: d('2024-01-31'), unit: 'day', count: 17, reason: 'help' }
    // From 1 January to 18 February: 1 17/29 months at 7 % on ¥1,000 are ¥9.25.
    expect(
      stateOn(lived(own, [out('2024-01-01', 100_000n), putOff]), d('2024-01-31')).instalments[0]!.planned.interestFen,
    ).toBe(925n)
  })

  test('[I2] a lower rate never asks for less than an instalment has been paid', () => {
    const published = { benchmark: 'LPR1Y', benchmarkPpm: 30_000n, publishedOn: d('2024-01-16') } as const
    const lower: Draft = { kind: 'repriced', valueOn: d('2024-01-16'), annualRatePpm: 10_000n, ...published }
    const rows = stateOn(lived(terms(), [out(), paid('2024-01-11', 3_402n), lower]), d('2024-01-16')).instalments
    expect(rows.slice(0, 2).map(({ planned }) => planned.interestFen)).toEqual([58n, 49n])
    expect(rows[2]!.planned.interestFen).toBeLessThan(10n)
    expect(rows.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(10_000n)
  })

  test('[I2] flat instalments bear the interest of a further part, too', () => {
    const loan = lived(terms({}, 'flat'), [out(), out('2024-02-01', 5_000n)])
    expect(stateOn(loan, d('2024-02-01')).instalments.map(({ planned }) => planned.interestFen)).toEqual([
      58n,
      88n,
      88n,
      88n,
      88n,
      88n,
    ])
  })

  test('[I2] [L7] flat interest of the whole term stands in equal parts, and the days of a period earn its part', () => {
    const own = terms({ flat: 'whole-term' }, 'flat')
    const loan = lived(own, [out('2024-01-01', 10_000n)])
    expect(asked(loan, '2024-01-01')).toEqual(['1667 58', '1667 58', '1667 58', '1667 58', '1667 58', '1665 60'])
    expect(stateOn(loan, d('2024-01-16')).interestAccruedFen).toBe(28n)
    expect(stateOn(loan, d('2024-06-16')).interestAccruedFen).toBe(5n * 58n + 29n)
    const raised = lived(own, [out(), out('2024-02-01', 5_000n)])
    expect(asked(raised, '2024-02-01').slice(0, 2)).toEqual(['1667 58', '2667 88'])
  })

  test('[I2] [R6] new terms keep what was paid ahead', () => {
    const changed = { instalments: 4, annualRatePpm: 70_000n, graceInstalments: 0, arrears: 'kept' } as const
    const anew: Draft = { kind: 'rescheduled', valueOn: d('2024-01-16'), ...changed, reason: '' }
    const state = stateOn(lived(terms(), [out(), paid('2024-01-11', 3_402n), anew]), d('2024-01-16'))
    expect(state.instalments).toHaveLength(4)
    expect(state.paid).toMatchObject({ principalFen: 3_295n, interestFen: 107n })
    expect(state.instalments.reduce((sum, row) => sum + row.outstanding.principalFen, 0n)).toBe(6_705n)
    expect(state.instalments[0]!.outstanding.interestFen).toBe(0n)
  })

  test('[J1] the events of such a loan come back the same', () => {
    const { events } = lived(terms(), [out(), paid('2024-01-11', 3_402n)])
    for (const event of events) expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event })
  })
})
