import { createHash } from 'node:crypto'
import { type Condition, readCondition, toWords, writeCondition } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { profileCatalogue, settingOf } from '../profiles/index.ts'
import { ask } from './engine.ts'
import { readyMade } from './ready-made.ts'
import type { Strategy } from './schema.ts'
import {
  insertVersion,
  keepSnapshot,
  moveMembers,
  readAudiences,
  readCurrent,
  readKeptSnapshot,
  readSegment,
  readSegmentByCode,
  readVersions,
} from './store.ts'

/** A condition over the facts of a customer, for marketing: what is forbidden there is a problem of the text. */
export function readText(text: string) {
  return readCondition(text, profileCatalogue, { purpose: 'marketing' })
}

/** @refuses segments.condition_invalid */
export function treeOf(text: string): Condition {
  const read = readText(text)
  if (!read.ok) throw new RefusalError({ code: 'segments.condition_invalid', count: read.error.problems.length })
  return read.value
}

export function sentenceOf(condition: Condition): Localized {
  return { zh: toWords(condition, profileCatalogue, 'zh'), en: toWords(condition, profileCatalogue, 'en') }
}

export interface SegmentDraft {
  readonly code: string
  readonly name: Localized
  readonly kind: 'living' | 'static'
  readonly purpose: 'segment' | 'persona'
  readonly text: string
  readonly strategy: Strategy | null
  readonly reason: string
}

/**
 * Saves a segment; one whose code exists gets a new version. A version never changes: its hash is that of the condition
 * as the language writes it.
 *
 * @refuses segments.condition_invalid, segments.unchanged
 */
export async function saveSegment(ctx: WriteContext, draft: SegmentDraft): Promise<string> {
  const tree = treeOf(draft.text)
  const text = writeCondition(tree)
  const contentHash = sha256(text)
  const known = await readSegmentByCode(ctx.tx, draft.code)
  const version = (known?.version ?? 0) + 1
  const id = known?.id ?? ctx.ids.next('seg')
  if (known) await requireChange(ctx, known.id, known.version, { contentHash, strategy: draft.strategy })
  const { code, name, kind, purpose } = draft
  const head = { code, name: JSON.stringify(name) as never, kind, purpose, version }
  if (known) await ctx.tx.updateTable('segment').set(head).where('id', '=', id).execute()
  else
    await ctx.tx
      .insertInto('segment')
      .values({ id, ...head, created_by: ctx.actor.id, created_at: ctx.clock.now() })
      .execute()
  await insertVersion(ctx, {
    segmentId: id,
    version,
    text,
    tree,
    contentHash,
    strategy: draft.strategy,
    reason: draft.reason,
  })
  await record(ctx, {
    action: 'segments.saved',
    objectKind: 'segment',
    objectId: id,
    reason: draft.reason,
    after: { code, version, text, contentHash },
  })
  return id
}

async function requireChange(
  ctx: WriteContext,
  id: string,
  version: number,
  now: { readonly contentHash: string; readonly strategy: Strategy | null },
): Promise<void> {
  const last = (await readVersions(ctx.tx, id)).find((each) => each.version === version)
  const isSame = last?.content_hash === now.contentHash && sameJson(last.strategy, now.strategy)
  if (isSame) throw new RefusalError({ code: 'segments.unchanged' })
}

