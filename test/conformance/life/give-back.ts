import type { Parts } from '@puhui/loan'
import { type Fen, minFen } from '@puhui/money'
import type { ChargedBack } from './life-event.ts'
import { askMore, type LifeRow, newRow, PARTS, partOf, payPart, plusPart } from './life-row.ts'
import { lastOf } from './model.ts'
import { credit, payPrincipal } from './model-change.ts'
import { NO_PARTS } from './parts.ts'
import { useOverpaid } from './pay-out.ts'
import { followModel } from './rows-follow.ts'
import { type Outcome, renumber, type Work } from './work.ts'

const notNegative = (fen: Fen): Fen => (fen < 0n ? 0n : fen)

/** A payment is taken back by the bank: the debt lives again, in the order the contract names. */
export function chargeBack(work: Work, outcome: Outcome, event: ChargedBack): void {
  const order = work.terms.chargebackOrder
  if (!work.terms.recalculation && !order) {
    creditPrincipal(work, outcome)
    return
  }
  const { amountFen, on } = outcome
  const parts = order ? creditedParts(work, outcome, event) : { ...NO_PARTS, principalFen: amountFen }
  outcome.overpaidFen = work.terms.recalculation ? work.overpaidFen : minFen(amountFen, work.overpaidFen)
  outcome.parts = parts
  if (work.terms.recalculation && on <= lastOf(work.model.periods).due) creditToModel(work, on, parts)
  else creditToRow(work, on, parts)
  useOverpaid(work, outcome)
}

function creditToModel(work: Work, on: number, parts: Parts): void {
  if (parts.principalFen > 0n) credit(work.model, on, parts.principalFen, 0n)
  if (parts.interestFen > 0n) credit(work.model, on, 0n, parts.interestFen)
  followModel(work, on)
  const end = lastOf(work.model.periods).due
  const row = work.rows.find((candidate) =>
    on === end ? candidate.due === on : on >= candidate.from && on < candidate.due,
  )
  if (row) creditRow(row, { ...parts, principalFen: 0n, interestFen: 0n }, row.metOn)
}

function creditToRow(work: Work, on: number, parts: Parts): void {
  creditRow(rowForCredit(work, on), parts, on)
}

function creditRow(row: LifeRow, parts: Parts, metOn: number | undefined): void {
  for (const part of PARTS) {
    const fen = partOf(parts, part)
    if (fen <= 0n) continue
    row.credited = plusPart(row.credited, part, fen)
    askMore(row, part, fen, metOn)
  }
}

/** The row that is running, or the row beyond the last instalment, which is made when it is wanted. */
function rowForCredit(work: Work, on: number): LifeRow {
  const rows = work.rows.filter((row) => !row.isDownPayment).sort((a, b) => a.due - b.due)
  for (const row of rows) {
    if (!row.isExtra && row.due > on) return row
    if (!row.isExtra) continue
    if (on > row.due) row.due = on
    return row
  }
  const last = lastOf(rows)
  if (last.due === on) return last
  const row = newRow(work.terms.recalculation ? lastOf(work.model.periods).due : last.due, on, { isExtra: true })
  work.rows.push(row)
  renumber(work)
  return row
}

/** What of each part goes back: as the payment was taken, less what earlier chargebacks of it took. */
function creditedParts(work: Work, outcome: Outcome, event: ChargedBack): Parts {
  const original = work.outcomes.find((candidate) => candidate.event.id === event.paymentId)
  let left = original?.parts ?? NO_PARTS
  const earlier = work.outcomes.filter(
    (candidate) =>
      candidate !== outcome && candidate.event.kind === 'chargedBack' && candidate.event.paymentId === event.paymentId,
  )
  for (const { amountFen } of earlier) {
    const taken = splitInOrder(left, amountFen, work.terms.chargebackOrder!)
    for (const part of PARTS) left = plusPart(left, part, -partOf(taken, part))
  }
  return splitInOrder(left, outcome.amountFen, work.terms.chargebackOrder!)
}

function splitInOrder(from: Parts, amountFen: Fen, order: readonly (typeof PARTS)[number][]): Parts {
  let [leftFen, parts] = [amountFen, NO_PARTS]
  for (const part of order) {
    const takenFen = minFen(leftFen, notNegative(partOf(from, part)))
    parts = plusPart(parts, part, takenFen)
    leftFen -= takenFen
  }
  return parts
}

/** An overpayment is paid back; what is paid out beyond it is principal again. */
export function refundBalance(work: Work, outcome: Outcome): void {
  creditPrincipal(work, outcome)
}

function creditPrincipal(work: Work, outcome: Outcome): void {
  const { amountFen, on } = outcome
  const principalFen = notNegative(amountFen - work.overpaidFen)
  const repaidFen = notNegative(amountFen - principalFen)
  outcome.overpaidFen = repaidFen
  work.overpaidFen -= repaidFen
  outcome.parts = { ...NO_PARTS, principalFen }
  if (principalFen === 0n) return
  const row = rowForCredit(work, on)
  const isInModel = work.terms.recalculation !== undefined && !row.isExtra
  if (isInModel) {
    credit(work.model, on, amountFen, 0n)
    followModel(work, on)
    if (repaidFen > 0n) {
      payPrincipal(work.model, row, on, repaidFen)
      followModel(work, on)
    }
  } else {
    row.credited = plusPart(row.credited, 'principal', amountFen)
    askMore(row, 'principal', amountFen, on)
  }
  if (repaidFen > 0n) payPart(row, 'principal', on, repaidFen)
}
