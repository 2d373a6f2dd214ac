import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import { profileFacts } from '../profiles/index.ts'
import type { AnswerTo } from './answers.ts'

const PART_BYTES = 8 * 1024 * 1024

/** Which facts the columns hold, and of which type. */
export const factsHash = createHash('sha256')
  .update(JSON.stringify(profileFacts.map(({ id, type }) => [id, type]).sort()))
  .digest('hex')

/** Columns, and the transaction from which on something may be missing in them. */
export type ColumnsNow = AnswerTo<{ readonly kind: 'keep' }> & { readonly sinceXid: string }

/** Puts columns in the place of those that were kept before. */
export async function keepColumns(ctx: WriteContext, { id, rows, snapshot, sinceXid }: ColumnsNow): Promise<void> {
  await sql`insert into segment_columns (id, facts_hash, rows, since_xid, cluster_id, taken_at)
    values (${id}, ${factsHash}, ${rows}, ${sinceXid}::xid8, ${clusterId}, ${ctx.clock.now()}::timestamptz)
    on conflict (is_only) do update set id = excluded.id, facts_hash = excluded.facts_hash, rows = excluded.rows,
      since_xid = excluded.since_xid, cluster_id = excluded.cluster_id, taken_at = excluded.taken_at`.execute(ctx.tx)
  await ctx.tx.deleteFrom('segment_columns_part').execute()
  for (let no = 0; no * PART_BYTES < snapshot.length; no++) {
    const content = Buffer.from(snapshot.subarray(no * PART_BYTES, (no + 1) * PART_BYTES))
    await ctx.tx.insertInto('segment_columns_part').values({ no, content }).execute()
  }
}

/** Transaction numbers mean something in the cluster alone that gave them, not in one restored from a dump. */
const clusterId = sql<string>`(select system_identifier::text from pg_control_system())`

/** The kept columns, if they hold the facts of today and the numbers of this cluster. */
export async function readKeptColumns(reader: Reader) {
  const kept = await reader
    .selectFrom('segment_columns')
    .select(['id', 'since_xid'])
    .where('facts_hash', '=', factsHash)
    .where('cluster_id', '=', clusterId)
    .where(sql<boolean>`since_xid <= pg_snapshot_xmin(pg_current_snapshot())`)
    .executeTakeFirst()
  if (kept === undefined) return undefined
  const parts = await reader.selectFrom('segment_columns_part').select('content').orderBy('no').execute()
  const snapshot = new Uint8Array(parts.reduce((sum, { content }) => sum + content.length, 0))
  let at = 0
  for (const { content } of parts) {
    snapshot.set(content, at)
    at += content.length
  }
  return { id: kept.id, sinceXid: String(kept.since_xid), snapshot }
}
