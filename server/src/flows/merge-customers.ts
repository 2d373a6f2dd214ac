import { createHash } from 'node:crypto'
import {
  type Customer,
  closeChannels,
  customerById,
  hasNewerMerge,
  keepImages,
  type MergeRow,
  mayBeMerged,
  moveRows,
  partRows,
  readBoth,
  readCandidates,
  readMerge,
  restoreConsents,
  scoreOf,
  stopByMerge,
  takeFields,
} from '../modules/customers/index.ts'
import { readHeads, setPersonalisation } from '../modules/profiles/index.ts'
import { leaveAll } from '../modules/segments/index.ts'
import { endSessionsOf } from '../platform/auth/session.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { json } from '../platform/db.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { refreshProfiles } from './refresh-profiles.ts'
import { stopMarketing } from './stop-marketing.ts'

/** @refuses customers.not_found, customers.merge_same, customers.merge_open, customers.merge_two_identities, customers.merge_keep_the_verified, customers.merge_two_applications */
export async function proposeMerge(
  ctx: WriteContext,
  { keptId, mergedId, reason }: { readonly keptId: string; readonly mergedId: string; readonly reason: string },
): Promise<string> {
  await requireMergeable(ctx, keptId, mergedId)
  const open = await ctx.tx
    .selectFrom('customer_merge')
    .select('id')
    .where('status', '=', 'proposed')
    .where((eb) => eb.or([eb('merged_id', 'in', [keptId, mergedId]), eb('kept_id', '=', mergedId)]))
    .executeTakeFirst()
  if (open) throw new RefusalError({ code: 'customers.merge_open' })
  const [found] = await readCandidates(ctx.tx, [keptId, mergedId])
  const evidence = [...(found?.evidence ?? [])]
  const id = ctx.ids.next('mrg')
  const proposal = { id, kept_id: keptId, merged_id: mergedId, score: scoreOf(evidence), evidence, reason }
  await ctx.tx
    .insertInto('customer_merge')
    .values({ ...proposal, proposed_by: ctx.actor.id, proposed_at: ctx.clock.now(), images: json(null) } as never)
    .execute()
  await tell(ctx, { id, kept_id: keptId, merged_id: mergedId }, 'customers.merge_proposed', { reason })
  return id
}

/** Why two records cannot be made one now; null when they can. */
export async function mergeProblem(ctx: Pick<ReadContext, 'db'>, kept: Customer, merged: Customer) {
  const problem = mayBeMerged(kept, merged)
  if (problem !== null) return problem
  const { open } = await ctx.db
    .selectFrom('application')
    .select(({ fn }) => fn.count<bigint>('customer_id').distinct().as('open'))
    .where('customer_id', 'in', [kept.id, merged.id])
    .where('import_id', 'is', null)
    .where('status', 'in', IN_PROGRESS)
    .executeTakeFirstOrThrow()
  return open === 2n ? ('customers.merge_two_applications' as const) : null
}

/** The states of which a customer has one application at a time. */
const IN_PROGRESS = ['draft', 'submitted', 'referred', 'moreData', 'approved', 'contracted'] as const

async function requireMergeable(ctx: WriteContext, keptId: string, mergedId: string): Promise<void> {
  const [kept, merged] = [await customerById(ctx, keptId), await customerById(ctx, mergedId)]
  const problem = await mergeProblem(ctx, kept, merged)
  if (problem !== null) throw new RefusalError({ code: problem })
}

type Told = Pick<MergeRow, 'id' | 'kept_id' | 'merged_id'>

/** The journals of both say it. */
async function tell(
  ctx: WriteContext,
  merge: Told,
  action: 'customers.merge_proposed' | 'customers.merge_rejected' | 'customers.merged' | 'customers.merge_undone',
  { reason, ...after }: { readonly reason?: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const customerId of [merge.kept_id, merge.merged_id])
    await record(ctx, {
      action,
      objectKind: 'customerMerge',
      objectId: merge.id,
      customerId,
      ...(reason ? { reason } : {}),
      after: { keptId: merge.kept_id, mergedId: merge.merged_id, ...after },
    })
}

/**
 * Decides a proposal, by a second person. Merging keeps an image of both, gives the kept record what wins field by field
 * and all that the other holds, lets the stricter of two consents stand, and closes the other. Nothing is deleted.
 *
 * @refuses customers.merge_not_found, customers.merge_own_proposal, customers.merge_not_proposed, and what proposing refuses
 */
