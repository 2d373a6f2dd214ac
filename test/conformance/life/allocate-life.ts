import { rowsAhead, stagesOf } from '@puhui/loan'
import { type Fen, minFen, mulDiv } from '@puhui/money'
import type { AllocationOrder, AllocationStep } from '@puhui/product'
import { chargesDueBy, payCharges } from './charge.ts'
import { addParts, ask, type LifeRow, openOf, payPart, plusPart } from './life-row.ts'
import { lastOf } from './model.ts'
import { payInterest, payPrincipal } from './model-change.ts'
import { dueUntil } from './model-until.ts'
import { isToRest } from './overdue.ts'
import { NO_PARTS } from './parts.ts'
import { followModel } from './rows-follow.ts'
import { isRecalculating, type Outcome, type Work } from './work.ts'

/** Takes money for the rows in the order given; what no row needs comes back. */
export function allocateMoney(work: Work, outcome: Outcome, amountFen: Fen, order: AllocationOrder): Fen {
  return work.terms.allocation.direction === 'horizontal'
    ? horizontally(work, outcome, amountFen, order)
    : vertically(work, outcome, amountFen, order)
}

function horizontally(work: Work, outcome: Outcome, amountFen: Fen, order: AllocationOrder): Fen {
  let leftFen = amountFen
  for (const { time, turns } of stagesOf('horizontal', order)) {
    const steps = turns.map(({ part }) => ({ time, part }))
    leftFen = stageHorizontally(work, outcome, leftFen, steps, order)
    if (time === 'due' && work.terms.allocation.areChargesDueByDay) leftFen -= payChargesOfDay(work, outcome, leftFen)
  }
  return leftFen
}

/** Charges that are due by their own day, in instalments that are not. */
function payChargesOfDay(work: Work, outcome: Outcome, amountFen: Fen): Fen {
  let takenFen = 0n
  for (const row of work.rows) {
    if (row.isMet || outcome.on >= row.due) continue
    for (const part of ['penalty', 'fee'] as const) {
      const dueFen = chargesDueBy(work, row, part, outcome.on)
      takenFen += takePart(work, outcome, row, { time: 'due', part }, minFen(dueFen, amountFen - takenFen))
    }
  }
  return takenFen
}

/** One stage: all parts of one row, then the next row, until the money or the rows run out. */
function stageHorizontally(
  work: Work,
  outcome: Outcome,
  amountFen: Fen,
  steps: readonly AllocationStep[],
  order: AllocationOrder,
): Fen {
  if (amountFen === 0n) return 0n
  work.skipped.clear()
  let leftFen = amountFen
  for (let round = 0; round < work.rows.length * 100; round += 1) {
    const rows = rowsOfStage(work, outcome.on, steps[0]!, order)
    if (rows.length === 0) break
    for (const step of steps) leftFen -= shareOut(work, outcome, leftFen, step, rows)
    if (leftFen <= 0n || !work.rows.some((row) => !row.isMet)) break
  }
  return leftFen
}

function rowsOfStage(work: Work, on: number, step: AllocationStep, order: AllocationOrder): readonly LifeRow[] {
  const open = work.rows.filter((row) => !row.isMet)
  if (step.time === 'past-due') return open.filter((row) => on > row.due).slice(0, 1)
  if (step.time === 'due') return open.filter((row) => on === row.due).slice(0, 1)
  const ahead = open.filter((row) => on < row.due)
  const running = ahead.filter((row) => on >= row.from)
  return rowsAhead(order.future, { ahead, running, last: lastAhead(work, on) })
}

function lastAhead(work: Work, on: number): readonly LifeRow[] {
  const isRunning = isRecalculating(work)
  const isWanted = (row: LifeRow) => !row.isMet || (isRunning && isEmpty(row) && !work.skipped.has(row))
  return work.rows.filter((row) => on < row.due && isWanted(row)).slice(-1)
}

function isEmpty({ asked }: LifeRow): boolean {
  return asked.principalFen + asked.interestFen + asked.feeFen + asked.penaltyFen === 0n
}

