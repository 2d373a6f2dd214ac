import { later } from '../../platform/clock.ts'
import { readContext } from '../../platform/context.ts'
import { job } from '../../platform/jobs/job.ts'
import { columnsNow } from './engine.ts'
import { factsHash, keepColumns } from './kept-columns.ts'

/** Fewer customers are read from their profiles in a moment. */
const ROWS_MIN = 50_000
const KEPT_FOR_MS = 20 * 3_600_000

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
