import { ask, type LifeRow, updateMet, withPart } from './life-row.ts'
import type { Period } from './model.ts'
import { creditedInterest, creditedPrincipal, dueInterest, duePrincipal } from './model-read.ts'
import { NO_PARTS } from './parts.ts'
import type { Work } from './work.ts'

/** The rows take principal and interest over from the model. */
export function followModel(work: Work, on: number): void {
  for (const period of work.model.periods) {
    const row = rowOfPeriod(work.rows, period)
    if (!row) continue
    takeOver(work, row, period)
    if (work.terms.recalculation) creditFromModel(row, period)
    updateMet(row, on)
  }
}

function creditFromModel(row: LifeRow, period: Period): void {
  row.credited = withPart(row.credited, 'principal', creditedPrincipal(period))
  row.credited = withPart(row.credited, 'interest', creditedInterest(period))
}

/** As `followModel`, for interest that has only run on. */
export function followInterest(work: Work): void {
  for (const period of work.model.periods) {
    const row = rowOfPeriod(work.rows, period)
    if (!row) continue
    takeOver(work, row, period)
    row.isRecalculated = true
  }
}

/** What a chargeback brought back into a row is not in the model of a loan that is not recalculated. */
export function takeOver(work: Work, row: LifeRow, period: Period): void {
  const besideModel = work.terms.recalculation ? NO_PARTS : row.credited
  ask(row, 'principal', duePrincipal(period) + besideModel.principalFen)
  ask(row, 'interest', dueInterest(period) + besideModel.interestFen)
}

export function rowOfPeriod(rows: readonly LifeRow[], period: Period): LifeRow | undefined {
  return rows.find((row) => !row.isDownPayment && row.from === period.from && row.due === period.due)
}
