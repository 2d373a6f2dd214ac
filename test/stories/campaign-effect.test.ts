import { borrowerApi, campaignsApi, profilesApi, segmentsApi, surveysApi } from '@puhui/api'
import { addDays } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshProfiles, refreshProfilesJob } from '../../server/src/flows/refresh-profiles.ts'
import { sendCampaignJob } from '../../server/src/flows/send-campaign.ts'
import { listsModule } from '../../server/src/modules/lists/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { surveysModule } from '../../server/src/modules/surveys/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate, later, moveBusinessDate } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { tx } from '../../server/src/platform/tx.ts'
import { campaignRoutes } from '../../server/src/routes/campaigns.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { surveyRoutes } from '../../server/src/routes/surveys.ts'
import { openLendingLender, read, sign } from './lending-world.ts'
import { consent, handIn, newBorrower, type World } from './origination-world.ts'
import { ask, published } from './survey-world.ts'

type Borrower = Awaited<ReturnType<typeof newBorrower>>

const PEOPLE = 24
const SENDER = { zh: '普惠消费金融（演示）', en: 'Puhui Consumer Finance (demo)' }

let world: World
let marketing: TestCaller
let compliance: TestCaller
const people: Borrower[] = []

beforeAll(async () => {
  const more = [
    listsModule,
    profilesModule,
    segmentsModule,
    marketingModule,
    campaignRoutes,
    surveysModule,
    surveyRoutes,
  ]
  world = await openLendingLender({}, more)
  marketing = await world.app.as('marketing')
  compliance = await world.app.as('compliance')
  for (let no = 0; no < PEOPLE; no++) {
    const borrower = await newBorrower(world)
    await handIn(borrower, { incomeYuan: 12_000 + 10 * no, productCode: 'XFFQ', purpose: 'appliances' })
    await consent(borrower, 'marketing')
    people.push(borrower)
  }
  await write(world.platform, { actor: systemActor('test') }, (ctx) => refreshProfiles(ctx, '首次计算'))
})
afterAll(() => world.platform.drop())

const refusalCode = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { problem: { code: string } }) => error.problem.code,
  )

/** Half buy little and often, half seldom and dear. */
async function importSpending(): Promise<void> {
  const line = (who: Borrower, day: number, yuan: number) =>
    `${who.customerId},2026-10-${String(day).padStart(2, '0')},-${yuan}`
  const rows = people.flatMap((who, at) =>
    at % 2 === 0
      ? Array.from({ length: 12 }, (_, day) => line(who, day + 1, 20 + at))
      : Array.from({ length: 2 }, (_, day) => line(who, day + 3, 3_000 + at)),
  )
  const customer = { column: 'c', by: 'customerId' as const }
  const mapping = { source: '某银行', customer, date: 'd', amount: { column: 'a', unit: 'yuan' as const } }
  const body = { fileName: '行为.csv', content: ['c,d,a', ...rows].join('\n'), mapping }
  await marketing.call(profilesApi.importTransactions, { body })
}

const STRATEGIES = [
  { productCode: 'XFFQ', channel: 'sms', message: { zh: '大件分期，期数自选', en: 'Big purchases in instalments' } },
  { productCode: 'XJD', channel: 'branch', message: { zh: '日常周转，随借随还', en: 'For every day, repay any time' } },
] as const

/** Behaviour groups become segments, each with the product, channel and message that is its own. */
async function segmentsFromClusters() {
  const found = await marketing.call(segmentsApi.behaviourClusters, { query: { groups: 2 } })
  const byTicket = found.clusters.toSorted((a, b) => Number(b.ticketAverageFen) - Number(a.ticketAverageFen))
  return Promise.all(
    byTicket.map(async ({ text, count }, at) => {
      const { productCode, channel, message } = STRATEGIES[at]!
      const saved = await marketing.call(segmentsApi.saveSegment, {
        body: {
          code: `behaviour-${at}`,
          name: { zh: `行为客群${at}`, en: `Behaviour group ${at}` },
          kind: 'living',
          purpose: 'segment',
          text,
          strategy: { productCode, channel, message: { ...message } },
          reason: '聚类所得',
        },
      })
      return { id: saved.id, count }
    }),
  )
}

