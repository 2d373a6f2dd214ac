import { type Day, minDay } from '@puhui/calendar'
import type { FactRecord } from '@puhui/condition'
import { assert } from '@puhui/kernel'
import { consumerLoanPolicy } from '@puhui/policy'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { essenceOf, type PolicyInUse, policyInUse, type Verdict, verdictOn } from './model.ts'
import { insertDecisions, insertPolicy, type NewDecision, readDecision, readPolicy, readPolicyOn } from './store.ts'

type Reads = Pick<ReadContext, 'db'>

/**
 * Stores the policy that ships with the platform, in force from its own day or from an earlier one that is given (a
 * lender that begins in the past). Twice is once; other content under the same number is a bug.
 *
 * @returns the policy, ready to run
 */
export async function seedPolicy(ctx: WriteContext, from?: Day): Promise<PolicyInUse> {
  const shipped = policyInUse(consumerLoanPolicy)
  const isNew = (await readPolicy(ctx.db, shipped.code, shipped.version)) === null
  const open = from ?? (await businessDate(ctx.db))
  const stored = await insertPolicy(ctx, shipped, minDay(open, shipped.policy.effectiveOn))
  assert(stored === shipped.hash, 'a policy version never changes', { code: shipped.code, version: shipped.version })
  if (isNew) {
    await record(ctx, {
      action: 'decisions.policy_released',
      objectKind: 'policy',
      objectId: `${shipped.code}/${shipped.version}`,
      after: { hash: shipped.hash, effectiveOn: shipped.policy.effectiveOn },
    })
  }
  return shipped
}

/** The credit policy in force on a day. */
export async function policyOn(ctx: Reads, on: Day): Promise<PolicyInUse> {
  const policy = await readPolicyOn(ctx.db, consumerLoanPolicy.id, on)
  assert(policy, 'a lender has a policy in force', { code: consumerLoanPolicy.id, on })
  return policyInUse(policy)
}

/** Decides and writes the decision down. */
export async function makeDecision(
  ctx: WriteContext,
  policy: PolicyInUse,
  of: Pick<NewDecision, 'applicationId' | 'customerId'> & { readonly facts: FactRecord },
): Promise<{ readonly id: string; readonly verdict: Verdict }> {
  const verdict = verdictOn(policy, of.facts)
  const id = ctx.ids.next('dec')
  await insertDecisions(ctx, policy, [{ id, applicationId: of.applicationId, customerId: of.customerId, verdict }])
  return { id, verdict }
}

export interface Replay {
  readonly verdict: 'same' | 'changed'
  readonly outcome: Verdict['decision']['outcome']
  readonly scorePoints: number | null
}

/**
 * Runs a stored decision again from its stored policy and facts.
 *
 * @refuses decisions.not_found
 */
export async function replayDecision(ctx: Reads, id: string): Promise<Replay> {
  const row = await readDecision(ctx.db, id)
  if (!row) throw new RefusalError({ code: 'decisions.not_found' })
  const policy = await readPolicy(ctx.db, row.policy_code, row.policy_version)
  assert(policy, 'the policy of a decision is kept', { id })
  const inUse = policyInUse(policy)
  const again = verdictOn(inUse, row.facts)
  const before = {
    outcome: row.outcome,
    reasons: row.reasons,
    ...(row.score_points === null ? {} : { score: row.score_points }),
    ...(row.grade === null ? {} : { grade: row.grade }),
    ...(row.limit_fen === null ? {} : { limitFen: row.limit_fen }),
    ...(row.annual_rate_ppm === null ? {} : { ratePpm: row.annual_rate_ppm }),
  }
  const isSame =
    inUse.hash === row.policy_hash &&
    again.factsHash === row.facts_hash &&
    essenceOf(again.decision) === essenceOf(before as typeof again.decision)
  return { verdict: isSame ? 'same' : 'changed', outcome: again.decision.outcome, scorePoints: again.scorePoints }
}
