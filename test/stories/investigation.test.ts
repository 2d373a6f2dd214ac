import { applicationsApi, borrowerApi, investigationApi, type OutputOf } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { jpegOf } from './forged-papers.ts'
import { type Applicant, consent, handIn, newBorrower, openLender, type World } from './origination-world.ts'

let world: World
let desk: TestCaller
let second: TestCaller

beforeAll(async () => {
  world = await openLender()
  desk = await world.app.as('underwriter')
  second = await world.app.as('risk')
})
afterAll(() => world.platform.drop())

type Investigation = OutputOf<typeof investigationApi.getInvestigation>

function lookAt(applicationId: string): Promise<Investigation> {
  return desk.call(investigationApi.getInvestigation, { params: { applicationId } })
}

function claimIn({ claims }: Investigation, field: Investigation['claims'][number]['field']) {
  return claims.find((claim) => claim.field === field)!
}

/** Applies with every consent, so that each provider may be asked. */
async function applyWithAll(person: Applicant & { readonly device?: string } = {}, papers: Paper[] = []) {
  const borrower = await newBorrower(world)
  await handIn(borrower, person)
  await consent(borrower, 'income-verification', 'device-check')
  for (const paper of papers) await handInPaper(borrower, paper)
  const deviceId = person.device ?? `device-of-${borrower.customerId}`.slice(0, 40)
  const { application } = await borrower.call(borrowerApi.submitApplication, { body: { deviceId } })
  return { borrower, application: application! }
}

interface Paper {
  readonly kind: 'payslip' | 'idCard' | 'purpose' | 'employment'
  readonly content: Buffer
  readonly issuedOn?: string
  readonly validUntil?: string
}

async function handInPaper(borrower: TestCaller, { content, ...fields }: Paper): Promise<string> {
  const answer = await borrower.inject(multipart('/api/borrower/papers', fields, content))
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { paperId: string }).paperId
}

