import type { Parts } from '@puhui/loan'
import { type Fen, minFen } from '@puhui/money'
import { decimal, fromFen, over, times, toFen } from './decimal.ts'
import type { ChargeSpec } from './life-event.ts'
import { askMore, type LifeRow, newRow, openOf, plusPart, updateMet } from './life-row.ts'
import { isIn } from './model.ts'
import { NO_PARTS } from './parts.ts'
import { type Charge, firstInstalment, type Outcome, renumber, type Work } from './work.ts'

const HUNDRED = decimal('100')

export function chargeOpen(charge: Charge): Fen {
  return charge.amountFen - charge.paidFen - charge.waivedFen
}

/** Puts a charge on the row in whose period it falls due, or on every instalment. */
export function placeCharge(work: Work, charge: Charge): void {
  if (charge.spec.timing === 'disbursement') return
  if (charge.spec.timing === 'each-instalment') {
    placeOnEach(work, charge)
    return
  }
  addRowBeyond(work, charge.dueEpoch)
  charge.amountFen = flatAmount(work, charge)
  const row = rowOfCharge(work, charge)
  if (row) putOn(row, charge, charge.amountFen)
}

function putOn(row: LifeRow, charge: Charge, amountFen: Fen): void {
  const part = charge.spec.isPenalty ? 'penalty' : 'fee'
  askMore(row, part, amountFen, row.metOn)
  if (charge.waivedFen > 0n && charge.spec.timing === 'due-date') {
    row.waived = plusPart(row.waived, part, charge.waivedFen)
    updateMet(row, row.metOn ?? row.due)
  }
}

export function rowOfCharge(work: Work, charge: Charge): LifeRow | undefined {
  const first = firstInstalment(work.rows)
  let start = work.disbursedOn
  for (const row of work.rows) {
    if (row.isDownPayment) continue
    if (isIn(charge.dueEpoch, start, row.due, row === first)) return row
    start = row.due
  }
  return undefined
}

/** A charge that falls due after the last instalment gets a row of its own. */
function addRowBeyond(work: Work, due: number): void {
  const last = work.rows.filter((row) => !row.isDownPayment).at(-1)!
  if (due <= last.due) return
  if (last.isExtra) {
    last.due = due
    return
  }
  const row = newRow(last.due, due, { isExtra: true })
  updateMet(row, work.disbursedOn)
  work.rows.push(row)
  renumber(work)
}

function placeOnEach(work: Work, charge: Charge): void {
  charge.shares.clear()
  charge.amountFen = 0n
  for (const row of work.rows) {
    if (row.isDownPayment || row.isExtra) continue
    const amountFen = shareOfRow(charge.spec, row)
    charge.shares.set(row, { amountFen, paidFen: 0n, waivedFen: 0n })
    charge.amountFen += amountFen
    putOn(row, charge, amountFen)
  }
}

function shareOfRow(spec: ChargeSpec, row: LifeRow): Fen {
  const { principalFen, interestFen } = row.asked
  if (spec.base === 'flat') return spec.amountFen
  if (spec.base === 'interest') return percentOfFen(interestFen, spec)
  return percentOfFen(spec.base === 'amount-and-interest' ? principalFen + interestFen : principalFen, spec)
}

function flatAmount(work: Work, { spec, dueEpoch }: Charge): Fen {
  if (spec.base === 'flat') return spec.amountFen
  const sum = (key: 'principalFen' | 'interestFen') => work.rows.reduce((total, row) => total + row.asked[key], 0n)
  if (spec.base === 'interest') return percentOfFen(sum('interestFen'), spec)
  if (spec.base === 'amount-and-interest') return percentOfFen(sum('principalFen') + sum('interestFen'), spec)
  return percentOfFen(disbursedBy(work, dueEpoch), spec)
}

function disbursedBy(work: Work, epoch: number): Fen {
  return work.outcomes
    .filter(({ event, on }) => event.kind === 'paidOut' && on <= epoch)
    .reduce((total, { amountFen }) => total + amountFen, 0n)
}

export function percentOfFen(baseFen: Fen, spec: Pick<ChargeSpec, 'percent'>): Fen {
  return toFen(over(times(fromFen(baseFen), spec.percent), HUNDRED))
}

