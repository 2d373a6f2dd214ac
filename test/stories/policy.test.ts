import { applicationsApi, policiesApi } from '@puhui/api'
import { compilePolicy, consumerLoanPolicy, type Policy, runScenario, type TableStage } from '@puhui/policy'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backtestJob } from '../../server/src/flows/backtest.ts'
import { watchPolicy } from '../../server/src/flows/policy-watch.ts'
import { FACTS, readPointerOn } from '../../server/src/modules/policies/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { apply, openLender, type World } from './origination-world.ts'

const code = consumerLoanPolicy.id
let world: World
let analyst: TestCaller
let checker: TestCaller

beforeAll(async () => {
  world = await openLender()
  analyst = await world.app.as('risk')
  checker = await world.app.as('compliance')
})
afterAll(() => world.platform.drop())

const file = () => analyst.call(policiesApi.getPolicy, { params: { code } })
const versionOf = (version: number) => analyst.call(policiesApi.getPolicyVersion, { params: { code, version } })

function withParameter(id: string, value: number): Policy {
  return {
    ...consumerLoanPolicy,
    parameters: consumerLoanPolicy.parameters.map((one) => (one.id === id ? { ...one, value } : one)),
  }
}

async function save(policy: Policy, more: Partial<{ draftId: string; baseHash: string; scenarios: unknown[] }> = {}) {
  const scenarios = more.scenarios ?? (await stillGreen(policy))
  const body = { baseVersion: 1, definition: policy as never, scenarios: scenarios as never, ...(more as object) }
  return analyst.call(policiesApi.savePolicyDraft, { params: { code }, body: body as never })
}

/** An analyst who changes a limit drops the scenarios that spoke of the old one. */
async function stillGreen(policy: Policy) {
  const { scenarios } = await versionOf(1)
  const compiled = compilePolicy(policy, FACTS)
  return compiled.ok ? scenarios.filter((one) => runScenario(compiled.value, one).isGreen) : scenarios
}

async function rehearse(draftId: string) {
  const started = await analyst.call(policiesApi.startBacktest, { params: { code }, body: { draftId } })
  await runQueuedJobs(world.platform, [backtestJob])
  return analyst.call(policiesApi.getBacktest, { params: { backtestId: started.id } })
}

const submission = { effectiveOn: '2026-11-22', note: '收紧征信查询' }

async function release(policy: Policy, takesForce = true): Promise<number> {
  const draft = await save(policy)
  await rehearse(draft.brief.id)
  const params = { draftId: draft.brief.id }
  await analyst.call(policiesApi.submitDraft, { params, body: { ...submission, takesForce } })
  const released = await checker.call(policiesApi.decideDraft, { params, body: { verdict: 'approve', note: '' } })
  return released.brief.version!
}

test('MOD-16 the shipped policy is the first version, with its author, its approver and its day', async () => {
  const { versions, inForce, pointers } = await file()
  expect(inForce).toBe(1)
  expect(versions).toMatchObject([{ version: 1, author: 'puhui', isInForce: true, effectiveOn: '2026-11-01' }])
  expect(pointers).toMatchObject([{ version: 1, kind: 'release' }])
  const same = world.platform.owner.updateTable('policy_version').set({ author_id: 'test', approver_id: 'test' })
  await expect(same.execute()).rejects.toThrow('policy_version_four_eyes')
})

test('MOD-16 a draft keeps what was typed, and two editors lose nothing', async () => {
  const draft = await save(withParameter('inquiriesMax', 9))
  const more = { draftId: draft.brief.id, baseHash: draft.hash }
  const mine = await save(withParameter('inquiriesMax', 8), more)
  expect(mine.hash).not.toBe(draft.hash)
  await expect(save(withParameter('inquiriesMax', 7), more)).rejects.toMatchObject({
    problem: { code: 'policies.changed_meanwhile', status: 409 },
  })
  const shape = save({ ...consumerLoanPolicy, stages: [{ kind: 'magic' }] } as never, { scenarios: [] })
  await expect(shape).rejects.toMatchObject({ problem: { code: 'policies.not_a_policy' } })
})

