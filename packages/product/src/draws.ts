import { addMonths, type Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { DrawRule } from './plan-rules.ts'
import type { ScheduleTerms } from './schedule-types.ts'
import { downPaymentOf } from './tranche-plan.ts'

/** A first part is a round sum: whole yuan. */
const YUAN = 100n

/**
 * What is paid out at signing: the whole principal, or the first part of a loan that is paid out in parts.
 *
 * @returns fen, above 0 and at most the principal
 * @source SPEC S18
 * @example firstPayoutFenOf({ principalFen: 1_000_000n, plan: { draws: { firstSharePpm: 400_000n, months: 5, leastFen: 50_000n } } }) // 400000n
 */
export function firstPayoutFenOf({ principalFen, plan }: Pick<ScheduleTerms, 'principalFen' | 'plan'>): Fen {
  const share = plan?.draws?.firstSharePpm
  const firstFen = share === undefined ? principalFen : downPaymentOf(principalFen, share, YUAN)
  return firstFen > 0n ? firstFen : principalFen
}

/**
 * The last day on which a part may be drawn; after it the rest lapses.
 *
 * @param disbursedOn the day of the first part
 * @source SPEC S18
 */
export function lastDrawDay({ months }: DrawRule, disbursedOn: Day): Day {
  return addMonths(disbursedOn, months, Number(disbursedOn.slice(8)))
}
