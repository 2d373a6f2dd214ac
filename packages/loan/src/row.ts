import { type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import { type Fen, maxFen, mulDiv, PPM, type RatePpm } from '@puhui/money'
import type { InterestStep, Period } from '@puhui/product'
import type { Parts, PenaltyStep } from './state.ts'
import type { Part } from './terms.ts'

/**
 * One instalment inside the fold. Days are counted as epochs, which are quick to compare.
 * Penalty interest is not stored as it grows: it follows from the steps and from what is overdue now.
 */
export interface Row {
  readonly period: Period
  readonly fromEpoch: number
  readonly toEpoch: number
  readonly dueEpoch: number
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly balanceFen: Fen
  readonly interestSteps: readonly InterestStep[]
  /** Where every day of the period bears the same interest: the days of a year by its basis; a short cut, not a rule. */
  readonly evenDaysInYear: number | undefined
  readonly paid: Parts
  readonly waived: Parts
  /** Moved here from instalments past due by a reschedule; below zero where it was moved away. Earned already. */
  readonly carried: Parts
  readonly penaltySteps: readonly PenaltyStep[]
  /** From when the amount that is overdue now has borne penalty interest. */
  readonly penaltyFromEpoch: number
  readonly settledOn: Day | undefined
  /** Of a loan whose interest follows what is owed. */
  readonly rest?: RestRow
  /** What of it was given up with the claim; it was moved away. */
  readonly writtenOff?: Parts
  /** Behind the last instalment: for charges and debts that come up after the term. */
  readonly isBeyond?: true
  /** Charges in it that have a day of their own; they stand in `carried`. */
  readonly ownDays?: readonly OwnDay[]
}

/** A charge within an instalment, and its day. */
export interface OwnDay {
  readonly epoch: number
  readonly part: 'fee' | 'penalty'
  readonly amountFen: Fen
}

/** An instalment of which nothing is known but its period: it asks for nothing, and follows nothing. */
export function rowOf(period: Period): Row {
  const dueEpoch = epochOf(period.dueOn)
  return {
    period,
    fromEpoch: epochOf(period.periodFrom),
    toEpoch: epochOf(period.periodTo),
    dueEpoch,
    principalFen: 0n,
    interestFen: 0n,
    feeFen: 0n,
    balanceFen: 0n,
    interestSteps: [],
    evenDaysInYear: undefined,
    paid: NO_PARTS,
    waived: NO_PARTS,
    carried: NO_PARTS,
    penaltySteps: [],
    penaltyFromEpoch: dueEpoch,
    settledOn: undefined,
  }
}

/** What a row asks for as a whole, and what of it interest takes. */
export interface RestRow {
  /** Interest and principal together, without what a chargeback brought back. */
  readonly levelFen: Fen
  /** The level as it was planned. */
  readonly agreedFen: Fen
  readonly creditPrincipalFen: Fen
  readonly creditInterestFen: Fen
  /** Interest that has run in it, with what the row before it found no room for. */
  readonly runFen: Fen
  /** Interest that ran behind it on principal that is late, when all that came behind had been paid: it is asked for here. */
  readonly pulledFen?: Fen
  /** Interest laid here in a fixed amount; what of it is owed, and earned, from the start; the rest evenly over its days. */
  readonly fixed?: { readonly amountFen: Fen; readonly owedFen: Fen; readonly earnedFen: Fen }
  /** Laid out by a re-age, or level anew by a re-amortisation. */
  readonly isLaidAnew?: true
  /** What has run in it beyond what was paid is laid elsewhere. */
  readonly isClosed?: true
}

/** What the rows need to know of the contract to tell their penalty interest. */
export interface PenaltyFacts {
  /** The rate from a day on, first to last; the first has stood since signing. */
  readonly rates: readonly PenaltyRate[]
  readonly base: 'principal' | 'principal-and-interest'
  readonly daysInYear: number
  readonly graceDays: number
  /** No penalty grows from this day on: the loan has been charged off. */
  readonly stopEpoch: number
}

export interface PenaltyRate {
  readonly fromEpoch: number
  readonly annualRatePpm: RatePpm
}

export const NO_PARTS: Parts = { principalFen: 0n, interestFen: 0n, feeFen: 0n, penaltyFen: 0n }

export const KEY_OF = {
  principal: 'principalFen',
  interest: 'interestFen',
  fee: 'feeFen',
  penalty: 'penaltyFen',
} as const satisfies Record<Part, keyof Parts>

export function addParts(a: Parts, b: Parts): Parts {
  return {
    principalFen: a.principalFen + b.principalFen,
    interestFen: a.interestFen + b.interestFen,
    feeFen: a.feeFen + b.feeFen,
    penaltyFen: a.penaltyFen + b.penaltyFen,
  }
}

/** What is open of a row on a day, part by part. */
export function openParts(row: Row, epoch: number, facts: PenaltyFacts): Parts {
  return {
    principalFen: openPart(row, 'principal', epoch, facts),
    interestFen: openPart(row, 'interest', epoch, facts),
    feeFen: openPart(row, 'fee', epoch, facts),
    penaltyFen: openPart(row, 'penalty', epoch, facts),
  }
}

export function negative({ principalFen, interestFen, feeFen, penaltyFen }: Parts): Parts {
  return { principalFen: -principalFen, interestFen: -interestFen, feeFen: -feeFen, penaltyFen: -penaltyFen }
}

export function addToPart(parts: Parts, part: Part, amountFen: Fen): Parts {
  const key = KEY_OF[part]
  return { ...parts, [key]: parts[key] + amountFen }
}

/** What is still open of a part on a day. */
export function openPart(row: Row, part: Part, epoch: number, facts: PenaltyFacts): Fen {
  const key = KEY_OF[part]
  const planned = part === 'penalty' ? penaltyOf(row, epoch, facts) : row[KEY_OF[part]]
  return planned + row.carried[key] - row.paid[key] - row.waived[key]
}

/** Principal, interest and fee that are open, without penalty. */
export function openWithoutPenalty(row: Row): Fen {
  const { paid, waived, carried } = row
  const asked =
    row.principalFen + row.interestFen + row.feeFen + carried.principalFen + carried.interestFen + carried.feeFen
  return asked - paid.principalFen - paid.interestFen - paid.feeFen - waived.interestFen - waived.feeFen
}

/** The penalty interest that a row has borne up to a day, rounded once, half to even. */
export function penaltyOf(row: Row, epoch: number, facts: PenaltyFacts): Fen {
  const days = runningPenaltyDays(row, epoch, facts)
  let weighed = days > 0 ? penaltyBase(row, facts) * weighedDays(row.penaltyFromEpoch, days, facts) : 0n
  for (const step of row.penaltySteps) weighed += step.overdueFen * step.annualRatePpm * BigInt(step.days)
  return weighed === 0n ? 0n : mulDiv(weighed, 1n, PPM * BigInt(facts.daysInYear), 'half-even')
}

/** Days from a day on, each at its rate. */
function weighedDays(fromEpoch: number, days: number, { rates }: PenaltyFacts): bigint {
  if (rates.length === 1) return rates[0]!.annualRatePpm * BigInt(days)
  return spansOf(fromEpoch, days, rates).reduce(
    (sum, span) => sum + span.annualRatePpm * BigInt(span.to - span.from),
    0n,
  )
}

function spansOf(fromEpoch: number, days: number, rates: readonly PenaltyRate[]) {
  return rates.flatMap(({ fromEpoch: since, annualRatePpm }, at) => {
    const from = Math.max(fromEpoch, since)
    const to = Math.min(fromEpoch + days, rates[at + 1]?.fromEpoch ?? Number.POSITIVE_INFINITY)
    return to > from ? [{ from, to, annualRatePpm }] : []
  })
}

/** Days since the running step began; none within grace, and from the due date on once grace has run out. */
function runningPenaltyDays(row: Row, epoch: number, facts: PenaltyFacts): number {
  const until = Math.min(epoch, facts.stopEpoch)
  if (row.settledOn !== undefined || until - row.dueEpoch <= facts.graceDays) return 0
  return Math.max(0, until - row.penaltyFromEpoch)
}

/** The closed steps and the one that is running. */
export function penaltyStepsOf(row: Row, epoch: number, facts: PenaltyFacts): readonly PenaltyStep[] {
  const days = runningPenaltyDays(row, epoch, facts)
  const overdueFen = days > 0 ? penaltyBase(row, facts) : 0n
  if (overdueFen === 0n) return row.penaltySteps
  const running = spansOf(row.penaltyFromEpoch, days, facts.rates).map(({ from, to, annualRatePpm }) => ({
    from: dayFromEpoch(from),
    to: dayFromEpoch(to),
    overdueFen,
    annualRatePpm,
    days: to - from,
    daysInYear: facts.daysInYear,
  }))
  return [...row.penaltySteps, ...running]
}

function penaltyBase(row: Row, facts: PenaltyFacts): Fen {
  const principalFen = row.principalFen + row.carried.principalFen - row.paid.principalFen
  if (facts.base === 'principal') return principalFen
  const interestFen = row.interestFen + row.carried.interestFen - row.paid.interestFen - row.waived.interestFen
  // What it asks for beside its own interest has not been late from its due date.
  return principalFen + (row.rest?.pulledFen ? maxFen(0n, interestFen - row.rest.pulledFen) : interestFen)
}

/** Closes the running penalty step, because what is overdue is about to change. */
export function closePenaltyStep(row: Row, epoch: number, facts: PenaltyFacts): Row {
  const penaltySteps = penaltyStepsOf(row, epoch, facts)
  return penaltySteps === row.penaltySteps ? row : { ...row, penaltySteps, penaltyFromEpoch: epoch }
}
