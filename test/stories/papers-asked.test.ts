import { applicationsApi, borrowerApi, investigationApi } from '@puhui/api'
import { consumerLoanPolicy, type Policy } from '@puhui/policy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertPointer, policyInUse } from '../../server/src/modules/policies/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { json } from '../../server/src/platform/db.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { jpegOf } from './forged-papers.ts'
import { apply, consent, handIn, newBorrower, openLender, type World } from './origination-world.ts'

let world: World
let desk: TestCaller

beforeAll(async () => {
  world = await openLender()
  desk = await world.app.as('underwriter')
})
afterAll(() => world.platform.drop())

async function send(borrower: TestCaller, kind: string, shown: string, more = {}) {
  const boundary = 'paper-boundary'
  const fields = Object.entries({ kind, ...more }).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="p.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
  const end = `\r\n--${boundary}--\r\n`
  const answer = await borrower.inject({
    method: 'POST',
    url: '/api/borrower/papers',
    payload: Buffer.concat([Buffer.from(fields.join('') + file), jpegOf(shown), Buffer.from(end)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as { paperId: string; wentOnTo: string | null }
}

/** Somebody whom no bureau knows comes to the desk. */
async function referred(serial: string) {
  const borrower = await newBorrower(world)
  await handIn(borrower, { serial, incomeYuan: 60_000 })
  await consent(borrower, 'income-verification')
  const { application } = await borrower.call(borrowerApi.submitApplication, { body: {} })
  expect(application!.status).toBe('referred')
  return { borrower, params: { applicationId: application!.id } }
}

const papersOf = (borrower: TestCaller) => borrower.call(investigationApi.getOwnPapers, {})

test('APP-08 a reviewer asks for papers by name; the borrower sees which and why, and with the last one it goes back to the desk', async () => {
  const { borrower, params } = await referred('302')
  const body = { verdict: 'moreData', papers: ['payslip', 'employment'], reason: '请补充工资单和在职证明' } as const
  const reviewed = await desk.call(applicationsApi.reviewApplication, {
    params,
    body: { ...body, papers: [...body.papers] },
  })
  expect(reviewed.status).toBe('moreData')
  expect(await papersOf(borrower)).toMatchObject({
    status: 'moreData',
    note: '请补充工资单和在职证明',
    asked: [
      { kinds: ['payslip'], isHandedIn: false },
      { kinds: ['employment'], isHandedIn: false },
    ],
    mayGoOn: false,
    mayApplyAgain: false,
    papers: [],
  })
  const told = await world.platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('template', '=', 'applications.papers_asked')
    .execute()
  expect(told.map((one) => one.body)).toEqual([expect.stringContaining('工资单、在职证明')])

  const done = { params }
  await expect(borrower.call(investigationApi.goOnWithPapers, done)).rejects.toMatchObject({
    problem: { code: 'underwriting.papers_missing' },
  })
  expect(await send(borrower, 'payslip', 'page 1 of 302')).toMatchObject({ wentOnTo: null })
  expect(await send(borrower, 'employment', 'letter of 302')).toMatchObject({ wentOnTo: 'referred' })
  expect(await papersOf(borrower)).toMatchObject({ status: 'referred', asked: [], papers: [{ isRead: false }, {}] })
  const looked = await desk.call(investigationApi.getInvestigation, { params })
  expect(looked.papers.map(({ kind }) => kind)).toEqual(['payslip', 'employment'])
  expect(await borrower.call(investigationApi.goOnWithPapers, done)).toEqual({ status: 'referred' })
})

test('APP-08 pages of one batch wait for the last; the same picture sent twice is one paper', async () => {
  const { borrower, params } = await referred('304')
  const body = { verdict: 'moreData', papers: ['bankStatement'], reason: '请补充银行流水' } as const
  await desk.call(applicationsApi.reviewApplication, { params, body: { ...body, papers: [...body.papers] } })
  const first = await send(borrower, 'bankStatement', 'page 1 of 304', { moreFollow: 'yes' })
  expect(first.wentOnTo).toBeNull()
  expect(await papersOf(borrower)).toMatchObject({ status: 'moreData', mayGoOn: true })
  const again = await send(borrower, 'bankStatement', 'page 1 of 304', { moreFollow: 'yes' })
  expect(again.paperId).toBe(first.paperId)
  expect((await papersOf(borrower)).papers).toHaveLength(1)
  expect(await borrower.call(investigationApi.goOnWithPapers, { params })).toEqual({ status: 'referred' })
})

test('APP-08 what a policy asks for follows from what its rule looks at; what the papers do not settle goes to a person', async () => {
  await inForce(askingForIncome)
  const { borrower, journey } = await apply(world, { serial: '011' })
  expect(journey.application!.status).toBe('moreData')
  const papers = await papersOf(borrower)
  expect(papers).toMatchObject({ note: null, asked: [{ kinds: ['payslip', 'bankStatement'], isHandedIn: false }] })
  expect(papers.asked[0]!.why.zh.length).toBeGreaterThan(4)
  expect(await send(borrower, 'bankStatement', 'statement of 011')).toMatchObject({ wentOnTo: 'referred' })
  const params = { applicationId: journey.application!.id }
  const { decisions } = await desk.call(applicationsApi.getApplication, { params })
  expect(decisions.map(({ outcome }) => outcome)).toEqual(['moreData', 'moreData'])
  const actions = await world.platform.db
    .selectFrom('journal')
    .select('action')
    .where('object_id', '=', params.applicationId)
    .execute()
  expect(actions.map(({ action }) => action)).toContain('applications.papers_handed_in')
})

/** The shipped policy with one rule more: income that nobody verified needs a paper. */
const askingForIncome: Policy = {
  ...consumerLoanPolicy,
  version: 2,
  stages: consumerLoanPolicy.stages.map((stage) => {
    if (stage.id !== 'affordability' || stage.kind !== 'rules') return stage
    const rule = {
      id: 'income-paper',
      title: { zh: '收入须有证明', en: 'Income needs a paper' },
      when: 'incomeCheck != "verified"',
      severity: 'moreData',
      reasonCode: 'INCOME_UNKNOWN',
      onUnknown: 'moreData',
    } as const
    return { ...stage, rules: [rule, ...stage.rules] }
  }),
}

async function inForce(policy: Policy): Promise<void> {
  const { code, version, hash } = policyInUse(policy)
  const effectiveOn = policy.effectiveOn
  await world.platform.owner
    .insertInto('policy_version')
    .values({
      code,
      version,
      title: json(policy.title),
      definition: json(policy as unknown),
      hash,
      effective_on: effectiveOn,
      created_by: 'test',
      created_at: world.platform.clock.now(),
      author_id: 'one',
      approver_id: 'another',
      note: '',
      scenarios: json([]),
      draft_id: null,
      backtest_id: null,
    })
    .execute()
  await write(world.platform, { actor: systemActor('test') }, (ctx) =>
    insertPointer(ctx, { code, version, effectiveOn, kind: 'release', reason: '' }),
  )
}
