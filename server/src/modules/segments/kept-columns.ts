import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { later } from '../../platform/clock.ts'
import { readContext, type WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import { job } from '../../platform/jobs/job.ts'
import { profileFacts } from '../profiles/index.ts'
import { columnsNow } from './engine.ts'

/** Fewer customers are read from their profiles in a moment. */
const ROWS_MIN = 50_000
const KEPT_FOR_MS = 20 * 3_600_000
const PART_BYTES = 8 * 1024 * 1024

/** Which facts the columns hold, and of which type. */
const factsHash = createHash('sha256')
  .update(JSON.stringify(profileFacts.map(({ id, type }) => [id, type]).sort()))
  .digest('hex')

/** Keeps the columns once a day, so that a start reads what changed since and not every fact of every customer. */
export const keepColumnsJob = job({
  name: 'segments.keep-columns',
  title: { zh: '保存客群列存', en: 'Keep the columns of the segments' },
  cron: '15 * * * *',
  isSilent: true,
  run: async (ctx) => {
    const read = readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId })
    const customers = await read.db
      .selectFrom('customer_profile')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    const kept = await read.db.selectFrom('segment_columns').select(['taken_at', 'facts_hash']).executeTakeFirst()
    const isFresh = kept?.facts_hash === factsHash && later(kept.taken_at, KEPT_FOR_MS) > read.clock.now()
    if (isFresh || customers.count < ROWS_MIN) return { rows: 0 }
    const now = await columnsNow(read)
    await ctx.write((open) => keepColumns(open, now))
    return { rows: now.rows }
  },
})

/** Puts columns in the place of those that were kept before. */
export async function keepColumns(
  ctx: WriteContext,
  { id, rows, snapshot, sinceXid }: Awaited<ReturnType<typeof columnsNow>>,
): Promise<void> {
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
