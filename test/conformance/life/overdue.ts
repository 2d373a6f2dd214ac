import type { Fen } from '@puhui/money'
import { carryBalance, changeBalance } from './balance.ts'
import { lastOf, type Model, type Period, periodOn } from './model.ts'
import { openPrincipal } from './model-read.ts'
import { setFactors } from './rate-factor.ts'
import { followInterest } from './rows-follow.ts'
import { settleLast } from './settle-last.ts'
import { isRecalculating, type Work } from './work.ts'

/** Principal past due goes on bearing interest: it stays in the balance of the next periods up to the day. */
export function runOverdue(work: Work, on: number): void {
  if (!isRecalculating(work) || work.terms.recalculation?.isNoneOnPastDue) return
  if (addOverdue(work.model, on, work.isSettling)) followInterest(work)
}

function addOverdue(model: Model, target: number, isSettling: boolean): boolean {
  const last = lastOf(model.periods)
  const on = Math.min(target, last.due)
  const behind = model.periods.filter((period) => !period.isHolder && on > period.due)
  if (behind.length === 0) return false
  const current = periodOn(model, on) ?? last
  let [overdueFen, sumFen, hasChanged]: [Fen, Fen, boolean] = [0n, 0n, false]
  for (const period of behind) {
    if (overdueFen !== 0n) hasChanged = correct(model, on, period, overdueFen, sumFen, isSettling) || hasChanged
    overdueFen = openPrincipal(period)
    sumFen += overdueFen
  }
  if (current !== last || on <= last.due) {
    hasChanged = correct(model, on, current, overdueFen, sumFen, isSettling) || hasChanged
  }
  if (sumFen > 0n && (model.lastOverdueOn === undefined || model.lastOverdueOn < on)) model.lastOverdueOn = on
  return hasChanged
}

function correct(model: Model, on: number, period: Period, overdueFen: Fen, sumFen: Fen, isSettling: boolean): boolean {
  if (on === model.lastOverdueOn) return false
  const since = model.lastOverdueOn
  correctOverdue(model, since === undefined || period.from > since ? period.from : since, overdueFen)
  if (on > period.from && on <= period.due) {
    const until = isToRest(model, isSettling) ? period.due : on
    correctOverdue(model, until, -sumFen)
    model.lastOverdueOn = until
  }
  return true
}

/** Whether interest counts up to the next rest day and not only to the day itself. */
export function isToRest({ terms }: Model, isSettling: boolean): boolean {
  const rule = terms.recalculation
  if (!rule || rule.settlement === 'to-day') return false
  return rule.rest === 'instalment' || isSettling
}

function correctOverdue(model: Model, on: number, amountFen: Fen): void {
  const period = changeBalance(model, on, { correctionFen: amountFen })
  if (!period) return
  model.overdueCorrections.push({ on, amountFen, periodDue: period.due })
  setFactors(model, period)
  carryBalance(model)
  settleLast(model, on)
}
