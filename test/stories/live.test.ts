import { applicationsApi, borrowerApi, type OutputOf, watchApi } from '@puhui/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storedClock } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { watchModule } from '../../server/src/routes/watch.ts'
import { approved, openLendingLender, prepare, sign } from './lending-world.ts'
import { apply, handIn, newBorrower, type World } from './origination-world.ts'

let world: World
let analyst: TestCaller

beforeAll(async () => {
  world = await openLendingLender({}, [watchModule])
  // The clock of a running platform: it goes on while events are written and read.
  const running = await storedClock(world.platform.db)
  Object.assign(world.platform.clock, { now: running.now })
  analyst = await world.app.as('risk')
  await setSubjectRule({ isOn: false })
})
afterAll(async () => {
  await world.app.app.server.close()
  await world.platform.drop()
})

type Live = OutputOf<typeof watchApi.live>
const live = (query: { after?: number; waitMs?: number; province?: string } = {}) =>
  analyst.call(watchApi.live, { query } as never)

/** Reads on until what is asked for is there. */
async function until(is: (state: Live) => boolean): Promise<Live> {
  for (let state = await live(), tries = 0; ; tries++) {
    if (is(state)) return state
    expect(tries, JSON.stringify(state.windows[2])).toBeLessThan(60)
    state = await live({ after: state.version, waitMs: 500 })
  }
}

async function setSubjectRule(change: { isOn: boolean; threshold?: number }): Promise<string> {
  const { rules } = await analyst.call(watchApi.liveRules, {})
  const { id: ruleId, changedBy: _by, changedAt: _at, ...rule } = rules.find(({ measure }) => measure === 'subject')!
  await analyst.call(watchApi.setLiveRule, { params: { ruleId }, body: { ...rule, ...change } })
  return ruleId
}

const hourOf = ({ windows }: Live) => windows.find(({ window }) => window === '1h')!

test('TEC-13 what is applied for and decided shows within the windows with amounts and reasons, and its latency is measured', async () => {
  await live()
  for (let i = 0; i < 8; i++) {
    const before = (await live()).version
    const waits = live({ after: before, waitMs: 10_000 })
    await apply(world, { amountYuan: 10_000, serial: i % 3 === 0 ? '994' : String(330 + i), bornOn: `19${70 + i}0404` })
    await waits
  }
  const state = await until((one) => hourOf(one).decisions === 8)
  const rows = await world.platform.db.selectFrom('decision').select(['outcome', 'reasons']).execute()
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  for (const window of state.windows) {
    expect(window).toMatchObject({ applications: 8, requestedFen: '8000000', decisions: 8 })
    expect([window.referred, window.declined]).toEqual([count('refer'), count('decline')])
    expect(window.approvalPpm).toBe(Math.round((1_000_000 * window.approved) / 8))
  }
  const first = hourOf(state).reasons[0]!
  expect(first.count).toBe(rows.filter(({ reasons }) => reasons.some(({ code }) => code === first.code)).length)
  expect(state.latency.measured).toBeGreaterThanOrEqual(16)
  expect(state.latency.p99Ms).not.toBeNull()
  const shown = state.latest.find(({ objectKind }) => objectKind === 'application')!
  expect(shown.latencyMs).not.toBeNull()
  const { p50Ms, p99Ms, measured } = state.latency
  process.stdout.write(`TEC-13 event to readable: p50 ${p50Ms} ms, p99 ${p99Ms} ms of ${measured}\n`)
})

test('TEC-13 SPC-13 the live watch of one province counts what happened there, and elsewhere nothing', async () => {
  const whole = await live()
  const { rows } = await sql<{ place: string | null }>`
    select distinct left(place, 2) as place from customer`.execute(world.platform.db)
  expect(rows).toEqual([{ place: '浙江' }])
  const there = await live({ province: '33' })
  expect(there.windows).toEqual(whole.windows)
  expect(there.latest.map(({ id }) => id)).toEqual(whole.latest.map(({ id }) => id))
  const elsewhere = await live({ province: '53' })
  expect(elsewhere.windows.map(({ applications, decisions }) => [applications, decisions])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ])
  expect(elsewhere).toMatchObject({ latest: [], subjects: [] })
})

test('TEC-13 disbursements count with their amount', async () => {
  const one = await approved(world, { serial: '355', amountYuan: 10_000 })
  const contract = await prepare(one)
  const running = world.platform.clock.now
  const later = new Date(Date.parse(running()) + 20_000).toISOString()
  Object.assign(world.platform.clock, { now: () => later })
  await one.borrower.call(borrowerApi.acknowledgeDisclosure, {
    params: { contractId: contract.contractId },
    body: { termsHash: contract.termsHash, readSeconds: 15, scrolledToEnd: true },
  })
  await sign(world, one, contract.contractId)
  const state = await until((each) => hourOf(each).disbursements === 1)
  expect(hourOf(state).disbursedFen).toBe(one.approvedFen)
  Object.assign(world.platform.clock, { now: () => new Date(Date.parse(later) + 1_000).toISOString() })
})

