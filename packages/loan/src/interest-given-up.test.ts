import { orderedBy } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { postingsOf } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import type { GivenUp, LoanEvent } from './event.ts'
import { d, shown, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { evolve } from './loan.ts'
import { ruleInWords } from './rule-in-words.ts'
import type { LoanTerms } from './terms.ts'
import { type Draft, eventsOf, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const PARTS = ['penalty', 'fee', 'interest', 'principal'] as const

/** ¥10,000 at 12 % over ten months, each day a three hundred and sixty-fifth; interest follows what is owed. */
function terms(refundInterest: 'as-if-never-lent' | 'share' = 'as-if-never-lent'): LoanTerms {
  const plain = termsWith({
    termMonths: 10,
    interestBasis: 'actual/365',
    plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
  })
  const of = (future: 'next-instalment' | 'last-instalment') => orderedBy('horizontal', PARTS, future)
  return {
    ...plain,
    penalty: { ...plain.penalty, contractRateMultiplePpm: 0n },
    prepayment: { ...plain.prepayment, feePpm: 0n },
    allocation: {
      direction: 'horizontal',
      default: of('next-instalment'),
      byKind: { 'merchant-refund': of('last-instalment') },
    },
    ...(refundInterest === 'share' ? {} : { refundInterest }),
  }
}

const ALL = 1_000_000n
const refunded = (on: string, amountFen: bigint, withInterest = true): Draft => ({
  kind: 'refunded',
  valueOn: d(on),
  amountFen,
  withInterest,
  channel: 'merchant',
  reason: 'x',
})
const givenUp = (on: string, amountFen: bigint, givesUp: GivenUp): Draft => ({
  kind: 'goodwillCredited',
  valueOn: d(on),
  amountFen,
  givesUp,
  reason: 'x',
})
const costOf = (loan: Loan, on: string): bigint => {
  const { interestAccruedFen, paid } = stateOn(loan, d(on))
  return interestAccruedFen + paid.interestFen
}
const given = (loan: Loan, on: string): bigint => stateOn(loan, d(on)).refundedInterestFen

function posted(loan: Loan, draft: Draft): string {
  const seq = loan.events.length + 1
  const event = { ...draft, id: `e${seq}`, seq, bookedOn: draft.valueOn } as LoanEvent
  return shown(postingsOf(loan, event, evolve(loan, event)))
}

describe('interest that goes with a refund, as if what was refunded had never been lent', () => {
  const LENT = out('2026-01-15', ALL)

  test('[M12] refunded whole, all that has run comes back', () => {
    const loan = lived(terms(), [LENT, refunded('2026-02-04', ALL)])
    expect(given(loan, '2026-02-04')).toBe(6_575n)
    expect(stateOn(loan, d('2026-02-04'))).toMatchObject({ status: 'settled', heldFen: 0n })
  })

  test('[M12] a part gives back what the loan has cost more than one that was smaller from its first day', () => {
    const before = [LENT, paid('2026-02-15', 103_000n)]
    const smaller = lived(terms(), [LENT, paid('2026-01-15', 400_000n), paid('2026-02-15', 103_000n)])
    const [ran, would] = [costOf(lived(terms(), before), '2026-03-01'), costOf(smaller, '2026-03-01')]
    expect(given(lived(terms(), [...before, refunded('2026-03-01', 400_000n)]), '2026-03-01')).toBe(ran - would)
    expect(ran - would).toBe(5_937n)
  })

  test('[M12] refunds one after the other give back together what they give back at once', () => {
    const one = lived(terms(), [LENT, refunded('2026-03-01', 400_000n)])
    const two = lived(terms(), [LENT, refunded('2026-03-01', 150_000n), refunded('2026-03-01', 250_000n)])
    expect(given(two, '2026-03-01')).toBe(given(one, '2026-03-01'))
  })

  test('[M12] the interest is taken in its own order, behind the refund', () => {
    const loan = lived(terms(), [LENT, refunded('2026-03-01', 400_000n)])
    const pieces = stateOn(loan, d('2026-03-01')).allocations.map(
      ({ part, instalment, rule }) => `${rule.split(':')[0]} ${part} ${instalment}`,
    )
    expect(pieces.slice(-3)).toEqual(['due principal 8', 'interest-refund interest 2', 'interest-refund principal 2'])
  })

  test('[M12] a payment that is learnt late changes what a refund gave back', () => {
    const [early, late] = [paid('2026-01-20', 500_000n), refunded('2026-03-01', 400_000n)]
    const told = lived(terms(), [LENT, late, early])
    expect(given(told, '2026-03-01')).toBe(given(lived(terms(), [LENT, early, late]), '2026-03-01'))
  })

  test('[M12] without the term it is the share of all interest', () => {
    const before = [LENT, paid('2026-02-15', 103_000n)]
    const loan = lived(terms('share'), [...before, refunded('2026-03-01', 400_000n)])
    expect(given(loan, '2026-03-01')).toBe((costOf(lived(terms(), before), '2026-03-01') * 4n + 5n) / 10n)
  })

  test('[M12] where interest stays as planned nothing was saved, and nothing comes back', () => {
    const kept = terms()
    const schedule = { ...kept.schedule, plan: { rest: { kind: 'as-planned' } } } as const
    const loan = lived({ ...kept, schedule }, [LENT, refunded('2026-03-01', 400_000n)])
    expect(given(loan, '2026-03-01')).toBe(0n)
  })
})

describe('money of the payout that comes back', () => {
  const back = (isOfPayout: boolean): Draft => ({
    ...(refunded('2026-02-01', 50_000n, false) as Extract<Draft, { kind: 'refunded' }>),
    ...(isOfPayout ? { isOfPayout } : {}),
  })
  const instalments = (byKind: object, isOfPayout: boolean) => {
    const own = terms()
    const loan = lived({ ...own, allocation: { ...own.allocation, byKind } }, [
      out('2026-01-15', ALL),
      back(isOfPayout),
    ])
    return stateOn(loan, d('2026-02-01')).allocations.map(({ instalment }) => instalment)
  }

  test('[M14] is taken in the order of its own kind, and a merchant’s in that of its own', () => {
    const [next, last] = ['next-instalment', 'last-instalment'] as const
    const byKind = {
      'payout-refund': orderedBy('horizontal', PARTS, next),
      'merchant-refund': orderedBy('horizontal', PARTS, last),
    }
    expect([instalments(byKind, true), instalments(byKind, false)]).toEqual([[1, 1], [10]])
  })

  test('[M14] without an order it lowers the instalments, as a merchant’s does', () => {
    expect(instalments({}, true)).toEqual(instalments({}, false))
  })

  test('[J1] is written and read', () => {
    for (const event of eventsOf([back(true)]))
      expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event })
  })
})

