import { type Fen, mulDiv } from '@puhui/money'
import { carryBalance } from './balance.ts'
import { roundToMultiple, setLevel, smoothLevel } from './level.ts'
import type { ReAmortised } from './life-event.ts'
import { ask, askMore, type LifeRow, openOf, totalOfParts, updateMet } from './life-row.ts'
import { alter, alterSlice, lastOf, type Model, type Period, periodOf } from './model.ts'
import { creditedPrincipal, isFullyPaid, openInterest, openPrincipal } from './model-read.ts'
import { openInterestUntil } from './model-until.ts'
import { NO_PARTS } from './parts.ts'
import { setAllFactors } from './rate-factor.ts'
import { closeBefore, keepPaid } from './re-age-model.ts'
import { followModel } from './rows-follow.ts'
import { settleLast } from './settle-last.ts'
import { isRecalculated, type Outcome, type Work } from './work.ts'

/** What is past due is spread over the instalments to come; the term stays. */
export function reAmortise(work: Work, outcome: Outcome, event: ReAmortised): void {
  const past = work.rows.filter((row) => row.due <= outcome.on)
  if (!isRecalculated(work)) spreadPrincipal(work, outcome, past)
  else if (event.interest === 'equal-split') splitInterest(work, outcome, past)
  else runInterest(work, outcome, past)
  outcome.amountFen = totalOfParts(outcome.parts)
  outcome.isVoid = outcome.amountFen === 0n
}

function futureRows(work: Work, on: number): readonly LifeRow[] {
  return work.rows.filter((row) => row.due > on && !row.isExtra && !row.isDownPayment && !row.isReAged)
}

function spreadPrincipal(work: Work, outcome: Outcome, past: readonly LifeRow[]): void {
  const { on } = outcome
  let leftFen = 0n
  for (const row of past) {
    leftFen += row.asked.principalFen - row.paid.principalFen
    ask(row, 'principal', row.paid.principalFen)
    updateMet(row, on)
  }
  outcome.parts = { ...NO_PARTS, principalFen: leftFen }
  const rows = futureRows(work, on)
  if (leftFen === 0n || rows.length === 0) return
  // The share is rounded to whole units of the amount before it is rounded to the multiple.
  const shareFen = roundToMultiple(mulDiv(leftFen, 1n, BigInt(rows.length), 'half-even'), work.terms.multipleFen)
  rows.forEach((row, index) => {
    const partFen = index === rows.length - 1 ? leftFen : shareFen
    askMore(row, 'principal', partFen, on)
    leftFen -= partFen
  })
}

function runInterest(work: Work, outcome: Outcome, past: readonly LifeRow[]): void {
  const { model } = work
  const { on } = outcome
  const principalFen = past.reduce((sum, row) => sum + row.asked.principalFen - row.paid.principalFen, 0n)
  const interestFen = openInterestUntil(model, lastOf(past).due)
  outcome.parts = { ...NO_PARTS, principalFen, interestFen }
  if (principalFen + interestFen === 0n) return
  closeBefore(model, on)
  const later = model.periods.filter((period) => period.due > on)
  setLevel(model, later)
  carryBalance(model)
  settleLast(model, on)
  smoothLevel(model, later)
  followModel(work, on)
}

function splitInterest(work: Work, outcome: Outcome, past: readonly LifeRow[]): void {
  const { model } = work
  const { on } = outcome
  const principalFen = past.reduce((sum, row) => {
    const period = periodOf(model, row.from, row.due)
    return sum + (period ? openPrincipal(period) : 0n)
  }, 0n)
  const interestFen = openInterestUntil(model, lastOf(past).due)
  const feeFen = liftFees(past)
  outcome.parts = { ...NO_PARTS, principalFen, interestFen }
  if (principalFen + interestFen === 0n) return
  splitModel(model, on)
  followModel(work, on)
  spreadFees(futureRows(work, on), feeFen)
}

function liftFees(past: readonly LifeRow[]): Fen {
  let feeFen = 0n
  for (const row of past) {
    feeFen += openOf(row, 'fee')
    row.asked = { ...row.asked, feeFen: row.paid.feeFen }
  }
  return feeFen
}

function spreadFees(rows: readonly LifeRow[], feeFen: Fen): void {
  if (feeFen === 0n || rows.length === 0) return
  const shareFen = mulDiv(feeFen, 1n, BigInt(rows.length), 'half-even')
  rows.forEach((row, index) => {
    const partFen = index === rows.length - 1 ? feeFen - shareFen * BigInt(rows.length - 1) : shareFen
    row.asked = { ...row.asked, feeFen: row.asked.feeFen + partFen }
  })
}

/** Interest that is past due is asked in equal parts beside what runs; the balance counts what was really paid. */
function splitModel(model: Model, on: number): void {
  const past = model.periods.filter((period) => period.due <= on && !isFullyPaid(period))
  const later = model.periods.filter((period) => period.due > on)
  const interestFen = past.reduce((sum, period) => sum + openInterest(period), 0n)
  const shareFen =
    later.length > 0 && interestFen > 0n ? mulDiv(interestFen, 1n, BigInt(later.length), 'half-even') : 0n
  for (const { slices } of model.periods) for (const slice of slices) alterSlice(model, slice, { correctionFen: 0n })
  model.periods.forEach((period, index) => {
    if (!isFullyPaid(period) || period.due > on) return
    const next = model.periods[index + 1]
    const paidFen = period.paidPrincipalFen - (next ? creditedPrincipal(next) : 0n)
    if (paidFen > 0n) correct(model, period, -paidFen)
  })
  for (const period of past) {
    if (period.paidPrincipalFen > 0n) correct(model, period, -period.paidPrincipalFen)
    keepPaid(period)
    alter(period, { isMovedDown: true })
  }
  setAllFactors(model, later)
  for (const period of later) alter(period, { fixedInterestFen: period.fixedInterestFen + shareFen })
  setLevel(model, later)
  carryBalance(model)
  settleLast(model, on)
  smoothLevel(model, later)
}

function correct(model: Model, period: Period, amountFen: Fen): void {
  const last = lastOf(period.slices)
  alterSlice(model, last, { correctionFen: last.correctionFen + amountFen })
}
