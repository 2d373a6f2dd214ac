import { carryBalance, changeBalance, sliceOn } from './balance.ts'
import { ZERO } from './decimal.ts'
import { alter, alterSlice, copyModel, lastOf, type Model, type Period, periodOn } from './model.ts'
import {
  askedTotal,
  balanceAfter,
  creditedTotal,
  dueInterest,
  isFullyPaid,
  openPrincipal,
  paidTotal,
  totalCreditedPrincipal,
  totalDuePrincipal,
  totalPaidPrincipal,
  unborneInterest,
} from './model-read.ts'
import { setAllFactors } from './rate-factor.ts'

/** The last open period takes what the levels leave over or ask too much. */
export function settleLast(model: Model, on: number): void {
  lowerToOpenPrincipal(model)
  const last = lastOpenPeriod(model)
  if (!last) return
  alter(last, { pulledInterestFen: 0n })
  for (const period of model.periods) alter(period, { isMovedUp: false })
  const owedFen = totalDisbursed(model) + totalCreditedPrincipal(model) + totalDueInterestExact(model)
  const differenceFen = owedFen - model.periods.reduce((sum, period) => sum + askedTotal(period), 0n)
  let levelFen = last.levelFen + differenceFen
  const floorFen = last.paidPrincipalFen + last.fixedInterestFen
  if (last.fixedInterestFen > 0n && levelFen < floorFen) levelFen = floorFen
  alter(last, { levelFen })
  const paidFen = paidTotal(last) - creditedTotal(last)
  if (last.levelFen < paidFen) {
    alter(last, { levelFen: paidFen })
    settleLast(model, on)
  }
  pullInterest(model, last, on)
}

/** No period asks for more principal than the loan still owes. */
function lowerToOpenPrincipal(model: Model): void {
  const openFen = totalDuePrincipal(model) - totalPaidPrincipal(model)
  for (const period of model.periods) {
    const excessFen = openPrincipal(period) - openFen
    if (excessFen <= 0n) continue
    const paidFen = paidTotal(period) - creditedTotal(period)
    const levelFen = period.levelFen - excessFen
    alter(period, { levelFen: levelFen < paidFen ? paidFen : levelFen })
  }
}

function lastOpenPeriod(model: Model): Period | undefined {
  const open = model.periods.filter((period) => !isFullyPaid(period)).at(-1)
  if (open || totalPaidPrincipal(model) !== 0n) return open
  const last = lastOf(model.periods)
  return last.slices.length > 0 && balanceAfter(last) > 0n ? last : undefined
}

function totalDisbursed(model: Model) {
  let total = 0n
  for (const { slices } of model.periods) for (const slice of slices) total += slice.disbursedFen + slice.capitalisedFen
  return total
}

function totalDueInterestExact(model: Model) {
  return model.periods.reduce((sum, period) => sum + dueInterest(period), 0n)
}

/**
 * Interest that has run by a day in periods after a settled stretch is asked for by the last open period.
 * It is found on a copy in which no interest runs after the day.
 */
export function pullInterest(model: Model, target: Period, on: number): void {
  if (target === lastOf(model.periods)) return
  const trial = copyModel(model)
  const isBeyond = trial.overdueCorrections.some((correction) => correction.periodDue > target.due)
  const isOn = trial.overdueCorrections.some((correction) => correction.periodDue === target.due)
  const isReset = isOn && !isBeyond
  if (isReset) undoOverdueCorrections(trial)
  stopInterestAfter(trial, on)
  if (isReset) carryBalance(trial)
  const found = trial.periods.filter((period) => unborneInterest(period) > 0n && period.due > target.due).at(-1)
  if (!found) return
  alter(target, { pulledInterestFen: unborneInterest(found) })
  for (const period of model.periods) if (period.due > target.due) alter(period, { isMovedUp: true })
}

/** Ends the slice of a day on that day and lets no later slice bear interest. */
export function stopInterestAfter(model: Model, on: number): void {
  const period = periodOn(model, on)
  const slice = period ? sliceOn(period, on) : undefined
  if (slice) alterSlice(model, slice, { to: on })
  setAllFactors(model)
  for (const { slices } of model.periods) {
    for (const later of slices) if (on < later.to) alterSlice(model, later, { factor: ZERO, factorToDue: ZERO })
  }
}

function undoOverdueCorrections(model: Model): void {
  for (const { on, amountFen } of model.overdueCorrections) changeBalance(model, on, { correctionFen: -amountFen })
  model.overdueCorrections = []
  model.lastOverdueOn = undefined
}
