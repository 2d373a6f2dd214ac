import { addDays } from '@puhui/calendar'
import { sumFen } from '@puhui/money'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { expectPostingsToBeTheBooks } from './books.fixture.ts'
import { evolve, open, replay } from './loan.ts'
import { anyWholePlanStory, play } from './story.fixture.ts'
import { stateOn } from './view.ts'

/** More cases in a long run: `PUHUI_RUNS=200000`. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 200)

vi.setConfig({ testTimeout: 60_000 + 100 * numRuns })

describe('what holds for every loan of which further parts join the whole plan', () => {
  test('[T7] [L1] [L2] any order of arrival gives the same loan, and so does adding one by one', () => {
    fc.assert(
      fc.property(anyWholePlanStory, fc.infiniteStream(fc.nat()), (story, order) => {
        const loan = play(story).at(-1)!
        const keyed = loan.events.map((event) => ({ event, key: order.next().value })).sort((a, b) => a.key - b.key)
        const shuffled = keyed.map(({ event }) => event)
        expect(replay(story.terms, shuffled)).toEqual(loan)
        expect(shuffled.reduce(evolve, open(story.terms))).toEqual(loan)
      }),
      { numRuns },
    )
  })

  test('[T7] [L6] no fen is made or lost', () => {
    fc.assert(
      fc.property(anyWholePlanStory, fc.integer({ min: 0, max: 500 }), (story, days) => {
        const loan = play(story).at(-1)!
        const state = stateOn(loan, addDays(story.startOn, days))
        expect(state.paid.principalFen + state.principalFen).toBe(state.disbursedFen)
        expect(sumFen(state.instalments.map((row) => row.outstanding.principalFen))).toBe(state.principalFen)
        expect(state.instalments.flatMap((row) => Object.values(row.outstanding)).every((fen) => fen >= 0n)).toBe(true)
        for (const event of loan.inForce) {
          if (event.kind !== 'repaid' || event.valueOn > state.asOf) continue
          const own = state.allocations.filter(({ eventId, rule }) => eventId === event.id && !rule.startsWith('held:'))
          expect(sumFen(own.map(({ amountFen }) => amountFen))).toBe(event.amountFen)
        }
      }),
      { numRuns },
    )
  })

  test('[T7] [B5] [B7] postings and accruals together are the books, on every day', () => {
    fc.assert(
      fc.property(anyWholePlanStory, (story) => {
        expectPostingsToBeTheBooks(play(story), story.startOn)
      }),
      { numRuns },
    )
  })
})
