import type { FutureRule } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { d } from '../../../packages/loan/src/loan.fixture.ts'
import { decimal } from './decimal.ts'
import { bearing, life, lifeTerms, ORDER, paidOut, repaid } from './life.fixture.ts'
import { type LifeState, lifeOn } from './life.ts'
import type { LifeEvent } from './life-event.ts'
import type { LifeTerms } from './life-terms.ts'

function on(terms: LifeTerms, events: readonly LifeEvent[], asOf: string): LifeState {
  const state = lifeOn(terms, events, d(asOf))
  if (!state) throw new Error('not disbursed')
  return state
}

/** `due day principal+interest+fee, principal and other parts paid` of each line. */
function lines(state: LifeState): string[] {
  return state.lines.map(({ dueOn, asked, paid }) => {
    const rest = paid.interestFen + paid.feeFen + paid.penaltyFen
    return `${dueOn.slice(5)} ${asked.principalFen}+${asked.interestFen}+${asked.feeFen} paid ${paid.principalFen}+${rest}`
  })
}

const ordered = (direction: 'horizontal' | 'vertical', future: FutureRule = 'next-instalment') =>
  lifeTerms({ allocation: { direction, areChargesDueByDay: false, default: { ...ORDER, future }, byKind: {} } })

const FEE = {
  kind: 'chargeAdded',
  charge: {
    chargeId: 'c1',
    isPenalty: false,
    timing: 'due-date',
    base: 'flat',
    amountFen: 500n,
    percent: decimal('0'),
    dueOn: d('2026-03-01'),
  },
} as const

describe('fold', () => {
  test('[F1] a payment booked late for an early day, and a reversal, replay the life', () => {
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-02-15', repaid(30_602n)],
      ['2026-01-25', repaid(20_000n)],
      ['2026-03-01', { kind: 'reversed', eventId: 'e2' }],
    )
    const without = story.filter(({ id }) => id !== 'e2' && id !== 'e4')
    expect(lines(on(bearing(), story, '2026-03-02'))).toEqual(lines(on(bearing(), without, '2026-03-02')))
    expect(lines(on(bearing(), story, '2026-03-02'))[0]).toBe('02-15 29836+766+0 paid 19710+290')
  })

  test('[F2] nothing stands before the first disbursement', () => {
    expect(lifeOn(lifeTerms(), [], d('2026-01-15'))).toBeUndefined()
  })

  test('[F2] interest runs to the day asked for', () => {
    const story = life(['2026-01-15', paidOut()])
    const earned = (day: string) => on(bearing(), story, day).interestEarnedOn(d(day))
    expect([earned('2026-01-15'), earned('2026-01-25'), earned('2026-02-15')]).toEqual([0n, 290n, 900n])
  })
})

