import { type Fen, minFen } from '@puhui/money'
import { carryBalance, sliceOn } from './balance.ts'
import { fromFen, over, times, toFen, whole } from './decimal.ts'
import { alter, alterSlice, copyModel, lastOf, type Model, type Period, periodOf, periodOn } from './model.ts'
import {
  askedTotal,
  calculatedInterest,
  creditedInterest,
  dueInterest,
  duePrincipal,
  isFullyPaid,
  openInterest,
  openPrincipal,
  totalDueInterest,
  totalDuePrincipal,
  totalOpenPrincipal,
  totalPaidInterest,
  totalPaidPrincipal,
} from './model-read.ts'
import { setAllFactors } from './rate-factor.ts'
import { settleLast, stopInterestAfter } from './settle-last.ts'

const notNegative = (fen: Fen): Fen => (fen < 0n ? 0n : fen)

/** A copy of the model cut off on a day: what comes later does not count. */
export function modelUntil(model: Model, on: number): Model {
  const copy = copyModel(model)
  if (on < copy.periods[0]!.from) {
    for (const period of copy.periods) alter(period, { slices: [] })
    return copy
  }
  if (on >= lastOf(copy.periods).due) return copy
  const current = periodOn(copy, on)!
  for (const period of copy.periods) if (period.due > on) cutPeriod(copy, period, current, on)
  setAllFactors(copy)
  carryBalance(copy)
  settleLast(copy, on)
  return copy
}

function cutPeriod(copy: Model, period: Period, current: Period, on: number): void {
  if (period === current) {
    cutCurrent(copy, period, on)
    return
  }
  const first = period.slices[0]!
  const isCredited = first.creditedInterestFen > 0n || first.creditedPrincipalFen > 0n
  if (period.previous !== current || !isCredited) {
    alter(period, { slices: [] })
    return
  }
  // What was credited on the first day of the next period stays, without a day of interest.
  alterSlice(copy, first, { to: first.from })
  alter(period, { slices: [first] })
}

function cutCurrent(copy: Model, period: Period, on: number): void {
  const slice = sliceOn(period, on)
  if (!slice) return
  const index = period.slices.indexOf(slice)
  const next = period.slices[index + 1]
  alterSlice(copy, slice, {
    to: on,
    creditedPrincipalFen: slice.creditedPrincipalFen + (next?.creditedPrincipalFen ?? 0n),
    creditedInterestFen: slice.creditedInterestFen + (next?.creditedInterestFen ?? 0n),
  })
  alter(period, { slices: period.slices.slice(0, index + 1) })
}

export interface DueParts {
  readonly principalFen: Fen
  readonly interestFen: Fen
}

/** What an instalment may be asked for on a day before its due day. */
export function dueUntil(model: Model, from: number, due: number, on: number): DueParts {
  const cut = modelUntil(model, on)
  const period = periodOf(cut, from, due)!
  const open = cut.periods.filter((candidate) => !isFullyPaid(candidate)).length
  limitLevel(cut, period, on, open)
  const isVertical = model.terms.allocation.direction === 'vertical'
  const interestFen = dueInterest(period)
  if (!isVertical) return { principalFen: duePrincipal(period), interestFen }
  const wantedFen = open > 1 ? askedTotal(period) : duePrincipal(period)
  return {
    principalFen: capped(wantedFen, totalDuePrincipal(cut), totalPaidPrincipal(cut), period.paidPrincipalFen),
    interestFen: capped(interestFen, totalDueInterest(cut), totalPaidInterest(cut), period.paidInterestFen),
  }
}

function limitLevel(cut: Model, period: Period, on: number, open: number): void {
  if (on > period.from) return
  if (open > 1) {
    alter(period, { levelFen: period.agreedFen })
    const excessFen = notNegative(openPrincipal(period) - totalOpenPrincipal(cut))
    alter(period, { levelFen: period.levelFen - excessFen })
    return
  }
  if (!isFullyPaid(period) || open !== 1) return
  const leftFen = totalDuePrincipal(cut) - totalPaidPrincipal(cut)
  const levelFen = minFen(period.agreedFen, leftFen + period.paidPrincipalFen + dueInterest(period))
  alter(period, { levelFen })
}

function capped(dueFen: Fen, totalDueFen: Fen, totalPaidFen: Fen, paidFen: Fen): Fen {
  const leftFen = totalDueFen - totalPaidFen
  return minFen(leftFen < paidFen ? paidFen : leftFen, dueFen)
}

/** Interest of one period up to a day. */
export function periodInterestUntil(
  model: Model,
  span: { from: number; due: number },
  on: number,
  options: { isCreditedIn: boolean; isFixedByDays: boolean },
): Fen {
  const period = periodOf(modelUntil(model, on), span.from, span.due)
  if (!period) return 0n
  let interestFen = calculatedInterest(period)
  if (options.isFixedByDays) {
    interestFen = notNegative(interestFen - period.fixedInterestFen + fixedByDays(period))
  }
  return options.isCreditedIn ? interestFen : interestFen - creditedInterest(period)
}

function fixedByDays(period: Period): Fen {
  const days = period.due - period.from
  const [first, last] = [period.slices[0], period.slices.at(-1)]
  if (period.fixedInterestFen === 0n || days === 0 || !first || !last) return period.fixedInterestFen
  return toFen(times(over(whole(last.to - first.from), whole(days)), fromFen(period.fixedInterestFen)))
}

/** Interest that has run by a day and is not paid. */
export function openInterestUntil(model: Model, on: number): Fen {
  let total = 0n
  for (const period of modelUntil(model, on).periods) if (period.from < on) total += openInterest(period)
  return total
}

/** What settles the model on a day: principal and the interest that has run by then. */
export function openUntil(model: Model, on: number): DueParts {
  const copy = copyModel(model)
  stopInterestAfter(copy, on)
  carryBalance(copy)
  settleLast(copy, on)
  return {
    principalFen: notNegative(totalDuePrincipal(copy) - totalPaidPrincipal(copy)),
    interestFen: notNegative(totalDueInterest(copy) - totalPaidInterest(copy)),
  }
}

/** Interest due on a day over all instalments. */
export function interestDueUntil(model: Model, on: number): Fen {
  let total = 0n
  for (const period of model.periods) total += dueUntil(model, period.from, period.due, on).interestFen
  return total
}
