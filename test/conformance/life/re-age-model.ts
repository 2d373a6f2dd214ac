import { epochOf } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { carryBalance } from './balance.ts'
import { ZERO } from './decimal.ts'
import { type EqualParts, equalBeside, equalParts, partAt, partLeftAt } from './equal-parts.ts'
import { smoothLevel } from './level.ts'
import type { ReAged } from './life-event.ts'
import type { LifeTerms } from './life-terms.ts'
import { addUnits, alter, alterSlice, lastOf, type Model, newModel, newPeriod, type Period, periodOn } from './model.ts'
import { credit, disburse } from './model-change.ts'
import {
  creditedInterest,
  creditedPrincipal,
  dueInterest,
  duePrincipal,
  isFullyPaid,
  openInterest,
  openPrincipal,
  paidTotal,
} from './model-read.ts'
import { type DueParts, openUntil } from './model-until.ts'
import { setFactors } from './rate-factor.ts'
import { settleLast } from './settle-last.ts'

/** Where the first period of a re-age begins: one period before its first due day. */
export function reAgeStart(event: ReAged, disbursedOn: number): number {
  const first = epochOf(event.firstDueOn)
  return first === disbursedOn ? first : addUnits(first, -event.every, event.unit)
}

/** The open debt is laid out anew with interest from the start of the first new period. */
export function reAgeModel(model: Model, event: ReAged, on: number, principalFen: Fen, disbursedOn: number): void {
  const firstDue = epochOf(event.firstDueOn)
  const creditedFen = creditedAfter(model, on)
  const paid = paidAfter(model, on)
  endAt(model, on)
  credit(model, on, creditedFen, 0n)
  closeBefore(model, on)
  mergeEmptyHolders(model)
  const plan = newModel(planTerms(model.terms, event), planSpans(event, reAgeStart(event, disbursedOn)))
  disburse(plan, plan.periods[0]!.from, principalFen)
  attach(model, plan, { firstDue, on, paid })
}

function planTerms(terms: LifeTerms, { every, unit, instalments }: ReAged): LifeTerms {
  return {
    ...terms,
    frequency: { unit, every },
    instalments,
    multipleFen: 0n,
    principalGrace: 0,
    interestGrace: 0,
    isFullTermPerTranche: false,
    interestUnit: 'day',
    recalculation: undefined,
  }
}

function planSpans({ instalments, every, unit, firstDueOn }: ReAged, start: number) {
  const first = epochOf(firstDueOn)
  return Array.from({ length: instalments }, (_, index) => ({
    from: index === 0 ? start : addUnits(first, (index - 1) * every, unit),
    due: addUnits(first, index * every, unit),
  }))
}

function creditedAfter(model: Model, on: number): Fen {
  return model.periods
    .filter((period) => period.from >= on && period.due > on)
    .reduce((sum, period) => sum + creditedPrincipal(period), 0n)
}

function paidAfter(model: Model, on: number): DueParts {
  const later = model.periods.filter((period) => period.due >= on)
  return {
    principalFen: later.reduce((sum, period) => sum + period.paidPrincipalFen, 0n),
    interestFen: later.reduce((sum, period) => sum + period.paidInterestFen, 0n),
  }
}

/** The term ends on the day; the running period ends there and holds what has been paid early. */
function endAt(model: Model, on: number): void {
  const period = periodOn(model, on)
  if (!period) return
  alter(period, { isHolder: true })
  if (period.due !== on) {
    alter(period, { due: on })
    alterSlice(model, lastOf(period.slices), { to: on })
    setFactors(model, period)
  }
  if (period === lastOf(model.periods)) return
  model.periods = model.periods.filter((candidate) => candidate.due <= on)
  model.version += 1
}

/** Open periods up to the day keep only what was paid. */
export function closeBefore(model: Model, on: number): void {
  for (const period of model.periods.filter((candidate) => candidate.from <= on && !isFullyPaid(candidate))) {
    for (const slice of period.slices) if (slice.to === on) alterSlice(model, slice, { correctionFen: 0n })
    const last = lastOf(period.slices)
    if (last.correctionFen !== 0n) {
      alterSlice(model, last, { correctionFen: last.correctionFen - openPrincipal(period) })
    }
    keepPaid(period)
  }
}

export function keepPaid(period: Period): void {
  alter(period, { levelFen: paidTotal(period) })
  alter(period, {
    movedCreditPrincipalFen: creditedPrincipal(period),
    movedCreditInterestFen: creditedInterest(period),
  })
}

