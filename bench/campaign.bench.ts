import { sendCampaignJob } from '../server/src/flows/send-campaign.ts'
import { createCampaign, insertMembers } from '../server/src/modules/campaigns/index.ts'
import { write } from '../server/src/platform/context.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import { agreedPeople, benchJob } from './lending/agreed-people.ts'
import { actor, withLender } from './lending/lender.ts'
import type { Workload } from './measure.ts'

const PEOPLE = Number(process.env.PUHUI_BENCH_PEOPLE ?? 100_000)
const GOAL_S = 60

/** One campaign to so many people who agreed: the gate asked for each, a permit and a message for each, one budget. */
export const workload: Workload = {
  id: 'P27',
  title: `a campaign sent to ${PEOPLE.toLocaleString('en')} people / the goal of ${GOAL_S} s for 100,000`,
  run: () =>
    withLender('2026-03-02', async (platform) => {
      const campaignId = await readyCampaign(platform)
      const started = performance.now()
      await sendCampaignJob.run(benchJob(platform), { campaignId })
      const ours = (performance.now() - started) / 1000
      const sent = await platform.db
        .selectFrom('outbox_message')
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .where('object_id', '=', campaignId)
        .executeTakeFirstOrThrow()
      if (Number(sent.count) !== PEOPLE) throw new Error(`${sent.count} messages instead of ${PEOPLE}`)
      const peer = (GOAL_S * PEOPLE) / 100_000
      return { ours: round(ours), peer: round(peer), ratio: round(ours / peer), unit: 's' }
    }),
}

async function readyCampaign(platform: OpenPlatform): Promise<string> {
  const ids = await agreedPeople(platform, PEOPLE)
  return write(platform, { actor }, async (ctx) => {
    const id = await createCampaign(ctx, 'bench', draft as never)
    const now = ctx.clock.now()
    const set = { status: 'sending', started_at: now, submitted_by: 'one', decided_by: 'other' } as const
    await ctx.tx.updateTable('campaign').set(set).where('id', '=', id).execute()
    await insertMembers(
      ctx,
      id,
      ids.map((customerId) => ({ customerId, arm: 'treated' as const })),
    )
    return id
  })
}

const draft = {
  name: { zh: '', en: 'bench' },
  kind: 'credit-offer',
  segmentId: null,
  productCode: null,
  channel: 'sms',
  subject: null,
  body: { zh: '', en: '' },
  offeredFen: '1000000',
  holdoutPpm: 0,
  budgetFen: '100000000',
  unitCostFen: '5',
  goal: { measure: 'applied', count: 1 },
  windowDays: 30,
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
