import { describe, expect, test } from 'vitest'
import { accrualOn, booksOn, postingsOf } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import { drawableOn } from './draw-limits.ts'
import type { LoanEvent } from './event.ts'
import { amountOf, d, shown, termsWith, totalOf } from './loan.fixture.ts'
import { evolve, type Loan } from './loan.ts'
import { asked, type Draft, eventsOf, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** ¥1,200 over twelve months at 12 %, each month a twelfth. */
const terms = (plan = {}) => termsWith({ principalFen: 120_000n, plan })
const daily = () => terms({ rest: { kind: 'daily', pastDue: 'bears-interest' } })
const LENT = out('2026-01-15', 120_000n)
const fee = (on: string, amountFen: bigint): Draft => ({
  kind: 'charged',
  valueOn: d(on),
  feeCode: 'insurance',
  amountFen,
  due: 'principal',
  reason: 'financed',
})
const givenUp = (on: string, amountFen: bigint): Draft => ({
  kind: 'goodwillCredited',
  valueOn: d(on),
  amountFen,
  givesUp: 'capitalised-income-adjustment',
  reason: 'agreed',
})
const later = (loan: Loan, draft: Draft): LoanEvent => {
  const seq = loan.events.length + 1
  return { ...draft, id: `e${seq}`, seq, bookedOn: draft.valueOn } as LoanEvent
}
const posted = (loan: Loan, draft: Draft) => shown(postingsOf(loan, later(loan, draft)))
const deferredOn = (loan: Loan, on: string) => -amountOf(booksOn(loan, d(on)), '2401')

describe('a fee that joins the principal', () => {
  test('[Y1] on the first day, the instalments are those of a larger loan', () => {
    for (const own of [terms(), daily()]) {
      const larger = lived(own, [out('2026-01-15', 126_000n)])
      expect(asked(lived(own, [LENT, fee('2026-01-15', 6_000n)]), '2026-01-15')).toEqual(asked(larger, '2026-01-15'))
    }
  })

  test('[Y1] later, it bears interest from its day', () => {
    for (const own of [terms(), daily()]) {
      const [plain, raised] = [lived(own, [LENT]), lived(own, [LENT, fee('2026-01-25', 31_000n)])]
      const on = d('2026-02-04')
      expect(stateOn(raised, on).interestAccruedFen - stateOn(plain, on).interestAccruedFen).toBe(100n)
      expect(stateOn(raised, on).principalFen).toBe(151_000n)
    }
  })

  test('[Y1] it cannot be drawn', () => {
    const draws = { firstSharePpm: 500_000n, months: 6, leastFen: 1n } as const
    const loan = lived(terms({ draws }), [out('2026-01-15', 60_000n), fee('2026-01-20', 5_000n)])
    expect(drawableOn(loan, d('2026-02-01'))).toMatchObject({ restFen: 60_000n })
  })

  test('[Y2] no money goes out: it is deferred, and earned evenly up to the last due day', () => {
    const loan = lived(terms(), [LENT])
    expect(posted(loan, fee('2026-01-15', 36_500n))).toBe('1303 +36500, 2401 -36500')
    const raised = evolve(loan, later(loan, fee('2026-01-15', 36_500n)))
    expect([deferredOn(raised, '2026-01-16'), deferredOn(raised, '2026-07-16')]).toEqual([36_400n, 18_300n])
    expect(shown(accrualOn(raised, d('2026-01-15')))).toContain('2401 +100')
    expect(deferredOn(raised, '2027-01-15')).toBe(0n)
  })

  test('[Y2] [B1] the books sum to zero on every day', () => {
    const loan = lived(daily(), [
      LENT,
      fee('2026-01-20', 6_000n),
      paid('2026-03-01', 20_000n),
      givenUp('2026-03-02', 999n),
    ])
    for (const on of ['2026-01-20', '2026-02-11', '2026-03-01', '2026-03-02', '2026-12-31', '2027-03-01']) {
      expect(totalOf(booksOn(loan, d(on)))).toBe(0n)
    }
  })

  test('[Y2] all of it is earned once the loan is settled', () => {
    const before = lived(terms(), [LENT, fee('2026-01-15', 36_500n)])
    const settled: Draft = {
      kind: 'prepaid',
      valueOn: d('2026-02-15'),
      amountFen: 200_000n,
      mode: 'full',
      channel: 'bank',
    }
    const loan = evolve(before, later(before, settled))
    expect([deferredOn(loan, '2026-02-15'), amountOf(booksOn(loan, d('2026-02-15')), '6021')]).toEqual([0n, -36_500n])
  })

  test('[Y2] at a charge-off what is not earned lowers the loss', () => {
    const loan = lived(terms(), [
      LENT,
      fee('2026-01-15', 36_500n),
      { kind: 'chargedOff', valueOn: d('2026-07-16'), reason: 'x' },
    ])
    const books = booksOn(loan, d('2026-08-01'))
    expect(['2401', '6021', '6702'].map((account) => amountOf(books, account as '2401'))).toEqual([
      0n,
      -18_200n,
      156_500n - 18_300n,
    ])
  })

  test('[Y3] what is given up pays what is owed, out of what is deferred', () => {
    const loan = lived(terms(), [LENT, fee('2026-01-15', 36_500n)])
    expect(posted(loan, givenUp('2026-02-15', 1_000n))).toBe('1132 -1000, 2401 +915, 6021 +85')
    expect(posted(loan, givenUp('2026-02-15', 40_000n))).toContain('6704 +3500')
  })

  test('[Y2] a reversal leaves nothing', () => {
    const drafts: Draft[] = [LENT, fee('2026-01-15', 36_500n)]
    const loan = lived(terms(), [...drafts, { kind: 'reversed', valueOn: d('2026-03-01'), eventId: 'e2', reason: 'x' }])
    expect(booksOn(loan, d('2026-04-01'))).toEqual(booksOn(lived(terms(), [LENT]), d('2026-04-01')))
  })

  test('[J1] is written and read', () => {
    for (const event of eventsOf([fee('2026-01-15', 1n), givenUp('2026-02-15', 1n)])) {
      expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event })
    }
  })
})
