import { applicationsApi, borrowerApi, listsApi, policiesApi } from '@puhui/api'
import { consumerLoanPolicy, type Policy, type RuleStage } from '@puhui/policy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backtestJob } from '../../server/src/flows/backtest.ts'
import { listsModule } from '../../server/src/modules/lists/index.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { apply, consent, handIn, newBorrower, openLender, residentId, type World } from './origination-world.ts'

let world: World
let asker: TestCaller
let approver: TestCaller

beforeAll(async () => {
  world = await openLender({}, [listsModule])
  asker = await world.app.as('underwriter')
  approver = await world.app.as('risk')
})
afterAll(() => world.platform.drop())

const DEVICE = 'device-0000-0000-0001'
const reason = '提交伪造的工资流水'

async function list(
  kind: 'phone' | 'residentId' | 'bankCard' | 'device',
  value: string,
  name: 'black' | 'grey' = 'black',
) {
  const body = { list: name, kind, values: [value], reason, expiresOn: '2028-11-22' }
  const { ids } = await asker.call(listsApi.proposeEntries, { body })
  await decide(approver, ids[0]!)
  return ids[0]!
}

async function decide(by: TestCaller, entryId: string, verdict: 'approved' | 'rejected' = 'approved') {
  const { rows } = await by.call(listsApi.listEntries, { query: {} as never })
  const { requestId } = rows.find(({ id }) => id === entryId)!
  await by.call(listsApi.decideRequests, { body: { requestIds: [requestId!], verdict, note: '' } })
}

async function takeOff(entryId: string, kind: 'remove' | 'appeal' = 'remove') {
  await asker.call(listsApi.askRemoval, { params: { entryId }, body: { kind, reason: '经核实与本人无关' } })
  await decide(approver, entryId)
}

async function outcomeWith(serial: string, deviceId?: string) {
  const borrower = await newBorrower(world)
  await handIn(borrower, { serial })
  const body = deviceId === undefined ? {} : { deviceId }
  const { application } = await borrower.call(borrowerApi.submitApplication, { body })
  return application!
}

test('FRD-02 a listed telephone, identity number, card or device is refused until two people have taken it off', async () => {
  const listed: readonly (readonly [
    'phone' | 'residentId' | 'bankCard' | 'device',
    (serial: string, mobile: string) => string,
  ])[] = [
    ['residentId', (serial) => residentId({ serial })],
    ['bankCard', () => '6222021234567890128'],
    ['device', () => DEVICE],
    ['phone', (_, mobile) => mobile],
  ]
  for (const [at, [kind, textOf]] of listed.entries()) {
    const serial = `20${at}`
    const borrower = await newBorrower(world)
    await handIn(borrower, { serial })
    const { mobile } = await mobileOf(borrower.customerId)
    const entryId = await list(kind, textOf(serial, mobile))
    const refused = await borrower.call(borrowerApi.submitApplication, { body: { deviceId: DEVICE } })
    expect(refused.application, kind).toMatchObject({ status: 'declined' })
    const { decisions } = await fileOf(refused.application!.id)
    expect(decisions[0]!.reasons.map(({ code }) => code)).toContain('BLACKLISTED')
    await takeOff(entryId, at % 2 ? 'appeal' : 'remove')
    const again = await borrower.call(borrowerApi.submitApplication, { body: { deviceId: DEVICE } })
    expect(again.application, kind).toMatchObject({ status: 'approved' })
  }
})

async function mobileOf(customerId: string) {
  const row = await world.platform.db
    .selectFrom('customer')
    .select('mobile_cipher')
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow()
  return {
    mobile: world.platform.keys.decrypt(
      { table: 'customer', column: 'mobile_cipher', id: customerId },
      row.mobile_cipher,
    ),
  }
}

const fileOf = (applicationId: string) => asker.call(applicationsApi.getApplication, { params: { applicationId } })

test('FRD-02 nobody approves what they asked for, and who may not ask is refused', async () => {
  const body = {
    list: 'black' as const,
    kind: 'phone' as const,
    values: ['13700000000'],
    reason,
    expiresOn: '2027-01-01',
  }
  const { ids } = await approver.call(listsApi.proposeEntries, { body })
  await expect(decide(approver, ids[0]!)).rejects.toMatchObject({ problem: { code: 'lists.own_request', status: 403 } })
  const marketing = await world.app.as('marketing')
  await expect(marketing.call(listsApi.proposeEntries, { body })).rejects.toMatchObject({ problem: { status: 403 } })
  const wrong = asker.call(listsApi.proposeEntries, { body: { ...body, values: ['13700000001', 'nonsense'] } })
  await expect(wrong).rejects.toMatchObject({ problem: { code: 'lists.value_invalid' } })
})

