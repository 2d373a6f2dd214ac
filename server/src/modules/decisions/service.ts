import type { FactRecord } from '@puhui/condition'
import type { WriteContext } from '../../platform/context.ts'
import type { PolicyInUse } from '../policies/index.ts'
import { type Verdict, verdictOn } from './model.ts'
import { insertDecisions, insertShadows, type NewDecision } from './store.ts'

/** Decides and writes the decision down, with what the versions in its shadow would have said of the same facts. */
export async function makeDecision(
  ctx: WriteContext,
  policy: PolicyInUse,
  of: Pick<NewDecision, 'applicationId' | 'customerId'> & {
    readonly facts: FactRecord
    readonly shadows?: readonly PolicyInUse[]
  },
): Promise<{ readonly id: string; readonly verdict: Verdict }> {
  const verdict = verdictOn(policy, of.facts)
  const id = ctx.ids.next('dec')
  await insertDecisions(ctx, policy, [{ id, applicationId: of.applicationId, customerId: of.customerId, verdict }])
  await insertShadows(
    ctx,
    (of.shadows ?? []).map((shadow) => ({ decisionId: id, policy: shadow, verdict: verdictOn(shadow, of.facts) })),
  )
  return { id, verdict }
}