describe('interest that the lender gives up', () => {
  const loan = () => lived(terms(), [out('2026-01-15', ALL)])

  test('[M13] pays what is owed like money, and is taken out of interest income', () => {
    expect(posted(loan(), givenUp('2026-02-15', 5_000n, 'interest-payment-waiver'))).toBe('1132 -5000, 6011 +5000')
    expect(posted(loan(), givenUp('2026-02-15', 5_000n, 'interest-refund'))).toBe('1132 -5000, 6011 +5000')
  })

  test('[M15] a charge that is lowered pays like money, is taken out of fee income, and is told as that', () => {
    expect(posted(loan(), givenUp('2026-02-15', 5_000n, 'charge-adjustment'))).toBe('1132 -5000, 6021 +5000')
    const after = stateOn(
      lived(terms(), [out('2026-01-15', ALL), givenUp('2026-02-15', 5_000n, 'charge-adjustment')]),
      d('2026-02-15'),
    )
    expect([after.goodwillFen, after.refundedInterestFen, after.paid.interestFen]).toEqual([0n, 0n, 5_000n])
    expect(ruleInWords(after.allocations[0]!).en).toMatch(/^Charge lowered/)
  })

  test('[M13] each in the order of its kind', () => {
    const own = terms()
    const byKind = { ...own.allocation.byKind, 'interest-refund': orderedBy('horizontal', [...PARTS].reverse()) }
    const drafts = [out('2026-01-15', ALL), givenUp('2026-02-15', 5_000n, 'interest-refund')]
    const state = stateOn(lived({ ...own, allocation: { ...own.allocation, byKind } }, drafts), d('2026-02-15'))
    expect(state.paid).toMatchObject({ principalFen: 5_000n, interestFen: 0n })
  })

  test('[M13] [L6] what was received, and what was given up, are the parts paid and what is held', () => {
    const drafts = [out('2026-01-15', ALL), paid('2026-02-01', 900_000n)]
    const state = stateOn(
      lived(terms(), [...drafts, givenUp('2026-02-02', 200_000n, 'interest-payment-waiver')]),
      d('2026-02-02'),
    )
    const { principalFen, interestFen } = state.paid
    expect(principalFen + interestFen + state.heldFen).toBe(900_000n + 200_000n)
  })

  test('[J1] is written and read', () => {
    for (const event of eventsOf([givenUp('2026-02-15', 1n, 'interest-refund')])) {
      expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event })
    }
  })

  test('[J2] nothing else is given up', () => {
    const [event] = eventsOf([givenUp('2026-02-15', 1n, 'interest-refund')])
    expect(decodeEvent({ ...(encodeEvent(event!) as object), givesUp: 'principal' }).ok).toBe(false)
  })
})
