import { orderOf } from '@puhui/product'
import { allocateMoney } from './allocate-life.ts'
import type { MoneyIn } from './life-event.ts'
import { alter, isIn } from './model.ts'
import { isFullyPaid } from './model-read.ts'
import { openUntil } from './model-until.ts'
import type { Outcome, Work } from './work.ts'

/** Money or credit comes in and is taken in the order of its kind. */
export function takeMoney(work: Work, outcome: Outcome, event: MoneyIn): void {
  claimInterestToRest(work, outcome)
  const leftFen = allocateMoney(work, outcome, outcome.amountFen, orderOf(work.terms.allocation, event.money))
  if (outcome.amountFen === 0n) return
  if (leftFen > 0n) {
    work.overpaidFen += leftFen
    outcome.overpaidFen = leftFen
  } else {
    work.overpaidFen = 0n
  }
}

/** Whether the money would settle the loan at the end of the running instalment. */
export function isSettling(work: Work, on: number, amountFen: bigint): boolean {
  if (!work.terms.recalculation) return false
  const row = work.rows.find((candidate) => isIn(on, candidate.from, candidate.due, false))
  if (!row) return false
  const open = openUntil(work.model, row.due)
  return amountFen >= open.principalFen + open.interestFen
}

/** A settlement that owes interest to the next rest day: the running period, already paid, asks for it. */
function claimInterestToRest(work: Work, outcome: Outcome): void {
  if (!work.isSettling || work.terms.recalculation?.settlement !== 'to-rest') return
  const { on } = outcome
  const period = work.model.periods.find((candidate) => on >= candidate.from && on < candidate.due)
  if (!period || !isFullyPaid(period)) return
  const open = openUntil(work.model, period.due)
  if (open.interestFen > 0n) alter(period, { pulledInterestFen: open.interestFen })
}