test('TEC-13 one device that applies again and again is seen, a rule raises one alert, and a person deals with it', async () => {
  const ruleId = await setSubjectRule({ isOn: true, threshold: 3 })
  for (let i = 0; i < 4; i++) {
    const borrower = await newBorrower(world)
    await handIn(borrower, { serial: String(360 + i), bornOn: `198${i}0505` })
    await borrower.call(borrowerApi.submitApplication, { body: { deviceId: 'one-device-for-all' } })
  }
  const state = await until(
    ({ alerts, subjects }) =>
      alerts.some((alert) => alert.ruleId === ruleId) &&
      subjects.some(({ kind, count }) => kind === 'device' && count === 4),
  )
  expect(state.subjects.find(({ kind }) => kind === 'device')).toMatchObject({ count: 4, customers: 4 })
  const raised = state.alerts.filter((alert) => alert.ruleId === ruleId)
  expect(raised).toHaveLength(1)
  expect(raised[0]).toMatchObject({ threshold: 3, seenBy: null })
  expect(raised[0]!.observed).toBeGreaterThan(3)
  const params = { alertId: raised[0]!.id }
  await analyst.call(watchApi.seeAlert, { params, body: { note: '已转反欺诈核查' } })
  expect((await live()).alerts.find(({ id }) => id === params.alertId)!.seenBy).not.toBeNull()
  const again = analyst.call(watchApi.seeAlert, { params, body: { note: '再次处理' } })
  await expect(again).rejects.toMatchObject({ problem: { code: 'watch.alert_not_found' } })
})

test('APP-11 overrides are reported with their later performance, by kind, person and reason, with counts and intervals', async () => {
  const [desk, second] = [await world.app.as('underwriter'), analyst]
  const overridden: string[] = []
  for (let i = 0; i < 3; i++) {
    const { borrower, journey } = await apply(world, { serial: '994', bornOn: `197${i}0606`, amountYuan: 10_000 })
    const params = { applicationId: journey.application!.id }
    await borrower.call(borrowerApi.askReview, { params, body: { note: '逾期已结清' } })
    const body = { verdict: 'approve' as const, approvedFen: '800000', reason: `逾期已结清，有凭证 ${i}` }
    expect(await desk.call(applicationsApi.reviewApplication, { params, body })).toMatchObject({
      awaits: ['againstPolicy'],
    })
    await second.call(applicationsApi.confirmReview, { params, body: { verdict: 'confirmed', note: '同意' } })
    overridden.push(params.applicationId)
  }
  await lendBy(overridden[0]!, 60, 'overdue')
  await lendBy(overridden[1]!, 0, 'active')
  const report = await analyst.call(watchApi.overrides, { query: {} as never })
  const kind = report.byKind.find((one) => one.kind === 'againstPolicy')!
  expect(kind).toMatchObject({
    applications: 3,
    loans: 2,
    approvedFen: '2400000',
    observed: 2,
    bad: 1,
    ratePpm: 500_000,
  })
  expect([kind.lowPpm, kind.highPpm]).toEqual([94_531, 905_469])
  const person = report.byPerson.find(({ applications }) => applications === 3)!
  expect(person.second).not.toBeNull()
  expect(person).toMatchObject({ observed: 2, bad: 1 })
  expect(report.byReason[0]).toMatchObject({ applications: 3, bad: 1 })
  expect(report.byReason[0]!.text.zh).not.toBe(report.byReason[0]!.code)
  expect(report.latest.slice(0, 3).map(({ reason }) => reason)).toEqual([2, 1, 0].map((i) => `逾期已结清，有凭证 ${i}`))
  expect(report.byKind.find((one) => one.kind === 'policy')!.applications).toBeGreaterThan(0)
  const older = await analyst.call(watchApi.overrides, { query: { monthsOnBook: 12 } as never })
  expect(older.byKind.find((one) => one.kind === 'againstPolicy')).toMatchObject({ observed: 0, ratePpm: null })
})

/** A loan of six months ago, as its state stands now: written by the owner of the tables, since time did not pass. */
async function lendBy(applicationId: string, dpd: number, status: string): Promise<void> {
  const { owner } = world.platform
  const loanId = `lon_${applicationId}`
  await sql`insert into loan (id, number, customer_id, contract_id, application_id, product_code, product_version, grade,
      method, principal_fen, annual_rate_ppm, annual_cost_simple_ppm, term_months, created_at, status,
      outstanding_fen, overdue_fen, bucket, dpd, next_due_fen, disbursed_on, event_seq)
    select ${loanId}, ${loanId}, customer_id, ${loanId}, id, product_code, 1, 'E', method, approved_fen, 180000, 180000,
      term_months, decided_at, ${status}, approved_fen, 0, 'M0', ${dpd}, 0, '2026-05-20', 1
    from application where id = ${applicationId}`.execute(owner)
  await owner
    .updateTable('application')
    .set({ loan_id: loanId, status: 'disbursed' })
    .where('id', '=', applicationId)
    .execute()
}
