import type { Day } from '@puhui/calendar'
import { askApprovalOnce, decidePending, type PendingDecision, pendingApproval } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { readVersion, readVersionRow, updateWithdrawn } from './store.ts'

const KIND = 'products.withdraw'

export interface VersionWithdrawal {
  /** The first day on which it takes no new application; null keeps it on offer, before that day has come. */
  readonly from: Day | null
  readonly reason: string
}

interface Asked extends VersionWithdrawal {
  readonly code: string
  readonly versionId: string
  readonly version: number
}

/**
 * Asks for a released version to be withdrawn from a day on, or kept before that day has come. Nothing changes until
 * another person has decided.
 *
 * @refuses products.not_found, products.not_released, products.effective_in_past, products.version_withdrawn,
 *   approvals.already_asked
 */
export async function askWithdrawal(ctx: WriteContext, versionId: string, wish: VersionWithdrawal): Promise<void> {
  const { productId, code, version } = await requireWithdrawable(ctx, versionId, wish)
  const payload: Asked = { ...wish, code, versionId, version }
  await askApprovalOnce(ctx, { kind: KIND, objectKind: 'product', objectId: productId, payload })
  await record(ctx, {
    action: 'products.withdrawal_asked',
    objectKind: 'product',
    objectId: productId,
    reason: wish.reason,
    after: { versionId, version, from: wish.from },
  })
}

/**
 * Decides it as it was asked. Nothing happens but the day: from then the version is offered to nobody, and what was
 * applied for, decided or lent under it goes on.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, and what asking refuses when it has become so since
 */
export async function decideWithdrawal(
  ctx: WriteContext,
  productId: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<void> {
  const asked = await decidePending(ctx, { kind: KIND, objectId: productId, verdict, note })
  const { versionId, version, from, reason } = asked.payload as Asked
  const about = { objectKind: 'product', objectId: productId, reason: note === '' ? reason : note }
  const after = { versionId, version, from }
  if (verdict === 'reject') return record(ctx, { ...about, action: 'products.withdrawal_rejected', after })
  await requireWithdrawable(ctx, versionId, { from })
  const people = { by: asked.maker_id, approvedBy: ctx.actor.id }
  const today = await businessDate(ctx.db)
  if (!(await updateWithdrawn(ctx.tx, versionId, { from, why: reason, ...people, today })))
    throw new RefusalError({ code: 'products.version_withdrawn' })
  const action = from === null ? 'products.version_kept' : 'products.version_withdrawn'
  await record(ctx, { ...about, action, after })
}

async function requireWithdrawable(ctx: WriteContext, versionId: string, { from }: Pick<VersionWithdrawal, 'from'>) {
  const version = await readVersion(ctx.db, versionId)
  if (!version) throw new RefusalError({ code: 'products.not_found' })
  if (version.status !== 'released') throw new RefusalError({ code: 'products.not_released' })
  const today = await businessDate(ctx.db)
  if (from !== null && from < today) throw new RefusalError({ code: 'products.effective_in_past' })
  const before = (await readVersionRow(ctx.db, versionId))?.withdrawn_from ?? null
  if (before !== null && before <= today) throw new RefusalError({ code: 'products.version_withdrawn' })
  return version
}

/** The withdrawal that awaits a second person. */
export async function withdrawalAsked(ctx: Pick<ReadContext, 'db'>, productId: string) {
  const pending = await pendingApproval(ctx, KIND, productId)
  if (!pending) return null
  const { version, from, reason } = pending.payload as Asked
  return { version, from, reason, makerId: pending.maker_id, maker: pending.maker_name ?? pending.maker_id }
}