/** Equal shares for the rows of a stage; the last takes what division leaves. */
function shareOut(work: Work, outcome: Outcome, amountFen: Fen, step: AllocationStep, rows: readonly LifeRow[]): Fen {
  if (step.time !== 'in-advance') return takeStep(work, outcome, rows[0]!, step, amountFen)
  const count = BigInt(rows.length)
  let shareFen = mulDiv(amountFen, 1n, count, 'half-even')
  let restFen = amountFen - shareFen * count
  if (shareFen + restFen < 0n) {
    shareFen = amountFen / count
    restFen = amountFen - shareFen * count
  }
  let takenFen = 0n
  rows.forEach((row, index) => {
    const isLast = index === rows.length - 1
    takenFen += takeStep(work, outcome, row, step, isLast ? shareFen + restFen : shareFen)
  })
  return takenFen
}

function vertically(work: Work, outcome: Outcome, amountFen: Fen, order: AllocationOrder): Fen {
  let leftFen = amountFen
  for (const step of order.steps) {
    work.skipped.clear()
    for (let round = 0; round < work.rows.length * 100; round += 1) {
      const rows = rowsOfPart(work, outcome.on, step, order)
      if (rows.length === 0) break
      const takenFen = shareVertically(work, outcome, leftFen, step, rows)
      leftFen -= takenFen
      if (leftFen <= 0n || takenFen <= 0n) break
    }
  }
  return leftFen
}

function shareVertically(
  work: Work,
  outcome: Outcome,
  amountFen: Fen,
  step: AllocationStep,
  rows: readonly LifeRow[],
): Fen {
  if (step.time !== 'in-advance' || !isRecalculating(work)) return shareOut(work, outcome, amountFen, step, rows)
  let takenFen = 0n
  for (const row of rows) takenFen += takeStep(work, outcome, row, step, amountFen - takenFen)
  return takenFen
}

function rowsOfPart(work: Work, on: number, step: AllocationStep, order: AllocationOrder): readonly LifeRow[] {
  const isRunning = isRecalculating(work)
  const open = work.rows.filter((row) => openOf(row, step.part) > 0n)
  if (step.time === 'past-due') return open.filter((row) => on > row.due).slice(0, 1)
  if (step.time === 'due') return open.filter((row) => on === row.due).slice(0, 1)
  const ahead = open.filter((row) => on < row.due && !(isRunning && work.skipped.has(row)))
  const running = ahead.filter((row) => on >= row.from)
  return rowsAhead(order.future, { ahead, running, last: ahead.slice(-1) })
}

function takeStep(work: Work, outcome: Outcome, row: LifeRow, step: AllocationStep, amountFen: Fen): Fen {
  if (!isRecalculating(work)) return takePart(work, outcome, row, step, amountFen)
  if (row.isDownPayment || row.due > lastOf(work.model.periods).due) {
    work.skipped.add(row)
    return takePart(work, outcome, row, step, amountFen)
  }
  let paidOn = outcome.on
  if (step.time === 'in-advance') {
    if (isToRest(work.model, work.isSettling) && paidOn > row.from && paidOn <= row.due) paidOn = row.due
    lowerToDay(work, row, step, paidOn)
  }
  const takenFen = takePart(work, outcome, row, step, amountFen)
  if (step.part === 'principal') payPrincipal(work.model, row, paidOn, takenFen)
  else if (step.part === 'interest') payInterest(work.model, row, paidOn, takenFen)
  else return takenFen
  followModel(work, outcome.on)
  return takenFen
}

/** Before its due day a row asks only for what has run by then. */
function lowerToDay(work: Work, row: LifeRow, step: AllocationStep, on: number): void {
  const due = dueUntil(work.model, row.from, row.due, on)
  if (due.interestFen === 0n && due.principalFen === 0n) work.skipped.add(row)
  if (step.part === 'interest') ask(row, 'interest', due.interestFen)
  if (step.part === 'principal') ask(row, 'principal', due.principalFen)
}

function takePart(work: Work, outcome: Outcome, row: LifeRow, step: AllocationStep, amountFen: Fen): Fen {
  const takenFen = payPart(row, step.part, outcome.on, amountFen)
  outcome.parts = plusPart(outcome.parts, step.part, takenFen)
  notePiece(outcome, row, plusPart(NO_PARTS, step.part, takenFen))
  if (step.part === 'fee' || step.part === 'penalty') payCharges(work, outcome, row, step.part, takenFen)
  return takenFen
}

export function notePiece(outcome: Outcome, row: LifeRow, parts: typeof NO_PARTS): void {
  const known = outcome.pieces.find((piece) => piece.row === row)
  if (known) known.parts = addParts(known.parts, parts)
  else outcome.pieces.push({ row, parts })
}