/** A campaign that says what the segment's strategy record says. */
async function campaignOf(code: string, segmentId: string, holdoutPpm: number): Promise<string> {
  const { versions } = await marketing.call(segmentsApi.getSegment, { params: { segmentId } })
  const { productCode, channel, message } = versions[0]!.strategy!
  const body = {
    code,
    name: message,
    kind: 'credit-offer' as const,
    segmentId,
    productCode,
    channel: channel as 'sms' | 'branch',
    subject: null,
    body: {
      zh: `【${SENDER.zh}】${message.zh}，年化利率（单利）不高于15.4%。拒收请回复R`,
      en: `${SENDER.en}: ${message.en}, annual rate (simple) up to 15.4%. Reply STOP to stop`,
    },
    offeredFen: '1000000',
    holdoutPpm,
    budgetFen: '100000',
    unitCostFen: '8',
    goal: { measure: 'borrowed' as const, count: 3 },
    windowDays: 30,
  }
  const { id } = await marketing.call(campaignsApi.createCampaign, { body })
  await marketing.call(campaignsApi.submitCampaign, { params: { campaignId: id }, body: { version: 1 } })
  const verdict = { verdict: 'approve' as const, note: '同意' }
  await compliance.call(campaignsApi.decideCampaign, { params: { campaignId: id }, body: verdict })
  return id
}

/** Applies, signs and is paid out. */
async function borrow(who: Borrower): Promise<void> {
  const { application } = await who.call(borrowerApi.submitApplication, { body: {} })
  const { id: applicationId, approvedFen } = application!
  const body = { principalFen: approvedFen!, termMonths: 12, method: 'equal-instalment' as const }
  const contract = await who.call(borrowerApi.prepareContract, { params: { applicationId }, body })
  await read(world, who, contract)
  await sign(world, { borrower: who }, contract.contractId)
}

let segmentIds: string[]

test('SEG-08 C20 behaviour parts the customers, each group has its product series, and no campaign starts without one', async () => {
  await importSpending()
  const segments = await segmentsFromClusters()
  segmentIds = segments.map(({ id }) => id)
  expect(segments.map(({ count }) => count)).toEqual([PEOPLE / 2, PEOPLE / 2])
  const campaigns = await Promise.all([campaignOf('dear', segmentIds[0]!, 0), campaignOf('often', segmentIds[1]!, 0)])
  const files = await Promise.all(
    campaigns.map((campaignId) => marketing.call(campaignsApi.getCampaign, { params: { campaignId }, query: {} })),
  )
  expect(files.map(({ productCode, channel }) => [productCode, channel])).toEqual([
    ['XFFQ', 'sms'],
    ['XJD', 'branch'],
  ])
  const nowhere = marketing.call(campaignsApi.createCampaign, {
    body: { ...files[0]!, code: 'nowhere', segmentId: '' } as never,
  })
  expect(await refusalCode(nowhere)).toBe('request.invalid')
  const lost = { campaignId: campaigns[1]! }
  await world.platform.db.updateTable('campaign').set({ segment_id: null }).where('id', '=', lost.campaignId).execute()
  expect(await refusalCode(marketing.call(campaignsApi.startCampaign, { params: lost }))).toBe(
    'campaigns.segment_missing',
  )
})

