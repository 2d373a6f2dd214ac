import { epochOf } from '@puhui/calendar'
import type { LoanCommand, LoanRefusal } from './command.ts'
import { principalFrom, runningIndex } from './core.ts'
import { coreOn, type Loan } from './loan.ts'
import { rateOn } from './plan.ts'

/** No plan is longer. */
export const RESCHEDULED_INSTALMENTS_MAX = 120

/** Why new terms cannot be given, in this order: nothing to plan anew, instalments, grace, rate. */
export function rescheduleRefusal(
  loan: Loan,
  { valueOn, instalments, graceInstalments, annualRatePpm, arrears }: Extract<LoanCommand, { kind: 'reschedule' }>,
): LoanRefusal | undefined {
  const core = coreOn(loan, valueOn)
  const leftFen =
    arrears === 'carried'
      ? core.disbursedFen - core.paid.principalFen
      : principalFrom(core, runningIndex(core, epochOf(valueOn)))
  if (leftFen === 0n) return { code: 'loan.nothing_to_reschedule' }
  const max = RESCHEDULED_INSTALMENTS_MAX
  if (instalments < 1 || instalments > max) return { code: 'loan.instalments_out_of_range', instalments, max }
  if (graceInstalments < 0 || graceInstalments >= instalments) {
    return { code: 'loan.grace_too_long', graceInstalments, max: instalments - 1 }
  }
  const own = { ...loan.terms, schedule: core.schedule }
  const later = (core.schedule.plan?.rates ?? []).filter(({ from }) => from > valueOn)
  const rates = [rateOn(own, valueOn), ...later.map(({ annualRatePpm: ppm }) => ppm)]
  const maxPpm = rates.reduce((most, ppm) => (ppm > most ? ppm : most))
  return annualRatePpm > maxPpm ? { code: 'loan.rate_above_contract', annualRatePpm, maxPpm } : undefined
}
