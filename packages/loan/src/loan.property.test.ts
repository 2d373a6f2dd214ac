import { addDays, type Day, daysBetween } from '@puhui/calendar'
import { sumFen } from '@puhui/money'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { expectWindowsToBeTheFold } from './accrual-window.fixture.ts'
import { expectPostingsToBeTheBooks } from './books.fixture.ts'
import { postingsOf } from './books.ts'
import { decide } from './decide.ts'
import { evolve, open, replay } from './loan.ts'
import { preview } from './preview.ts'
import { anyMove, anyStory, commandOf, play } from './story.fixture.ts'
import { stateOn } from './view.ts'

/** More cases in a long run: `PUHUI_RUNS=200000`. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 200)

const YEARS = 5 * 366

/** Two hundred lives, day by day, may take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 + 100 * numRuns })

describe('what holds for every loan', () => {
  test('[L6] no fen is made or lost', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 800 }), (story, days) => {
        const loan = play(story).at(-1)!
        const state = stateOn(loan, addDays(story.startOn, days))
        const received = loan.inForce.filter(
          (e) => !['disbursed', 'waived', 'charged'].includes(e.kind) && 'amountFen' in e && e.valueOn <= state.asOf,
        )
        const moneyFen = received.map((e) => {
          if (e.kind === 'heldReturned') return -e.amountFen
          if (e.kind !== 'chargedBack') return 'amountFen' in e ? e.amountFen : 0n
          const lines = state.allocations.filter(({ eventId }) => eventId === e.id)
          return sumFen(lines.map((line) => line.amountFen))
        })
        const paidFen = sumFen(Object.values(state.paid)) + state.prepaymentFeePaidFen + state.heldFen
        expect(paidFen).toBe(sumFen(moneyFen) + state.refundedInterestFen)
        expect(state.paid.principalFen + state.principalFen).toBe(state.disbursedFen)
        expect(sumFen(state.instalments.map((row) => row.outstanding.principalFen))).toBe(state.principalFen)
        expect(state.instalments.flatMap((row) => Object.values(row.outstanding)).every((part) => part >= 0n)).toBe(
          true,
        )
      }),
      { numRuns },
    )
  })

  test('[L1] [L2] any order of arrival gives the same loan, and so does adding one by one', () => {
    fc.assert(
      fc.property(anyStory, fc.infiniteStream(fc.nat()), (story, order) => {
        const loan = play(story).at(-1)!
        const shuffled = loan.events.map((event) => ({ event, key: order.next().value })).sort((a, b) => a.key - b.key)
        expect(
          replay(
            story.terms,
            shuffled.map(({ event }) => event),
          ),
        ).toEqual(loan)
        expect(shuffled.reduce((folded, { event }) => evolve(folded, event), open(story.terms))).toEqual(loan)
      }),
      { numRuns },
    )
  })

  test('[A4] the pieces of a payment sum to it', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const loan = play(story).at(-1)!
        const pieces = stateOn(loan, addDays(story.startOn, YEARS)).allocations
        for (const event of loan.inForce) {
          if (event.kind !== 'repaid' && event.kind !== 'recovered') continue
          const own = pieces.filter((piece) => piece.eventId === event.id && !piece.rule.startsWith('held:'))
          expect(sumFen(own.map((piece) => piece.amountFen))).toBe(event.amountFen)
        }
      }),
      { numRuns },
    )
  })

  test('[B1] [B5] [B7] postings and accruals together are the books, on every day', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expectPostingsToBeTheBooks(play(story), story.startOn)
      }),
      { numRuns },
    )
  })

  test('[B10] the formulas of a window are the accrual of the fold on every day of it', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 60 }), (story, days) => {
        const loan = play(story).at(-1)!
        expectWindowsToBeTheFold(loan, addDays(loan.events.at(-1)?.bookedOn ?? story.startOn, days), 8)
      }),
      { numRuns },
    )
  })

  test('[D10] a preview is the result', () => {
    fc.assert(
      fc.property(anyStory, anyMove, (story, move) => {
        const loan = play(story).at(-1)!
        const bookedOn = addDays(loan.events.at(-1)!.bookedOn, move.after)
        const [command, facts] = [commandOf(loan, move, story.startOn, bookedOn), { bookedOn, eventId: 'next' }]
        const [seen, decided] = [preview(loan, command, facts), decide(loan, command, facts)]
        expect(seen.ok).toBe(decided.ok)
        if (!seen.ok || !decided.ok) return
        const done = replay(story.terms, [...loan.events, decided.value])
        expect(seen.value.after).toEqual(stateOn(done, bookedOn))
        expect(seen.value.lines).toEqual(postingsOf(loan, decided.value))
      }),
      { numRuns },
    )
  })

  test('[L7] what the borrower owes never shrinks by itself', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 60 }), (story, days) => {
        const loan = play(story).at(-1)!
        const last = loan.inForce.at(-1)?.valueOn ?? story.startOn
        const day = addDays(last, days)
        const owed = (on: Day) => {
          const { principalFen, interestAccruedFen, feeDueFen, penaltyFen, heldFen } = stateOn(loan, on)
          return principalFen + interestAccruedFen + feeDueFen + penaltyFen - heldFen
        }
        expect(owed(addDays(day, 1))).toBeGreaterThanOrEqual(owed(day))
        expect(daysBetween(last, day)).toBe(days)
      }),
      { numRuns },
    )
  })
})
