import { sql } from 'kysely'
import {
  type ComparisonRow,
  handOn,
  insertComparison,
  keepPart,
  type NewDifference,
  readComparison,
  readLastComparison,
} from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type Correction, correctionsOn, hashOf, sumOf } from './books-corrections.ts'

/** So many loans are held against their books at a time; more would be kept in memory for nothing. */
const PART = 500

/**
 * Has every loan held against what was booked for it. One that was stopped the same day goes on where it stopped.
 *
 * @refuses ledger.comparison_running
 */
export async function startComparison(ctx: WriteContext): Promise<{ comparisonId: string; jobId: string }> {
  await sql`select pg_advisory_xact_lock(hashtext('ledger.compare'))`.execute(ctx.tx)
  const on = await businessDate(ctx.db)
  const last = await readLastComparison(ctx.db)
  const isRunning = last?.job_status === 'queued' || last?.job_status === 'running'
  if (last && last.ended_at === null && isRunning) throw new RefusalError({ code: 'ledger.comparison_running' })
  const stopped = last && last.ended_at === null && last.started_on === on ? last : undefined
  const id = stopped?.id ?? ctx.ids.next('bcp')
  const about = { objectKind: 'books_comparison', objectId: id }
  const jobId = await enqueue(ctx, compareJob, { comparisonId: id }, about)
  if (stopped) await handOn(ctx.tx, id, jobId)
  else await insertComparison(ctx.tx, { id, jobId, by: ctx.actor.id, on, at: ctx.clock.now() })
  await record(ctx, { action: 'ledger.comparison_started', ...about, after: { jobId } })
  return { comparisonId: id, jobId }
}

/** One part after the other, each kept in a transaction of its own: killed anywhere, it goes on after the last one. */
export const compareJob = job<{ readonly comparisonId: string }>({
  name: 'ledger.compare_books',
  title: { zh: '逐笔核对贷款账目', en: 'Loans held against their books' },
  run: async (ctx, { comparisonId }) => {
    const total = await loansOf(ctx)
    for (;;) {
      const row = await readComparison(ctx.platform.db, comparisonId)
      if (!row) return null
      const [read, differing, unread] = [row.loans_read, row.loans_differing, row.loans_unread].map(Number)
      await ctx.progress({ done: read! + unread!, total })
      if (row.ended_at !== null) return { read, differing, unread }
      await comparePart(ctx, row)
    }
  },
})

async function loansOf({ platform }: JobContext): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from loan where disbursed_on is not null`.execute(platform.db)
  return Number(rows[0]!.count)
}

async function comparePart({ platform, write }: JobContext, { id, last_id }: ComparisonRow): Promise<void> {
  const { db } = platform
  const today = await businessDate(db)
  const found = await correctionsOn({ db }, today, { afterId: last_id, max: PART })
  // A payment may have come between two reads: what differs is looked at again.
  const ids = found.corrections.map(({ row }) => row.id)
  const again = ids.length === 0 ? [] : (await correctionsOn({ db }, today, { ids, max: PART })).corrections
  const seen = new Set(found.corrections.map(hashOf))
  const differences = again.filter((one) => seen.has(hashOf(one))).map(differenceOf)
  const { lastId, loansRead, loansUnread } = found
  await write(async (ctx) => {
    const endedAt = loansRead + loansUnread < PART ? ctx.clock.now() : null
    await keepPart(ctx.tx, id, { afterId: last_id, lastId, read: loansRead, unread: loansUnread, differences, endedAt })
  })
}

function differenceOf(one: Correction): NewDifference {
  const { row, parts } = one
  return { loanId: row.id, number: row.number, hash: hashOf(one), parts, lines: sumOf(one) }
}
