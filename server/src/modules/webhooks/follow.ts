import { systemActor } from '../../platform/actor.ts'
import { type Platform, type WriteContext, write } from '../../platform/context.ts'
import { announce } from './announce.ts'
import { eventsOfLine, TELLING_ACTIONS } from './events-of-line.ts'

const LINES_AT_ONCE = 1_000
const FOLLOWER = systemActor('webhooks')

/**
 * Announces what the sealed journal tells of. The chain has no gaps and takes in a line that committed late, so nothing
 * is missed, however many processes write; and no borrower waits for it. Returns how many lines it went on.
 *
 * Where nobody listens it goes to the end at once: who begins to listen hears what happens from then on.
 */
export async function followJournal(platform: Platform): Promise<number> {
  if (!(await isBehind(platform))) return 0
  return write(platform, { actor: FOLLOWER }, async (ctx) => {
    const cursor = await ctx.tx.selectFrom('webhook_cursor').select('seq').forUpdate().skipLocked().executeTakeFirst()
    if (!cursor) return 0
    const head = await headOf(ctx.tx)
    const hears = await ctx.tx
      .selectFrom('webhook_endpoint')
      .select('id')
      .where('status', '<>', 'paused')
      .executeTakeFirst()
    const until = hears ? min(cursor.seq + BigInt(LINES_AT_ONCE), head) : head
    if (hears) await announce(ctx, (await linesOf(ctx.tx, cursor.seq, until)).flatMap(eventsOfLine))
    await ctx.tx.updateTable('webhook_cursor').set({ seq: until }).execute()
    return Number(until - cursor.seq)
  })
}

const min = (one: bigint, other: bigint) => (one < other ? one : other)

async function isBehind({ db }: Pick<Platform, 'db'>): Promise<boolean> {
  const [cursor, head] = [await db.selectFrom('webhook_cursor').select('seq').executeTakeFirst(), await headOf(db)]
  return cursor !== undefined && cursor.seq < head
}

async function headOf(reader: Pick<Platform['db'], 'selectFrom'>): Promise<bigint> {
  return (await reader.selectFrom('journal_head').select('seq').executeTakeFirst())?.seq ?? 0n
}

function linesOf(reader: Pick<Platform['db'], 'selectFrom'>, after: bigint, until: bigint) {
  return reader
    .selectFrom('journal_link as l')
    .innerJoin('journal as j', 'j.id', 'l.journal_id')
    .select(['j.id', 'j.action', 'j.object_kind', 'j.object_id', 'j.customer_id', 'j.after', 'j.recorded_at'])
    .where('l.seq', '>', after)
    .where('l.seq', '<=', until)
    .where('j.action', 'in', TELLING_ACTIONS)
    .orderBy('l.seq')
    .execute()
}

/** Goes back so many telling lines, so that receivers made just now hear the last of what happened: for a demo lender. */
export async function listenFrom(ctx: WriteContext, lines: number): Promise<void> {
  const row = await ctx.tx
    .selectFrom('journal_link as l')
    .innerJoin('journal as j', 'j.id', 'l.journal_id')
    .select('l.seq')
    .where('j.action', 'in', TELLING_ACTIONS)
    .orderBy('l.seq', 'desc')
    .offset(lines)
    .limit(1)
    .executeTakeFirst()
  await ctx.tx
    .updateTable('webhook_cursor')
    .set({ seq: row?.seq ?? 0n })
    .execute()
}
