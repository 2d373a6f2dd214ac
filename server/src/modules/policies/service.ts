import { type Day, minDay } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { consumerLoanPolicy } from '@puhui/policy'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { type PolicyInUse, policyInUse } from './model.ts'
import { starterScenarios } from './starter-scenarios.ts'
import { insertPointer, insertVersion, lockPolicy, readPointerOn, readPolicy, readVersionRow } from './store.ts'
import { requireNotWithdrawn } from './withdraw.ts'

type Reads = Pick<ReadContext, 'db'>

/** Who wrote the policy that ships with the platform. */
export const SHIPPED_BY = 'puhui'

/**
 * Stores the policy that ships with the platform as the first version, in force from its own day or from an earlier one
 * that is given (a lender that begins in the past). Twice is once; other content under the same number is a bug.
 *
 * @returns the policy, ready to run
 */
export async function seedPolicy(ctx: WriteContext, from?: Day): Promise<PolicyInUse> {
  const shipped = policyInUse(consumerLoanPolicy)
  const isNew = (await readPolicy(ctx.db, shipped.code, shipped.version)) === null
  const open = from ?? (await businessDate(ctx.db))
  const effectiveOn = minDay(open, shipped.policy.effectiveOn)
  const people = { authorId: SHIPPED_BY, approverId: ctx.actor.id }
  const about = { note: '', scenarios: starterScenarios, draftId: null, backtestId: null }
  const stored = await insertVersion(ctx, { inUse: shipped, effectiveOn, ...people, ...about })
  assert(stored === shipped.hash, 'a policy version never changes', { code: shipped.code, version: shipped.version })
  if (!isNew) return shipped
  await insertPointer(ctx, { code: shipped.code, version: shipped.version, effectiveOn, kind: 'release', reason: '' })
  await record(ctx, {
    action: 'decisions.policy_released',
    objectKind: 'policy',
    objectId: shipped.code,
    after: { version: shipped.version, hash: shipped.hash, effectiveOn },
  })
  return shipped
}

/** The credit policy in force on a day. */
export async function policyOn(ctx: Reads, on: Day, code = consumerLoanPolicy.id): Promise<PolicyInUse> {
  const pointer = await readPointerOn(ctx.db, code, on)
  if (!pointer) throw new RefusalError({ code: 'policies.not_found' })
  return versionInUse(ctx, code, pointer.version)
}

/** A stored version, ready to run. */
export async function versionInUse(ctx: Reads, code: string, version: number): Promise<PolicyInUse> {
  const policy = await readPolicy(ctx.db, code, version)
  if (!policy) throw new RefusalError({ code: 'policies.not_found' })
  return policyInUse(policy)
}

export interface Move {
  readonly code: string
  readonly version: number
  readonly reason: string
}

/**
 * Goes back (or on) to a version that was released before, from today, by moving the pointer.
 *
 * @refuses policies.not_found, policies.version_withdrawn, policies.already_in_force
 */
export async function rollBack(ctx: WriteContext, { code, version, reason }: Move): Promise<void> {
  await lockPolicy(ctx, code)
  if (!(await readVersionRow(ctx.db, code, version))) throw new RefusalError({ code: 'policies.not_found' })
  const today = await businessDate(ctx.db)
  await requireNotWithdrawn(ctx, { code, version, on: today })
  const before = await readPointerOn(ctx.db, code, today)
  if (before?.version === version) throw new RefusalError({ code: 'policies.already_in_force' })
  await insertPointer(ctx, { code, version, effectiveOn: today, kind: 'rollback', reason })
  await record(ctx, {
    action: 'policies.rolled_back',
    objectKind: 'policy',
    objectId: code,
    reason,
    before: { version: before?.version ?? null },
    after: { version, effectiveOn: today },
  })
}
