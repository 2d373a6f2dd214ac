import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { Strategy } from './schema.ts'

export function readSegment(reader: Reader, id: string) {
  return reader.selectFrom('segment').selectAll().where('id', '=', id).executeTakeFirst()
}

export function readSegmentByCode(reader: Reader, code: string) {
  return reader.selectFrom('segment').selectAll().where('code', '=', code).forUpdate().executeTakeFirst()
}

/** Each segment with its present version. */
export function readCurrent(reader: Reader) {
  return reader
    .selectFrom('segment as s')
    .innerJoin('segment_version as v', (join) =>
      join.onRef('v.segment_id', '=', 's.id').onRef('v.version', '=', 's.version'),
    )
    .select([
      's.id',
      's.code',
      's.name',
      's.kind',
      's.purpose',
      's.version',
      'v.text',
      'v.tree',
      'v.content_hash',
      'v.strategy',
    ])
    .orderBy('s.created_at')
    .orderBy('s.id')
    .execute()
}

export function readVersions(reader: Reader, segmentId: string) {
  return reader
    .selectFrom('segment_version')
    .selectAll()
    .where('segment_id', '=', segmentId)
    .orderBy('version', 'desc')
    .execute()
}

export async function insertVersion(
  ctx: WriteContext,
  row: {
    readonly segmentId: string
    readonly version: number
    readonly text: string
    readonly tree: unknown
    readonly contentHash: string
    readonly strategy: Strategy | null
    readonly reason: string
  },
): Promise<void> {
  await ctx.tx
    .insertInto('segment_version')
    .values({
      segment_id: row.segmentId,
      version: row.version,
      text: row.text,
      tree: json(row.tree) as never,
      content_hash: row.contentHash,
      strategy: json(row.strategy),
      reason: row.reason,
      created_by: ctx.actor.id,
      created_at: ctx.clock.now(),
    })
    .execute()
}

interface Kept {
  readonly entered: number
  readonly left: number
  /** The instant of this writing, later than any before it. */
  readonly at: string
}

/** Brings the members of a segment up to date: who is new gets a row, whose row is no longer true gets its end. */
export async function moveMembers(
  ctx: WriteContext,
  segmentId: string,
  version: number,
  members: readonly string[],
): Promise<Kept> {
  const now = ctx.clock.now()
  const left = await sql`
    update segment_member set left_at = ${now}::timestamptz
    where segment_id = ${segmentId} and left_at is null and not (customer_id = any(${members}::text[]))`.execute(ctx.tx)
  const entered = await sql`
    insert into segment_member (segment_id, customer_id, version, entered_at)
    select ${segmentId}, m, ${version}, ${now}::timestamptz from unnest(${members}::text[]) as m
    on conflict (segment_id, customer_id) where left_at is null do nothing`.execute(ctx.tx)
  const at = await keepRefreshed(ctx, segmentId)
  return { entered: Number(entered.numAffectedRows ?? 0n), left: Number(left.numAffectedRows ?? 0n), at }
}

/** The same where it is known who moved. */
export async function keepMoves(
  ctx: WriteContext,
  segmentId: string,
  version: number,
  moved: { readonly entered: readonly string[]; readonly left: readonly string[] },
): Promise<Kept> {
  const now = ctx.clock.now()
  const left = await sql`
    update segment_member set left_at = ${now}::timestamptz
    where segment_id = ${segmentId} and left_at is null and customer_id = any(${moved.left}::text[])`.execute(ctx.tx)
  const entered = await sql`
    insert into segment_member (segment_id, customer_id, version, entered_at)
    select ${segmentId}, m, ${version}, ${now}::timestamptz from unnest(${moved.entered}::text[]) as m
    on conflict (segment_id, customer_id) where left_at is null do nothing`.execute(ctx.tx)
  const at = await keepRefreshed(ctx, segmentId)
  return { entered: Number(entered.numAffectedRows ?? 0n), left: Number(left.numAffectedRows ?? 0n), at }
}

