import {
  borrowerApi,
  campaignsApi,
  customerMergesApi,
  hardshipApi,
  loansApi,
  merchantsApi,
  profilesApi,
  segmentsApi,
} from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { creditCodeCheck } from '@puhui/compliance'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDay } from '../../server/src/flows/day-end.ts'
import { originateChunk } from '../../server/src/flows/originate-batch.ts'
import { refreshProfiles } from '../../server/src/flows/refresh-profiles.ts'
import { CAMPAIGN_TEMPLATE, sendCampaignJob } from '../../server/src/flows/send-campaign.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { deliverDue } from '../../server/src/platform/outbox/deliver.ts'
import { runQueuedJobs, type TestApp, type TestCaller, testApp } from '../../server/src/platform/testing.ts'
import { marketingDeliveries } from '../../server/src/routes/campaigns.ts'
import { modulesBeside, ORIGINATION } from './every-module.ts'
import { wrongIn } from './faults/books.ts'
import { interleave, unwatchStatements, watchStatements } from './faults/interleave.ts'
import { one, play } from './faults/play.ts'
import { approved, lastCode, openLendingLender, prepare, read, type World } from './lending-world.ts'
import { consent, handIn, newBorrower } from './origination-world.ts'
import { approveMany } from './portfolio-world.ts'

/** Cuts into a request at so many of its statements, far apart; PUHUI_ORDERS cuts at more of them. */
const ORDERS = { orders: Number(process.env.PUHUI_ORDERS ?? 2), stride: 9 }
const actor = systemActor('test')

let world: World
/** A second server on the same database. */
let other: TestApp
const loans: { id: string; customerId: string }[] = []

beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-03' }, modulesBeside(...ORIGINATION, 'ledger', 'lending'))
  const { platform } = world
  const applicationIds = await approveMany(platform, 100)
  await write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
  const rows = await platform.db
    .selectFrom('loan')
    .select(['id', 'customer_id as customerId'])
    .where('method', '=', 'equal-instalment')
    .orderBy('id')
    .execute()
  loans.push(...rows)
  other = await testApp(platform, modulesBeside('none'))
  watchStatements()
}, 240_000)

afterAll(async () => {
  unwatchStatements()
  await world.platform.drop()
})

function freshLoan() {
  const loan = loans.pop()
  if (!loan) throw new Error('more loans are needed')
  return loan
}

let numbers = 0
const next = () => String(++numbers).padStart(4, '0')
const licence = (body: string) => body + creditCodeCheck(body)
const approve = { verdict: 'approve' as const, note: '' }

test('OPS-04 race 15: two people approve one merchant, one decides', async () => {
  const product = await world.app.as('product')
  const [risk, compliance] = [await world.app.as('risk'), await other.as('compliance')]
  const won = await play(async () => {
    const no = next()
    const body = {
      code: `M-${no}`,
      name: `商户${no}`,
      licenceNo: licence(`91330106MA27X${no}`),
      scenes: ['tourism' as const],
      bankName: '工商银行杭州分行',
      accountNo: `12020212199000${no}`,
    }
    const { id } = await product.call(merchantsApi.proposeMerchant, { body })
    const decide = (by: TestCaller) => () =>
      by.call(merchantsApi.decideMerchant, { params: { merchantId: id }, body: approve })
    return [decide(risk), decide(compliance)]
  }, ORDERS)
  expect(won).toEqual(one(won))
})

const wish = {
  reason: 'illness' as const,
  story: '住院两周，出院后只能做半天工',
  incomeBeforeFen: '800000',
  incomeNowFen: '420000',
  payableFen: '70000',
}

