import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, maxFen, minFen, sumFen } from '@puhui/money'
import { interestOf } from '@puhui/product'
import { type Core, isEnded, withRows } from './core.ts'
import type { Rest } from './rest.ts'
import { firstToLay } from './rest-laid.ts'
import { restStepsOf } from './rest-steps.ts'
import { openWithoutPenalty, type RestRow, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** A row whose interest follows what is owed. */
export type RestedRow = Row & { readonly rest: RestRow }

/**
 * Works the rows out anew from what has really been owed up to a day; from then on as if all that is past due were paid
 * on that day, and the instalments to come on theirs. An instalment asks for its level; interest that finds no room in it
 * goes to the next one, and the last open one takes the difference.
 *
 * @source SPEC K1-K4
 */
export function followRest(terms: LoanTerms, core: Core, epoch: number): Core {
  const { rest } = core
  if (rest === undefined || isEnded(core)) return core
  const until = { epoch, stopEpoch: Number.POSITIVE_INFINITY }
  if (firstToLay(core, rest, until) === core.rows.length) return core
  const rows = layRest(terms, core, rest, until).map((row) => markSettled(row, epoch))
  return { ...withRows(core, rows), laid: { rows, rest, schedule: core.schedule, epoch } }
}

function markSettled(row: Row, epoch: number): Row {
  if (row.rest === undefined && row.dueEpoch <= epoch) return row
  const isOpen = openWithoutPenalty(row) > 0n || row.carried.penaltyFen > row.paid.penaltyFen + row.waived.penaltyFen
  if (isOpen) return row.settledOn === undefined ? row : { ...row, settledOn: undefined }
  return row.settledOn === undefined && !isLate(row, epoch) ? { ...row, settledOn: dayFromEpoch(epoch) } : row
}

/** Penalty interest may have grown in a row that has fallen due: money settles it, not the plan. */
function isLate(row: Row, epoch: number): boolean {
  return row.dueEpoch < epoch
}

/** Up to which day interest has followed what was owed, and from which day on none is reckoned. */
export interface RestUntil {
  readonly epoch: number
  readonly stopEpoch: number
}

/** The rows by what is owed, with the last open one taking the difference. */
export function layRest(terms: LoanTerms, core: Core, rest: Rest, until: RestUntil): readonly Row[] {
  const pass: Pass = (rows, from) => passed(terms, { ...core, rows }, rest, { ...until, from })
  const { rows, from } = toLay(core, rest, until)
  const own = lowered(pass(rows, from), rest, pass)
  return borne(settled(own, rest, pass), until.epoch, pass)
}

/** The rows, and from which on they are laid: what an open one asks for of the interest behind it is found anew. */
function toLay(core: Core, rest: Rest, until: RestUntil): { readonly rows: readonly Row[]; readonly from: number } {
  const from = firstToLay(core, rest, until)
  const pulled = core.rows.findIndex(isPulled)
  return pulled < 0 ? { rows: core.rows, from } : { rows: core.rows.map(unpulled), from: Math.min(from, pulled) }
}

function isPulled(row: Row): boolean {
  return row.rest?.pulledFen !== undefined && askedOf(row as RestedRow) !== paidOf(row)
}

function unpulled(row: Row): Row {
  if (!row.rest || !isPulled(row)) return row
  const { pulledFen = 0n, ...own } = row.rest
  return { ...row, rest: { ...own, levelFen: own.levelFen - pulledFen } }
}

/**
 * One row as `layRest` lays it, worked out from those up to it alone; undefined where what the loan owes may not reach
 * behind it, so that the difference could find its place in it, or where it is late and may ask for interest behind it.
 */
export function layAlone(
  terms: LoanTerms,
  core: Core,
  rest: Rest,
  until: RestUntil,
  index: number,
): RestedRow | undefined {
  const { rows, from: first } = toLay(core, rest, until)
  if (rows[index]!.dueEpoch <= until.epoch) return undefined
  const [own, later] = [rows.slice(0, index + 1), rows.slice(index + 1).filter(isRested)]
  const from = Math.min(first, index)
  const laid = passed(terms, { ...core, rows: own }, rest, { ...until, from })
  const askedFen = sumFen(laid.filter(isRested).map((row) => row.principalFen))
  const paidFen = sumFen(own.filter(isRested).map((row) => row.paid.principalFen))
  const paidLaterFen = sumFen(later.map((row) => row.paid.principalFen))
  const leaves = paidFen + paidLaterFen < rest.owedFen && askedFen + paidLaterFen <= rest.owedFen
  return leaves && later.some((row) => askedOf(row) !== paidOf(row)) ? (laid[index] as RestedRow) : undefined
}

function isRested(row: Row): row is RestedRow {
  return row.rest !== undefined
}

/** Works the rows out from an index on. */
type Pass = (rows: readonly Row[], from: number) => readonly Row[]

/**
 * Interest that finds no room in any instalment, though all of the last one has been paid: the last of those that are late
 * and open asks for it, on whose principal it runs; where none is, the last one does.
 */
function borne(rows: readonly Row[], epoch: number, pass: Pass): readonly Row[] {
  const index = rows.findLastIndex(isRested)
  const last = rows[index] as RestedRow | undefined
  const leftFen = last ? last.rest.runFen - last.interestFen : 0n
  if (!last || leftFen <= 0n) return rows
  const open = rows.findLastIndex((row) => isRested(row) && row.dueEpoch <= epoch && askedOf(row) !== paidOf(row))
  const target = (rows[open] ?? last) as RestedRow
  const ranFen = target.rest.runFen + (target === last ? 0n : leftFen)
  const interestFen = maxFen(ranFen, metInterest(target))
  const own = withLevel(target, target.rest.levelFen + interestFen - target.interestFen)
  if (target === last) return pass(rows.with(index, own), index)
  return pass(rows.with(open, { ...own, rest: { ...own.rest, pulledFen: leftFen } }), open)
}

/** No instalment asks for more principal than the loan still owes. */
function lowered(rows: readonly Row[], { owedFen }: Rest, pass: Pass): readonly Row[] {
  const paidFen = rows.reduce((sum, row) => sum + (row.rest ? row.paid.principalFen : 0n), 0n)
  const own = rows.map((row) => {
    if (!row.rest) return row
    const excessFen = row.principalFen - row.paid.principalFen - (owedFen - paidFen)
    if (excessFen <= 0n) return row
    return withLevel(row as RestedRow, maxFen(row.rest.levelFen - excessFen, paidOf(row)))
  })
  const from = own.findIndex((row, at) => row !== rows[at])
  return from < 0 ? rows : pass(own, from)
}

function settled(before: readonly Row[], rest: Rest, pass: Pass): readonly Row[] {
  let rows = before
  for (let round = 0; round <= before.length; round++) {
    const index = lastToBear(rows, rest)
    const last = rows[index] as RestedRow | undefined
    if (!last) return rows
    const othersFen = rows.reduce((sum, row) => sum + (row.rest && row !== last ? row.principalFen : 0n), 0n)
    const ownFen = rest.owedFen - othersFen
    const isMet = ownFen >= last.paid.principalFen
    const askFen = isMet ? ownFen + maxFen(last.rest.runFen, metInterest(last)) : paidOf(last)
    rows = pass(rows.with(index, withLevel(last, askFen - creditOf(last))), index)
    if (isMet) return rows
  }
  return rows
}

/** The last open row; where each was paid just what it asks for and more is owed, the last of all. */
function lastToBear(rows: readonly Row[], { owedFen }: Rest): number {
  const open = rows.findLastIndex((row) => isRested(row) && askedOf(row) !== paidOf(row))
  if (open >= 0) return open
  const askedFen = sumFen(rows.filter(isRested).map((row) => row.principalFen))
  return askedFen < owedFen ? rows.findLastIndex((row) => isRested(row) && !row.rest.isClosed) : -1
}

export function withLevel(row: RestedRow, levelFen: Fen): RestedRow {
  return { ...row, rest: { ...row.rest, levelFen } }
}

/** All that a row asks for: its level, and what a chargeback brought back into it. */
export function askedOf(row: RestedRow): Fen {
  return row.rest.levelFen + creditOf(row)
}

function creditOf({ rest }: RestedRow): Fen {
  return rest.creditPrincipalFen + rest.creditInterestFen
}

function metInterest({ paid, waived }: Row): Fen {
  return paid.interestFen + waived.interestFen
}

/** What of its level a row has been paid, or let off. */
export function paidOf({ paid, waived }: Row): Fen {
  return paid.principalFen + paid.interestFen + waived.interestFen
}

/** One pass over the rows from an index on: interest by the days, principal by the level. */
function passed(
  terms: LoanTerms,
  core: Core,
  rest: Rest,
  { from, ...until }: RestUntil & { readonly from: number },
): readonly Row[] {
  let { assumedFen, carriedFen, balanceFen } = before(core.rows, from, rest.owedFen)
  const left = core.rows.slice(from).map((row) => {
    if (row.rest === undefined) return row
    const interestSteps = restStepsOf(terms, core, rest, row, { ...until, assumedFen })
    const runFen = ranIn(row as RestedRow, interestOf(interestSteps) + carriedFen)
    const { interestFen, principalFen } = askedParts({ ...row, rest: row.rest }, runFen)
    carriedFen = handedOn(runFen, interestFen, row.rest)
    assumedFen += maxFen(0n, principalFen - row.paid.principalFen)
    balanceFen -= principalFen
    const next = { ...row, principalFen, interestFen, interestSteps, balanceFen: maxFen(0n, balanceFen) }
    return { ...next, evenDaysInYear: undefined, rest: { ...row.rest, runFen } }
  })
  return from === 0 ? left : [...core.rows.slice(0, from), ...left]
}

/** All interest of a row: what ran in its days or came from the row before, and what was brought or laid into it. */
function ranIn(row: RestedRow, ownFen: Fen): Fen {
  const { creditInterestFen, fixed, isClosed, pulledFen = 0n } = row.rest
  return isClosed ? metInterest(row) : ownFen + creditInterestFen + (fixed?.amountFen ?? 0n) + pulledFen
}

/** What a row found no room for; below zero, it has asked for what runs behind it. */
function handedOn(runFen: Fen, interestFen: Fen, { pulledFen = 0n }: RestRow): Fen {
  return minFen(0n, runFen) + maxFen(0n, maxFen(0n, runFen) - interestFen) - pulledFen
}

/** What the rows before an index hand on to it. */
function before(rows: readonly Row[], index: number, owedFen: Fen) {
  let [assumedFen, carriedFen, balanceFen] = [0n, 0n, owedFen]
  for (let at = 0; at < index; at++) {
    const row = rows[at]!
    if (row.rest === undefined) continue
    carriedFen = handedOn(row.rest.runFen, row.interestFen, row.rest)
    assumedFen += maxFen(0n, row.principalFen - row.paid.principalFen)
    balanceFen -= row.principalFen
  }
  return { assumedFen, carriedFen, balanceFen }
}

/** What a row asks for when so much interest has run: interest as far as the level bears it, never less than was paid. */
export function askedParts(row: RestedRow, runFen: Fen): { readonly interestFen: Fen; readonly principalFen: Fen } {
  const { paid } = row
  const metFen = metInterest(row)
  const askedFen = askedOf(row)
  const isAhead = paid.principalFen > maxFen(0n, askedFen - maxFen(0n, runFen))
  const borneFen = isAhead ? metFen : minFen(maxFen(0n, runFen), askedFen)
  const interestFen = maxFen(borneFen, metFen)
  return { interestFen, principalFen: maxFen(maxFen(0n, askedFen - interestFen), paid.principalFen) }
}
