import type { Day } from '@puhui/calendar'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { readVersion, updateWithdrawn } from './store.ts'

export interface VersionWithdrawal {
  /** The first day on which it takes no new application; null keeps it on offer, before that day has come. */
  readonly from: Day | null
  readonly reason: string
}

/**
 * Withdraws a released version from a day on. Nothing happens but the day: from then it is offered to nobody, and what
 * was applied for, decided or lent under it goes on.
 *
 * @refuses products.not_found, products.not_released, products.effective_in_past, products.version_withdrawn
 */
export async function withdrawProductVersion(
  ctx: WriteContext,
  versionId: string,
  { from, reason }: VersionWithdrawal,
): Promise<void> {
  const version = await readVersion(ctx.db, versionId)
  if (!version) throw new RefusalError({ code: 'products.not_found' })
  if (version.status !== 'released') throw new RefusalError({ code: 'products.not_released' })
  const today = await businessDate(ctx.db)
  if (from !== null && from < today) throw new RefusalError({ code: 'products.effective_in_past' })
  const isMoved = await updateWithdrawn(ctx.tx, versionId, { from, why: reason, by: ctx.actor.id, today })
  if (!isMoved) throw new RefusalError({ code: 'products.version_withdrawn' })
  await record(ctx, {
    action: from === null ? 'products.version_kept' : 'products.version_withdrawn',
    objectKind: 'product',
    objectId: version.productId,
    reason,
    after: { versionId, version: version.version, from },
  })
}
