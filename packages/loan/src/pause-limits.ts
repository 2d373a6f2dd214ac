import { addMonths, type Day, dayFromEpoch, dayOfMonth } from '@puhui/calendar'
import { comesOn } from './coming.ts'
import type { LoanCommand, LoanRefusal } from './command.ts'
import type { Core } from './core.ts'
import type { Loan } from './loan.ts'

/** A pause is no longer than this. */
const PAUSE_MONTHS_MAX = 12

/** Why interest cannot be paused, in this order: the days, a rate that floats, another pause. */
export function pauseRefusal(
  loan: Loan,
  core: Core,
  { valueOn, from: start = valueOn, until }: Extract<LoanCommand, { kind: 'pauseInterest' }>,
): LoanRefusal | undefined {
  const lastOn = addMonths(start, PAUSE_MONTHS_MAX, dayOfMonth(start))
  if (until <= start || until > lastOn) return { code: 'loan.pause_out_of_range', until, lastOn }
  if (core.schedule.plan?.floating) return { code: 'loan.rate_floats' }
  const pauses = [...pausesIn(core), ...pausesLater(loan, core, valueOn)]
  const isPaused = pauses.some((pause) => pause.from < until && pause.until > start)
  return isPaused ? { code: 'loan.interest_paused_already' } : undefined
}

interface Pause {
  readonly from: Day
  readonly until: Day
}

/** The pauses in force: a rate of zero until another one. */
function pausesIn({ rest, schedule }: Core): readonly Pause[] {
  const rates =
    rest?.rates.map(({ epoch, ...rate }) => ({ from: dayFromEpoch(epoch), ...rate })) ?? schedule.plan?.rates
  return (rates ?? []).flatMap(({ from, annualRatePpm }, at, all) => {
    const end = all[at + 1]
    return annualRatePpm === 0n && end ? [{ from, until: end.from }] : []
  })
}

/** Those that are agreed for a day to come, or recorded with a later value day. */
function pausesLater({ inForce }: Loan, { coming }: Core, valueOn: Day): readonly Pause[] {
  const later = inForce.filter((event) => event.valueOn > valueOn).map((event) => comesOn(event) ?? event)
  return [...coming, ...later].flatMap((event) =>
    event.kind === 'interestPaused' ? [{ from: event.valueOn, until: event.until }] : [],
  )
}
