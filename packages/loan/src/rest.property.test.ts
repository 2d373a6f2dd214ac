import { addDays, epochOf } from '@puhui/calendar'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { coreOn } from './loan.ts'
import { followRest } from './rest-rows.ts'
import { anyRestStory, play } from './story.fixture.ts'

/** More cases in a long run: `PUHUI_RUNS=200000`. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 200)

vi.setConfig({ testTimeout: 60_000 + 100 * numRuns })

describe('what holds for every loan whose interest follows what is owed', () => {
  test('[K11] to lay anew only what has changed gives what laying all anew gives', () => {
    fc.assert(
      fc.property(anyRestStory, fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 4 }), (story, days) => {
        for (const loan of play(story)) {
          if (loan.core.disbursedOn === undefined || loan.core.settledOn !== undefined) continue
          for (const after of days) {
            const on = addDays(loan.events.at(-1)!.valueOn, after)
            const core = coreOn(loan, on)
            const [own, anew] = [core, { ...core, laid: undefined }].map((from) =>
              followRest(loan.terms, from, epochOf(on)),
            )
            expect(own!.rows).toEqual(anew!.rows)
          }
        }
      }),
      { numRuns },
    )
  })
})