describe('allocation', () => {
  const story = life(['2026-01-15', paidOut()], ['2026-02-01', FEE], ['2026-03-20', repaid(10_000n)])

  test.each([
    ['horizontal', ['02-15 30000+0+0 paid 10000+0', '03-15 30000+0+500 paid 0+0']],
    ['vertical', ['02-15 30000+0+0 paid 9500+0', '03-15 30000+0+500 paid 0+500']],
  ] as const)('[F4] %s', (direction, expected) => {
    expect(lines(on(ordered(direction), story, '2026-03-21')).slice(0, 2)).toEqual(expected)
  })

  test('[F4] a kind of money has an order of its own', () => {
    const { allocation } = ordered('horizontal')
    const last = { ...ORDER, future: 'last-instalment' } as const
    const terms = lifeTerms({ allocation: { ...allocation, byKind: { 'goodwill-credit': last } } })
    const credit = { kind: 'moneyIn', money: 'goodwill-credit', amountFen: 1_000n } as const
    const state = on(terms, life(['2026-01-15', paidOut()], ['2026-01-20', credit]), '2026-01-20')
    expect(state.lines.map(({ paid }) => paid.principalFen)).toEqual([0n, 0n, 1_000n])
  })

  test.each([
    ['next-instalment', [30_000n, 3_000n, 0n]],
    ['last-instalment', [0n, 3_000n, 30_000n]],
    ['next-then-last', [30_000n, 0n, 3_000n]],
    ['spread', [11_000n, 11_000n, 11_000n]],
  ] as const)('[F5] %s', (future, expected) => {
    const early = life(['2026-01-15', paidOut()], ['2026-01-20', repaid(33_000n)])
    const state = on(ordered('horizontal', future), early, '2026-01-20')
    expect(state.lines.map(({ paid }) => paid.principalFen)).toEqual(expected)
  })

  test('[F6] early money lowers interest from its day, late money raises it', () => {
    const early = on(bearing(), life(['2026-01-15', paidOut()], ['2026-01-25', repaid(20_000n)]), '2026-01-25')
    expect(early.lines[0]!.asked.interestFen).toBe(766n)
    const late = on(bearing(), life(['2026-01-15', paidOut()]), '2026-03-15')
    expect(late.lines[1]!.asked.interestFen).toBe(900n)
  })

  test('[F7] an overpayment is refunded', () => {
    const paid = life(['2026-01-15', paidOut()], ['2026-02-15', repaid(95_000n)])
    expect(on(lifeTerms(), paid, '2026-02-15')).toMatchObject({ status: 'overpaid', overpaidFen: 5_000n })
    const refund = { kind: 'balanceRefunded', amountFen: 5_000n } as const
    const refunded = life(['2026-01-15', paidOut()], ['2026-02-15', repaid(95_000n)], ['2026-02-16', refund])
    expect(on(lifeTerms(), refunded, '2026-02-16')).toMatchObject({ status: 'settled', overpaidFen: 0n })
  })

  test('[F7] an overpayment pays a charge that comes later', () => {
    const story = life(['2026-01-15', paidOut()], ['2026-02-15', repaid(95_000n)], ['2026-02-20', FEE])
    expect(on(lifeTerms(), story, '2026-02-20')).toMatchObject({ status: 'overpaid', overpaidFen: 4_500n })
  })

  test('[F10] a charge lies in the instalment of its day, and a waived one is not asked for', () => {
    const waiver = { kind: 'chargeWaived', chargeId: 'c1' } as const
    const state = on(
      lifeTerms(),
      life(['2026-01-15', paidOut()], ['2026-02-01', FEE], ['2026-02-02', waiver]),
      '2026-03-20',
    )
    expect(state.lines.map(({ asked, waived }) => [asked.feeFen, waived.feeFen])).toEqual([
      [0n, 0n],
      [500n, 500n],
      [0n, 0n],
    ])
    expect([state.outstandingFen, state.charges[0]!.outstandingFen]).toEqual([90_000n, 0n])
  })

  test('[F18] a down payment comes before the instalments', () => {
    const terms = lifeTerms({ downPayment: { sharePercent: decimal('25'), isBeforeInstalment: false } })
    const state = on(terms, life(['2026-01-15', paidOut(100_000n)]), '2026-01-15')
    expect(state.lines.map(({ kind, asked }) => [kind, asked.principalFen])).toEqual([
      ['down-payment', 25_000n],
      ['instalment', 25_000n],
      ['instalment', 25_000n],
      ['instalment', 25_000n],
    ])
  })
})

describe('credits and new debt', () => {
  test.each([
    [undefined, 1_000n, 0n],
    [['interest', 'principal'], 100n, 900n],
    [['principal', 'interest'], 1_000n, 0n],
  ] as const)('[F8] a chargeback in the order %s', (chargebackOrder, principalFen, interestFen) => {
    const back = { kind: 'chargedBack', amountFen: 1_000n, paymentId: 'e2' } as const
    const story = life(['2026-01-15', paidOut()], ['2026-02-15', repaid(30_602n)], ['2026-02-20', back])
    const state = on(bearing({ chargebackOrder }), story, '2026-02-20')
    expect(state.entries.at(-1)!.parts).toMatchObject({ principalFen, interestFen })
    expect(state.lines[1]).toMatchObject({ creditedPrincipalFen: principalFen, creditedInterestFen: interestFen })
  })

  test('[F8] a loan that is overpaid beside a chargeback settles its levels', () => {
    const story = life(
      ['2026-01-16', repaid(913n)],
      ['2026-01-15', paidOut()],
      ['2026-03-06', { kind: 'chargedBack', amountFen: 56n, paymentId: 'e1' }],
      ['2026-03-05', repaid(43_219n)],
      ['2026-02-20', repaid(47_118n)],
      ['2026-04-12', repaid(58n)],
    )
    const { status, outstandingFen, overpaidFen } = on(bearing(), story, '2026-07-01')
    expect([status, outstandingFen, overpaidFen]).toEqual(['settled', 0n, 0n])
  })

  test('[F9] a full refund by the merchant gives the interest back', () => {
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-01-25', { kind: 'moneyIn', money: 'merchant-refund', amountFen: 90_000n }],
      ['2026-01-25', { kind: 'moneyIn', money: 'interest-refund', amountFen: 0n, refundOf: 'e2' }],
    )
    const state = on(bearing({ interestRefundKinds: ['merchant-refund'] }), story, '2026-01-25')
    expect(state.status).toBe('settled')
    expect(state.entries.at(-1)!.amountFen).toBe(290n)
  })

  test('[F19] a second disbursement and capitalised income raise what is to come', () => {
    const income = { kind: 'incomeCapitalised', amountFen: 1_000n } as const
    const story = life(['2026-01-15', paidOut()], ['2026-02-20', paidOut(10_000n)], ['2026-02-21', income])
    const state = on(lifeTerms(), story, '2026-02-21')
    expect(state.principalFen).toBe(101_000n)
    expect(lines(state)).toEqual(['02-15 30000+0+0 paid 0+0', '03-15 35500+0+0 paid 0+0', '04-15 35500+0+0 paid 0+0'])
  })
})
