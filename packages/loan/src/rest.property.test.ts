import { addDays, type Day, epochOf } from '@puhui/calendar'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { expectWindowsToBeTheFold } from './accrual-window.fixture.ts'
import { accrualWindow } from './accrual-window.ts'
import { coreOn, type Loan } from './loan.ts'
import { followRest, layAlone, layRest } from './rest-rows.ts'
import { anyRestStory, play } from './story.fixture.ts'
import { stateOn } from './view.ts'

/** More cases in a long run: `PUHUI_RUNS=200000`. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 200)

vi.setConfig({ testTimeout: 60_000 + 100 * numRuns })

describe('what holds for every loan whose interest follows what is owed', () => {
  test('[K20] to lay anew only what has changed gives what laying all anew gives', () => {
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
  test('[K20] an instalment laid alone, with no interest after the day, is as it is among all', () => {
    fc.assert(
      fc.property(anyRestStory, fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 4 }), (story, days) => {
        for (const { core: last, terms, events } of play(story)) {
          if (last.rest === undefined || last.settledOn !== undefined) continue
          for (const after of days) {
            const epoch = epochOf(events.at(-1)!.valueOn) + after
            const core = { ...last, rest: last.rest }
            const until = { epoch, stopEpoch: epoch }
            const laid = layRest(terms, core, core.rest, until)
            for (const index of core.rows.keys()) {
              if (core.rows[index]!.rest === undefined) continue
              const alone = layAlone(terms, core, core.rest, until, index)
              expect(alone ?? laid[index]).toEqual(laid[index])
            }
          }
        }
      }),
      { numRuns },
    )
  })

  test('[B10] the formulas of a window are the accrual of the fold on every day of it', () => {
    fc.assert(
      fc.property(anyRestStory, fc.integer({ min: 0, max: 60 }), (story, days) => {
        const loan = play(story).at(-1)!
        expectWindowsToBeTheFold(loan, addDays(loan.events.at(-1)?.bookedOn ?? story.startOn, days), 6)
      }),
      { numRuns },
    )
  })

  test('[B13] lists may show on every morning of a window what they showed on its first', () => {
    fc.assert(
      fc.property(anyRestStory, fc.integer({ min: 0, max: 60 }), (story, days) => {
        const loan = play(story).at(-1)!
        const from = addDays(loan.events.at(-1)?.bookedOn ?? story.startOn, days)
        const until = accrualWindow(loan, from)?.until ?? from
        const shown = shownOn(loan, from)
        const penaltyFen = stateOn(loan, from).penaltyFen
        for (let day = from; day <= until && day < (shown.nextDue?.dueOn ?? '9999'); day = addDays(day, 1)) {
          const own = shownOn(loan, day)
          const grownFen = stateOn(loan, day).penaltyFen - penaltyFen
          expect({ ...own, overdueFen: own.overdueFen - grownFen }).toEqual(shown)
        }
      }),
      { numRuns },
    )
  })
})

function shownOn(loan: Loan, day: Day) {
  const { status, principalFen, overdueFen, nextDue, settledOn, heldFen } = stateOn(loan, day)
  return { status, principalFen, overdueFen, nextDue, settledOn, heldFen }
}
