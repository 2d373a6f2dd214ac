import type { Fen } from '@puhui/money'
import { type BalanceChange, carryBalance, changeBalance, pauseSlices } from './balance.ts'
import { type Decimal, fromFen, over, times, toFen } from './decimal.ts'
import { applyInterestGrace, applyPrincipalGrace, setLevel, smoothLevel } from './level.ts'
import {
  addUnits,
  alter,
  alterSlice,
  copyUnpaid,
  lastOf,
  type Model,
  newModel,
  newPeriod,
  type Period,
  periodOf,
  periodOn,
  rateOn,
} from './model.ts'
import {
  askedTotal,
  creditedTotal,
  dueInterest,
  duePrincipal,
  isFullyPaid,
  paidTotal,
  totalCreditedPrincipal,
  totalDueInterest,
  totalDuePrincipal,
  totalPaidInterest,
  totalPaidPrincipal,
} from './model-read.ts'
import { setAllFactors, setFactors } from './rate-factor.ts'
import { pullInterest, settleLast } from './settle-last.ts'

/** Principal is paid out and joins the instalments that are not yet due. */
export function disburse(model: Model, on: number, amountFen: Fen): void {
  const { terms } = model
  const isWhole = terms.interestUnit === 'instalment' && !terms.isPartialPeriodAllowed
  const current = isWhole ? model.periods.find((period) => period.due > on) : undefined
  const isSpread = terms.isPlanBeforeMoney && terms.annualRatePercent.units === 0n && model.rates.length === 0
  const from = isSpread ? model.periods[0]!.from : (current?.from ?? on)
  raiseBefore(model, from, 'disbursedBeforeFen', amountFen)
  if (terms.isFullTermPerTranche && !model.isCopy) addTranche(model, from, amountFen)
  else layOut(model, from, { disbursedFen: amountFen }, false)
}

/** Income is added to the principal. */
export function capitalise(model: Model, on: number, amountFen: Fen): void {
  raiseBefore(model, on, 'capitalisedBeforeFen', amountFen)
  layOut(model, on, { capitalisedFen: amountFen }, false)
}

function raiseBefore(model: Model, on: number, key: 'disbursedBeforeFen' | 'capitalisedBeforeFen', amountFen: Fen) {
  for (const period of model.periods) if (on <= period.from) alter(period, { [key]: period[key] + amountFen })
}

/** Changes the balance and works out the level of the periods from there on. */
function layOut(model: Model, on: number, change: BalanceChange, isOnActual: boolean): void {
  const period = changeBalance(model, on, change)
  if (!period) return
  const isNext = period.due === on && !model.terms.isDueDayDisbursementOfThatDay
  const next = isNext ? model.periods.find((candidate) => candidate.previous === period) : undefined
  const due = (next ?? period).due
  const related = model.periods.filter((candidate) => candidate.due >= due)
  if (model.terms.method !== 'declining') layOutFlat(model, related)
  else layOutDeclining(model, related, due, isOnActual || isUntouched(model) || model.isCopy, on)
}

const isUntouched = (model: Model): boolean => model.periods.every((period) => period.levelFen === 0n)

function layOutFlat(model: Model, related: readonly Period[]): void {
  applyInterestGrace(model)
  setAllFactors(model, related)
  setLevel(model, related)
  applyPrincipalGrace(model, related)
}

function layOutDeclining(model: Model, related: readonly Period[], due: number, isOnActual: boolean, on: number) {
  applyInterestGrace(model)
  setAllFactors(model, related)
  carryBalance(model)
  if (isOnActual) setLevel(model, related)
  else mergeLevel(model, related, on)
  applyPrincipalGrace(model, related)
  carryBalance(model)
  settleLast(model, due)
  if (isOnActual) smoothLevel(model, related)
}

/** The level as it would be had nothing been paid. */
function mergeLevel(model: Model, related: readonly Period[], on: number): void {
  const unpaid = copyUnpaid(model)
  layOut(unpaid, on, {}, true)
  layOut(unpaid, on, {}, true)
  for (const period of related) {
    const twin = unpaid.periods.find((candidate) => candidate.due === period.due)
    if (twin) alter(period, { levelFen: twin.levelFen, agreedFen: twin.agreedFen })
  }
}