test('MOD-16 a red draft is refused with every reason at once', async () => {
  const grade = consumerLoanPolicy.stages.find((stage): stage is TableStage => stage.kind === 'table')!
  const [first, ...rows] = grade.table.rows
  const overlapping = { ...grade, table: { ...grade.table, rows: [{ ...first!, when: ['>= 660'] }, ...rows] } }
  const stages = consumerLoanPolicy.stages.map((stage) => (stage === grade ? overlapping : stage))
  const { scenarios } = await versionOf(1)
  const wrong = scenarios.map((one) => (one.id === 'sound' ? { ...one, expect: { outcome: 'decline' } } : one))
  const draft = await save({ ...consumerLoanPolicy, stages }, { scenarios: wrong })
  const params = { draftId: draft.brief.id }
  const refused = analyst.call(policiesApi.submitDraft, { params, body: submission })
  await expect(refused).rejects.toMatchObject({
    problem: {
      code: 'policies.not_ready',
      problems: [
        { code: 'policies.lint_found', pointer: expect.stringContaining('/definition/stages/') },
        { code: 'policies.scenario_red', pointer: '/scenarios/0' },
        { code: 'policies.no_backtest' },
      ],
    },
  })
  const { isReady, problems } = await analyst.call(policiesApi.checkDraft, { params })
  expect([isReady, problems.length]).toEqual([false, 3])
  const [admission, ...after] = consumerLoanPolicy.stages as unknown as readonly [
    { rules: { when: string }[] },
    ...never[],
  ]
  const gendered = { ...admission, rules: admission.rules.map((rule) => ({ ...rule, when: 'gender = "female"' })) }
  const unfair = await save({ ...consumerLoanPolicy, stages: [gendered, ...after] as never })
  const checked = await analyst.call(policiesApi.checkDraft, { params: { draftId: unfair.brief.id } })
  expect(checked.problems.filter((one) => one.code === 'policies.check_failed')).toHaveLength(admission.rules.length)
  expect(checked.problems[0]!.message.en).toContain('condition.forbidden')
  const untested = rehearse(unfair.brief.id)
  await expect(untested).rejects.toMatchObject({ problem: { code: 'policies.not_ready' } })
})

test('MOD-10 a changed cut-off shows what it would approve, swap in and swap out before it decides anything', async () => {
  const people = [
    await apply(world, { amountYuan: 20_000 }),
    await apply(world, { incomeYuan: 4_000, otherDebtYuan: 3_600, amountYuan: 30_000 }),
    await apply(world, { incomeYuan: 8_000, otherDebtYuan: 2_400, amountYuan: 20_000 }),
  ]
  expect(people.map(({ journey }) => journey.application!.status)).toEqual(['approved', 'declined', 'referred'])
  const draft = await save(withParameter('debtShareMax', 600_000))
  const { result, status } = await rehearse(draft.brief.id)
  expect(status).toBe('done')
  expect(result).toMatchObject({
    applications: 3,
    champion: { approve: 1, refer: 1, decline: 1, approvalRatePpm: 333_333 },
    challenger: { approve: 2, refer: 0, decline: 1, approvalRatePpm: 666_667 },
    swapIn: { count: 1, observed: 0, unobserved: 1 },
    swapOut: { count: 0 },
  })
  expect(Number(result!.challenger.interestFen)).toBeGreaterThan(Number(result!.champion.interestFen))
  expect(result!.reasons.find((one) => one.code === 'DEBT_SHARE_HIGH')).toMatchObject({ champion: 2, challenger: 1 })
  const byProduct = result!.segments.filter((one) => one.by === 'product')
  expect(byProduct).toMatchObject([{ value: 'XJD', applications: 3, challengerApproved: 2, swapIn: 1 }])
  expect((await file()).inForce).toBe(1)
})

test('MOD-16 a second person releases, the new version decides, and a rollback is one move with a reason', async () => {
  const draft = await save(withParameter('ageMax', 35))
  const params = { draftId: draft.brief.id }
  await rehearse(draft.brief.id)
  await analyst.call(policiesApi.submitDraft, { params, body: submission })
  const approval = { params, body: { verdict: 'approve' as const, note: '' } }
  await expect(analyst.call(policiesApi.decideDraft, approval)).rejects.toMatchObject({
    problem: { code: 'approvals.maker_cannot_check' },
  })
  const byOwner = sql`update policy_draft set approver_id = authors[1] where id = ${draft.brief.id}`
  await expect(byOwner.execute(world.platform.owner)).rejects.toThrow('policy_draft_four_eyes')
  const { brief } = await checker.call(policiesApi.decideDraft, approval)
  expect(brief).toMatchObject({ status: 'released', version: 2 })
  const { journey } = await apply(world)
  expect(journey.application!.status).toBe('declined')
  const [decision] = await decisionsOf(journey.application!.id)
  expect(decision).toMatchObject({ policyVersion: 2, reasons: [{ code: 'AGE_ABOVE' }] })
  await checker.call(policiesApi.rollbackPolicy, { params: { code }, body: { version: 1, reason: '年龄参数误设' } })
  expect((await file()).inForce).toBe(1)
  expect((await apply(world)).journey.application!.status).toBe('approved')
  const { pointers } = await file()
  expect(pointers.map(({ kind, version }) => [kind, version])).toEqual([
    ['rollback', 1],
    ['release', 2],
    ['release', 1],
  ])
  const lines = await world.platform.db
    .selectFrom('journal')
    .select(['action', 'reason'])
    .where('object_id', '=', code)
    .where('action', '=', 'policies.rolled_back')
    .execute()
  expect(lines).toEqual([{ action: 'policies.rolled_back', reason: '年龄参数误设' }])
})