function sameJson(a: unknown, b: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    value !== null && typeof value === 'object'
      ? Object.entries(value)
          .map(([key, each]) => [key, sorted(each)])
          .sort()
      : value
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** Adds the ready-made segments that are not there yet. */
export async function addReadyMade(ctx: WriteContext): Promise<number> {
  const known = new Set((await readCurrent(ctx.tx)).map(({ code }) => code))
  const missing = readyMade(await settingOf(ctx)).filter(({ code }) => !known.has(code))
  for (const each of missing) await saveSegment(ctx, { ...each, kind: 'living', reason: '预置客群' })
  return missing.length
}

/** The customers of an audience's bytes, one a line. */
export function idsIn(audience: Uint8Array): string[] {
  return Buffer.from(audience).toString('utf8').split('\n').filter(Boolean)
}

/** Who is in a segment now, by its present version. */
export interface MembersNow {
  readonly segmentId: string
  readonly version: number
  readonly members: readonly string[]
}

/** Who is in every living segment now, and in a static one that never had members. Asked before a transaction opens. */
export async function membersNow(ctx: Pick<ReadContext, 'db' | 'keys'>): Promise<MembersNow[]> {
  const heads = await ctx.db.selectFrom('segment').select(['id', 'refreshed_at']).execute()
  const isFilled = new Map(heads.map(({ id, refreshed_at }) => [id, refreshed_at !== null]))
  const now: MembersNow[] = []
  for (const { id, kind, version, tree } of await readCurrent(ctx.db)) {
    if (kind === 'static' && isFilled.get(id)) continue
    now.push({ segmentId: id, version, members: await ask(ctx, { kind: 'members', condition: tree }) })
  }
  return now
}

/** Keeps who came in and who went out since the last time. */
export async function refreshMembers(
  ctx: WriteContext,
  now: readonly MembersNow[],
): Promise<{ segments: number; entered: number; left: number }> {
  const total = { segments: now.length, entered: 0, left: 0 }
  for (const { segmentId, version, members } of now) {
    const moved = await moveMembers(ctx, segmentId, version, members)
    total.entered += moved.entered
    total.left += moved.left
  }
  await record(ctx, { action: 'segments.refreshed', objectKind: 'segment', objectId: 'all', after: total })
  return total
}

export interface FrozenAudience {
  readonly id: string
  readonly segmentId: string
  readonly version: number
  readonly contentHash: string
  readonly snapshotId: string
  readonly count: number
  readonly sha256: string
}

/** The columns and the ids of a segment now. Asked before a transaction opens. @refuses segments.not_found */
export async function audienceNow(ctx: Pick<ReadContext, 'db' | 'keys'>, segmentId: string) {
  const current = (await readCurrent(ctx.db)).find(({ id }) => id === segmentId)
  if (!current) throw new RefusalError({ code: 'segments.not_found' })
  return { current, frozen: await ask(ctx, { kind: 'freeze', condition: current.tree }) }
}

/**
 * Freezes who a segment means now: the version of the condition, the snapshot of the columns and the hash of the ids.
 * From these three the same ids come again, byte for byte, whatever happened since.
 */
export async function freezeAudience(
  ctx: WriteContext,
  segmentId: string,
  { current, frozen }: Awaited<ReturnType<typeof audienceNow>>,
): Promise<FrozenAudience> {
  const snapshotId = sha256(frozen.snapshot)
  await keepSnapshot(ctx, snapshotId, frozen.rows, frozen.snapshot)
  const row = {
    id: ctx.ids.next('aud'),
    segment_id: segmentId,
    version: current.version,
    content_hash: current.content_hash,
    snapshot_id: snapshotId,
    count: frozen.count,
    sha256: sha256(frozen.audience),
    created_by: ctx.actor.id,
    created_at: ctx.clock.now(),
  }
  const done = await ctx.tx
    .insertInto('segment_audience')
    .values(row)
    .onConflict((conflict) => conflict.columns(['segment_id', 'version', 'snapshot_id']).doNothing())
    .executeTakeFirst()
  const kept =
    done.numInsertedOrUpdatedRows === 1n
      ? row
      : (await readAudiences(ctx.tx, segmentId)).find(
          (each) => each.version === row.version && each.snapshot_id === snapshotId,
        )!
  await record(ctx, {
    action: 'segments.audience_frozen',
    objectKind: 'segment',
    objectId: segmentId,
    after: { audienceId: kept.id, snapshotId, count: kept.count },
  })
  return audienceFrom(kept)
}

/**
 * The ids of a frozen audience, computed again from its snapshot: one a line, ascending.
 *
 * @refuses segments.not_found, segments.snapshot_altered when they are not those that were frozen
 */
export async function audienceIds(ctx: ReadContext, segmentId: string, audienceId: string): Promise<Buffer> {
  const audience = (await readAudiences(ctx.db, segmentId)).find(({ id }) => id === audienceId)
  if (!audience) throw new RefusalError({ code: 'segments.not_found' })
  const version = (await readVersions(ctx.db, segmentId)).find((each) => each.version === audience.version)!
  const snapshot = await readKeptSnapshot(ctx.db, audience.snapshot_id)
  if (sha256(snapshot) !== audience.snapshot_id) throw new RefusalError({ code: 'segments.snapshot_altered' })
  const again = await ask(ctx, { kind: 'audienceIn', snapshot, condition: treeOf(version.text) })
  if (again === null || sha256(again.audience) !== audience.sha256)
    throw new RefusalError({ code: 'segments.snapshot_altered' })
  return Buffer.from(again.audience)
}

export async function requireSegment(ctx: ReadContext, id: string) {
  const segment = await readSegment(ctx.db, id)
  if (!segment) throw new RefusalError({ code: 'segments.not_found' })
  return segment
}

function audienceFrom(row: {
  id: string
  segment_id: string
  version: number
  content_hash: string
  snapshot_id: string
  count: number
  sha256: string
}): FrozenAudience {
  return {
    id: row.id,
    segmentId: row.segment_id,
    version: row.version,
    contentHash: row.content_hash,
    snapshotId: row.snapshot_id,
    count: row.count,
    sha256: row.sha256,
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
