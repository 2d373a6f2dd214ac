import { type Fen, mulDiv } from '@puhui/money'
import { renewShares } from './charge.ts'
import {
  addParts,
  ask,
  checkMet,
  type LifeRow,
  newRow,
  openOf,
  PARTS,
  totalOfParts,
  withPart,
  writeOffRow,
} from './life-row.ts'
import { alter, isIn, lastOf } from './model.ts'
import { duePrincipal } from './model-read.ts'
import { periodInterestUntil } from './model-until.ts'
import { NO_PARTS } from './parts.ts'
import { setFactors } from './rate-factor.ts'
import { followInterest } from './rows-follow.ts'
import { isRecalculated, type Outcome, renumber, type Work } from './work.ts'

/** The loan is taken off the books: what is open is noted, interest follows the rule of the contract. */
export function chargeOff(work: Work, outcome: Outcome): void {
  const rule = work.terms.chargeOffRule
  if (work.rows.some((row) => !row.isMet)) {
    if (rule === 'no-further-interest') dropFurtherInterest(work, outcome.on)
    if (rule === 'all-due') bringForward(work, outcome.on)
    outcome.earnedInterestFen = earnedUntil(work, outcome.on)
    if (!isRecalculated(work)) renewShares(work, outcome.on)
  }
  noteOpen(work, outcome)
  work.isChargedOff = !outcome.isVoid
}

/** The contract ends: everything is due on that day. */
export function terminate(work: Work, outcome: Outcome): void {
  if (work.rows.some((row) => !row.isMet)) {
    bringForward(work, outcome.on)
    outcome.earnedInterestFen = earnedUntil(work, outcome.on)
    if (!isRecalculated(work)) renewShares(work, outcome.on)
  }
  noteOpen(work, outcome)
  work.isTerminated = !outcome.isVoid
}

export function writeOff(work: Work, outcome: Outcome): void {
  followInterest(work)
  work.isChargedOff = true
  for (const row of work.rows) if (!row.isMet) outcome.parts = addParts(outcome.parts, writeOffRow(row, outcome.on))
  outcome.amountFen = totalOfParts(outcome.parts)
}

function noteOpen(work: Work, outcome: Outcome): void {
  let parts = NO_PARTS
  for (const row of work.rows)
    for (const part of PARTS) parts = withPart(parts, part, totalPart(parts, part) + openOf(row, part))
  outcome.parts = parts
  outcome.amountFen = totalOfParts(parts)
  outcome.isVoid = outcome.amountFen === 0n
}

const totalPart = (parts: typeof NO_PARTS, part: (typeof PARTS)[number]): Fen => parts[`${part}Fen`]

/** From the day on no interest runs: it becomes principal in the rows, and the last rows take the difference. */
function dropFurtherInterest(work: Work, on: number): void {
  for (const row of work.rows) if (row.from <= on && row.due > on) keepInterestUntil(work, row, on)
  work.isChargedOff = true
  const isEqualReAge = work.outcomes.some(
    ({ event, isVoid, on: agedOn }) =>
      event.kind === 'reAged' && !isVoid && agedOn <= on && event.interest !== 'recalculated',
  )
  for (const row of work.rows) {
    if (row.from <= on || row.isMet || (row.isReAged && isEqualReAge)) continue
    const openFen = openOf(row, 'interest')
    if (openFen <= 0n) continue
    ask(row, 'principal', row.asked.principalFen + openFen)
    ask(row, 'interest', row.asked.interestFen - openFen)
  }
  levelPrincipal(work, on)
}

function keepInterestUntil(work: Work, row: LifeRow, on: number): void {
  const openFen = openOf(row, 'interest')
  if (isRecalculated(work)) {
    const earnedFen = periodInterestUntil(work.model, row, on, { isCreditedIn: true, isFixedByDays: false })
    if (openFen <= 0n && earnedFen <= 0n) return
    moveInterest(row, row.asked.interestFen - earnedFen, earnedFen)
  } else if (openFen > 0n) {
    const earnedFen = byDays(openFen, row, on)
    moveInterest(row, openFen - earnedFen, earnedFen)
  }
}

function moveInterest(row: LifeRow, removedFen: Fen, keptFen: Fen): void {
  ask(row, 'principal', row.asked.principalFen + removedFen)
  ask(row, 'interest', keptFen)
}

function byDays(totalFen: Fen, row: LifeRow, on: number): Fen {
  return mulDiv(totalFen, BigInt(on - row.from), BigInt(row.due - row.from), 'half-even')
}

/** The rows together ask for the principal of the loan again; the last open ones take the difference. */
function levelPrincipal(work: Work, on: number): void {
  const own = work.rows.filter((row) => !row.isExtra)
  const creditedFen = own.reduce((sum, row) => sum + row.credited.principalFen, 0n)
  const askedFen = own.reduce((sum, row) => sum + row.asked.principalFen, 0n)
  let leftFen = principalOf(work) + creditedFen - askedFen
  for (let index = work.rows.length - 1; index > 0 && leftFen !== 0n; index -= 1) {
    const row = work.rows[index]!
    if (row.isExtra || row.isMet) continue
    const beforeFen = row.asked.principalFen
    const newFen = beforeFen + leftFen
    ask(row, 'principal', newFen < 0n ? 0n : newFen)
    checkMet(row, on)
    const size = leftFen < 0n ? -leftFen : leftFen
    leftFen = size <= beforeFen ? 0n : leftFen < 0n ? leftFen + beforeFen : leftFen - beforeFen
  }
}

