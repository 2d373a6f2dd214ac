import { addDays, addMonths, dayFromEpoch, epochOf } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { type Decimal, ZERO } from './decimal.ts'
import type { FrequencyUnit, LifeTerms } from './life-terms.ts'

/**
 * A stretch of days inside a period on which nothing changes. Its changes take effect at its end.
 *
 * The records of this file are altered in place: they live inside one fold and never leave it.
 */
export interface Slice {
  from: number
  to: number
  factor: Decimal
  /** For the days from its start to the due day of the period. */
  factorToDue: Decimal
  creditedPrincipalFen: Fen
  creditedInterestFen: Fen
  disbursedFen: Fen
  capitalisedFen: Fen
  correctionFen: Fen
  balanceFen: Fen
  isPaused: boolean
  /** What has been worked out of the above. */
  run?: SliceRun
}

export interface SliceRun {
  readonly baseFen: Fen
  readonly factor: Decimal
  readonly days: number
  readonly daysToDue: number
  readonly interest: Decimal
}

/** One instalment as the interest model sees it. */
export interface Period {
  readonly model: Model
  readonly previous: Period | undefined
  from: number
  due: number
  slices: Slice[]
  /** What the instalment asks for, interest and principal together. */
  levelFen: Fen
  agreedFen: Fen
  paidPrincipalFen: Fen
  paidInterestFen: Fen
  /** Interest of later periods that this one has to bear. */
  pulledInterestFen: Fen
  fixedInterestFen: Fen
  /** Interest of the whole term in equal parts: the part of this period. */
  spreadInterestFen: Fen | undefined
  /** Its interest has moved to an earlier or a later period. */
  isMovedUp: boolean
  isMovedDown: boolean
  isInterestGrace: boolean
  isReAged: boolean
  /** Closed by a re-age; keeps what had been paid early. */
  isHolder: boolean
  /** Paid out, and capitalised, before the period began. */
  disbursedBeforeFen: Fen
  capitalisedBeforeFen: Fen
  movedCreditPrincipalFen: Fen
  movedCreditInterestFen: Fen
  memo: Memo
}

export interface Memo {
  version: number
  calculatedInterest?: Fen
  dueInterest?: Fen
}

export interface OverdueCorrection {
  readonly on: number
  readonly amountFen: Fen
  readonly periodDue: number
}

/** The interest side of a loan: periods, rates, balances. */
export interface Model {
  readonly terms: LifeTerms
  periods: Period[]
  rates: { readonly from: number; readonly percent: Decimal }[]
  /** Paid down on the days of disbursement: it is no part of the balance, but bears flat interest for the whole term. */
  paidDownFen: Fen
  /** Parts that are expected and have not been paid out. */
  expectedFen: Fen
  lastOverdueOn: number | undefined
  overdueCorrections: OverdueCorrection[]
  isCopy: boolean
  isLevelKept: boolean
  /** Counts alterations; what has been worked out under an older count is stale. */
  version: number
  /** Rate factors worked out so far; the same for all copies. */
  readonly factors: Map<string, Decimal>
}

export function newModel(terms: LifeTerms, spans: readonly { from: number; due: number }[]): Model {
  const model: Model = {
    terms,
    periods: [],
    rates: [],
    paidDownFen: 0n,
    expectedFen: 0n,
    lastOverdueOn: undefined,
    overdueCorrections: [],
    isCopy: false,
    isLevelKept: false,
    version: 0,
    factors: new Map(),
  }
  for (const { from, due } of spans) model.periods.push(newPeriod(model, model.periods.at(-1), from, due, 0n))
  return model
}

