import { addMonths, type Day, dayOfMonth, yearOf } from '@puhui/calendar'
import type { RatePpm } from '@puhui/money'
import type { FloatingRule, RateChange, Repricing } from './plan-rules.ts'

/** One publication of a benchmark. */
export interface BenchmarkRate {
  readonly since: Day
  readonly ratePpm: RatePpm
}

/**
 * The days on which a floating rate follows its benchmark, after the disbursement and before the end.
 *
 * @source SPEC F1
 * @example repricingDays({ kind: 'january-first' }, '2026-03-10', '2028-03-10') // ['2027-01-01', '2028-01-01']
 */
export function repricingDays(repricing: Repricing, disbursedOn: Day, untilOn: Day): readonly Day[] {
  const days: Day[] = []
  for (let count = 1; ; count++) {
    const day = repricingDay(repricing, disbursedOn, count)
    if (day >= untilOn) return days
    days.push(day)
  }
}

function repricingDay(repricing: Repricing, disbursedOn: Day, count: number): Day {
  if (repricing.kind === 'january-first') {
    return `${String(yearOf(disbursedOn) + count).padStart(4, '0')}-01-01` as Day
  }
  const months = repricing.kind === 'anniversary' ? 12 : repricing.months
  return addMonths(disbursedOn, count * months, dayOfMonth(disbursedOn))
}

/**
 * The rate of a contract under a benchmark: the benchmark and the margin that the price had over it at signing, between
 * the floor and the ceiling.
 *
 * @source SPEC F2
 * @example floatingRate(rule, 84_000n, 28_000n) // 82_000n where the price was made at 3.0 %
 */
export function floatingRate(rule: FloatingRule, signedPpm: RatePpm, benchmarkPpm: RatePpm): RatePpm {
  const ratePpm = benchmarkPpm + signedPpm - rule.benchmarkPpm
  if (ratePpm < rule.floorPpm) return rule.floorPpm
  return ratePpm > rule.ceilingPpm ? rule.ceilingPpm : ratePpm
}

/**
 * The changes of rate of a floating contract that follow from what has been published.
 *
 * @param contract.untilOn the last day of the contract, or the day up to which it is looked at
 * @param series publications of the benchmark, oldest first
 * @returns one change for each repricing day on which the rate really changes; days before the series are left out
 * @source SPEC F1-F3
 */
export function rateChangesOf(
  rule: FloatingRule,
  contract: { readonly annualRatePpm: RatePpm; readonly disbursedOn: Day; readonly untilOn: Day },
  series: readonly BenchmarkRate[],
): readonly RateChange[] {
  let before = contract.annualRatePpm
  return repricingDays(rule.repricing, contract.disbursedOn, contract.untilOn).flatMap((from) => {
    const published = series.findLast((one) => one.since <= from)
    if (!published) return []
    const annualRatePpm = floatingRate(rule, contract.annualRatePpm, published.ratePpm)
    if (annualRatePpm === before) return []
    before = annualRatePpm
    return [{ from, annualRatePpm }]
  })
}
