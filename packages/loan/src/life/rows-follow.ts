import { ask, type LifeRow, updateMet, withPart } from './life-row.ts'
import type { Period } from './model.ts'
import { creditedInterest, creditedPrincipal, dueInterest, duePrincipal } from './model-read.ts'
import type { Work } from './work.ts'

/** The rows take principal and interest over from the model. */
export function followModel(work: Work, on: number): void {
  for (const period of work.model.periods) {
    const row = rowOfPeriod(work.rows, period)
    if (!row) continue
    takeOver(row, period)
    row.credited = withPart(
      withPart(row.credited, 'principal', creditedPrincipal(period)),
      'interest',
      creditedInterest(period),
    )
    updateMet(row, on)
  }
}

/** As `followModel`, for interest that has only run on. */
export function followInterest(work: Work): void {
  for (const period of work.model.periods) {
    const row = rowOfPeriod(work.rows, period)
    if (!row) continue
    takeOver(row, period)
    row.isRecalculated = true
  }
}

export function takeOver(row: LifeRow, period: Period): void {
  ask(row, 'principal', duePrincipal(period))
  ask(row, 'interest', dueInterest(period))
}

export function rowOfPeriod(rows: readonly LifeRow[], period: Period): LifeRow | undefined {
  return rows.find((row) => !row.isDownPayment && row.from === period.from && row.due === period.due)
}
