import { addDays, ageOn, type Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { Fen } from '@puhui/money'
import { type ApplicationIntent, type Person, responseOf, streamOf } from '@puhui/sim'
import { refreshProfiles } from '../flows/refresh-profiles.ts'
import { sendCampaignJob, startCampaign } from '../flows/send-campaign.ts'
import { type CampaignDraft, createCampaign, decideCampaign, submitCampaign } from '../modules/campaigns/index.ts'
import { addReadyMade, audienceNow, readCurrent } from '../modules/segments/index.ts'
import { staffActor, systemActor } from '../platform/actor.ts'
import { at } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import { runJob } from '../platform/jobs/run.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { lenderProfile } from '../platform/settings.ts'
import type { Market } from './market.ts'

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

/** On how many days before the demo opens its campaign goes out: long enough for people to have come. */
export const CAMPAIGN_DAYS = 24

/**
 * The campaign goes out, and the market answers it: whoever is moved comes within the fortnight and applies as everybody
 * does. Nobody knows who would have come anyway, so those held out are asked too.
 */
export async function liveCampaign(
  platform: OpenPlatform,
  { staff, market }: { readonly staff: ReadonlyMap<string, string>; readonly market: Market },
  on: Day,
): Promise<void> {
  platform.clock.set(at(on, '09:30'))
  const indexOf = new Map([...market.customers].map(([index, customerId]) => [customerId, index]))
  const young = [...market.customers].filter(([index]) => {
    const age = ageOn(market.personOf(index).bornOn, on)
    return age >= 20 && age <= 35
  })
  await write(platform, { actor: BUILDER }, async (ctx) => {
    await addReadyMade(ctx)
    const ids = young.map(([, customerId]) => customerId)
    if (ids.length > 0) await refreshProfiles(ctx, '首次计算', ids)
  })
  const campaignId = await goOut(platform, staff)
  await deliverSimulated(platform, campaignId)
  const members = await platform.db
    .selectFrom('campaign_member')
    .select(['customer_id', 'status'])
    .where('campaign_id', '=', campaignId)
    .orderBy('customer_id')
    .execute()
  for (const { customer_id, status } of members) {
    const intent = answerOf(market.personOf(indexOf.get(customer_id)!), indexOf.get(customer_id)!, {
      isReached: status === 'sent',
      on,
    })
    if (intent) market.moves(intent)
  }
}

/** The simulated telephone company takes every message at once, as it does when the platform runs: permits live briefly. */
async function deliverSimulated({ db, clock }: OpenPlatform, campaignId: string): Promise<void> {
  await db
    .updateTable('outbox_message')
    .set({ status: 'sent', sent_at: clock.now(), attempts: 1, is_simulated: true })
    .where('object_id', '=', campaignId)
    .where('status', '=', 'queued')
    .execute()
}

const BUILDER = systemActor('demo')
const APPEAL = { id: 'young-sms', need: 'appliances', strength: 2.5 } as const
const ANSWERS_WITHIN = 12

/** What somebody does about the campaign; null when they stay at home. */
function answerOf(
  person: Person,
  personIndex: number,
  { isReached, on }: { readonly isReached: boolean; readonly on: Day },
): ApplicationIntent | null {
  const response = responseOf(person, APPEAL)
  if (!(isReached ? response.withContact : response.withoutContact)) return null
  const draw = streamOf(person.lifeSeed, 'campaign-visit', APPEAL.id)
  const yuan = 2_000 + 500 * Math.floor(draw.unit() * 16)
  return {
    key: `${APPEAL.id}|${personIndex}`,
    personId: person.personId,
    personIndex,
    minuteOfDay: 600,
    appliedOn: addDays(on, 1 + Math.floor(draw.unit() * ANSWERS_WITHIN)),
    amountFen: (BigInt(yuan) * 100n) as Fen,
    termMonths: 12,
    method: 'equal-instalment',
    need: 'appliances',
    channel: 'h5',
    productKind: 'scene-instalment',
  }
}

/** A campaign that awaits approval, by the people who would do it; and the first one, where it has not gone out before. */
export async function leaveCampaigns(platform: OpenPlatform, staff: ReadonlyMap<string, string>): Promise<void> {
  const [started, waiting] = PLANS
  const gone = await platform.db
    .selectFrom('campaign')
    .select('id')
    .where('code', '=', started!.code)
    .executeTakeFirst()
  if (!gone) await goOut(platform, staff)
  await handIn(platform, staff, waiting!)
}

async function goOut(platform: OpenPlatform, staff: ReadonlyMap<string, string>): Promise<string> {
  const [started] = PLANS
  const id = await handIn(platform, staff, started!)
  const checker = staffActor(staff.get('zheng.compliance')!, ['campaigns.approve'])
  await write(platform, { actor: checker }, (ctx) => decideCampaign(ctx, id, 'approve', '文案与授权已核对'))
  const audience = await audienceNow(platform, await segmentOf(platform, started!.segment))
  const { jobId } = await write(platform, { actor: marketer(staff) }, (ctx) => startCampaign(ctx, id, audience))
  await runJob(platform, sendCampaignJob as never, jobId)
  return id
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
      holdoutPpm: 200_000,
      budgetFen: '500000',
      unitCostFen: plan.unitCostFen,
      goal: { measure: 'applied', count: plan.goal },
      windowDays: 30,
    })
    await submitCampaign(ctx, id, 1)
    return id
  })
}
