import { type Core, principalFrom, runningIndex, withRows } from './core.ts'
import { feesEarnedBy } from './deferred.ts'
import type { ChargedOff } from './event.ts'
import { replan } from './plan.ts'
import { changeAtRest } from './rest-change.ts'
import type { LoanTerms } from './terms.ts'

/**
 * A charge-off that leaves the instalments as they are: the claim is off the books, and is paid by its plan. Interest and
 * penalty interest run on, or end on the day; then the instalments ask for principal instead, and the last one takes the
 * difference.
 *
 * @source SPEC B14
 */
export function chargeOffByPlan(terms: LoanTerms, before: Core, event: ChargedOff, epoch: number): Core {
  const core = terms.chargeOff === 'runs-on' ? before : withoutInterest(terms, before, event, epoch)
  const principalFen = core.disbursedFen - core.paid.principalFen
  const chargedOff = {
    on: event.valueOn,
    principalFen,
    paidBefore: core.paid,
    rowsBefore: core.rows,
    feesEarnedFen: feesEarnedBy(core, epoch),
    goesOn: true,
  } as const
  return { ...core, chargedOff }
}

function withoutInterest(terms: LoanTerms, core: Core, { valueOn: on }: ChargedOff, epoch: number): Core {
  const index = runningIndex(core, epoch)
  const balanceFen = principalFrom(core, index)
  const still = { ...core, penalty: { ...core.penalty, stopEpoch: epoch } }
  if (core.rest) {
    const before = { ...core.rest, rates: core.rest.rates.filter((rate) => rate.epoch < epoch) }
    const rates = [{ from: on, annualRatePpm: 0n }]
    return changeAtRest(terms, still, before, { index, on, epoch, rates, isLevelAnew: false })
  }
  if (balanceFen === 0n) return still
  const schedule = { ...core.schedule, plan: { ...core.schedule.plan, rates: [] } }
  const change = { index, on, balanceFen, keepsInstalment: true, countsInterestPaid: true, annualRatePpm: 0n }
  const { rows, targetFen } = replan({ ...terms, schedule }, core, change)
  return withRows({ ...still, targetFen }, rows)
}