/** Periods that two re-ages in a row have left empty become one. */
function mergeEmptyHolders(model: Model): void {
  const isEmpty = (period: Period) =>
    period.isHolder && period.levelFen === 0n && duePrincipal(period) === 0n && dueInterest(period) === 0n
  for (let index = 0; index < model.periods.length; index += 1) {
    const period = model.periods[index]!
    if (!isEmpty(period)) continue
    while (model.periods[index + 1] && isEmpty(model.periods[index + 1]!)) {
      const [removed] = model.periods.splice(index + 1, 1)
      alter(period, { due: removed!.due })
      alterSlice(model, lastOf(period.slices), { to: removed!.due })
      setFactors(model, period)
    }
  }
}

function attach(model: Model, plan: Model, facts: { firstDue: number; on: number; paid: DueParts }): void {
  const first = model.periods[0]!
  const start = first.from
  const disbursedFen = first.disbursedBeforeFen
  const { firstDue, on, paid } = facts
  if (paid.interestFen !== 0n || paid.principalFen !== 0n) holdPaid(model, paid, false)
  plan.periods.forEach((part, index) => {
    const levelFen = duePrincipal(part) + dueInterest(part)
    if (firstDue === start && index === 0) {
      alter(first, { due: part.due, levelFen })
      alterSlice(model, lastOf(first.slices), { to: part.due })
      setFactors(model, first)
      return
    }
    const last = lastOf(model.periods)
    const added = newPeriod(model, last, index === 0 ? last.due : part.from, part.due, levelFen)
    alter(added, { disbursedBeforeFen: disbursedFen })
    model.periods.push(added)
    setFactors(model, added)
  })
  const reAged = model.periods.filter((p) => (p.from === on && p.due === firstDue) || p.from >= firstDue)
  carryBalance(model)
  settleLast(model, on)
  smoothLevel(model, reAged)
}

function holdPaid(model: Model, paid: DueParts, isReAged: boolean): void {
  const last = lastOf(model.periods)
  alter(last, { paidPrincipalFen: paid.principalFen, paidInterestFen: paid.interestFen, isHolder: true })
  alter(last, { levelFen: paidTotal(last) })
  if (isReAged) alter(last, { isReAged: true })
  setFactors(model, last)
}

/** What an equal re-age lays out: principal, and interest run by the day or by the end of the term. */
export function equalAmounts(model: Model, event: ReAged, on: number): DueParts {
  return openUntil(model, event.interest === 'equal-payable' ? on : lastOf(model.periods).due)
}

/** The open debt in equal parts, interest among them; no further interest runs. */
export function reAgeEqually(
  model: Model,
  event: ReAged,
  on: number,
  charges: { totalFen: Fen; parts: EqualParts },
): void {
  const end = lastOf(model.periods).due
  const amounts = equalAmounts(model, event, on)
  const paid = paidAfter(model, on)
  const creditedFen = creditedAfter(model, on)
  endAt(model, on)
  credit(model, on, creditedFen, 0n)
  for (const period of model.periods) {
    const last = lastOf(period.slices)
    const [openFen, ownFen] = [openInterest(period), creditedInterest(period)]
    alterSlice(model, last, { creditedInterestFen: last.creditedInterestFen - (openFen < ownFen ? openFen : ownFen) })
    keepPaid(period)
    alter(period, { isMovedDown: true })
  }
  if (end >= on) holdPaid(model, paid, true)
  mergeEmptyHolders(model)
  const added = addPeriods(model, event)
  layEqually(added, amounts, charges)
  carryBalance(model)
  model.rates.push({ from: Math.min(on, end), percent: ZERO })
  model.version += 1
  settleLast(model, on)
}

function addPeriods(model: Model, { instalments, every, unit, firstDueOn }: ReAged): readonly Period[] {
  const first = epochOf(firstDueOn)
  return Array.from({ length: instalments }, (_, index) => {
    const last = lastOf(model.periods)
    const added = newPeriod(model, last, last.due, addUnits(first, index * every, unit), 0n)
    alter(added, {
      disbursedBeforeFen: last.disbursedBeforeFen,
      capitalisedBeforeFen: last.capitalisedBeforeFen,
      isReAged: true,
    })
    model.periods.push(added)
    return added
  })
}

function layEqually(
  periods: readonly Period[],
  amounts: DueParts,
  charges: { totalFen: Fen; parts: EqualParts },
): void {
  const count = periods.length
  const interest = equalParts(amounts.interestFen, count)
  const totalFen = amounts.principalFen + amounts.interestFen + charges.totalFen
  const principal = equalBeside(amounts.principalFen, totalFen, interest.valueFen + charges.parts.valueFen, count)
  periods.forEach((period, index) => {
    const levelFen = partAt(interest, index) + partAt(principal, index)
    alter(period, { fixedInterestFen: partLeftAt(interest, index), levelFen, agreedFen: levelFen })
  })
}
