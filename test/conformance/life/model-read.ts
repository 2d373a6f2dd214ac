import { type Fen, maxFen, minFen } from '@puhui/money'
import { type Decimal, fromFen, ONE, over, plus, times, toFen, whole, ZERO } from './decimal.ts'
import { lastOf, type Model, type Period, type Slice } from './model.ts'

const notNegative = (amountFen: Fen): Fen => (amountFen < 0n ? 0n : amountFen)

function sumSlices(period: Period, key: 'creditedPrincipalFen' | 'creditedInterestFen'): Fen {
  let total = 0n
  for (const slice of period.slices) total += slice[key]
  return notNegative(total)
}

export function creditedPrincipal(period: Period): Fen {
  return sumSlices(period, 'creditedPrincipalFen')
}

export function creditedInterest(period: Period): Fen {
  return sumSlices(period, 'creditedInterestFen')
}

/** Credited and not yet moved to a later period by a re-age. */
export function creditedTotal(period: Period): Fen {
  const moved = period.movedCreditInterestFen + period.movedCreditPrincipalFen
  return creditedPrincipal(period) + creditedInterest(period) - moved
}

export function paidTotal(period: Period): Fen {
  return period.paidPrincipalFen + period.paidInterestFen
}

/** All the period asks for: its level, what was credited to it, and interest pulled forward. */
export function askedTotal(period: Period): Fen {
  return period.levelFen + creditedTotal(period) + period.pulledInterestFen
}

export function isFullyPaid(period: Period): boolean {
  return askedTotal(period) === paidTotal(period)
}

/** Interest that has run in the period, with what the period before could not bear. */
export function calculatedInterest(period: Period): Fen {
  const memo = memoOf(period)
  memo.calculatedInterest ??= runInterest(period)
  return memo.calculatedInterest
}

function runInterest(period: Period): Fen {
  const isElsewhere = period.isMovedUp || period.isMovedDown
  const ownFen = isElsewhere
    ? 0n
    : (period.spreadInterestFen ??
      toFen(period.slices.reduce((sum, slice) => plus(sum, sliceInterest(period, slice)), ZERO)))
  const carriedFen = period.previous ? unborneInterest(period.previous) : 0n
  return notNegative(ownFen + period.fixedInterestFen + period.pulledInterestFen + carriedFen)
}

function sliceInterest(period: Period, slice: Slice): Decimal {
  const credited = fromFen(slice.creditedInterestFen)
  if (slice.isPaused || period.isReAged) return credited
  const daysToDue = period.due - slice.from
  if (daysToDue === 0) return credited
  const isFlat = period.model.terms.method !== 'declining'
  const baseFen = isFlat ? disbursedUntil(period, slice) : slice.balanceFen
  const total = plus(credited, runOf(slice, baseFen, daysToDue))
  return total.units < 0n ? ZERO : total
}

/** balance × factor ÷ days to the due day × days; worked out once while none of them changes. */
function runOf(slice: Slice, baseFen: Fen, daysToDue: number): Decimal {
  const days = slice.to - slice.from
  const { run, factorToDue } = slice
  if (
    run &&
    run.baseFen === baseFen &&
    run.factor === factorToDue &&
    run.days === days &&
    run.daysToDue === daysToDue
  ) {
    return run.interest
  }
  const perDay = over(times(fromFen(baseFen), factorToDue), whole(daysToDue))
  const interest = times(perDay, whole(days))
  slice.run = { baseFen, factor: factorToDue, days, daysToDue, interest }
  return interest
}

/** Paid out and capitalised up to a slice; without one, up to the end of the period. */
export function disbursedUntil(period: Period, until: Slice | undefined): Fen {
  let total = period.disbursedBeforeFen + period.capitalisedBeforeFen
  for (const slice of period.slices) {
    if (slice === until) break
    if (slice.to !== period.from) total += slice.disbursedFen + slice.capitalisedFen
  }
  return total
}

/** Interest that is due: what has run, as far as the level bears it; never less than what was paid. */
export function dueInterest(period: Period): Fen {
  if (period.isInterestGrace) return period.paidInterestFen
  const memo = memoOf(period)
  memo.dueInterest ??= borneInterest(period)
  return memo.dueInterest
}

function borneInterest(period: Period): Fen {
  const runFen = calculatedInterest(period)
  const askedFen = askedTotal(period)
  const isPrincipalPaidAhead = period.paidPrincipalFen > notNegative(askedFen - runFen)
  const borneFen = isPrincipalPaidAhead ? period.paidInterestFen : minFen(runFen, askedFen)
  return maxFen(borneFen, period.paidInterestFen)
}

export function unborneInterest(period: Period): Fen {
  return notNegative(calculatedInterest(period) - dueInterest(period))
}

export function duePrincipal(period: Period): Fen {
  return maxFen(notNegative(askedTotal(period) - dueInterest(period)), period.paidPrincipalFen)
}

export function openInterest(period: Period): Fen {
  return notNegative(dueInterest(period) - period.paidInterestFen)
}

export function openPrincipal(period: Period): Fen {
  return notNegative(duePrincipal(period) - period.paidPrincipalFen)
}

/** Principal owed after the period by plan. */
export function balanceAfter(period: Period): Fen {
  const { balanceFen, correctionFen, capitalisedFen, disbursedFen } = lastOf(period.slices)
  const standing = balanceFen + correctionFen + capitalisedFen + disbursedFen
  return notNegative(standing + period.paidPrincipalFen - duePrincipal(period))
}

/** One plus the rate factors of the slices. */
export function growth(period: Period): Decimal {
  return period.slices.reduce((sum, slice) => plus(sum, slice.factor), ONE)
}

/** Principal from which the level of this and the following periods is worked out. */
export function openingBalance(period: Period): Fen {
  let total = period.previous ? balanceAfter(period.previous) : 0n
  for (const slice of period.slices) total += slice.disbursedFen + slice.capitalisedFen
  return total
}

/** Paid out, credited and capitalised within the slices of all periods. */
export function totalDuePrincipal(model: Model): Fen {
  let total = 0n
  for (const { slices } of model.periods) {
    for (const slice of slices) total += slice.disbursedFen + slice.creditedPrincipalFen + slice.capitalisedFen
  }
  return notNegative(total)
}

export function totalOf(model: Model, figure: (period: Period) => Fen): Fen {
  let total = 0n
  for (const period of model.periods) total += figure(period)
  return notNegative(total)
}

export const totalDueInterest = (model: Model): Fen => totalOf(model, dueInterest)
export const totalPaidInterest = (model: Model): Fen => totalOf(model, (period) => period.paidInterestFen)
export const totalPaidPrincipal = (model: Model): Fen => totalOf(model, (period) => period.paidPrincipalFen)
export const totalCreditedPrincipal = (model: Model): Fen => totalOf(model, creditedPrincipal)
export const totalOpenPrincipal = (model: Model): Fen =>
  notNegative(totalDuePrincipal(model) - totalPaidPrincipal(model))

function memoOf(period: Period) {
  const { version } = period.model
  if (period.memo.version !== version) period.memo = { version }
  return period.memo
}
