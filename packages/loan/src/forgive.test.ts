import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import { decide } from './decide.ts'
import { amountOf, d, SERVICE_FEE, termsWith, totalOf } from './loan.fixture.ts'
import { type Draft, eventsOf, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const ON = d('2026-04-20')
const chargedOff = (on: string, isForgiven?: true): Draft => ({
  kind: 'chargedOff',
  valueOn: d(on),
  ...(isForgiven ? { isForgiven } : {}),
  reason: 'settled in court',
})
const PLANS = [{}, { rest: { kind: 'daily', pastDue: 'bears-interest' } }, { rest: { kind: 'as-planned' } }] as const
const terms = (plan: object) => termsWith({ fees: [SERVICE_FEE], plan })
const LENT = [out('2026-01-15', 1_200_000n), paid('2026-02-15', 107_619n)]

describe('a claim that is given up', () => {
  test('[B15] nothing is asked for any more, and each instalment says what was given up', () => {
    for (const plan of PLANS) {
      const before = stateOn(lived(terms(plan), LENT), ON)
      const state = stateOn(lived(terms(plan), [...LENT, chargedOff('2026-04-20', true)]), ON)
      expect(state).toMatchObject({
        status: 'chargedOff',
        principalFen: 0n,
        dueFen: 0n,
        penaltyFen: 0n,
        dpd: 0,
        nextDue: undefined,
      })
      expect(state.instalments.map((row) => [row.status, row.outstandingFen])).toEqual([
        ['paid', 0n],
        ...Array<unknown>(11).fill(['forgiven', 0n]),
      ])
      expect(state.instalments.map(({ planned }) => planned)).toEqual(before.instalments.map(({ planned }) => planned))
    }
  })

  test('[B15] [B1] the principal is a loss, and no claim stands off balance', () => {
    for (const plan of PLANS) {
      const loan = lived(terms(plan), [...LENT, chargedOff('2026-04-20', true)])
      const books = booksOn(loan, d('2026-06-01'))
      const lostFen = stateOn(loan, ON).chargedOffFen
      expect(['1303', '6702', '9001', '1132'].map((account) => amountOf(books, account as '1303'))).toEqual([
        0n,
        lostFen,
        0n,
        0n,
      ])
      expect(totalOf(books)).toBe(0n)
    }
  })

  test('[B15] after a charge-off, and nothing can be recovered any more', () => {
    for (const plan of PLANS) {
      const loan = lived(terms(plan), [...LENT, chargedOff('2026-04-20'), chargedOff('2026-05-20', true)])
      expect(amountOf(booksOn(loan, d('2026-05-19')), '9001')).toBeGreaterThan(0n)
      expect(amountOf(booksOn(loan, d('2026-05-20')), '9001')).toBe(0n)
      const recover = { kind: 'recover', amountFen: 1n, channel: 'bank', valueOn: d('2026-06-01') } as const
      const decided = decide(loan, recover, { bookedOn: d('2026-06-01'), eventId: 'x' })
      expect(decided.ok ? '' : decided.error).toMatchObject({ code: 'loan.recovery_above_claim', claimFen: 0n })
    }
  })

  test('[B15] reversed, all of it is asked for again', () => {
    for (const plan of PLANS) {
      const back: Draft = { kind: 'reversed', valueOn: d('2026-05-01'), eventId: 'e3', reason: 'x' }
      const [loan, plain] = [
        lived(terms(plan), [...LENT, chargedOff('2026-04-20', true), back]),
        lived(terms(plan), LENT),
      ]
      expect(stateOn(loan, d('2026-05-02')).instalments).toEqual(stateOn(plain, d('2026-05-02')).instalments)
    }
  })

  test('[J1] is written and read', () => {
    for (const event of eventsOf([chargedOff('2026-04-20', true)])) {
      expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event })
    }
  })
})
