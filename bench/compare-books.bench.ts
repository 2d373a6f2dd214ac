import { compareJob, startComparison } from '../server/src/flows/compare-books.ts'
import { write } from '../server/src/platform/context.ts'
import { JobCancelled } from '../server/src/platform/jobs/job.ts'
import { benchJob } from './lending/agreed-people.ts'
import { actor, multiplyLoans, originateAndLive, withLender } from './lending/lender.ts'
import type { Workload } from './measure.ts'

const LOANS = Number(process.env.PUHUI_BENCH_LOANS ?? 100_000)
const GOAL_S = 60
const PER_DAY = 20
const DAYS = 31
const MB = 1_048_576

/** Every loan held against its books, in parts; stopped in the middle and gone on with, as after a crash. */
export const workload: Workload = {
  id: 'P31',
  title: `${LOANS.toLocaleString('en')} loans held against their books, stopped once in the middle / the goal of ${GOAL_S} s`,
  run: () =>
    withLender('2026-03-01', async (platform) => {
      await originateAndLive(platform, { perDay: PER_DAY, days: DAYS, after: 35 })
      await multiplyLoans(platform.owner, Math.ceil(LOANS / (PER_DAY * DAYS)) - 1)
      const { comparisonId } = await write(platform, { actor }, (ctx) => startComparison(ctx))
      const before = process.memoryUsage().rss
      let most = before
      let stopsAt = LOANS / 2
      const progress = async ({ done = 0 }: { readonly done?: number | bigint }) => {
        most = Math.max(most, process.memoryUsage().rss)
        if (Number(done) < stopsAt) return
        stopsAt = Number.POSITIVE_INFINITY
        throw new JobCancelled('stopped in the middle')
      }
      const ctx = { ...benchJob(platform), progress }
      const started = performance.now()
      const stopped = await compareJob.run(ctx, { comparisonId }).catch((error: unknown) => error)
      const result = (await compareJob.run(ctx, { comparisonId })) as {
        readonly read: number
        readonly differing: number
      }
      const ours = (performance.now() - started) / 1000
      if (!(stopped instanceof JobCancelled) || result.read < LOANS || result.differing > 0) {
        throw new Error(`not all of the loans agree: ${JSON.stringify(result)}`)
      }
      console.error(`${result.read} loans read, ${Math.round((most - before) / MB)} MB more than before`)
      return { ours: round(ours), peer: GOAL_S, ratio: round(ours / GOAL_S), unit: 's' }
    }),
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
