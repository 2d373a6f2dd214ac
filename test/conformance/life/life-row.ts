import type { Part, Parts } from '@puhui/loan'
import type { Fen } from '@puhui/money'
import { NO_PARTS } from './parts.ts'

/** One line of the schedule inside a fold, altered in place. */
export interface LifeRow {
  number: number
  from: number
  due: number
  asked: Parts
  paid: Parts
  waived: Parts
  writtenOff: Parts
  /** That part of what is asked which a chargeback brought back. */
  credited: Parts
  advanceFen: Fen
  lateFen: Fen
  isMet: boolean
  metOn: number | undefined
  readonly isDownPayment: boolean
  /** Beyond the last instalment: it holds what came up after the term. */
  isExtra: boolean
  isReAged: boolean
  /** Its interest has been worked out again; charges per instalment no longer follow it. */
  isRecalculated: boolean
  /** Charges spread over the instalments of a re-age: their share here. */
  chargeShares: Map<string, Fen>
}

const KEY: Record<Part, keyof Parts> = {
  principal: 'principalFen',
  interest: 'interestFen',
  fee: 'feeFen',
  penalty: 'penaltyFen',
}

export const PARTS: readonly Part[] = ['principal', 'interest', 'fee', 'penalty']

export function newRow(from: number, due: number, facts: Partial<LifeRow> = {}): LifeRow {
  return {
    number: 0,
    from,
    due,
    asked: NO_PARTS,
    paid: NO_PARTS,
    waived: NO_PARTS,
    writtenOff: NO_PARTS,
    credited: NO_PARTS,
    advanceFen: 0n,
    lateFen: 0n,
    isMet: false,
    metOn: undefined,
    isDownPayment: false,
    isExtra: false,
    isReAged: false,
    isRecalculated: false,
    chargeShares: new Map(),
    ...facts,
  }
}

export function withPart(parts: Parts, part: Part, amountFen: Fen): Parts {
  return { ...parts, [KEY[part]]: amountFen }
}

export function plusPart(parts: Parts, part: Part, amountFen: Fen): Parts {
  return withPart(parts, part, partOf(parts, part) + amountFen)
}

export function partOf(parts: Parts, part: Part): Fen {
  return parts[KEY[part]]
}

export function totalOfParts({ principalFen, interestFen, feeFen, penaltyFen }: Parts): Fen {
  return principalFen + interestFen + feeFen + penaltyFen
}

export function addParts(a: Parts, b: Parts): Parts {
  return {
    principalFen: a.principalFen + b.principalFen,
    interestFen: a.interestFen + b.interestFen,
    feeFen: a.feeFen + b.feeFen,
    penaltyFen: a.penaltyFen + b.penaltyFen,
  }
}

/** What is still open of a part. */
export function openOf(row: LifeRow, part: Part): Fen {
  return partOf(row.asked, part) - partOf(row.paid, part) - partOf(row.waived, part) - partOf(row.writtenOff, part)
}

export function openTotal(row: LifeRow): Fen {
  return PARTS.reduce((sum, part) => sum + openOf(row, part), 0n)
}

/** Whether the row is met is settled anew: met on that day, or open. */
export function checkMet(row: LifeRow, on: number | undefined): void {
  row.isMet = openTotal(row) === 0n
  row.metOn = row.isMet ? on : undefined
}

/** As `checkMet`, but a row that was met before keeps its day. */
export function updateMet(row: LifeRow, on: number): void {
  const isMet = openTotal(row) === 0n
  if (isMet !== row.isMet) checkMet(row, on)
}

export function ask(row: LifeRow, part: Part, amountFen: Fen): void {
  row.asked = withPart(row.asked, part, amountFen)
}

export function askMore(row: LifeRow, part: Part, amountFen: Fen, on: number | undefined): void {
  row.asked = plusPart(row.asked, part, amountFen)
  checkMet(row, on)
}

/** Takes as much of an amount as the part is open for. */
export function payPart(row: LifeRow, part: Part, on: number, amountFen: Fen): Fen {
  if (amountFen === 0n) return 0n
  const openFen = openOf(row, part)
  const takenFen = amountFen >= openFen ? openFen : amountFen
  row.paid = plusPart(row.paid, part, takenFen)
  checkMet(row, on)
  if (on < row.due) row.advanceFen += takenFen
  else if (on > row.due) row.lateFen += takenFen
  return takenFen
}

export function writeOffRow(row: LifeRow, on: number): Parts {
  const written = { ...NO_PARTS, ...Object.fromEntries(PARTS.map((part) => [KEY[part], openOf(row, part)])) } as Parts
  row.writtenOff = written
  checkMet(row, on)
  return written
}
