import { addDays, addMonths, dayOfMonth, epochOf } from '@puhui/calendar'
import type { RatePpm } from '@puhui/money'
import type { LoanCommand, LoanRefusal } from './command.ts'
import { type Core, principalFrom, runningIndex } from './core.ts'
import type { ReAge } from './event.ts'
import { coreOn, type Loan } from './loan.ts'
import { dpdOf } from './past-due.ts'
import { rateOn } from './plan.ts'

type Reschedule = Extract<LoanCommand, { kind: 'reschedule' }>

/** No plan is longer. */
export const RESCHEDULED_INSTALMENTS_MAX = 120

/** The first new day of a re-age is at most so far away. */
const FIRST_DUE_MONTHS_MAX = 6

/**
 * Why new terms cannot be given, in this order: nothing to plan anew, instalments, grace, rate; of a re-age its kind of loan,
 * what it may change, its first day, how long it lasts; of a re-amortisation its kind of loan, what it may change, that
 * something is past due and something to come.
 *
 * @source SPEC R2, K15, K21
 */
export function rescheduleRefusal(loan: Loan, command: Reschedule): LoanRefusal | undefined {
  const { valueOn, instalments, graceInstalments, annualRatePpm, arrears } = command
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
  if (annualRatePpm > maxPpm) return { code: 'loan.rate_above_contract', annualRatePpm, maxPpm }
  if (command.reAmortise) return reAmortiseRefusal(core, command, rates[0]!)
  return command.reAge && reAgeRefusal(core, command, command.reAge, rates[0]!)
}

/** What is past due is spread over the instalments to come: their days, number and rate stay what they are. */
function reAmortiseRefusal(core: Core, command: Reschedule, ratePpm: RatePpm): LoanRefusal | undefined {
  const { valueOn, graceInstalments, annualRatePpm, arrears, reAge } = command
  if (core.rest === undefined) return { code: 'loan.re_amortise_needs_daily_rest' }
  if (reAge || graceInstalments > 0 || arrears === 'kept' || annualRatePpm !== ratePpm) {
    return { code: 'loan.re_amortise_spreads_alone' }
  }
  const epoch = epochOf(valueOn)
  const isToCome = core.rows.some((row) => row.dueEpoch > epoch && row.rest !== undefined)
  return isToCome && dpdOf(core, epoch) > 0 ? undefined : { code: 'loan.nothing_to_spread' }
}

const DAYS_OF: Readonly<Record<ReAge['unit'], number>> = { day: 1, week: 7, month: 31 }

/** A re-age lays days out anew: rate and all that is open stay what they are. */
function reAgeRefusal(
  core: Core,
  { valueOn, instalments, graceInstalments, annualRatePpm, arrears }: Reschedule,
  { firstDueOn, unit, every }: ReAge,
  ratePpm: RatePpm,
): LoanRefusal | undefined {
  if (core.rest === undefined) return { code: 'loan.re_age_needs_daily_rest' }
  if (graceInstalments > 0 || arrears === 'kept' || annualRatePpm !== ratePpm) {
    return { code: 'loan.re_age_moves_days_alone' }
  }
  const [firstOn, lastOn] = [addDays(valueOn, 1), addMonths(valueOn, FIRST_DUE_MONTHS_MAX, dayOfMonth(valueOn))]
  if (firstDueOn < firstOn || firstDueOn > lastOn) return { code: 'loan.re_age_day_out_of_range', firstOn, lastOn }
  const isTooLong = every < 1 || instalments * every * DAYS_OF[unit] > RESCHEDULED_INSTALMENTS_MAX * DAYS_OF.month
  return isTooLong ? { code: 'loan.re_age_too_long', months: RESCHEDULED_INSTALMENTS_MAX } : undefined
}
