import { campaignsApi, profilesApi, segmentsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { permitEnd } from '../../server/src/flows/contact-gate.ts'
import { refreshProfiles } from '../../server/src/flows/refresh-profiles.ts'
import { sendCampaignJob } from '../../server/src/flows/send-campaign.ts'
import { withdrawPurpose } from '../../server/src/flows/withdraw-purpose.ts'
import { campaignsModule } from '../../server/src/modules/campaigns/index.ts'
import { holdCustomers } from '../../server/src/modules/customers/index.ts'
import { listsModule } from '../../server/src/modules/lists/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { at, later } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { campaignRoutes } from '../../server/src/routes/campaigns.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { consent, handIn, newBorrower, openLender, type World } from './origination-world.ts'

const SENDER = { zh: '普惠消费金融（演示）', en: 'Puhui Consumer Finance (demo)' }
const BODY = {
  zh: `【${SENDER.zh}】家电焕新，可申请分期，年化利率（单利）不高于15.4%。拒收请回复R`,
  en: `${SENDER.en}: renew your appliances in instalments, annual rate (simple) up to 15.4%. Reply STOP to stop`,
}
const actor = systemActor('campaigns.send')

let world: World
let marketing: TestCaller
let compliance: TestCaller
let segmentId: string
let who: Awaited<ReturnType<typeof newBorrower>>
let serial = 0

beforeAll(async () => {
  const modules = [listsModule, profilesModule, segmentsModule, marketingModule, campaignsModule, campaignRoutes]
  world = await openLender({}, modules)
  marketing = await world.app.as('marketing')
  compliance = await world.app.as('compliance')
  const name = { zh: '成年客户', en: 'Adults' }
  const shape = { code: 'adults', kind: 'living', purpose: 'segment', text: 'age >= 18', strategy: null } as const
  segmentId = (await marketing.call(segmentsApi.saveSegment, { body: { ...shape, name, reason: '测试' } })).id
})
afterAll(() => world.platform.drop())

beforeEach(async () => {
  serial += 1
  who = await newBorrower(world)
  await handIn(who, { incomeYuan: 12_000 })
  await consent(who, 'marketing')
  await write(world.platform, { actor }, (ctx) => refreshProfiles(ctx, '测试', [who.customerId]))
})

async function startedCampaign(code: string): Promise<string> {
  const about = {
    segmentId,
    productCode: 'XFFQ',
    channel: 'sms',
    subject: null,
    body: BODY,
    offeredFen: '2000000',
  } as const
  const money = {
    holdoutPpm: 0,
    budgetFen: '100000',
    unitCostFen: '8',
    goal: { measure: 'applied' as const, count: 1 },
  }
  const body = { code, name: SENDER, kind: 'credit-offer' as const, ...about, ...money, windowDays: 30 }
  const { id } = await marketing.call(campaignsApi.createCampaign, { body })
  const params = { campaignId: id }
  await marketing.call(campaignsApi.submitCampaign, { params, body: { version: 1 } })
  await compliance.call(campaignsApi.decideCampaign, { params, body: { verdict: 'approve', note: '同意' } })
  await marketing.call(campaignsApi.startCampaign, { params })
  return id
}

const send = (campaignId: string) =>
  sendCampaignJob.run(
    {
      platform: world.platform,
      jobId: 'job_test',
      actor,
      requestId: 'req_test',
      write: (work: never) => write(world.platform, { actor }, work),
      progress: async () => {},
    } as never,
    { campaignId },
  )

const memberOf = (campaignId: string) =>
  world.platform.db
    .selectFrom('campaign_member')
    .select(['status', 'refusal'])
    .where('campaign_id', '=', campaignId)
    .where('customer_id', '=', who.customerId)
    .executeTakeFirstOrThrow()

const messages = () =>
  world.platform.db
    .selectFrom('outbox_message')
    .select(['status', 'object_id'])
    .where('template', '=', 'campaigns.message')
    .where('customer_id', '=', who.customerId)
    .execute()

/** Once another transaction waits for a lock. */
async function somebodyWaits(): Promise<'waits'> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_locks where not granted`.execute(world.platform.db)
    if (rows.length > 0) return 'waits'
  }
}

test('SEC-04 CMP-17 a consent taken back while a campaign is being sent holds: the sending waits and leaves the person out', async () => {
  const id = await startedCampaign(`withdrawn-${serial}`)
  let sending: Promise<'sent'> | undefined
  await write(world.platform, { actor }, async (ctx) => {
    await withdrawPurpose(ctx, who.customerId, 'marketing')
    sending = send(id).then(() => 'sent')
    expect(await Promise.race([sending, somebodyWaits()])).toBe('waits')
  })
  await sending
  expect(await memberOf(id)).toMatchObject({ status: 'refused', refusal: 'contact.no_consent' })
  expect(await messages()).toEqual([])
})

test('EFF-03 two campaigns that go out at once take turns at a person: together they stay under the cap', async () => {
  const id = await startedCampaign(`turn-a-${serial}`)
  const others = [await startedCampaign(`turn-b-${serial}`), await startedCampaign(`turn-c-${serial}`)]
  let sending: Promise<'sent'> | undefined
  await write(world.platform, { actor }, async (ctx) => {
    await holdCustomers(ctx, [who.customerId])
    const now = ctx.clock.now()
    for (const other of others)
      await sql`insert into contact_permit (id, campaign_id, customer_id, channel, kind, content_hash, issued_at, expires_at, used_at)
        values (${`prm_${other}`}, ${other}, ${who.customerId}, 'sms', 'credit-offer', 'x', ${now}, ${later(now, 1)}, ${now})`.execute(
        ctx.tx,
      )
    sending = send(id).then(() => 'sent')
    expect(await Promise.race([sending, somebodyWaits()])).toBe('waits')
  })
  await sending
  expect(await memberOf(id)).toMatchObject({ status: 'refused', refusal: 'contact.too_often' })
})

test('SEC-05 whoever deletes their tags gets nothing that was chosen by them, not even what was written already', async () => {
  const id = await startedCampaign(`deleted-${serial}`)
  await send(id)
  expect(await messages()).toEqual([{ status: 'queued', object_id: id }])
  await who.call(profilesApi.deleteMyData, { body: {} })
  expect(await messages()).toEqual([{ status: 'failed', object_id: id }])
})

test('CMP-17 a message written just before the quiet hours does not leave in them', () => {
  const { clock } = world.platform
  const endAt = (time: string) => {
    clock.set(at('2027-06-01' as Day, time))
    return permitEnd({ clock })
  }
  expect(endAt('20:00')).toBe(later(clock.now(), 15 * 60_000))
  expect(endAt('20:52')).toBe(at('2027-06-01' as Day, '21:00'))
})