export function newPeriod(
  model: Model,
  previous: Period | undefined,
  from: number,
  due: number,
  levelFen: Fen,
): Period {
  return {
    model,
    previous,
    from,
    due,
    slices: [newSlice(from, due, false)],
    levelFen,
    agreedFen: levelFen,
    paidPrincipalFen: 0n,
    paidInterestFen: 0n,
    pulledInterestFen: 0n,
    fixedInterestFen: 0n,
    spreadInterestFen: undefined,
    isMovedUp: false,
    isMovedDown: false,
    isInterestGrace: false,
    isReAged: false,
    isHolder: false,
    disbursedBeforeFen: 0n,
    capitalisedBeforeFen: 0n,
    movedCreditPrincipalFen: 0n,
    movedCreditInterestFen: 0n,
    memo: { version: -1 },
  }
}

export function newSlice(from: number, to: number, isPaused: boolean): Slice {
  return {
    from,
    to,
    factor: ZERO,
    factorToDue: ZERO,
    creditedPrincipalFen: 0n,
    creditedInterestFen: 0n,
    disbursedFen: 0n,
    capitalisedFen: 0n,
    correctionFen: 0n,
    balanceFen: 0n,
    isPaused,
  }
}

/** Alters a period, and so makes stale what has been worked out. */
export function alter(period: Period, change: Partial<Period>): void {
  Object.assign(period, change)
  period.model.version += 1
}

export function alterSlice(model: Model, slice: Slice, change: Partial<Slice>): void {
  Object.assign(slice, change)
  model.version += 1
}

/** A copy to try things on. */
export function copyModel(model: Model): Model {
  return copied(model, (period) => period)
}

/** A copy as if nothing had been paid. */
export function copyUnpaid(model: Model): Model {
  const copy = copied(model, (period) => ({
    ...period,
    paidPrincipalFen: 0n,
    paidInterestFen: 0n,
    pulledInterestFen: 0n,
    fixedInterestFen: period.isMovedDown ? period.paidInterestFen : period.fixedInterestFen,
    slices: period.slices.map((slice) => ({ ...slice, correctionFen: 0n })),
  }))
  copy.isCopy = true
  return copy
}

function copied(model: Model, change: (period: Period) => Period): Model {
  const copy: Model = {
    ...model,
    periods: [],
    rates: [...model.rates],
    lastOverdueOn: undefined,
    overdueCorrections: [...model.overdueCorrections],
    isCopy: false,
    isLevelKept: false,
    version: 0,
  }
  for (const period of model.periods) {
    const changed = change(period)
    const slices = changed.slices.map((slice) => ({ ...slice }))
    copy.periods.push({ ...changed, model: copy, previous: copy.periods.at(-1), slices, memo: { version: -1 } })
  }
  return copy
}

export function lastOf<T>(list: readonly T[]): T {
  return list[list.length - 1]!
}

/** The percent a year that holds on a day. */
export function rateOn(model: Model, epoch: number): Decimal {
  let best: { from: number; percent: Decimal } | undefined
  for (const rate of model.rates) if (rate.from <= epoch && (!best || rate.from > best.from)) best = rate
  return best?.percent ?? model.terms.annualRatePercent
}

/** A day so many units later; a month keeps the day of the month where it has one. */
export function addUnits(epoch: number, count: number, unit: FrequencyUnit): number {
  if (unit === 'day') return epoch + count
  if (unit === 'week') return epoch + count * 7
  return epochOf(addMonths(addDays(dayFromEpoch(epoch), 0), unit === 'month' ? count : count * 12))
}

/** Whether a day lies in a period: after its start, up to its due day; in the first, its first day too. */
export function isIn(epoch: number, from: number, due: number, isFirst: boolean): boolean {
  return (isFirst ? epoch >= from : epoch > from) && epoch <= due
}

export function periodOn(model: Model, epoch: number): Period | undefined {
  return model.periods.find((period) => isIn(epoch, period.from, period.due, period.previous === undefined))
}

/** The period of a row; a row whose period has been merged finds the one around it. */
export function periodOf(model: Model, from: number, due: number): Period | undefined {
  const exact = model.periods.find((period) => period.from === from && period.due === due)
  return exact ?? model.periods.find((period) => period.from <= from && period.due >= due)
}
