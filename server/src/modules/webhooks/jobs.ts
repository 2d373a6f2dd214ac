import { systemActor } from '../../platform/actor.ts'
import { later } from '../../platform/clock.ts'
import { type Platform, write } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { job } from '../../platform/jobs/job.ts'
import { deliverWebhooks, isAnyDue } from './deliver.ts'
import { followJournal } from './follow.ts'

/** Sends what is due until nothing is. */
export const deliverJob = job({
  name: 'webhooks.deliver',
  title: { zh: '投递 Webhook', en: 'Deliver webhooks' },
  isSilent: true,
  run: async ({ platform }) => {
    while ((await deliverWebhooks(platform)) > 0);
  },
})

const ACTOR = systemActor('webhooks')

/** One round of this process: read on in the journal; when something is due and no worker is at it, hand it to one. */
export async function webhookRound(platform: Platform): Promise<boolean> {
  const read = await followJournal(platform)
  if ((await isAnyDue(platform)) && !(await isUnderWay(platform))) {
    await write(platform, { actor: ACTOR }, (ctx) => enqueue(ctx, deliverJob, {}))
  }
  return read > 0
}

/** A worker that died is not waited for longer than this. */
const PATIENCE_MS = 600_000

async function isUnderWay({ db, clock }: Platform): Promise<boolean> {
  const row = await db
    .selectFrom('job_run')
    .select('id')
    .where('name', '=', deliverJob.name)
    .where('status', 'in', ['queued', 'running'])
    .where('created_at', '>', later(clock.now(), -PATIENCE_MS))
    .executeTakeFirst()
  return row !== undefined
}