/** The shipped policy with one stage more, which reads what the lists, the counting and the providers know. */
function watchful(): Policy {
  const label = { zh: '申请频次与外部核验', en: 'Velocity and outside checks' }
  const rule = (id: string, when: string) => {
    return { id, title: label, when, severity: 'refer', reasonCode: 'UNUSUAL', onUnknown: 'ignore' } as const
  }
  const stage: RuleStage = {
    id: 'unusual',
    kind: 'rules',
    title: label,
    sources: ['own-history', 'list', 'device', 'income'],
    rules: [
      rule('crowdedDevice', 'deviceCustomers24h >= 2'),
      rule('emulator', 'deviceEmulated'),
      rule('overstated', 'incomeOverstated > 60%'),
      rule('grey', 'greylisted'),
    ],
  }
  const reasons = [...consumerLoanPolicy.reasons, { code: 'UNUSUAL', staff: label, borrower: label, help: label }]
  const [first, ...others] = consumerLoanPolicy.stages
  return { ...consumerLoanPolicy, stages: [first!, stage, ...others], reasons }
}

async function release(policy: Policy) {
  const [analyst, checker, code] = [approver, await world.app.as('compliance'), consumerLoanPolicy.id]
  const { scenarios } = await analyst.call(policiesApi.getPolicyVersion, { params: { code, version: 1 } })
  const body = { baseVersion: 1, definition: policy as never, scenarios: scenarios as never }
  const draft = await analyst.call(policiesApi.savePolicyDraft, { params: { code }, body })
  const params = { draftId: draft.brief.id }
  await analyst.call(policiesApi.startBacktest, { params: { code }, body: params })
  await runQueuedJobs(world.platform, [backtestJob])
  const note = '加入频次与设备'
  await analyst.call(policiesApi.submitDraft, { params, body: { effectiveOn: '2026-11-22', note, takesForce: true } })
  await checker.call(policiesApi.decideDraft, { params, body: { verdict: 'approve', note: '' } })
}

test('FRD-02 APP-03 a policy reads lists, velocity and verified data, and the decision shows what it read', async () => {
  await release(watchful())
  const device = 'device-0000-0000-0002'
  const outcomes = []
  for (const serial of ['301', '302', '303']) outcomes.push((await outcomeWith(serial, device)).status)
  expect(outcomes).toEqual(['approved', 'approved', 'referred'])
  const { journey } = await apply(world, { serial: '304' })
  expect(journey.application!.status).toBe('approved')

  const emulated = await newBorrower(world)
  await handIn(emulated, { serial: '305' })
  await consent(emulated, 'device-check')
  const byEmulator = await emulated.call(borrowerApi.submitApplication, { body: { deviceId: 'emulator-0000-0000-01' } })
  expect(byEmulator.application).toMatchObject({ status: 'referred' })
  const { decisions, facts } = await fileOf(byEmulator.application!.id)
  const lines = decisions[0]!.stages.find(({ id }) => id === 'unusual')!.rules
  expect(lines.find(({ id }) => id === 'emulator')).toMatchObject({ result: 'true', effect: 'refer' })
  expect(lines.find(({ id }) => id === 'crowdedDevice')!.inputs).toMatchObject([
    { fact: 'deviceCustomers24h', value: '0' },
  ])
  expect(JSON.stringify(facts)).toContain('设备核验（模拟）')

  const boastful = await newBorrower(world)
  await handIn(boastful, { serial: '306', incomeYuan: 60_000 })
  await consent(boastful, 'income-verification')
  const stated = await boastful.call(borrowerApi.submitApplication, { body: {} })
  expect(stated.application).toMatchObject({ status: 'referred' })
  const calls = await world.platform.db
    .selectFrom('source_call')
    .select(['source', 'price_fen'])
    .where('customer_id', '=', boastful.customerId)
    .orderBy('source')
    .execute()
  expect(calls).toEqual([
    { source: 'bureau', price_fen: 300n },
    { source: 'income', price_fen: 150n },
    { source: 'ownership', price_fen: 30n },
  ])

  const grey = await newBorrower(world)
  await handIn(grey, { serial: '307' })
  await list('residentId', residentId({ serial: '307' }), 'grey')
  expect((await grey.call(borrowerApi.submitApplication, { body: {} })).application).toMatchObject({
    status: 'referred',
  })
})