/** Every writing has an instant of its own: whoever followed a segment sees that somebody else wrote since. */
async function keepRefreshed(ctx: WriteContext, segmentId: string): Promise<string> {
  const { refreshed_at } = await ctx.tx
    .updateTable('segment')
    .set({ refreshed_at: afterLast(ctx) })
    .where('id', '=', segmentId)
    .returning('refreshed_at')
    .executeTakeFirstOrThrow()
  return refreshed_at!
}

function afterLast(ctx: WriteContext) {
  return sql<string>`greatest(${ctx.clock.now()}::timestamptz, refreshed_at + interval '1 millisecond')`
}

export async function readRefreshed(reader: Reader, segmentId: string): Promise<string | null> {
  const row = await reader.selectFrom('segment').select('refreshed_at').where('id', '=', segmentId).executeTakeFirst()
  return row?.refreshed_at ?? null
}

/** Ends every membership of a customer. */
export async function leaveAll(ctx: WriteContext, customerId: string): Promise<void> {
  await ctx.tx
    .updateTable('segment_member')
    .set({ left_at: ctx.clock.now() })
    .where('customer_id', '=', customerId)
    .where('left_at', 'is', null)
    .execute()
  await ctx.tx
    .updateTable('segment')
    .set({ refreshed_at: afterLast(ctx) })
    .where('refreshed_at', 'is not', null)
    .where('id', 'in', (eb) =>
      eb.selectFrom('segment_member').select('segment_id').where('customer_id', '=', customerId),
    )
    .execute()
}

export async function forgetMember(ctx: WriteContext, customerId: string): Promise<number> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('segment_member')
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

export function readMemberships(reader: Reader, customerId: string) {
  return reader
    .selectFrom('segment_member as m')
    .innerJoin('segment as s', 's.id', 'm.segment_id')
    .select(['s.id', 's.name', 's.purpose', 'm.entered_at'])
    .where('m.customer_id', '=', customerId)
    .where('m.left_at', 'is', null)
    .orderBy('s.purpose')
    .orderBy('m.entered_at')
    .execute()
}

export async function readEvents(reader: Reader, segmentId: string, limit: number) {
  const { rows } = await sql<{ customer_id: string; kind: 'entered' | 'left'; at: string }>`
    select customer_id, kind, at from (
      select customer_id, 'entered' as kind, entered_at as at, seq from segment_member where segment_id = ${segmentId}
      union all
      select customer_id, 'left', left_at, seq from segment_member where segment_id = ${segmentId} and left_at is not null
    ) as e order by at desc, kind desc, seq desc limit ${limit}`.execute(reader)
  return rows
}

export async function countMembers(reader: Reader, segmentId: string): Promise<number> {
  const row = await reader
    .selectFrom('segment_member')
    .select(sql<bigint>`count(*)`.as('members'))
    .where('segment_id', '=', segmentId)
    .where('left_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.members)
}

const PART_BYTES = 8 * 1024 * 1024

/** Keeps a snapshot under its hash; the same columns are kept once. */
export async function keepSnapshot(ctx: WriteContext, id: string, rows: number, bytes: Uint8Array): Promise<void> {
  const kept = await ctx.tx
    .insertInto('segment_snapshot')
    .values({ id, rows, bytes: BigInt(bytes.length), taken_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows === 0n) return
  for (let no = 0; no * PART_BYTES < bytes.length; no++) {
    const content = Buffer.from(bytes.subarray(no * PART_BYTES, (no + 1) * PART_BYTES))
    await ctx.tx.insertInto('segment_snapshot_part').values({ snapshot_id: id, no, content }).execute()
  }
}

export async function readKeptSnapshot(reader: Reader, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await reader
    .selectFrom('segment_snapshot_part')
    .select('content')
    .where('snapshot_id', '=', id)
    .orderBy('no')
    .execute()
  const whole = new Uint8Array(parts.reduce((sum, { content }) => sum + content.length, 0))
  let at = 0
  for (const { content } of parts) {
    whole.set(content, at)
    at += content.length
  }
  return whole
}

export function readAudiences(reader: Reader, segmentId: string) {
  return reader
    .selectFrom('segment_audience')
    .selectAll()
    .where('segment_id', '=', segmentId)
    .orderBy('created_at', 'desc')
    .execute()
}