/** A part paid out later has its own full number of instalments, laid over and beyond those of the others. */
function addTranche(model: Model, on: number, amountFen: Fen): void {
  const { terms } = model
  const first = model.periods.find((period) => on >= period.from && on < period.due)
  const start = first?.from ?? lastOf(model.periods).due
  const spans = spansFrom(start, terms.instalments, terms.frequency.unit, terms.frequency.every)
  const own = newModel(
    {
      ...terms,
      isFullTermPerTranche: false,
      multipleFen: 0n,
      principalGrace: 0,
      interestGrace: 0,
      recalculation: undefined,
      interestUnit: 'day',
    },
    spans,
  )
  disburse(own, on, amountFen)
  changeBalance(model, on, { disbursedFen: amountFen })
  for (const [index, part] of own.periods.entries()) joinTranche(model, part, index === 0)
  carryBalance(model)
  settleLast(model, on)
}

function joinTranche(model: Model, part: Period, isFirst: boolean): void {
  const levelFen = duePrincipal(part) + dueInterest(part)
  const same = model.periods.find((period) => period.from === part.from && period.due === part.due)
  if (same) {
    alter(same, { levelFen: same.levelFen + levelFen, agreedFen: same.levelFen + levelFen })
    setFactors(model, same)
    return
  }
  const last = lastOf(model.periods)
  const added = newPeriod(model, last, isFirst ? last.due : part.from, part.due, levelFen)
  alter(added, { disbursedBeforeFen: last.disbursedBeforeFen })
  model.periods.push(added)
  setFactors(model, added)
}

export function spansFrom(start: number, count: number, unit: Parameters<typeof addUnits>[2], every: number) {
  return Array.from({ length: count }, (_, index) => ({
    from: addUnits(start, index * every, unit),
    due: addUnits(start, (index + 1) * every, unit),
  }))
}

/** A new rate from a day on. */
export function changeRate(model: Model, on: number, percent: Decimal): void {
  if (model.terms.method === 'flat-spread') {
    changeSpreadRate(model, on, percent)
    return
  }
  model.rates.push({ from: on - 1, percent })
  model.version += 1
  layOut(model, on - 1, {}, true)
}

/** Equal parts of interest follow the new rate from the instalment that is due on the day or next. */
function changeSpreadRate(model: Model, on: number, percent: Decimal): void {
  const first = model.periods.find((period) => period.due >= on)
  if (!first) return
  const before = rateOn(model, first.from)
  model.rates.push({ from: first.from, percent })
  model.version += 1
  if (before.units === 0n) return
  for (const period of model.periods.filter((candidate) => candidate.due >= on)) {
    const partFen = period.spreadInterestFen ?? 0n
    const newFen = toFen(over(times(fromFen(partFen), percent), before))
    alter(period, { spreadInterestFen: newFen, levelFen: period.levelFen - partFen + newFen })
  }
  carryBalance(model)
}

/** No interest runs on the days of a pause, both ends included. */
export function pauseInterest(model: Model, from: number, until: number): void {
  const period = pauseSlices(model, from, until)
  if (!period) return
  setAllFactors(
    model,
    model.periods.filter((candidate) => candidate.due >= period.from),
  )
  carryBalance(model)
  settleLast(model, period.from)
}

/** More instalments at the end. */
export function extendTerm(model: Model, on: number, spans: readonly { from: number; due: number }[]): void {
  for (const { from, due } of spans) {
    const last = lastOf(model.periods)
    const added = newPeriod(model, last, from, due, 0n)
    alter(added, { disbursedBeforeFen: last.disbursedBeforeFen, capitalisedBeforeFen: last.capitalisedBeforeFen })
    model.periods.push(added)
  }
  layOut(model, on - 1, {}, true)
}

