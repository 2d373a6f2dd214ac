import { applicationsApi, borrowerApi, campaignsApi, marketApi, segmentsApi } from '@puhui/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshProfiles } from '../../server/src/flows/refresh-profiles.ts'
import { continueCampaignsJob, sendCampaignJob } from '../../server/src/flows/send-campaign.ts'
import { campaignsModule } from '../../server/src/modules/campaigns/index.ts'
import { listsModule } from '../../server/src/modules/lists/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { campaignRoutes } from '../../server/src/routes/campaigns.ts'
import { marketRoutes } from '../../server/src/routes/market.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { openLendingLender, prepare, read, sign, type World } from './lending-world.ts'
import { consent, handIn, newBorrower } from './origination-world.ts'

type Borrower = Awaited<ReturnType<typeof newBorrower>>

const SENDER = { zh: '普惠消费金融（演示）', en: 'Puhui Consumer Finance (demo)' }
const BODY = {
  zh: `【${SENDER.zh}】县域家电焕新，可申请分期，年化利率（单利）不高于15.4%。拒收请回复R`,
  en: `${SENDER.en}: appliances for the county in instalments, annual rate (simple) up to 15.4%. Reply STOP to stop`,
}
/** Two counties of one province and a city: who lives where, and how many of them have no bureau file. */
const HOMES = [
  { region: '522634', address: '贵州省黔东南苗族侗族自治州雷山县西江镇控拜村8号', people: 5, thin: 2 },
  { region: '522634', address: '贵州省黔东南苗族侗族自治州雷山县人民路12号', people: 3, thin: 1 },
  { region: '520102', address: '贵州省贵阳市南明区中华南路5号', people: 3, thin: 0 },
] as const

let world: World
let marketing: TestCaller
const villagers: { readonly borrower: Borrower; readonly isThin: boolean }[] = []

beforeAll(async () => {
  const modules = [listsModule, profilesModule, segmentsModule, marketingModule, campaignsModule, campaignRoutes]
  world = await openLendingLender({}, [...modules, marketRoutes])
  marketing = await world.app.as('marketing')
  let no = 0
  for (const home of HOMES) {
    for (let at = 0; at < home.people; at++) {
      no += 1
      const isThin = at < home.thin
      const borrower = await newBorrower(world)
      const { region, address } = home
      const bornOn = `19${80 + (no % 10)}0${1 + (no % 9)}1${no % 10}`
      await handIn(borrower, { region, address, bornOn, amountYuan: 10_000, ...(isThin ? { serial: '993' } : {}) })
      await consent(borrower, 'marketing')
      if (home !== HOMES[2]) villagers.push({ borrower, isThin })
    }
  }
  await write(world.platform, { actor: systemActor('test') }, (ctx) => refreshProfiles(ctx, '首次计算'))
})
afterAll(() => world.platform.drop())

/** The segment is the lower tiers of one province; nobody in the city is in it. */
async function startCampaign(): Promise<string> {
  const name = { zh: '贵州县域', en: 'Counties of Guizhou' }
  const text = 'province = "52" and cityTier in ("county", "village")'
  const segment = { name, kind: 'living' as const, purpose: 'segment' as const, text, strategy: null, reason: '下沉' }
  const { id: segmentId } = await marketing.call(segmentsApi.saveSegment, { body: { code: 'guizhou', ...segment } })
  const campaign = {
    code: 'guizhou-counties',
    name,
    kind: 'credit-offer' as const,
    segmentId,
    productCode: 'XJD',
    channel: 'sms' as const,
    subject: null,
    body: BODY,
    offeredFen: '1000000',
    holdoutPpm: 0,
    budgetFen: '100000',
    unitCostFen: '8',
    goal: { measure: 'applied' as const, count: 4 },
    windowDays: 30,
  }
  const { id: campaignId } = await marketing.call(campaignsApi.createCampaign, { body: campaign })
  const params = { campaignId }
  await marketing.call(campaignsApi.submitCampaign, { params, body: { version: 1 } })
  const compliance = await world.app.as('compliance')
  await compliance.call(campaignsApi.decideCampaign, { params, body: { verdict: 'approve', note: '同意' } })
  await marketing.call(campaignsApi.startCampaign, { params })
  await runQueuedJobs(world.platform, [sendCampaignJob, continueCampaignsJob] as never)
  return campaignId
}