test('SRV-07 race 16: a plan approved and its request withdrawn, one of the two stands', async () => {
  const [servicing, risk] = [await world.app.as('servicing'), await world.app.as('risk')]
  const asked: string[] = []
  const won = await play(async () => {
    const { id: loanId, customerId } = freshLoan()
    const borrower = await other.asBorrower(customerId)
    const params = { loanId }
    const { requestId } = await borrower.call(hardshipApi.borrowerAskHelp, { params, body: wish })
    asked.push(requestId)
    const { options } = await servicing.call(hardshipApi.getHardship, { params: { requestId } })
    const { instalments, annualRatePpm, graceInstalments, arrears } = options[0]!
    const plan = {
      instalments,
      annualRatePpm,
      graceInstalments,
      arrears,
      advice: '先还利息，恢复后再还本金',
      agreedBy: 'phone' as const,
    }
    await servicing.call(hardshipApi.proposePlan, { params: { requestId }, body: plan })
    return [
      () => risk.call(hardshipApi.decidePlan, { params: { requestId }, body: approve }),
      () => borrower.call(hardshipApi.borrowerWithdrawHelp, { params: { loanId, requestId } }),
    ]
  }, ORDERS)
  const rows = await world.platform.db.selectFrom('hardship_request').select(['id', 'status']).execute()
  const agreements = await world.platform.db
    .selectFrom('supplementary_agreement')
    .select(['request_id', 'status'])
    .execute()
  for (const [at, id] of asked.entries()) {
    const { status } = rows.find((row) => row.id === id)!
    const waits = agreements.filter((row) => row.request_id === id && row.status === 'waiting')
    expect([at, won[at]! >= 1, status === 'withdrawn' && waits.length > 0]).toEqual([at, true, false])
  }
})

test('SRV-01 race 17: a contract signed while its application is withdrawn, never money for what was withdrawn', async () => {
  const applications: string[] = []
  const won = await play(async () => {
    const granted = await approved(world)
    applications.push(granted.applicationId)
    const contract = await prepare(granted)
    await read(world, granted.borrower, contract)
    const params = { contractId: contract.contractId }
    await granted.borrower.call(borrowerApi.sendSignCode, { params })
    const code = await lastCode(world, granted.borrower.customerId)
    const again = await other.asBorrower(granted.borrower.customerId)
    return [
      () => granted.borrower.call(borrowerApi.signContract, { params, body: { code } }),
      () => again.call(borrowerApi.withdrawApplication, { params: { applicationId: granted.applicationId } }),
    ]
  }, ORDERS)
  expect(won).toEqual(one(won))
  const { db } = world.platform
  const rows = await db
    .selectFrom('application')
    .leftJoin('loan', 'loan.application_id', 'application.id')
    .select(['application.id', 'application.status', 'loan.id as loanId'])
    .where('application.id', 'in', applications)
    .execute()
  for (const { status, loanId } of rows) expect(status === 'withdrawn').toBe(loanId === null)
})

test('SRV-01 race 18: the same applications paid out in two batches at once, each once', async () => {
  const { platform } = world
  const batches: string[][] = []
  await play(async () => {
    const ids = await approveMany(platform, 3, `twice${next()}`)
    batches.push(ids)
    const originate = () => write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds: ids }, ''))
    return [originate, originate]
  }, ORDERS)
  const rows = await platform.db
    .selectFrom('loan')
    .select('application_id')
    .where('application_id', 'in', batches.flat())
    .execute()
  expect(rows.map(({ application_id }) => application_id).sort()).toEqual(batches.flat().sort())
})

test('PER-12 race 19: two records merged while one of them pays, the payment stands and its loan has gone along', async () => {
  const [servicing, compliance] = [await world.app.as('servicing'), await other.as('compliance')]
  const pairs: { loanId: string; keptId: string }[] = []
  const today = await businessDate(world.platform.db)
  const won = await play(async () => {
    const { id: loanId, customerId } = freshLoan()
    const kept = await newBorrower(world)
    const body = { keptId: kept.customerId, mergedId: customerId, reason: '换号后重新注册' }
    const { id: mergeId } = await servicing.call(customerMergesApi.proposeMerge, { body })
    pairs.push({ loanId, keptId: kept.customerId })
    const payment = {
      amountFen: '60000',
      purpose: 'prepay' as const,
      channel: 'counter' as const,
      valueOn: today,
      note: '',
    }
    return [
      () =>
        compliance.call(customerMergesApi.decideMerge, { params: { mergeId }, body: { verdict: 'merge', note: '' } }),
      () => servicing.call(loansApi.repay, { params: { loanId }, body: payment }),
    ]
  }, ORDERS)
  expect(won).toEqual(won.map(() => 2))
  for (const { loanId, keptId } of pairs) {
    const loan = await servicing.call(loansApi.getLoan, { params: { loanId }, query: {} })
    expect([loan.customerId, loan.events.map(({ kind }) => kind)]).toEqual([keptId, ['disbursed', 'prepaid']])
  }
})

