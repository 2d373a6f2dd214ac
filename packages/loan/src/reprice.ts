import type { ScheduleTerms } from '@puhui/product'
import { type Core, isEnded, penaltyUnder, principalFrom, runningIndex, withRows } from './core.ts'
import type { Repriced } from './event.ts'
import { replan } from './plan.ts'
import { changeAtRest } from './rest-change.ts'
import type { LoanTerms } from './terms.ts'

/**
 * A new rate from a day on: what has run stays as it was earned, the instalments to come are worked out anew.
 *
 * @source SPEC M8
 */
export function reprice(terms: LoanTerms, before: Core, event: Repriced, epoch: number): Core {
  const { valueOn: on, annualRatePpm } = event
  const index = runningIndex(before, epoch)
  const balanceFen = principalFrom(before, index)
  const schedule = epoch > before.epoch ? announced(before.schedule, event) : bearing(before.schedule, event)
  if (isEnded(before) || balanceFen === 0n) return before
  if (before.rest) {
    const core = { ...before, schedule, penalty: penaltyUnder(terms, before, schedule, epoch) }
    if (before.rest.isStill) return core
    const rates = [{ from: on, annualRatePpm }]
    return changeAtRest(terms, core, before.rest, { index, on, epoch, rates, isLevelAnew: true })
  }
  const change = { index, on, balanceFen, keepsInstalment: false, annualRatePpm }
  const { rows, targetFen } = replan({ ...terms, schedule }, before, change)
  return withRows({ ...before, schedule, targetFen, penalty: penaltyUnder(terms, before, schedule, epoch) }, rows)
}

function bearing({ plan = {}, ...rest }: ScheduleTerms, { valueOn, annualRatePpm }: Repriced): ScheduleTerms {
  const rates = (plan.rates ?? []).filter(({ from }) => from > valueOn)
  return { ...rest, annualRatePpm, plan: { ...plan, rates } }
}

/** Until its day the loan bears the rate that it bore. */
function announced({ plan = {}, ...rest }: ScheduleTerms, { valueOn, annualRatePpm }: Repriced): ScheduleTerms {
  const others = (plan.rates ?? []).filter(({ from }) => from !== valueOn)
  const rates = [...others, { from: valueOn, annualRatePpm }].sort((a, b) => (a.from < b.from ? -1 : 1))
  return { ...rest, plan: { ...plan, rates } }
}