/** Online to the money; whoever has no bureau file goes by a person who has looked, with a smaller first loan. */
async function applyOnline(borrower: Borrower, underwriter: TestCaller): Promise<string> {
  const { application } = await borrower.call(borrowerApi.submitApplication, { body: {} })
  const { id: applicationId, status } = application!
  if (status === 'referred') {
    const { decisions } = await underwriter.call(applicationsApi.getApplication, { params: { applicationId } })
    const body = { verdict: 'approve' as const, approvedFen: '500000', reason: '村委会与上门核实' }
    await underwriter.call(applicationsApi.reviewApplication, { params: { applicationId }, body })
    const { application: now } = await borrower.call(borrowerApi.getJourney, {})
    expect(now!.status).toBe('approved')
    await takeOut(borrower, applicationId, now!.approvedFen!)
    return decisions[0]!.reasons[0]!.code
  }
  expect(status).toBe('approved')
  await takeOut(borrower, applicationId, application!.approvedFen!)
  return 'online'
}

async function takeOut(borrower: Borrower, applicationId: string, approvedFen: string): Promise<void> {
  const granted = { borrower, applicationId, approvedFen }
  const contract = await prepare(granted)
  await read(world, borrower, contract)
  await sign(world, granted, contract.contractId)
}

test('C06 SPC-13 SPC-12 a segment of counties, a local campaign, online applications, thin files, the result per county', async () => {
  const campaignId = await startCampaign()
  const { rows: sent } = await sql<{ places: string[] }>`
    select array_agg(distinct c.city_tier order by c.city_tier) as places from outbox_message m
      join customer c on c.id = m.customer_id where m.template = 'campaigns.message'`.execute(world.platform.db)
  expect(sent[0]!.places).toEqual(['county', 'village'])

  const underwriter = await world.app.as('underwriter')
  const paths: string[] = []
  for (const { borrower, isThin } of villagers) {
    const path = await applyOnline(borrower, underwriter)
    expect(path).toBe(isThin ? 'THIN_FILE' : 'online')
    paths.push(path)
  }
  expect(paths.filter((path) => path === 'THIN_FILE')).toHaveLength(3)

  const { report } = await marketing.call(campaignsApi.getCampaign, { params: { campaignId } })
  const funnel = (of: typeof report) => of!.funnel.map(({ id, count }) => [id, count])
  expect(funnel(report)).toEqual([
    ['audience', 8],
    ['eligible', 8],
    ['reached', 8],
    ['applied', 8],
    ['approved', 8],
    ['borrowed', 8],
  ])
  const village = { params: { campaignId }, query: { area: 'village' as const } }
  expect(funnel((await marketing.call(campaignsApi.getCampaign, village)).report)[5]).toEqual(['borrowed', 5])

  const regions = await marketing.call(marketApi.showRegions, { query: { area: 'lower', province: '52' } })
  expect(regions.places.map((row) => [row.tier, row.customers, row.applications, row.loans, row.disbursedFen])).toEqual(
    [
      ['village', 5, 5, 5, '4000000'],
      ['county', 3, 3, 3, '2500000'],
      ['tier3', 3, 0, 0, '0'],
    ],
  )
  const covered = await marketing.call(marketApi.showCoverage, { query: { area: 'lower' } })
  expect(covered.total).toMatchObject({ loans: 8, firstHere: 8, firstAnywhere: 3, bureauKnown: 8, rural: 5 })
})
