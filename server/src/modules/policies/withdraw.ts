import type { Day } from '@puhui/calendar'
import { askApprovalOnce, decidePending, type PendingDecision, pendingApproval } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { insertWithdrawal, lockPolicy, readVersionBefore, readVersionRow, readWithdrawals } from './store.ts'

const KIND = 'policies.withdraw'

export interface Withdrawal {
  readonly code: string
  readonly version: number
  readonly from: Day
  readonly reason: string
}

/**
 * Asks for a released version to be withdrawn from a day on. Nothing changes until another person has decided.
 *
 * @refuses policies.not_found, policies.effective_in_past, policies.version_withdrawn, policies.last_version,
 *   approvals.already_asked
 */
export async function askWithdrawal(ctx: WriteContext, wanted: Withdrawal): Promise<void> {
  await requireWithdrawable(ctx, wanted)
  const { code, version, from, reason } = wanted
  await askApprovalOnce(ctx, { kind: KIND, objectKind: 'policy', objectId: code, payload: wanted })
  const after = { version, from }
  await record(ctx, { action: 'policies.withdrawal_asked', objectKind: 'policy', objectId: code, reason, after })
}

/**
 * Decides it as it was asked: the version that was in force before decides from that day, and the one withdrawn can
 * neither be gone back to nor run as a challenger. Decisions it has made stand.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, and what asking refuses when it has become so since
 */
export async function decideWithdrawal(
  ctx: WriteContext,
  code: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<void> {
  await lockPolicy(ctx, code)
  const asked = await decidePending(ctx, { kind: KIND, objectId: code, verdict, note })
  const wanted = asked.payload as Withdrawal
  const { version, from, reason } = wanted
  const about = { objectKind: 'policy', objectId: code, reason: note === '' ? reason : note }
  if (verdict === 'reject') {
    return record(ctx, { ...about, action: 'policies.withdrawal_rejected', after: { version, from } })
  }
  const thenInForce = await requireWithdrawable(ctx, wanted)
  if (!(await insertWithdrawal(ctx, { ...wanted, withdrawnBy: asked.maker_id })))
    throw new RefusalError({ code: 'policies.version_withdrawn' })
  await record(ctx, { ...about, action: 'policies.version_withdrawn', after: { version, from, thenInForce } })
}

/** @returns the version that decides once it is gone */
async function requireWithdrawable(ctx: WriteContext, { code, version, from }: Withdrawal): Promise<number> {
  if (!(await readVersionRow(ctx.db, code, version))) throw new RefusalError({ code: 'policies.not_found' })
  if (from < (await businessDate(ctx.db))) throw new RefusalError({ code: 'policies.effective_in_past' })
  if ((await readWithdrawals(ctx.db, code)).some((one) => one.version === version))
    throw new RefusalError({ code: 'policies.version_withdrawn' })
  const thenInForce = await readVersionBefore(ctx.db, code, from, version)
  if (thenInForce === null) throw new RefusalError({ code: 'policies.last_version' })
  return thenInForce
}

/** The withdrawal that awaits a second person. */
export async function withdrawalAsked(ctx: Pick<ReadContext, 'db'>, code: string) {
  const pending = await pendingApproval(ctx, KIND, code)
  if (!pending) return null
  const { version, from, reason } = pending.payload as Withdrawal
  return { version, from, reason, makerId: pending.maker_id, maker: pending.maker_name ?? pending.maker_id }
}

/** @refuses policies.version_withdrawn, for a version that decides nothing more on a day */
export async function requireNotWithdrawn(
  ctx: Pick<ReadContext, 'db'>,
  { code, version, on }: { readonly code: string; readonly version: number; readonly on: Day },
): Promise<void> {
  const all = await readWithdrawals(ctx.db, code)
  if (all.some((one) => one.version === version && one.from_on <= on))
    throw new RefusalError({ code: 'policies.version_withdrawn' })
}