function multipart(url: string, fields: object, content: Buffer) {
  const boundary = 'paper-boundary'
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="paper.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(texts.join('') + file), content, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return {
    method: 'POST' as const,
    url,
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

test('APP-04 each declared figure shows how it stands, with evidence, source and time; what nobody looked into stays unverified', async () => {
  const { application } = await applyWithAll({ serial: '301', incomeYuan: 4_000 })
  const looked = await lookAt(application.id)
  expect(looked.claims.map(({ field }) => field)).toEqual([
    'income',
    'employer',
    'assets',
    'debts',
    'address',
    'purpose',
  ])
  expect(claimIn(looked, 'income')).toMatchObject({
    standing: 'verified',
    evidence: [{ kind: 'income', isSimulated: true, isDeciding: true }],
  })
  expect(claimIn(looked, 'income').evidence[0]!.at).toBe('2026-11-22T01:00:00.000Z')
  expect(claimIn(looked, 'income').evidence[0]!.source.en).toContain('simulated')
  expect(claimIn(looked, 'debts').evidence[0]).toMatchObject({ kind: 'bureau' })
  expect(
    claimIn(looked, 'address')
      .evidence.map(({ kind }) => kind)
      .sort(),
  ).toEqual(['device', 'identity'])
  expect(claimIn(looked, 'purpose')).toMatchObject({ standing: 'unverified', gapPpm: null, evidence: [] })
  expect(claimIn(looked, 'assets').standing).toBe('unverified')
})

test('APP-04 a mismatch beyond the tolerance blocks automatic approval and says what is missing; a check makes the policy decide again', async () => {
  const { application } = await applyWithAll({ serial: '302', incomeYuan: 60_000 })
  expect(application.status).toBe('referred')
  const before = await lookAt(application.id)
  expect(claimIn(before, 'income')).toMatchObject({ standing: 'contradicted' })
  expect(before.missing).toMatchObject([{ field: 'income', standing: 'contradicted' }])
  expect(before.missing[0]!.needs.zh).toContain('工资单')
  const params = { applicationId: application.id }
  const file = await desk.call(applicationsApi.getApplication, { params })
  expect(file.decisions[0]!.reasons.map(({ code }) => code)).toContain('CLAIM_CONTRADICTED')
  expect(file.decisions[0]!.limitFen).not.toBeNull()
  const { rows } = await desk.call(applicationsApi.reviewQueue, { query: {} })
  expect(rows.find(({ id }) => id === application.id)!.missing.en).toContain('Income')

  const silent = desk.call(investigationApi.recordCheck, {
    params,
    body: { field: 'income', kind: 'phone', note: '致电' },
  })
  await expect(silent).rejects.toMatchObject({ problem: { code: 'underwriting.check_says_nothing' } })
  const note = '致电单位财务：月薪六万，年底双薪'
  await desk.call(investigationApi.recordCheck, {
    params,
    body: { field: 'income', kind: 'phone', foundFen: '5900000', note },
  })
  const again = await desk.call(investigationApi.decideAgain, { params, body: { reason: '收入已电话核实' } })
  expect(again).toMatchObject({ outcome: 'approve', status: 'approved' })
  const after = await lookAt(application.id)
  expect(claimIn(after, 'income')).toMatchObject({ standing: 'verified', gapPpm: 16_949 })
  expect(claimIn(after, 'income').evidence.find(({ kind }) => kind === 'phone')).toMatchObject({
    note,
    isDeciding: true,
  })
  expect(after.missing).toEqual([])
  const decided = await desk.call(applicationsApi.getApplication, { params })
  expect(decided.decisions.map(({ outcome }) => outcome).sort()).toEqual(['approve', 'refer'])
  const replay = await desk.call(applicationsApi.replayDecision, { params: { decisionId: again.decisionId } })
  expect(replay).toMatchObject({ verdict: 'same', isReproduced: true })
})

test('APP-04 what a person reads on a handed-in payslip is evidence, and a look at it stays in the journal', async () => {
  const { application, borrower } = await applyWithAll({ serial: '303', incomeYuan: 60_000 })
  const paperId = await handInPaper(borrower, { kind: 'payslip', content: jpegOf('payslip of 303') })
  const shown = await desk.call(investigationApi.showPaper, { params: { paperId }, body: { purpose: '核对收入' } })
  expect(Buffer.from(shown.base64, 'base64')).toEqual(jpegOf('payslip of 303'))
  const reading = { isOwner: true, incomeMonthlyFen: '6100000', employer: '杭州第一中学', note: '' }
  await desk.call(investigationApi.readPaper, { params: { paperId }, body: reading })
  const looked = await lookAt(application.id)
  expect(claimIn(looked, 'income')).toMatchObject({ standing: 'verified' })
  expect(looked.papers).toMatchObject([
    { id: paperId, others: 0, reading: { shown: { en: expect.stringContaining('61,000.00') } } },
  ])
  const lines = await world.platform.db
    .selectFrom('journal')
    .select(['action', 'reason'])
    .where('object_id', '=', paperId)
    .execute()
  expect(lines.map(({ action }) => action)).toEqual([
    'underwriting.paper_added',
    'underwriting.paper_shown',
    'underwriting.paper_read',
  ])
  const stored = await world.platform.owner
    .selectFrom('paper')
    .select('content')
    .where('id', '=', paperId)
    .executeTakeFirstOrThrow()
  expect(stored.content.includes(Buffer.from('payslip of 303'))).toBe(false)
})

test('APP-04 a field that must be verified keeps the machine from approving until it is', async () => {
  const standing = await desk.call(investigationApi.getParameters, {})
  const claims = standing.values.claims.map((rule) => ({ ...rule, isNeeded: rule.field === 'purpose' }))
  await second.call(investigationApi.proposeParameters, {
    body: { values: { ...standing.values, claims }, reason: '用途须核实' },
  })
  const own = second.call(investigationApi.decideParameters, { body: { verdict: 'approve' as const } })
  await expect(own).rejects.toMatchObject({ problem: { code: 'approvals.maker_cannot_check' } })
  const checker = await world.app.as('compliance')
  expect(await checker.call(investigationApi.decideParameters, { body: { verdict: 'approve' } })).toEqual({
    version: 1,
  })
  const { application } = await applyWithAll({ serial: '304', incomeYuan: 4_000, amountYuan: 5_000 })
  expect(application.status).toBe('referred')
  expect((await lookAt(application.id)).missing).toMatchObject([{ field: 'purpose', standing: 'unverified' }])
  const params = { applicationId: application.id }
  await desk.call(investigationApi.recordCheck, {
    params,
    body: { field: 'purpose', kind: 'phone', says: 'confirms', note: '购买冰箱，已看订单' },
  })
  const again = await desk.call(investigationApi.decideAgain, { params, body: { reason: '用途已核实' } })
  expect(again.status).toBe('approved')
  const values = { ...standing.values, fourEyesAboveFen: '400000', firstLoanFenMax: '300000' }
  await second.call(investigationApi.proposeParameters, { body: { values, reason: '收紧单人审批权限' } })
  await checker.call(investigationApi.decideParameters, { body: { verdict: 'approve' } })
  const large = await applyWithAll({ serial: '305', incomeYuan: 60_000, amountYuan: 5_000 })
  await desk.call(investigationApi.recordCheck, {
    params: { applicationId: large.application.id },
    body: { field: 'income', kind: 'phone', foundFen: '6000000', note: '致电单位财务核实' },
  })
  const kept = await desk.call(investigationApi.decideAgain, {
    params: { applicationId: large.application.id },
    body: { reason: '收入已核实' },
  })
  expect(kept).toMatchObject({ outcome: 'approve', status: 'referred' })
  const body = { verdict: 'approve' as const, approvedFen: '500000', reason: '核实无误' }
  const reviewed = await desk.call(applicationsApi.reviewApplication, {
    params: { applicationId: large.application.id },
    body,
  })
  expect(reviewed).toMatchObject({ status: 'referred', awaits: ['large'] })
  await second.call(investigationApi.proposeParameters, { body: { values: standing.values, reason: '恢复原参数' } })
  await checker.call(investigationApi.decideParameters, { body: { verdict: 'approve' } })
  const { version, history } = await desk.call(investigationApi.getParameters, {})
  expect([version, history.map(({ reason }) => reason)]).toEqual([3, ['恢复原参数', '收紧单人审批权限', '用途须核实']])
})

test.each<[string, string, Applicant & { readonly device?: string }, Paper[], string]>([
  ['a telephone of somebody else', 'foreignPhone', { serial: '988' }, [], 'OWNER_MISMATCH'],
  ['a bank card of somebody else', 'foreignCard', { serial: '987' }, [], 'OWNER_MISMATCH'],
  [
    'an edited payslip',
    'editedPaper',
    { serial: '311' },
    [{ kind: 'payslip', content: jpegOf('slip 311', 'Adobe Photoshop 25.1') }],
    'PAPER_EDITED',
  ],
  [
    'an identity card whose term is not the one for the age',
    'idCard',
    { serial: '312', bornOn: '20000307' },
    [{ kind: 'idCard', content: jpegOf('card 312'), issuedOn: '2020-05-01', validUntil: '2040-05-01' }],
    'ID_CARD_INCONSISTENT',
  ],
])('FRD-03 %s is a sign, a fact of the policy and a reason', async (_, sign, person, papers, code) => {
  const { application } = await applyWithAll({ incomeYuan: 4_000, amountYuan: 5_000, ...person }, papers)
  expect(application.status).toBe('referred')
  const looked = await lookAt(application.id)
  expect(looked.signs.map((one) => one.sign)).toEqual([sign])
  const { decisions } = await desk.call(applicationsApi.getApplication, { params: { applicationId: application.id } })
  expect(decisions[0]!.reasons.map((reason) => reason.code)).toContain(code)
})

test('FRD-03 the picture of one applicant handed in by another is found whatever the file says of itself', async () => {
  const honest = { incomeYuan: 4_000, amountYuan: 5_000 }
  const first = await applyWithAll({ ...honest, serial: '320' }, [
    { kind: 'payslip', content: jpegOf('one slip', 'CamScanner') },
  ])
  expect(first.application.status).toBe('approved')
  const other = await applyWithAll({ ...honest, serial: '322' }, [{ kind: 'payslip', content: jpegOf('one slip') }])
  expect(other.application.status).toBe('referred')
  const { signs } = await lookAt(other.application.id)
  expect(signs).toMatchObject([{ sign: 'sharedPaper', about: { en: '1 other applicants handed in the same' } }])
})

test('FRD-05 the discrepancy score weighs each field against its tolerance, is a fact of the policy and shows its reasons', async () => {
  const { application } = await applyWithAll({ serial: '315', incomeYuan: 30_000, device: 'faraway-device-0315' })
  const looked = await lookAt(application.id)
  const [income, address] = [claimIn(looked, 'income'), claimIn(looked, 'address')]
  expect(income).toMatchObject({ standing: 'contradicted', tolerancePpm: 150_000, weight: 40 })
  expect(address).toMatchObject({ standing: 'contradicted', weight: 10 })
  const compared = looked.claims.filter(({ gapPpm }) => gapPpm !== null).reduce((sum, { weight }) => sum + weight, 0)
  const points = (weight: number, gap: number) => (weight * Math.min(1, gap / 1_000_000) * 100) / compared
  const wanted = points(40, income.gapPpm!) + points(10, address.gapPpm!)
  expect(looked.score).toBe(Math.round(wanted))
  const { decisions } = await desk.call(applicationsApi.getApplication, { params: { applicationId: application.id } })
  const truth = decisions[0]!.stages.find(({ id }) => id === 'truth')!
  const rule = truth.rules.find(({ id }) => id === 'discrepancy')!
  expect(rule.inputs.find(({ fact }) => fact === 'discrepancyScore')!.value).toBe(String(looked.score))
  expect(rule.result).toBe('true')
})
