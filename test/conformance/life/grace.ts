import type { Fen } from '@puhui/money'
import { carryBalance } from './balance.ts'
import { addUnits, alter, lastOf, type Model, newPeriod, type Period } from './model.ts'
import { calculatedInterest, dueInterest, duePrincipal } from './model-read.ts'
import { setFactors } from './rate-factor.ts'
import { settleLast } from './settle-last.ts'

/** So many instalments from the day on ask for interest only; the term grows by as many, and each level comes later. */
export function deferPrincipal(model: Model, on: number, count: number): void {
  const first = model.periods.findIndex((period) => period.due >= on)
  if (first < 0) return
  const levels = model.periods.slice(first).map((period) => period.levelFen)
  for (let added = 0; added < count; added += 1) addAtEnd(model)
  const later = model.periods.slice(first)
  for (const [index, period] of later.entries()) {
    const levelFen = levels[index - count] ?? 0n
    alter(period, { levelFen, agreedFen: levelFen })
  }
  carryBalance(model)
  for (const period of later.slice(0, count)) {
    alter(period, { levelFen: calculatedInterest(period), agreedFen: calculatedInterest(period) })
    carryBalance(model)
  }
  settleLast(model, on)
}

function addAtEnd(model: Model): void {
  const last = lastOf(model.periods)
  const { unit, every } = model.terms.frequency
  const added = newPeriod(model, last, last.due, addUnits(last.due, every, unit), 0n)
  const { disbursedBeforeFen, capitalisedBeforeFen, spreadInterestFen } = last
  alter(added, { disbursedBeforeFen, capitalisedBeforeFen, spreadInterestFen })
  model.periods.push(added)
  setFactors(model, added)
}

/** So many instalments from the day on ask for no interest; the one after them bears what has run. */
export function deferInterest(model: Model, on: number, count: number): void {
  const later = model.periods.filter((period) => period.due >= on)
  const principal = later.map(duePrincipal)
  for (const period of later.slice(0, count)) alter(period, { isInterestGrace: true })
  for (const [index, period] of later.entries()) ask(model, period, principal[index]!)
  settleLast(model, on)
}

function ask(model: Model, period: Period, principalFen: Fen): void {
  // The level must be wide enough for the interest before it can be told how much of it is borne.
  alter(period, { levelFen: principalFen + calculatedInterest(period) })
  alter(period, { levelFen: principalFen + dueInterest(period), agreedFen: principalFen + dueInterest(period) })
  carryBalance(model)
}
