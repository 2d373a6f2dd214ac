import { epochOf } from '@puhui/calendar'
import type { Parts } from '@puhui/loan'
import type { Fen } from '@puhui/money'
import { alignRows } from './change-terms.ts'
import { chargeOpen, chargesOf } from './charge.ts'
import { type EqualParts, equalBeside, equalParts, partAt } from './equal-parts.ts'
import type { ReAged } from './life-event.ts'
import { addParts, type LifeRow, newRow, openOf, totalOfParts, updateMet } from './life-row.ts'
import { addUnits, lastOf } from './model.ts'
import { openUntil } from './model-until.ts'
import { NO_PARTS } from './parts.ts'
import { isInterestBearing, type Outcome, type Work } from './work.ts'

type Laid = Readonly<Record<'principal' | 'interest' | 'fee' | 'penalty', EqualParts>>

/** Without interest that is worked out anew: what is open is lifted off the rows and laid in equal parts on new ones. */
export function reAgePlainly(work: Work, outcome: Outcome, event: ReAged): void {
  const { on } = outcome
  const isEqual = event.interest !== 'recalculated'
  const end = lastOf(work.rows.filter((row) => !row.isDownPayment && !row.isExtra)).due
  const shares = isEqual ? chargeShares(work, event.instalments) : []
  outcome.parts = liftOpen(work, on, event)
  if (totalOfParts(outcome.parts) === 0n) return
  const laid = layParts(outcome.parts, event, work.terms.multipleFen)
  const first = firstNew(work, Math.min(epochOf(event.firstDueOn), on))
  const early = takeEarly(work, on)
  let { at, from } = first
  if (on <= end) {
    const stub = work.rows[at - 1]
    if (stub?.isReAged && totalOfParts(stub.asked) === 0n && totalOfParts(stub.paid) === 0n) {
      work.rows.splice(at - 1, 1)
      at -= 1
      from = stub.from
    }
    work.rows.splice(at, 0, earlyRow(work, from, on, early))
    at += 1
    from = on
  }
  layRows(work, event, laid, shares, { at, from, on })
  alignRows(work)
}

function chargeShares(work: Work, count: number) {
  const all = [...new Set(work.rows.flatMap((row) => chargesOf(work, row)))].filter((charge) => chargeOpen(charge) > 0n)
  return all.map((charge) => ({ chargeId: charge.spec.chargeId, parts: equalParts(chargeOpen(charge), count) }))
}

function liftOpen(work: Work, on: number, event: ReAged): Parts {
  const isEqual = event.interest !== 'recalculated'
  const liftsInterest = isEqual && isInterestBearing(work)
  const runFen = liftsInterest && event.interest === 'equal-payable' ? openUntil(work.model, on).interestFen : undefined
  let lifted = NO_PARTS
  for (const row of work.rows) {
    if (row.isDownPayment && liftsInterest) continue
    const own: Parts = {
      principalFen: above(openOf(row, 'principal')),
      interestFen: liftsInterest ? above(openOf(row, 'interest')) : 0n,
      feeFen: isEqual ? openOf(row, 'fee') : 0n,
      penaltyFen: isEqual ? openOf(row, 'penalty') : 0n,
    }
    row.asked = minus(row.asked, own)
    lifted = addParts(lifted, own)
    updateMet(row, on)
  }
  return runFen === undefined ? lifted : { ...lifted, interestFen: runFen }
}

const above = (fen: Fen): Fen => (fen > 0n ? fen : 0n)

function minus(a: Parts, b: Parts): Parts {
  return {
    principalFen: a.principalFen - b.principalFen,
    interestFen: a.interestFen - b.interestFen,
    feeFen: a.feeFen - b.feeFen,
    penaltyFen: a.penaltyFen - b.penaltyFen,
  }
}

function layParts(parts: Parts, { instalments: count }: ReAged, multipleFen: Fen): Laid {
  const [interest, fee, penalty] = [parts.interestFen, parts.feeFen, parts.penaltyFen].map((fen) =>
    equalParts(fen, count),
  ) as [EqualParts, EqualParts, EqualParts]
  const othersFen = interest.valueFen + fee.valueFen + penalty.valueFen
  const principal = equalBeside(parts.principalFen, totalOfParts(parts), othersFen, count, multipleFen)
  return { principal, interest, fee, penalty }
}

/** Where the new rows begin: after the last row that fell due before the day. */
function firstNew(work: Work, start: number): { at: number; from: number } {
  const before = work.rows.filter((row) => !row.isDownPayment && row.due < start)
  if (before.length > 0) {
    const last = before.reduce((latest, row) => (row.due >= latest.due ? row : latest))
    return { at: work.rows.indexOf(last) + 1, from: last.due }
  }
  const first = work.rows.find((row) => !row.isDownPayment)!
  return { at: work.rows.indexOf(first), from: first.from }
}

/** What was paid for rows that are not yet due is taken off them. */
function takeEarly(work: Work, on: number): { paid: Parts; advanceFen: Fen } {
  let [paid, advanceFen] = [NO_PARTS, 0n]
  for (const row of work.rows) {
    if (row.isDownPayment || row.isExtra || row.due < on) continue
    paid = addParts(paid, row.paid)
    advanceFen += row.advanceFen
    row.asked = minus(row.asked, row.paid)
    row.paid = NO_PARTS
    row.advanceFen = 0n
  }
  return { paid, advanceFen }
}

function earlyRow(
  _work: Work,
  from: number,
  on: number,
  { paid, advanceFen }: { paid: Parts; advanceFen: Fen },
): LifeRow {
  const row = newRow(from, on, { isReAged: true, asked: paid, paid, advanceFen })
  updateMet(row, on)
  return row
}

function layRows(
  work: Work,
  event: ReAged,
  laid: Laid,
  shares: ReturnType<typeof chargeShares>,
  place: { at: number; from: number; on: number },
): void {
  let { at, from } = place
  for (let index = 0; index < event.instalments; index += 1) {
    const due = addUnits(epochOf(event.firstDueOn), index * event.every, event.unit)
    const asked: Parts = {
      principalFen: partAt(laid.principal, index),
      interestFen: partAt(laid.interest, index),
      feeFen: partAt(laid.fee, index),
      penaltyFen: partAt(laid.penalty, index),
    }
    const row = placeRow(work, at, newRow(from, due, { isReAged: true, asked }), place.on)
    for (const { chargeId, parts } of shares) row.chargeShares.set(chargeId, partAt(parts, index))
    at = work.rows.indexOf(row) + 1
    from = due
  }
  work.rows = work.rows.filter((row, index) => index < at || row.isExtra || totalOfParts(row.paid) !== 0n)
}

/** Takes the place of the row there, which keeps what was paid and its charges; a row beyond the term may stay behind. */
function placeRow(work: Work, at: number, row: LifeRow, on: number): LifeRow {
  const there = work.rows[at]
  if (!there || (there.isExtra && there.due > row.due)) {
    work.rows.splice(at, 0, row)
    updateMet(row, on)
    return row
  }
  there.isExtra = false
  there.isReAged = true
  there.from = row.from
  there.due = row.due
  there.asked = {
    principalFen: row.asked.principalFen + there.paid.principalFen,
    interestFen: row.asked.interestFen + there.paid.interestFen,
    feeFen: row.asked.feeFen + there.asked.feeFen,
    penaltyFen: row.asked.penaltyFen + there.asked.penaltyFen,
  }
  updateMet(there, on)
  return there
}