test('EFF-01 C20 the campaign is judged by users, trade volume and satisfaction against those it left alone', async () => {
  const id = await campaignOf('effect', segmentIds[0]!, 400_000)
  await marketing.call(campaignsApi.startCampaign, { params: { campaignId: id } })
  await runQueuedJobs(world.platform, [sendCampaignJob] as never)
  const members = await world.platform.db
    .selectFrom('campaign_member')
    .select(['customer_id', 'arm', 'is_eligible'])
    .where('campaign_id', '=', id)
    .orderBy('customer_id')
    .execute()
  const inArm = (arm: string) =>
    members
      .filter((member) => member.arm === arm && member.is_eligible)
      .map(({ customer_id }) => people.find(({ customerId }) => customerId === customer_id)!)
  const [treated, heldOut] = [inArm('treated'), inArm('holdout')]
  expect([treated.length + heldOut.length, Math.min(treated.length, heldOut.length) >= 3]).toEqual([PEOPLE / 2, true])

  world.platform.clock.set(later(world.platform.clock.now(), 3_600_000))
  for (const who of treated.slice(0, 4)) await borrow(who)
  await borrow(heldOut[0]!)
  const { token } = await published(
    { marketing, checker: await world.app.as('compliance') },
    {
      code: 'satisfied',
      questions: [ask('nps', 'nps', ['愿意推荐我们吗？', 'Would you recommend us?'])],
    },
  )
  const rate = (who: Borrower, nps: number, at: number) =>
    who.call(surveysApi.handInAnswers, {
      params: { token },
      body: { key: `device-of-${at}-${nps}`.padEnd(20, '0'), answers: { nps }, agreesToLink: true },
    })
  for (const [at, who] of treated.slice(0, 3).entries()) await rate(who, 8 + (at % 2), at)
  for (const [at, who] of heldOut.slice(0, 3).entries()) await rate(who, 5 + (at % 2), at)

  const { report } = await marketing.call(campaignsApi.getCampaign, { params: { campaignId: id }, query: {} })
  const of = (measure: string) => report!.measures.find((each) => each.measure === measure)!
  const loans = await world.platform.db.selectFrom('loan').select(['customer_id', 'principal_fen']).execute()
  const lent = (group: readonly Borrower[]) =>
    loans
      .filter(({ customer_id }) => group.some(({ customerId }) => customerId === customer_id))
      .reduce((sum, { principal_fen }) => sum + Number(principal_fen) / 100, 0) / group.length
  expect(of('borrowed')).toMatchObject({
    unit: 'share',
    treated: { n: treated.length, mean: 4 / treated.length },
    control: { n: heldOut.length, mean: 1 / heldOut.length },
  })
  expect(of('lent')).toMatchObject({ unit: 'yuan', treated: { n: treated.length }, control: { n: heldOut.length } })
  expect(of('lent').treated.mean).toBeCloseTo(lent(treated), 6)
  expect(of('lent').control.mean).toBeCloseTo(lent(heldOut), 6)
  // 8, 9, 8 against 5, 6, 5: three points more, by Welch with a standard error of the root of 1/9 + 1/9.
  const rated = of('satisfaction')
  expect([rated.treated, rated.control].map(({ n, mean }) => [n, Number(mean.toFixed(6))])).toEqual([
    [3, 8.333333],
    [3, 5.333333],
  ])
  expect(rated.difference).toBeCloseTo(3, 9)
  expect(rated.standardError).toBeCloseTo(Math.sqrt(2 / 9), 9)
  expect([rated.unit, rated.claim]).toEqual(['score', 'higher'])
  expect(report!.goalReached).toBe(4)
})

test('the persona counts the contacts of the last thirty days, and forgets them again', async () => {
  const actor = systemActor('profiles.refresh')
  const refresh = () =>
    refreshProfilesJob.run(
      {
        platform: world.platform,
        jobId: 'job',
        actor,
        requestId: 'req',
        write: (work: never) => write(world.platform, { actor }, work),
        progress: async () => {},
      } as never,
      {} as never,
    )
  const contacted = async () => {
    const facts = world.platform.db.selectFrom('profile_fact').select('value').where('fact_id', '=', 'contacts30d')
    return (await facts.execute()).filter(({ value }) => value !== 0).length
  }
  const used = await world.platform.db.selectFrom('contact_permit').select('customer_id').distinct().execute()
  await refresh()
  expect([await contacted(), used.length > 0]).toEqual([used.length, true])
  const open = await businessDate(world.platform.db)
  await tx(world.platform.db, (at) => moveBusinessDate(at, open, addDays(open, 31)))
  await refresh()
  expect(await contacted()).toBe(0)
})
