import { addDays } from '@puhui/calendar'
import type { MoneyKind } from '@puhui/product'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { d } from '../../../packages/loan/src/loan.fixture.ts'
import { bearing, lifeTerms, paidOut } from './life.fixture.ts'
import { type LifeState, lifeOn } from './life.ts'
import type { LifeEvent } from './life-event.ts'
import { postingOf } from './life-postings.ts'

const START = d('2026-01-15')
const END = d('2026-07-01')
const KINDS: readonly MoneyKind[] = ['repayment', 'goodwill-credit', 'merchant-refund', 'interest-payment-waiver']

interface Move {
  readonly after: number
  readonly what: 'money' | 'tranche' | 'pause' | 'reAge' | 'back' | 'chargeOff'
  readonly money: MoneyKind
  readonly amount: number
}

const anyMoves = fc.array(
  fc.record<Move>({
    after: fc.integer({ min: 1, max: 120 }),
    what: fc.constantFrom('money', 'money', 'money', 'tranche', 'pause', 'back', 'chargeOff'),
    money: fc.constantFrom(...KINDS),
    amount: fc.integer({ min: 1, max: 50_000 }),
  }),
  { maxLength: 6 },
)

function storyOf(moves: readonly Move[]): LifeEvent[] {
  const first: LifeEvent = { id: 'e0', seq: 1, valueOn: START, bookedOn: START, ...paidOut() }
  return [first, ...moves.map((move, index) => eventOf(move, index, moves))]
}

function eventOf({ after, what, money, amount }: Move, index: number, moves: readonly Move[]): LifeEvent {
  const valueOn = addDays(START, after)
  const base = { id: `e${index + 1}`, seq: index + 2, valueOn, bookedOn: END }
  const amountFen = BigInt(amount)
  const payment = moves.findIndex((move) => move.what === 'money' && move.after < after)
  if (what === 'tranche') return { ...base, kind: 'paidOut', amountFen }
  if (what === 'pause') return { ...base, kind: 'interestPaused', untilOn: addDays(valueOn, 7) }
  if (what === 'chargeOff') return { ...base, kind: 'chargedOff', reason: 'insolvent' }
  if (what === 'back' && payment >= 0) return { ...base, kind: 'chargedBack', amountFen, paymentId: `e${payment + 1}` }
  return { ...base, kind: 'moneyIn', money, amountFen }
}

const figures = ({ lines, entries, outstandingFen, overpaidFen, status }: LifeState) => ({
  lines,
  entries,
  outstandingFen,
  overpaidFen,
  status,
})

test('[F1] events in any order of arrival give the same life', () => {
  const shuffled = anyMoves.chain((moves) => {
    const story = storyOf(moves)
    return fc.tuple(fc.constant(story), fc.shuffledSubarray(story, { minLength: story.length }))
  })
  fc.assert(
    fc.property(shuffled, fc.boolean(), ([story, arrived], isBearing) => {
      const terms = isBearing ? bearing() : lifeTerms()
      expect(figures(lifeOn(terms, arrived, END)!)).toEqual(figures(lifeOn(terms, story, END)!))
    }),
    { numRuns: 100 },
  )
})

test('[F3] principal disbursed and credited is paid, open or written off', () => {
  fc.assert(
    fc.property(anyMoves, fc.boolean(), (moves, isBearing) => {
      const state = lifeOn(isBearing ? bearing() : lifeTerms(), storyOf(moves), END)!
      const creditedFen = state.lines.reduce((sum, line) => sum + line.creditedPrincipalFen, 0n)
      const broughtBackFen = state.entries
        .filter(({ event }) => event.kind === 'chargedBack')
        .reduce((sum, entry) => sum + entry.parts.principalFen, 0n)
      const paidFen = state.lines.reduce((sum, line) => sum + line.paid.principalFen, 0n)
      const askedFen = state.lines.reduce((sum, line) => sum + line.asked.principalFen, 0n)
      const openFen = state.lines.reduce((sum, { asked, paid }) => sum + asked.principalFen - paid.principalFen, 0n)
      expect(paidFen + openFen).toBe(askedFen)
      expect(askedFen).toBe(state.principalFen + creditedFen)
      expect(creditedFen >= broughtBackFen).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('[F20] what an event posts sums to zero', () => {
  fc.assert(
    fc.property(anyMoves, fc.boolean(), fc.boolean(), (moves, isBearing, isAfter) => {
      const state = lifeOn(isBearing ? bearing() : lifeTerms(), storyOf(moves), END)!
      for (const entry of state.entries) {
        expect(postingOf(entry, isAfter).reduce((sum, line) => sum + line.amountFen, 0n)).toBe(0n)
      }
    }),
    { numRuns: 100 },
  )
})