test('MKT-14 race 20: consent taken back while a campaign goes out, nothing reaches who took it back', async () => {
  const { platform } = world
  const marketing = await world.app.as('marketing')
  const people: (TestCaller & { customerId: string })[] = []
  for (let no = 0; no <= ORDERS.orders; no++) {
    const borrower = await newBorrower(world)
    await handIn(borrower)
    await consent(borrower, 'marketing')
    people.push(borrower)
  }
  await write(platform, { actor }, (ctx) => refreshProfiles(ctx, '首次计算'))
  const segment = { name: { zh: '成年客户', en: 'Adults' }, kind: 'living' as const, purpose: 'segment' as const }
  const of = { ...segment, code: 'adults', text: 'age >= 18', strategy: null, reason: '测试' }
  const { id: segmentId } = await marketing.call(segmentsApi.saveSegment, { body: of })
  for (const [at, who] of people.entries()) {
    const id = await approvedCampaign(marketing, segmentId, `wave-${at}`)
    await marketing.call(campaignsApi.startCampaign, { params: { campaignId: id } })
    const { outcomes } = await interleave(
      () => runQueuedJobs(platform, [sendCampaignJob] as never),
      () => who.call(borrowerApi.withdrawConsent, { body: { purpose: 'marketing' } }),
      at * ORDERS.stride,
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  }
  while ((await deliverDue(platform, marketingDeliveries(null))) > 0);
  const reached = await platform.db
    .selectFrom('outbox_message')
    .select(['customer_id', 'status'])
    .where('template', '=', CAMPAIGN_TEMPLATE)
    .where('status', '=', 'sent')
    .execute()
  expect(
    reached.map(({ customer_id }) => customer_id).filter((id) => people.some((who) => who.customerId === id)),
  ).toEqual([])
})

async function approvedCampaign(marketing: TestCaller, segmentId: string, code: string): Promise<string> {
  const body = {
    code,
    name: { zh: '家电焕新', en: 'Appliances' },
    kind: 'credit-offer' as const,
    segmentId,
    productCode: 'XFFQ',
    channel: 'sms' as const,
    subject: null,
    body: {
      zh: '【普惠消费金融（演示）】家电焕新，可申请分期，年化利率（单利）不高于15.4%。拒收请回复R',
      en: 'Puhui Consumer Finance (demo): renew your appliances in instalments, annual rate (simple) up to 15.4%. Reply STOP to stop',
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
  await compliance.call(campaignsApi.decideCampaign, {
    params: { campaignId: id },
    body: { verdict: 'approve', note: '同意' },
  })
  return id
}

test('SEC-05 race 21: tags deleted while a contract is signed, both are done and no tag is left', async () => {
  const signed: string[] = []
  const won = await play(async () => {
    const granted = await approved(world)
    const { customerId } = granted.borrower
    const contract = await prepare(granted)
    await read(world, granted.borrower, contract)
    const params = { contractId: contract.contractId }
    await granted.borrower.call(borrowerApi.sendSignCode, { params })
    const code = await lastCode(world, customerId)
    signed.push(customerId)
    const again = await other.asBorrower(customerId)
    return [
      () => granted.borrower.call(borrowerApi.signContract, { params, body: { code } }),
      () => again.call(profilesApi.deleteMyData, { body: {} }),
    ]
  }, ORDERS)
  expect(won).toEqual(won.map(() => 2))
  const { db } = world.platform
  const left = await db.selectFrom('loan').select('customer_id').where('customer_id', 'in', signed).execute()
  expect(left).toHaveLength(signed.length)
})

test('OPS-01 race 22: a reversal in the middle of day-end is taken at every moment of it, and the books stay in order', async () => {
  const { platform } = world
  const servicing = await other.as('servicing')
  for (let statements = 0; statements <= 8 * ORDERS.stride; statements += 8) {
    const { id: loanId } = freshLoan()
    const today = await businessDate(platform.db)
    const payment = {
      amountFen: '60000',
      purpose: 'prepay' as const,
      channel: 'counter' as const,
      valueOn: today,
      note: '',
    }
    const { eventId } = (await servicing.call(loansApi.repay, { params: { loanId }, body: payment })) as {
      eventId: string
    }
    const { outcomes } = await interleave(
      () => endDay(dayEndRun(platform, { actor, bank: simulatedBank(() => 'insufficient') }), today),
      () => servicing.call(loansApi.reverse, { params: { loanId, eventId }, body: { reason: '重复入账' } }),
      statements,
    )
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : 'taken'))).toEqual([
      'taken',
      'taken',
    ])
    expect(await businessDate(platform.db)).toBe(addDays(today as Day, 1))
  }
  expect(await wrongIn(platform)).toEqual([])
})
