import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { systemActor } from '../actor.ts'
import { write } from '../context.ts'
import { json } from '../db.ts'
import { silentLog } from '../log.ts'
import { freshPlatform, runQueuedJobs } from '../testing.ts'
import { enqueue } from './enqueue.ts'
import { job } from './job.ts'
import { openQueue } from './queue.ts'
import { startWorkers } from './workers.ts'

const actor = systemActor('test')
const title = { zh: '数一数', en: 'Count' }
const statusOf = async (platform: { db: Awaited<ReturnType<typeof freshPlatform>>['db'] }, id: string) =>
  platform.db
    .selectFrom('job_run')
    .select(['status', 'done', 'error', 'attempts', 'result'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

async function until(check: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (await check()) return
    await sleep(100)
  }
  throw new Error('it did not happen')
}

test('[JOB-1] a job runs after its transaction commits, shows progress and keeps its result; a rolled-back one never runs', async () => {
  const platform = await freshPlatform()
  const queue = await openQueue(platform.connection, silentLog)
  onTestFinished(() => queue.close())
  const live = { ...platform, queue }
  const ran: number[] = []
  const count = job<{ upTo: number }>({
    name: 'tests.count',
    title,
    run: async (ctx, { upTo }) => {
      ran.push(upTo)
      await ctx.progress({ done: upTo, total: upTo })
      return { counted: upTo }
    },
  })
  await startWorkers(live, queue, [count])
  const gone = write(live, { actor }, async (ctx) => {
    await enqueue(ctx, count, { upTo: 99 })
    throw new Error('rolled back')
  })
  await expect(gone).rejects.toThrow('rolled back')
  const id = await write(live, { actor }, (ctx) => enqueue(ctx, count, { upTo: 3 }))
  await until(async () => (await statusOf(platform, id)).status === 'completed')
  expect(await statusOf(platform, id)).toMatchObject({ done: 3n, attempts: 1, result: { counted: 3 } })
  expect(ran).toEqual([3])
})

test('[JOB-2] a job that fails is run again, and its effect happens once', async () => {
  const platform = await freshPlatform()
  const queue = await openQueue(platform.connection, silentLog)
  onTestFinished(() => queue.close())
  const live = { ...platform, queue }
  let tries = 0
  const flaky = job({
    name: 'tests.flaky',
    title,
    run: async (ctx) => {
      tries += 1
      await ctx.write((inner) =>
        inner.tx
          .insertInto('setting')
          .values({ name: ctx.jobId, value: json(1), changed_at: inner.clock.now() })
          .onConflict((c) => c.doNothing())
          .execute(),
      )
      if (tries < 2) throw new Error('the first time it breaks')
    },
  })
  await startWorkers(live, queue, [flaky])
  const id = await write(live, { actor }, (ctx) => enqueue(ctx, flaky, {}))
  await until(async () => (await statusOf(platform, id)).status === 'completed')
  expect(await statusOf(platform, id)).toMatchObject({ attempts: 2, error: null })
  expect(await platform.db.selectFrom('setting').select('name').execute()).toEqual([{ name: id }])
})

test('[JOB-3] a running job that is asked to stop stops at its next step', async () => {
  const platform = await freshPlatform()
  const long = job({
    name: 'tests.long',
    title,
    run: async (ctx) => {
      await ctx.progress({ done: 1, total: 100 })
      await platform.db.updateTable('job_run').set({ cancel_asked: true }).where('id', '=', ctx.jobId).execute()
      await ctx.progress({ done: 2 })
      throw new Error('not reached')
    },
  })
  const id = await write(platform, { actor }, (ctx) => enqueue(ctx, long, {}))
  await runQueuedJobs(platform, [long])
  expect(await statusOf(platform, id)).toMatchObject({ status: 'cancelled', done: 2n })
})