async function decisionsOf(applicationId: string) {
  const staff = await world.app.as('underwriter')
  return (await staff.call(applicationsApi.getApplication, { params: { applicationId } })).decisions
}

test('APP-03 a replay says whether policy, data or model made the difference', async () => {
  const { journey } = await apply(world)
  const [decision] = await decisionsOf(journey.application!.id)
  const replay = () => analyst.call(applicationsApi.replayDecision, { params: { decisionId: decision!.id } })
  expect(await replay()).toMatchObject({ verdict: 'same', by: [], isReproduced: true, changedFacts: [] })
  const { owner } = world.platform
  await sql`update application set facts = replace(facts::text, '"applicantAge": 36', '"applicantAge": 70')::jsonb
    where id = ${journey.application!.id}`.execute(owner)
  expect(await replay()).toMatchObject({
    verdict: 'changed',
    by: ['data'],
    isReproduced: true,
    now: { outcome: 'decline' },
    changedFacts: [{ fact: 'applicantAge', after: { en: '70 years' } }],
  })
  await sql`update application set facts = replace(facts::text, '"applicantAge": 70', '"applicantAge": 36')::jsonb
    where id = ${journey.application!.id}`.execute(owner)
  await release(withParameter('ageMax', 30))
  expect(await replay()).toMatchObject({ verdict: 'changed', by: ['policy'], now: { outcome: 'decline' } })
  await checker.call(policiesApi.rollbackPolicy, { params: { code }, body: { version: 1, reason: '演练结束' } })
  const stages = consumerLoanPolicy.stages.map((stage) =>
    stage.kind === 'scorecard' ? { ...stage, scorecard: { ...stage.scorecard, base: 1 } } : stage,
  )
  await release({ ...consumerLoanPolicy, stages })
  expect(await replay()).toMatchObject({ verdict: 'changed', by: ['model'], now: { outcome: 'decline' } })
  await checker.call(policiesApi.rollbackPolicy, { params: { code }, body: { version: 1, reason: '演练结束' } })
})

test('MOD-10 a challenger in the shadow is asked nothing outside, and what it would have said is kept', async () => {
  const version = await release(withParameter('ageMax', 34), false)
  expect((await file()).inForce).toBe(1)
  const challenge = { version, mode: 'shadow' as const, reason: '观察年龄上限' }
  await checker.call(policiesApi.startChallenge, { params: { code }, body: challenge })
  const { borrower, journey } = await apply(world)
  expect(journey.application!.status).toBe('approved')
  const shadows = await world.platform.db.selectFrom('shadow_verdict').selectAll().execute()
  expect(shadows).toMatchObject([{ version, outcome: 'decline', reason_codes: ['AGE_ABOVE'] }])
  const queries = await world.platform.db
    .selectFrom('bureau_query')
    .select('id')
    .where('customer_id', '=', borrower.customerId)
    .execute()
  expect(queries).toHaveLength(1)
  const [shown] = (await file()).challenges
  expect(shown).toMatchObject({ decisions: 1, agreementPpm: 0, approvalRatePpm: 0, championApprovalRatePpm: 1_000_000 })
  await checker.call(policiesApi.endChallenge, { params: { challengeId: shown!.id }, body: { reason: '观察结束' } })
})

test('MOD-10 a challenger decides its share by a stable hash, the champion stands in its shadow', async () => {
  const version = await release(withParameter('inquiriesMax', 7), false)
  const challenge = { version, mode: 'share' as const, sharePpm: 500_000, reason: '分流一半' }
  await checker.call(policiesApi.startChallenge, { params: { code }, body: challenge })
  const decided: number[] = []
  for (let i = 0; i < 12; i += 1) {
    const { journey } = await apply(world)
    decided.push((await decisionsOf(journey.application!.id))[0]!.policyVersion)
  }
  expect(new Set(decided)).toEqual(new Set([1, version]))
  const wanted = await sql<{ chosen: number }>`
    select case when
      ('x' || left(encode(sha256(convert_to(${code} || '|' || customer_id, 'UTF8')), 'hex'), 13))::bit(52)::bigint % 1000000
      < 500000 then ${version}::int else 1 end as chosen
    from decision order by decided_at, id`.execute(world.platform.db)
  expect(wanted.rows.slice(-12).map(({ chosen }) => chosen)).toEqual(decided)
  const [shown] = (await file()).challenges
  await checker.call(policiesApi.endChallenge, { params: { challengeId: shown!.id }, body: { reason: '试验结束' } })
})