/** The charges of a row. */
export function chargesOf(work: Work, row: LifeRow): readonly Charge[] {
  return work.charges.filter(
    (charge) => charge.shares.has(row) || (charge.shares.size === 0 && rowOfCharge(work, charge) === row),
  )
}

/** Shares the fee or penalty money of a row among its charges, the earliest first. */
export function payCharges(work: Work, outcome: Outcome, row: LifeRow, part: 'fee' | 'penalty', amountFen: Fen): void {
  let leftFen = amountFen
  const first = firstInstalment(work.rows)
  const own = work.charges
    .filter((charge) => charge.spec.isPenalty === (part === 'penalty') && isOfRow(charge, row, row === first))
    .sort((a, b) => a.dueEpoch - b.dueEpoch)
  for (const charge of own) {
    if (leftFen === 0n) return
    const share = charge.shares.get(row)
    const openFen = share ? share.amountFen - share.paidFen - share.waivedFen : chargeOpen(charge)
    const takenFen = minFen(leftFen, openFen)
    if (takenFen <= 0n) continue
    charge.paidFen += takenFen
    if (share) share.paidFen += takenFen
    outcome.chargesPaid.push({ chargeId: charge.spec.chargeId, amountFen: takenFen })
    leftFen -= takenFen
  }
}

function isOfRow(charge: Charge, row: LifeRow, isFirst: boolean): boolean {
  if (charge.spec.timing === 'disbursement') return false
  if (charge.shares.size > 0) return charge.shares.has(row)
  if (row.chargeShares.has(charge.spec.chargeId)) return true
  return isIn(charge.dueEpoch, row.from, row.due, isFirst)
}

/** What is open of the charges of a row that are due by a day. */
export function chargesDueBy(work: Work, row: LifeRow, part: 'fee' | 'penalty', on: number): Fen {
  return chargesOf(work, row)
    .filter(
      ({ spec, dueEpoch }) => spec.isPenalty === (part === 'penalty') && spec.timing === 'due-date' && dueEpoch <= on,
    )
    .reduce((sum, charge) => sum + chargeOpen(charge), 0n)
}

/** Lets a charge go: what is open of it is no longer asked for. */
export function waiveCharge(work: Work, chargeId: string, instalment: number | undefined): Parts {
  const charge = work.charges.find((candidate) => candidate.spec.chargeId === chargeId)
  if (!charge) return NO_PARTS
  const part = charge.spec.isPenalty ? 'penalty' : 'fee'
  let waivedFen = 0n
  const rows = charge.shares.size > 0 ? [...charge.shares.keys()] : [rowOfCharge(work, charge)]
  for (const row of rows) {
    if (!row || (instalment !== undefined && row.number !== instalment)) continue
    const share = charge.shares.get(row)
    const openFen = share ? share.amountFen - share.paidFen - share.waivedFen : chargeOpen(charge)
    const takenFen = minFen(openFen, openOf(row, part))
    row.waived = plusPart(row.waived, part, takenFen)
    if (share) share.waivedFen += takenFen
    waivedFen += takenFen
    updateMet(row, row.metOn ?? row.due)
  }
  charge.waivedFen += waivedFen
  return plusPart(NO_PARTS, part, waivedFen)
}

/** Charges on each instalment follow what the instalments now ask for, where terms do not recalculate. */
export function renewShares(work: Work, on: number): void {
  const own = work.charges.filter((charge) => charge.spec.timing === 'each-instalment' && charge.addedOn < on)
  if (own.length === 0) return
  for (const charge of own) {
    charge.amountFen = 0n
    for (const row of work.rows) {
      if (row.isDownPayment || row.isExtra) continue
      const share = charge.shares.get(row) ?? { amountFen: 0n, paidFen: 0n, waivedFen: 0n }
      charge.shares.set(row, { ...share, amountFen: shareOfRow(charge.spec, row) })
      charge.amountFen += shareOfRow(charge.spec, row)
    }
  }
  for (const row of work.rows) {
    if (row.isMet || row.isExtra || row.isDownPayment) continue
    const feeFen = own.reduce((sum, charge) => sum + (charge.shares.get(row)?.amountFen ?? 0n), 0n)
    if (feeFen !== 0n) row.asked = { ...row.asked, feeFen }
  }
}
