import type { Day } from '@puhui/calendar'
import type { ReadContext } from '../../platform/context.ts'
import type { FactGroup } from '../applications/index.ts'
import type { Customer } from '../customers/index.ts'
import { claimRulesOf } from './model.ts'
import { underwritingParameters } from './parameters.ts'
import { type Check, type Paper, readChecksOf, readPapers } from './store.ts'
import { statedBy, type Truth, truthOf } from './truth.ts'

export interface LookedAt extends Truth {
  readonly papers: readonly Paper[]
  readonly checks: readonly Check[]
  readonly parameterVersion: number
}

/** Everything that stands about the truth of an application now. */
export async function lookInto(
  ctx: Pick<ReadContext, 'db' | 'clock'>,
  of: {
    readonly applicationId: string
    readonly customer: Customer
    readonly purpose: string
    readonly groups: readonly FactGroup[]
    readonly on: Day
  },
): Promise<LookedAt> {
  const { customer, groups, on } = of
  const { version, values } = await underwritingParameters(ctx)
  const papers = await readPapers(ctx.db, customer.id)
  const checks = await readChecksOf(ctx.db, of.applicationId)
  const truth = truthOf({
    groups,
    stated: statedBy(customer, of.purpose),
    papers,
    checks,
    rules: claimRulesOf(values),
    bornOn: customer.bornOn,
    provinceCode: customer.provinceCode,
    on,
    at: ctx.clock.now(),
  })
  return { ...truth, papers, checks, parameterVersion: version }
}