test('APP-03 when a new version drifts, an alarm is raised and the version before it takes over by itself', async () => {
  const { platform } = world
  const watch = {
    windowHours: 24,
    decisionsMin: 20,
    approvalDriftPpm: 150_000,
    reasonDriftPpm: 200_000,
    fallsBack: true,
  }
  await checker.call(policiesApi.setWatch, { params: { code }, body: watch })
  const look = () => write(platform, { actor: systemActor('watch') }, (ctx) => watchPolicy(ctx, code))
  const version = await release(withParameter('inquiriesMax', 6))
  await decisionsLike(version, 40, 'approve')
  await nextDay('2026-11-24')
  await decisionsLike(version, 40, 'approve')
  expect(await look()).toMatchObject({ version, findings: [], fellBackTo: null })
  await nextDay('2026-11-26')
  await decisionsLike(version, 40, 'decline')
  const reading = (province: string) =>
    checker.call(policiesApi.watchReading, { params: { code }, query: { province } })
  expect(await reading('33')).toMatchObject({
    version,
    decisions: 40,
    measures: [{ measure: 'approval', expectedPpm: 1_000_000, observedPpm: 0, hasDrifted: true }, {}],
  })
  expect(await reading('53')).toMatchObject({ decisions: 0, measures: [{ observedPpm: null, hasDrifted: false }] })
  expect(await look()).toMatchObject({
    version,
    fellBackTo: 1,
    findings: [{ measure: 'approval', expectedPpm: 1_000_000, observedPpm: 0 }, { measure: 'AGE_ABOVE' }],
  })
  expect(await look()).toMatchObject({ version: 1, fellBackTo: null })
  const now = await readPointerOn(platform.db, code, '2026-11-27' as never)
  expect(now).toMatchObject({ version: 1, kind: 'fallback' })
  const { alarms, inForce, pointers } = await file()
  expect(pointers[0]).toMatchObject({
    kind: 'fallback',
    reason: { zh: expect.stringMatching(/^批准率 100\.0% → 0\.0%；/) },
  })
  expect(pointers[0]!.reason.en).not.toContain('AGE_ABOVE')
  expect([inForce, alarms.length]).toEqual([1, 2])
  expect(alarms.find(({ measure }) => measure === 'approval')).toMatchObject({ fellBackTo: 1, decisions: 40 })
})

async function nextDay(day: string): Promise<void> {
  world.platform.clock.set(`${day}T01:00:00.000Z` as never)
  await sql`update clock set business_on = ${day}`.execute(world.platform.owner)
}

/** Decisions as the version would have made them at the time the clock shows, copied from one that was made. */
async function decisionsLike(version: number, count: number, outcome: 'approve' | 'decline'): Promise<void> {
  const reasons =
    outcome === 'approve' ? [] : [{ code: 'AGE_ABOVE', severity: 'decline', stageId: 'admission', by: 'x' }]
  await sql`insert into decision (id, application_id, customer_id, policy_code, policy_version, policy_hash, facts,
      facts_hash, outcome, reasons, trace, decided_by, decided_at)
    select ${`dec_${version}_${outcome}_${world.platform.clock.now()}_`} || n, d.application_id, d.customer_id,
      d.policy_code, ${version}, d.policy_hash, d.facts, d.facts_hash, ${outcome}, ${JSON.stringify(reasons)}::jsonb, d.trace,
      'test', ${world.platform.clock.now()}::timestamptz - interval '1 hour'
    from (select * from decision limit 1) d, generate_series(1, ${count}) n`.execute(world.platform.owner)
}

test('APP-09 admission comes first: refusals are counted by rule, in decisions and in a backtest', async () => {
  const draft = await save(withParameter('ageMax', 35))
  const { result } = await rehearse(draft.brief.id)
  const refused = result!.reasons.find((one) => one.code === 'AGE_ABOVE')!
  expect(refused.challenger).toBe(result!.applications)
  expect(result!.matrix.find(({ from, to }) => from === 'approve' && to === 'decline')!.count).toBe(
    result!.swapOut.count,
  )
})
