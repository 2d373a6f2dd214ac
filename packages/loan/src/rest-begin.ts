import { dayFromEpoch } from '@puhui/calendar'
import { downPaymentFenOf } from '@puhui/product'
import type { Core } from './core.ts'
import type { Rest } from './rest.ts'
import { levelsOf, newRestRow } from './rest-level.ts'
import { followRest } from './rest-rows.ts'
import type { LoanTerms } from './terms.ts'

/** Begins to follow what is owed, where the terms say so: the rows are those of the plan, paid out on the day. */
export function beginRest(terms: LoanTerms, core: Core, epoch: number): Core {
  if (terms.schedule.plan?.rest?.kind !== 'daily') return core
  const owedFen = core.schedule.principalFen - downPaymentFenOf(core.schedule)
  const rest: Rest = {
    moves: [{ epoch, amountFen: owedFen, owedFen }],
    owedFen,
    rates: [],
    parts: [
      {
        on: dayFromEpoch(epoch),
        amountFen: core.schedule.principalFen,
        downPaymentFen: core.schedule.principalFen - owedFen,
      },
    ],
  }
  const levels = levelsOf(core.rows)
  const rows = core.rows.map((row) => {
    const levelFen = levels.get(row.period.number)
    return levelFen === undefined ? row : { ...row, rest: newRestRow(row.interestFen, levelFen) }
  })
  return followRest(terms, { ...core, rows, rest }, epoch)
}
