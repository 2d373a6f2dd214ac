import { type Day, epochOf } from '@puhui/calendar'
import type { LoanRefusal } from './command.ts'
import { principalFrom, runningIndex } from './core.ts'
import { coreOn, type Loan } from './loan.ts'
import { dpdOf } from './past-due.ts'

/**
 * Why not all of a loan can be called due, in this order: no clause, not late enough, nothing is still to come.
 *
 * @source SPEC R10
 */
export function callDueRefusal(loan: Loan, on: Day): LoanRefusal | undefined {
  const { acceleration } = loan.terms
  if (acceleration === undefined) return { code: 'loan.no_acceleration_clause' }
  const core = coreOn(loan, on)
  const epoch = epochOf(on)
  const dpd = dpdOf(core, epoch)
  if (dpd <= acceleration.afterDays) return { code: 'loan.not_late_enough', dpd, afterDays: acceleration.afterDays }
  return principalFrom(core, runningIndex(core, epoch)) === 0n ? { code: 'loan.nothing_to_reschedule' } : undefined
}
