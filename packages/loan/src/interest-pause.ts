import { epochOf } from '@puhui/calendar'
import { keepsLevel } from './as-planned.ts'
import { type Core, isEnded, penaltyUnder, principalFrom, runningIndex, withRows } from './core.ts'
import type { InterestPaused } from './event.ts'
import { rateOn, replan } from './plan.ts'
import { changeAtRest } from './rest-change.ts'
import type { LoanTerms } from './terms.ts'

/**
 * No interest between two days: what has run stays as it was earned, and from the last day on the rate is what it was. The
 * instalments of the time between are principal alone.
 *
 * @source SPEC V3
 */
export function pauseInterest(terms: LoanTerms, core: Core, event: InterestPaused, epoch: number): Core {
  const { valueOn: on, until } = event
  const index = runningIndex(core, epoch)
  const balanceFen = principalFrom(core, index)
  if (isEnded(core) || balanceFen === 0n) return core
  const { plan = {}, ...rest } = core.schedule
  const own = { ...terms, schedule: core.schedule }
  const others = (plan.rates ?? []).filter(({ from }) => from < on || from > until)
  const pause = [
    { from: on, annualRatePpm: 0n },
    { from: until, annualRatePpm: rateOn(own, until) },
  ]
  if (core.rest) {
    const before = core.rest.rates.findLast((rate) => rate.epoch <= epochOf(until))?.annualRatePpm
    const rates = [pause[0]!, { from: until, annualRatePpm: before ?? rateOn(own, until) }]
    return changeAtRest(terms, core, core.rest, { index, on, epoch, rates, isLevelAnew: false })
  }
  const rates = [...others, ...pause].sort((a, b) => (a.from < b.from ? -1 : 1))
  const schedule = { ...rest, plan: { ...plan, rates } }
  const change = { index, on, balanceFen, keepsInstalment: keepsLevel(core.schedule) }
  const { rows, targetFen } = replan({ ...terms, schedule }, core, change)
  return withRows({ ...core, schedule, targetFen, penalty: penaltyUnder(terms, core, schedule, epoch) }, rows)
}
