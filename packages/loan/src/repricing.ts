import { addDays, type Day } from '@puhui/calendar'
import { type BenchmarkRate, floatingRate, repricingDays } from '@puhui/product'
import type { LoanCommand } from './command.ts'
import type { Loan } from './loan.ts'
import { stateOn } from './view.ts'

/**
 * The first repricing day up to a day on which a floating loan bears another rate than its benchmark asks for: a rate
 * that was published, entered late or corrected since.
 *
 * @param series publications of the loan's benchmark, oldest first
 * @returns the command that sets it right; none when every repricing day is as it should be, and for fixed rates
 * @source SPEC M8-M10
 */
export function dueRepricing(
  loan: Loan,
  until: Day,
  series: readonly BenchmarkRate[],
): Extract<LoanCommand, { kind: 'reprice' }> | undefined {
  const { disbursedOn, schedule } = loan.core
  const rule = schedule.plan?.floating
  if (!rule || disbursedOn === undefined) return undefined
  for (const day of repricingDays(rule.repricing, disbursedOn, addDays(until, 1))) {
    const published = series.findLast((one) => one.since <= day)
    if (!published) continue
    const annualRatePpm = floatingRate(rule, loan.terms.schedule.annualRatePpm, published.ratePpm)
    const { annualRatePpm: borne, settledOn, instalments } = stateOn(loan, day)
    const isOver = settledOn !== undefined || (instalments.at(-1)?.periodTo ?? day) <= day
    if (isOver || borne === annualRatePpm) continue
    const { benchmark } = rule
    return {
      kind: 'reprice',
      annualRatePpm,
      benchmark,
      benchmarkPpm: published.ratePpm,
      publishedOn: published.since,
      valueOn: day,
    }
  }
  return undefined
}
