import type { Core } from './core.ts'
import { openWithoutPenalty } from './row.ts'
import type { Bucket } from './state.ts'
import type { LoanTerms } from './terms.ts'

/** Days since the due date of the oldest instalment of which principal, interest or a fee is open; 0 when none is late. */
export function dpdOf(core: Core, epoch: number): number {
  for (let i = core.firstOpen; i < core.rows.length; i++) {
    const row = core.rows[i]!
    if (row.dueEpoch >= epoch) return 0
    if (row.settledOn === undefined && openWithoutPenalty(row) > 0n) return epoch - row.dueEpoch
  }
  return 0
}

/**
 * The bucket of days past due: none is M0, 1–30 M1, 31–60 M2 … more than 180 M7.
 *
 * @example bucketOf(31) // 'M2'
 */
export function bucketOf(dpd: number): Bucket {
  return `M${Math.min(7, Math.ceil(dpd / 30))}` as Bucket
}

/** Whether income is taken to the books as it is earned; beyond the days of the terms, and once charged off, it is taken when paid. */
export function isAccruingAt(terms: LoanTerms, core: Core, epoch: number): boolean {
  return core.chargedOff === undefined && dpdOf(core, epoch) <= terms.nonAccrualAfterDays
}
