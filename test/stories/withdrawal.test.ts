import { borrowerApi, campaignsApi, profilesApi, segmentsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshProfiles } from '../../server/src/flows/refresh-profiles.ts'
import { CAMPAIGN_TEMPLATE, sendCampaignJob } from '../../server/src/flows/send-campaign.ts'
import { campaignsModule } from '../../server/src/modules/campaigns/index.ts'
import { listsModule } from '../../server/src/modules/lists/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { deliverDue } from '../../server/src/platform/outbox/deliver.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { campaignRoutes, marketingDeliveries } from '../../server/src/routes/campaigns.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { consent, handIn, newBorrower, openLender, type World } from './origination-world.ts'

type Borrower = Awaited<ReturnType<typeof newBorrower>>

const SENDER = { zh: '普惠消费金融（演示）', en: 'Puhui Consumer Finance (demo)' }
const JOBS = [sendCampaignJob] as never

let world: World
let marketing: TestCaller
let segmentId: string
const people: Borrower[] = []

beforeAll(async () => {
  const modules = [listsModule, profilesModule, segmentsModule, marketingModule, campaignsModule, campaignRoutes]
  world = await openLender({}, modules)
  marketing = await world.app.as('marketing')
  for (let no = 0; no < 8; no++) {
    const borrower = await newBorrower(world)
    await handIn(borrower)
    await consent(borrower, 'marketing')
    people.push(borrower)
  }
  await write(world.platform, { actor: systemActor('test') }, (ctx) => refreshProfiles(ctx, '首次计算'))
  const segment = { name: { zh: '成年客户', en: 'Adults' }, kind: 'living' as const, purpose: 'segment' as const }
  const body = { ...segment, code: 'adults', text: 'age >= 18', strategy: null, reason: '测试' }
  segmentId = (await marketing.call(segmentsApi.saveSegment, { body })).id
})
afterAll(() => world.platform.drop())

async function approvedCampaign(): Promise<string> {
  const body = {
    code: 'spring',
    name: { zh: '家电焕新', en: 'Appliances' },
    kind: 'credit-offer' as const,
    segmentId,
    productCode: 'XFFQ',
    channel: 'sms' as const,
    subject: null,
    body: {
      zh: `【${SENDER.zh}】家电焕新，可申请分期，年化利率（单利）不高于15.4%。拒收请回复R`,
      en: `${SENDER.en}: renew your appliances in instalments, annual rate (simple) up to 15.4%. Reply STOP to stop`,
    },
    offeredFen: '2000000',
    holdoutPpm: 0,
    budgetFen: '100000',
    unitCostFen: '8',
    goal: { measure: 'applied' as const, count: 5 },
    windowDays: 30,
  }
  const { id } = await marketing.call(campaignsApi.createCampaign, { body })
  await marketing.call(campaignsApi.submitCampaign, { params: { campaignId: id }, body: { version: 1 } })
  const compliance = await world.app.as('compliance')
  const decision = { verdict: 'approve' as const, note: '同意' }
  await compliance.call(campaignsApi.decideCampaign, { params: { campaignId: id }, body: decision })
  return id
}

const marketingTo = ({ customerId }: Borrower) =>
  world.platform.db
    .selectFrom('outbox_message')
    .select(['id', 'status'])
    .where('template', '=', CAMPAIGN_TEMPLATE)
    .where('customer_id', '=', customerId)
    .execute()

const withdraw = (who: Borrower) => who.call(borrowerApi.withdrawConsent, { body: { purpose: 'marketing' } })

test('SEC-05 SEC-04 a refusal holds in the middle of a sending: before the message is written, and before it leaves (CN-PRIV-001, CN-PRIV-003)', async () => {
  const [early, late, silent, shut, stays] = people as [Borrower, Borrower, Borrower, Borrower, Borrower]
  const campaignId = await approvedCampaign()
  const { audience } = await marketing.call(campaignsApi.startCampaign, { params: { campaignId } })
  expect(audience).toBe(people.length)
  // The audience is frozen and this one waits in it.
  await withdraw(early)
  await runQueuedJobs(world.platform, JOBS)
  expect(await marketingTo(early)).toEqual([])
  const member = await world.platform.db
    .selectFrom('campaign_member')
    .select(['status', 'refusal'])
    .where('customer_id', '=', early.customerId)
    .executeTakeFirstOrThrow()
  expect(member).toEqual({ status: 'refused', refusal: 'contact.no_consent' })

  // Written, with a permit, and not yet gone.
  for (const who of [late, silent, shut, stays])
    expect((await marketingTo(who)).map(({ status }) => status)).toEqual(['queued'])
  await withdraw(late)
  await silent.call(profilesApi.setMyPersonalisation, { body: { isOn: false } })
  await shut.call(campaignsApi.setMyChannel, { body: { channel: 'sms', isOpen: false } })
  while ((await deliverDue(world.platform, marketingDeliveries(null))) > 0);
  const ended = async (who: Borrower) => (await marketingTo(who)).map(({ status }) => status)
  expect([await ended(late), await ended(silent), await ended(shut), await ended(stays)]).toEqual([
    ['failed'],
    ['failed'],
    ['failed'],
    ['sent'],
  ])
})

test('SEC-05 what a refusal stopped goes nowhere when staff send it again', async () => {
  const late = people[1]!
  await world.platform.db
    .updateTable('outbox_message')
    .set({ status: 'queued', next_attempt_at: world.platform.clock.now() })
    .where('template', '=', CAMPAIGN_TEMPLATE)
    .where('customer_id', '=', late.customerId)
    .execute()
  while ((await deliverDue(world.platform, marketingDeliveries(null))) > 0);
  expect((await marketingTo(late)).map(({ status }) => status)).toEqual(['failed'])
})