/** A due day moves; the later ones follow at their distance. */
export function moveDueDay(
  model: Model,
  fromDue: number,
  toDue: number,
  unit: Parameters<typeof addUnits>[2],
  every: number,
  lastDue: number | undefined,
): void {
  const index = model.periods.indexOf(periodOn(model, fromDue)!)
  let due = toDue
  model.periods.slice(index).forEach((period, offset) => {
    if (offset > 0) {
      alter(period, { from: due })
      if (period.slices[0]) alterSlice(model, period.slices[0], { from: due })
      const isLast = period === lastOf(model.periods)
      due = isLast && lastDue !== undefined ? lastDue : addUnits(toDue, offset * every, unit)
    }
    alter(period, { due })
    const last = period.slices.at(-1)
    if (last) alterSlice(model, last, { to: due })
  })
  setAllFactors(
    model,
    model.periods.filter((period) => period.due >= fromDue),
  )
  carryBalance(model)
  settleLast(model, fromDue)
}

/** Notes a change of the balance by money in or out. */
export function correctBalance(model: Model, on: number, amountFen: Fen): Period | undefined {
  const period = changeBalance(model, on, { correctionFen: amountFen })
  if (!period) return undefined
  setFactors(model, period)
  carryBalance(model)
  settleLast(model, on)
  return period
}

/** Interest is paid for a period. */
export function payInterest(model: Model, span: { from: number; due: number }, on: number, amountFen: Fen): void {
  const period = periodOf(model, span.from, span.due)
  const behind = latestOpenBefore(model, on)
  if (behind && behind === period) pullInterest(model, behind, on)
  const roomFen = totalDueInterest(model) - totalPaidInterest(model)
  const paidFen = amountFen > roomFen ? roomFen : amountFen
  if (period) alter(period, { paidInterestFen: period.paidInterestFen + paidFen })
  carryBalance(model)
  settleLast(model, on)
}

/** The latest open period, when it is not the last one and lies behind. */
function latestOpenBefore(model: Model, on: number): Period | undefined {
  const open = model.periods.filter((period) => !isFullyPaid(period)).at(-1)
  return open && open !== lastOf(model.periods) && on >= open.due ? open : undefined
}

/** Principal is paid for a period; the balance falls on that day, or on the due day when it is paid late. */
export function payPrincipal(model: Model, span: { from: number; due: number }, on: number, amountFen: Fen): void {
  if (amountFen === 0n) return
  const period = periodOf(model, span.from, span.due)
  const dueFen = totalDuePrincipal(model)
  const isTooMuch = totalPaidPrincipal(model) + amountFen > dueFen + totalCreditedPrincipal(model)
  const paidFen = isTooMuch ? dueFen - totalPaidPrincipal(model) : amountFen
  if (period) alter(period, { paidPrincipalFen: period.paidPrincipalFen + paidFen })
  const correctedOn = Math.min(span.due, on)
  correctBalance(model, correctedOn, -amountFen)
  const isSeveral = model.periods.filter((candidate) => !isFullyPaid(candidate)).length > 1
  if (model.isLevelKept || !period) return
  if (isSeveral) closeIfCovered(period, on)
  settleLast(model, correctedOn)
}

/** A period paid early in full keeps what was paid as its level. */
function closeIfCovered(period: Period, on: number): void {
  if (on >= period.from) return
  const paidFen = paidTotal(period)
  const isCovered = paidFen > askedTotal(period) || paidFen === period.agreedFen + creditedTotal(period)
  if (isCovered) alter(period, { levelFen: paidFen - creditedTotal(period) })
}

/** Principal or interest comes back on the loan. */
export function credit(model: Model, on: number, principalFen: Fen, interestFen: Fen): void {
  const changed = changeBalance(model, on, { correctionFen: principalFen })
  if (!changed) return
  const last = lastOf(model.periods)
  const period = model.periods.find((p) => on >= p.from && (p === last ? on <= p.due : on < p.due))
  const slice = period?.slices.filter((candidate) => candidate.from === on).at(-1)
  if (slice) {
    alterSlice(model, slice, {
      creditedPrincipalFen: slice.creditedPrincipalFen + principalFen,
      creditedInterestFen: slice.creditedInterestFen + interestFen,
    })
  }
  setFactors(model, changed)
  carryBalance(model)
  settleLast(model, on)
}
