import { assert } from '@puhui/kernel'
import { sendCampaignJob, startCampaign } from '../flows/send-campaign.ts'
import { type CampaignDraft, createCampaign, decideCampaign, submitCampaign } from '../modules/campaigns/index.ts'
import { audienceNow, readCurrent } from '../modules/segments/index.ts'
import { staffActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import { runJob } from '../platform/jobs/run.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { lenderProfile } from '../platform/settings.ts'

interface Plan {
  readonly code: string
  readonly segment: string
  readonly name: CampaignDraft['name']
  readonly channel: CampaignDraft['channel']
  readonly offer: CampaignDraft['body']
  readonly unitCostFen: string
  readonly goal: number
}

const PLANS: readonly Plan[] = [
  {
    code: 'young-sms',
    segment: 'young-digital',
    name: { zh: '青年客户 · 分期购物', en: 'Young customers: buy in instalments' },
    channel: 'sms',
    offer: {
      zh: '分期购物，年化利率（单利）不高于23.4%，以审批为准。拒收请回复R',
      en: 'Buy in instalments, annual rate (simple) up to 23.4%, subject to approval. Reply STOP to stop',
    },
    unitCostFen: '5',
    goal: 20,
  },
  {
    code: 'village-visit',
    segment: 'rural',
    name: { zh: '进村走访 · 春耕', en: 'Village visits before spring' },
    channel: 'branch',
    offer: {
      zh: '春耕备耕可申请贷款，年化利率（单利）不高于23.4%，以审批为准',
      en: 'Loans for spring sowing, annual rate (simple) up to 23.4%, subject to approval',
    },
    unitCostFen: '800',
    goal: 10,
  },
]

/** One campaign that has gone out and one that awaits approval, both by the people who would do it. */
export async function leaveCampaigns(platform: OpenPlatform, staff: ReadonlyMap<string, string>): Promise<void> {
  const [started, waiting] = PLANS
  const id = await handIn(platform, staff, started!)
  const checker = staffActor(staff.get('zheng.compliance')!, ['campaigns.approve'])
  await write(platform, { actor: checker }, (ctx) => decideCampaign(ctx, id, 'approve', '文案与授权已核对'))
  const audience = await audienceNow(platform, await segmentOf(platform, started!.segment))
  const { jobId } = await write(platform, { actor: marketer(staff) }, (ctx) => startCampaign(ctx, id, audience))
  await runJob(platform, sendCampaignJob as never, jobId)
  await handIn(platform, staff, waiting!)
}

const marketer = (staff: ReadonlyMap<string, string>) => staffActor(staff.get('zhou.marketing')!, ['campaigns.edit'])

async function segmentOf(platform: OpenPlatform, code: string): Promise<string> {
  const segment = (await readCurrent(platform.db)).find((each) => each.code === code)
  assert(segment, 'the ready-made segments are there', { code })
  return segment.id
}

async function handIn(platform: OpenPlatform, staff: ReadonlyMap<string, string>, plan: Plan): Promise<string> {
  const segmentId = await segmentOf(platform, plan.segment)
  return write(platform, { actor: marketer(staff) }, async (ctx) => {
    const { name: sender } = await lenderProfile(ctx)
    const id = await createCampaign(ctx, plan.code, {
      name: plan.name,
      kind: 'credit-offer',
      segmentId,
      productCode: 'XFFQ',
      channel: plan.channel,
      subject: null,
      body: { zh: `【${sender.zh}】${plan.offer.zh}`, en: `${sender.en}: ${plan.offer.en}` },
      offeredFen: '2000000',
      holdoutPpm: 100_000,
      budgetFen: '500000',
      unitCostFen: plan.unitCostFen,
      goal: { measure: 'applied', count: plan.goal },
      windowDays: 30,
    })
    await submitCampaign(ctx, id, 1)
    return id
  })
}
