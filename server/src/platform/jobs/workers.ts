import { assert } from '@puhui/kernel'
import { systemActor } from '../actor.ts'
import { type Platform, write } from '../context.ts'
import { enqueue } from './enqueue.ts'
import type { JobDefinition } from './job.ts'
import { type OpenQueue, TICK_QUEUE, WORK_QUEUE } from './queue.ts'
import { runJob } from './run.ts'

interface WorkMessage {
  readonly name: string
  readonly jobId: string
}

const AT_ONCE = 2
const POLL_SECONDS = 0.5

/** Starts the workers of this process: what was sent runs here, and what is due by the calendar is sent. */
export async function startWorkers(
  platform: Platform,
  queue: OpenQueue,
  definitions: readonly JobDefinition<never>[],
): Promise<void> {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]))
  assert(byName.size === definitions.length, 'job names are unique')
  await queue.boss.work<WorkMessage>(
    WORK_QUEUE,
    { pollingIntervalSeconds: POLL_SECONDS, localConcurrency: AT_ONCE, batchSize: 1 },
    async ([message]) => {
      const definition = message ? byName.get(message.data.name) : undefined
      assert(message && definition, 'a job that was sent is known to the workers', { name: message?.data.name })
      await runJob(platform, definition, message.data.jobId)
    },
  )
  await startCalendar(platform, queue, definitions)
}

async function startCalendar(
  platform: Platform,
  queue: OpenQueue,
  definitions: readonly JobDefinition<never>[],
): Promise<void> {
  const scheduled = definitions.filter((definition) => definition.cron !== undefined)
  await queue.boss.work<{ name: string }>(TICK_QUEUE, { pollingIntervalSeconds: 2, batchSize: 1 }, async ([tick]) => {
    const definition = scheduled.find((candidate) => candidate.name === tick?.data.name)
    if (definition)
      await write(platform, { actor: systemActor('calendar') }, (ctx) => enqueue(ctx, definition, {} as never))
  })
  const known = await queue.boss.getSchedules(TICK_QUEUE)
  const gone = known.filter(({ key }) => !scheduled.some((definition) => definition.name === key))
  for (const { key } of gone) await queue.boss.unschedule(TICK_QUEUE, key)
  for (const { name, cron } of scheduled) {
    await queue.boss.schedule(TICK_QUEUE, cron!, { name }, { key: name, tz: 'Asia/Shanghai' })
  }
}
