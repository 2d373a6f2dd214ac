import { readContext } from '../../platform/context.ts'
import { type JobContext, job } from '../../platform/jobs/job.ts'
import { record } from '../../platform/journal/record.ts'
import type { Moved } from './answers.ts'
import { ask } from './engine.ts'
import { keepMoves, moveMembers, readCurrent, readRefreshed } from './store.ts'

/** The answer that this process wrote last for a segment: what moved since is all that has to be written. */
interface Followed {
  readonly version: number
  readonly refreshedAt: string
  readonly no: number
}

const followed = new WeakMap<object, Map<string, Followed>>()

/** Keeps the members of living segments as their customers change, and fills a static one once. */
export const followSegmentsJob = job({
  name: 'segments.follow',
  title: { zh: '更新客群成员', en: 'Follow the members of living segments' },
  cron: '*/10 * * * *',
  isSilent: true,
  run: async (ctx) => {
    const total = { segments: 0, entered: 0, left: 0 }
    const { db } = ctx.platform
    for (const segment of await readCurrent(db)) {
      const refreshedAt = await readRefreshed(db, segment.id)
      if (segment.kind === 'static' && refreshedAt !== null) continue
      const moved = await follow(ctx, segment, refreshedAt)
      total.segments += 1
      total.entered += moved.entered
      total.left += moved.left
    }
    return total
  },
})

type Current = Awaited<ReturnType<typeof readCurrent>>[number]

async function follow(ctx: JobContext, { id, version, tree }: Current, refreshedAt: string | null) {
  const known = knownOf(ctx)
  const last = known.get(id)
  const isMine = last !== undefined && last.version === version && last.refreshedAt === refreshedAt
  const read = readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId })
  const moved = await ask(read, { kind: 'moved', of: id, since: isMine ? last.no : null, condition: tree })
  known.delete(id)
  const { at, ...done } = await ctx.write(async (open) => {
    const kept = await written(open, id, version, moved)
    const after = { version, entered: kept.entered, left: kept.left }
    if (kept.entered + kept.left > 0)
      await record(open, { action: 'segments.refreshed', objectKind: 'segment', objectId: id, after })
    return kept
  })
  known.set(id, { version, refreshedAt: at, no: moved.no })
  return done
}

function written(ctx: Parameters<typeof moveMembers>[0], id: string, version: number, moved: Moved) {
  return moved.all === null ? keepMoves(ctx, id, version, moved) : moveMembers(ctx, id, version, moved.all)
}

function knownOf({ platform }: JobContext): Map<string, Followed> {
  const known = followed.get(platform.keys) ?? new Map()
  followed.set(platform.keys, known)
  return known
}