/** Paid out and capitalised so far. */
export function principalOf({ outcomes }: Work): Fen {
  return outcomes
    .filter(({ event, isVoid }) => !isVoid && (event.kind === 'paidOut' || event.kind === 'incomeCapitalised'))
    .reduce((sum, { amountFen }) => sum + amountFen, 0n)
}

/** All principal is due on the day; interest up to it. */
function bringForward(work: Work, on: number): void {
  const end = work.rows.filter((row) => !row.isDownPayment).at(-1)?.due ?? on
  const current = work.rows.find((row) => !row.isDownPayment && isIn(on, row.from, row.due, false))
  if (!current || on >= end) return
  if (!current.isMet || current.isReAged) keepRunInterest(work, current, on)
  current.due = on
  const later = work.rows.filter((row) => row.due > on)
  const sum = (figure: (row: LifeRow) => Fen) => later.reduce((total, row) => total + figure(row), 0n)
  ask(current, 'principal', current.asked.principalFen + sum((row) => row.asked.principalFen))
  if (current.isMet) {
    const openFen = sum((row) => openOf(row, 'principal'))
    current.paid = withPart(current.paid, 'principal', current.asked.principalFen - openFen)
    current.advanceFen += sum((row) => row.advanceFen)
  } else {
    // What was paid ahead for rows that are gone stays paid.
    const aheadFen = sum((row) => row.paid.principalFen + row.paid.interestFen)
    current.paid = withPart(current.paid, 'principal', current.paid.principalFen + aheadFen)
    current.advanceFen += sum((row) => row.advanceFen)
  }
  const [feeFen, penaltyFen] = [sum((row) => row.asked.feeFen), sum((row) => row.asked.penaltyFen)]
  work.rows = work.rows.filter((row) => row.due <= on)
  if (feeFen > 0n || penaltyFen > 0n) addChargeRow(work, current, feeFen, penaltyFen)
  if (isRecalculated(work)) endModel(work, on)
  renumber(work)
  for (const row of work.rows) checkMet(row, row.metOn ?? on)
}

function keepRunInterest(work: Work, row: LifeRow, on: number): void {
  if (!isRecalculated(work)) {
    const openFen = openOf(row, 'interest')
    if (openFen > 0n) ask(row, 'interest', byDays(openFen, row, on))
    return
  }
  const runFen = periodInterestUntil(work.model, row, on, { isCreditedIn: true, isFixedByDays: false })
  const totalFen = runFen + fixedAfter(work, on)
  if (openOf(row, 'interest') > 0n || totalFen > 0n) ask(row, 'interest', totalFen)
}

function fixedAfter({ model }: Work, on: number): Fen {
  return model.periods
    .filter((period) => period.from >= on && period.isReAged)
    .reduce((sum, period) => sum + period.fixedInterestFen, 0n)
}

function addChargeRow(work: Work, current: LifeRow, feeFen: Fen, penaltyFen: Fen): void {
  const dues = work.charges
    .filter((charge) => charge.spec.timing === 'due-date' && charge.amountFen > charge.paidFen + charge.waivedFen)
    .map((charge) => charge.dueEpoch)
  if (dues.length === 0) return
  const row = newRow(current.due, Math.max(...dues))
  row.asked = { ...NO_PARTS, feeFen, penaltyFen }
  work.rows.push(row)
}

/** The model ends on the day, with all principal in its last period. */
function endModel(work: Work, on: number): void {
  const { model } = work
  const kept = model.periods.filter((period) => period.from < on)
  const last = kept.at(-1)
  if (!last) return
  const dropped = model.periods.filter((period) => period.from >= on)
  const principalFen = dropped.reduce((sum, period) => sum + duePrincipal(period), 0n)
  const fixedFen = fixedAfter(work, on)
  const ownFen = duePrincipal(last)
  alter(last, { due: on, slices: last.slices.filter((slice) => slice.from < on) })
  model.periods = kept
  model.version += 1
  const runFen = periodInterestUntil(model, last, on, { isCreditedIn: false, isFixedByDays: false })
  if (fixedFen > 0n) alter(last, { fixedInterestFen: last.fixedInterestFen + fixedFen })
  alter(last, { levelFen: ownFen + principalFen + runFen + fixedFen })
  const end = lastOf(last.slices)
  if (end && end.to > on) end.to = on
  setFactors(model, last)
  model.isLevelKept = true
}

/** Interest earned by a day: whole for past rows, up to the day in the running one. */
function earnedUntil(work: Work, on: number): Fen {
  let total = 0n
  for (const row of work.rows.filter((candidate) => !candidate.isExtra)) {
    if (row.due <= on) total += row.asked.interestFen - row.credited.interestFen
    else if (row.from <= on) total += runningInterest(work, row, on)
  }
  return total
}

function runningInterest(work: Work, row: LifeRow, on: number): Fen {
  if (isRecalculated(work)) {
    return periodInterestUntil(work.model, row, on, { isCreditedIn: true, isFixedByDays: false })
  }
  const openFen = openOf(row, 'interest')
  return work.terms.chargeOffRule === 'regular' ? byDays(openFen, row, on) : openFen
}