export async function decideMerge(
  ctx: WriteContext,
  mergeId: string,
  { verdict, note }: { readonly verdict: 'merge' | 'reject'; readonly note: string },
): Promise<number> {
  const merge = await readMerge(ctx.tx, mergeId)
  if (!merge) throw new RefusalError({ code: 'customers.merge_not_found' })
  if (merge.proposed_by === ctx.actor.id) throw new RefusalError({ code: 'customers.merge_own_proposal' })
  const status = verdict === 'merge' ? ('merged' as const) : ('rejected' as const)
  const set = { status, decided_by: ctx.actor.id, decided_at: ctx.clock.now(), note }
  await move(ctx, mergeId, 'proposed', set, 'customers.merge_not_proposed')
  if (status === 'rejected') {
    await tell(ctx, merge, 'customers.merge_rejected', note === '' ? {} : { reason: note })
    return 0
  }
  const { kept_id: keptId, merged_id: mergedId } = merge
  await requireMergeable(ctx, keptId, mergedId)
  await keepImages(ctx, mergeId)
  await setHash(ctx, merge, 'hash_before')
  await takeFields(ctx, keptId, mergedId)
  const stopped = await stopByMerge(ctx, mergeId, { keptId, mergedId })
  if (stopped.includes('marketing')) await stopMarketing(ctx, keptId)
  const moved = await moveRows(ctx, mergeId)
  await closeChannels(ctx, keptId, mergedId)
  if (await refusedPersonal(ctx, keptId, mergedId)) {
    await setPersonalisation(ctx, keptId, false)
    await stopMarketing(ctx, keptId)
  }
  await leaveAll(ctx, mergedId)
  await endSessionsOf(ctx, 'customer', mergedId, 'merged')
  await refreshProfiles(ctx, '合并客户', [keptId, mergedId])
  await tell(ctx, merge, 'customers.merged', { moved })
  return moved
}

/** Who switched personal offers off in either record has them off. */
async function refusedPersonal(ctx: WriteContext, keptId: string, mergedId: string): Promise<boolean> {
  const heads = await readHeads(ctx.tx, [keptId, mergedId])
  return heads.get(mergedId)?.isPersonalised === false && heads.get(keptId)?.isPersonalised !== false
}

async function move(
  ctx: WriteContext,
  id: string,
  from: 'proposed' | 'merged',
  set: Readonly<Record<string, unknown>>,
  otherwise: 'customers.merge_not_proposed' | 'customers.merge_not_merged',
): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('customer_merge')
    .set(set)
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new RefusalError({ code: otherwise })
}

async function setHash(ctx: WriteContext, merge: MergeRow, column: 'hash_before' | 'hash_after'): Promise<string> {
  const text = await readBoth(ctx.tx, [merge.kept_id, merge.merged_id])
  const hash = createHash('sha256').update(text).digest('hex')
  await ctx.tx
    .updateTable('customer_merge')
    .set({ [column]: hash })
    .where('id', '=', merge.id)
    .execute()
  return hash
}

/**
 * Parts two records again: each row goes back to where it was, both customers are what their images say, and a consent
 * that only the merge had stopped stands again. What came since stays with the kept record.
 *
 * @returns `isExact`: both are and hold exactly what they did before the merge
 * @refuses customers.merge_not_found, customers.merge_undo_newer_first, customers.merge_not_merged
 */
export async function undoMerge(
  ctx: WriteContext,
  mergeId: string,
  reason: string,
): Promise<{ moved: number; isExact: boolean }> {
  const merge = await readMerge(ctx.tx, mergeId)
  if (!merge) throw new RefusalError({ code: 'customers.merge_not_found' })
  if (merge.status === 'merged' && (await hasNewerMerge(ctx.tx, merge)))
    throw new RefusalError({ code: 'customers.merge_undo_newer_first' })
  const set = { status: 'undone', undone_by: ctx.actor.id, undone_at: ctx.clock.now(), undo_reason: reason }
  await move(ctx, mergeId, 'merged', set, 'customers.merge_not_merged')
  const moved = await partRows(ctx, mergeId)
  await restoreConsents(ctx, merge.kept_id)
  await restorePersonal(ctx, merge)
  await endSessionsOf(ctx, 'customer', merge.kept_id, 'merge undone')
  const isExact = (await setHash(ctx, merge, 'hash_after')) === merge.hash_before
  await refreshProfiles(ctx, '撤销合并', [merge.kept_id, merge.merged_id])
  await tell(ctx, merge, 'customers.merge_undone', { reason, moved, isExact })
  return { moved, isExact }
}

/** Personal offers are on again where only the merge switched them off. */
async function restorePersonal(
  ctx: WriteContext,
  { kept_id: keptId, merged_id: mergedId, images }: MergeRow,
): Promise<void> {
  const wasOn = (images as { readonly isPersonalised?: boolean | null } | null)?.isPersonalised !== false
  const merged = (await readHeads(ctx.tx, [mergedId])).get(mergedId)
  if (wasOn && merged?.isPersonalised === false) await setPersonalisation(ctx, keptId, true)
}
