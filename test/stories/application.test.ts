import { applicationsApi, borrowerApi, customersApi } from '@puhui/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { lenderProfile, setLenderProfile } from '../../server/src/platform/settings.ts'
import { apply, consent, handIn, newBorrower, openLender, residentId, type World } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLender()
})
afterAll(() => world.platform.drop())

async function fileOf(applicationId: string) {
  const staff = await world.app.as('underwriter')
  return staff.call(applicationsApi.getApplication, { params: { applicationId } })
}

test('APP-01 a borrower applies online from the wish to a decision, and comes back to where they left', async () => {
  const borrower = await newBorrower(world)
  expect((await borrower.call(borrowerApi.getJourney, {})).step).toBe('identity')
  const ready = await handIn(borrower)
  expect(ready.step).toBe('apply')
  expect((await borrower.call(borrowerApi.getJourney, {})).wish?.principalFen).toBe('2000000')
  const decided = await borrower.call(borrowerApi.submitApplication, { body: {} })
  expect(decided.application).toMatchObject({ status: 'approved', requestedFen: '2000000', approvedFen: '2000000' })
  expect(decided.step).toBe('decision')
})

test('APP-01 an illegal jump is refused with the state it was tried from', async () => {
  const { borrower, journey } = await apply(world)
  const applicationId = journey.application!.id
  await borrower.call(borrowerApi.withdrawApplication, { params: { applicationId } })
  const again = borrower.call(borrowerApi.askReview, { params: { applicationId }, body: { note: '' } })
  await expect(again).rejects.toMatchObject({ problem: { code: 'applications.illegal_step', status: 409 } })
})

test('APP-01 applying twice with one key makes one application, and another key is refused', async () => {
  const borrower = await newBorrower(world)
  await handIn(borrower)
  const key = { idempotencyKey: 'the-same-key' }
  const first = await borrower.call(borrowerApi.submitApplication, { body: {} }, key)
  const second = await borrower.call(borrowerApi.submitApplication, { body: {} }, key)
  expect(second.application!.id).toBe(first.application!.id)
  const other = borrower.call(borrowerApi.submitApplication, { body: {} })
  await expect(other).rejects.toMatchObject({ problem: { code: 'applications.already_open' } })
})

test('APP-02 steps and the time to the decision are recorded', async () => {
  const borrower = await newBorrower(world)
  await handIn(borrower)
  world.platform.clock.set('2026-11-22T01:04:30.000Z' as never)
  const { application } = await borrower.call(borrowerApi.submitApplication, { body: {} })
  const file = await fileOf(application!.id)
  expect(file.steps.map(({ step }) => step)).toEqual([
    'registered',
    'identity',
    'face',
    'income',
    'submitted',
    'decided',
  ])
  expect(file.decisionSeconds).toBe(270)
})

test('APP-03 the decision has a score, rules and reasons, and comes out the same when it is run again', async () => {
  const { journey } = await apply(world)
  const { decisions, facts } = await fileOf(journey.application!.id)
  const [decision] = decisions
  expect(decision!.outcome).toBe('approve')
  expect(decision!.scorePoints).toBeGreaterThan(0)
  expect(decision!.stages.map((stage) => stage.id).slice(0, 3)).toEqual(['admission', 'fraud', 'thin-file'])
  const underAge = decision!.stages[0]!.rules.find((rule) => rule.id === 'under-age')!
  expect(underAge).toMatchObject({ result: 'false', inputs: [{ fact: 'applicantAge', value: '36' }] })
  expect(decision!.points.length).toBeGreaterThan(4)
  expect(facts.find((fact) => fact.id === 'monthlyIncome')).toMatchObject({ value: '1200000', isVerified: false })
  expect(facts.some((fact) => fact.id === 'gender')).toBe(false)
  const staff = await world.app.as('risk')
  const replay = await staff.call(applicationsApi.replayDecision, { params: { decisionId: decision!.id } })
  expect(replay).toMatchObject({ verdict: 'same', outcome: 'approve', scorePoints: decision!.scorePoints })
})

test('APP-03 a bureau that does not answer leaves facts unknown, and more is asked instead of guessed', async () => {
  const { borrower, journey } = await apply(world, { serial: '995' })
  expect(journey.application).toMatchObject({ status: 'moreData', mayAskReview: false })
  const file = await fileOf(journey.application!.id)
  expect(file.facts.find((fact) => fact.id === 'bureauFileFound')).toMatchObject({
    value: null,
    shown: { en: 'Unknown' },
  })
  const again = await borrower.call(borrowerApi.submitApplication, { body: {} })
  expect(again.application!.id).toBe(journey.application!.id)
})

test('APP-06 the identity step has a verdict and its provider, and cannot be skipped', async () => {
  const borrower = await newBorrower(world)
  const skipped = borrower.call(borrowerApi.submitApplication, { body: {} })
  await expect(skipped).rejects.toMatchObject({
    problem: { code: 'applications.step_missing', facts: { step: 'identity' } },
  })
  await consent(borrower, 'loan-application', 'identity-biometric')
  const person = { name: '李敏', residentId: residentId({ serial: '998' }), address: '江苏省南京市玄武区珠江路2号' }
  const journey = await borrower.call(borrowerApi.submitIdentity, { body: person })
  expect(journey.identity).toEqual({ verdict: 'unknown', isSimulated: true })
  await borrower.call(borrowerApi.checkFace, {})
  const still = borrower.call(borrowerApi.submitApplication, { body: {} })
  await expect(still).rejects.toMatchObject({ problem: { code: 'applications.step_missing' } })
  const staff = await world.app.as('underwriter')
  const params = { customerId: borrower.customerId }
  const { checks } = (await staff.call(customersApi.getCustomer, { params })).identity
  expect(checks.map(({ kind, verdict, isSimulated }) => [kind, verdict, isSimulated])).toEqual([
    ['document', 'unknown', true],
    ['face', 'passed', true],
  ])
})

test('APP-08 an over-borrower is not approved: debts elsewhere count against income', async () => {
  const { journey } = await apply(world, { incomeYuan: 4_000, otherDebtYuan: 3_600, amountYuan: 30_000 })
  expect(journey.application!.status).toBe('declined')
  expect(journey.application!.reasons[0]!.text.en).toContain('most of your income')
})

test('APP-08 debts elsewhere cannot be stated below nothing, which would make room for a loan', async () => {
  await expect(apply(world, { incomeYuan: 4_000, otherDebtYuan: -50_000, amountYuan: 30_000 })).rejects.toMatchObject({
    problem: { problems: [{ pointer: '/otherDebtMonthlyFen', code: 'request.not_an_amount' }] },
  })
})

test('APP-08 income of ¥8,000 and ¥4,240 due a month goes to a person (CN-ORIG-012)', async () => {
  const over = await apply(world, { incomeYuan: 8_000, otherDebtYuan: 2_400, amountYuan: 20_000 })
  expect(over.journey.application).toMatchObject({ status: 'referred' })
  const [decision] = (await fileOf(over.journey.application!.id)).decisions
  expect(decision!.reasons.map(({ code }) => code)).toContain('DEBT_SHARE_HIGH')
})

test.each([
  ['a consumer finance company (CN-ORIG-004)', 'consumer_finance_company'],
  ['a bank, online (CN-ORIG-001)', 'bank'],
] as const)(
  'APP-08 ¥180,000 owed and ¥20,000 more is the most that one borrower may have of %s',
  async (_who, kind) => {
    const { name } = await lenderProfile(world.platform)
    await write(world.platform, { actor: systemActor('test') }, (ctx) => setLenderProfile(ctx, { name, kind }))
    for (const [amountYuan, code] of [
      [20_100, 'compliance.limit_exceeded'],
      [20_000, null],
    ] as const) {
      const borrower = await newBorrower(world)
      await handIn(borrower, { amountYuan, incomeYuan: 60_000 })
      await owes(borrower.customerId, 18_000_000n)
      const asked = borrower.call(borrowerApi.submitApplication, { body: {} })
      if (code) await expect(asked).rejects.toMatchObject({ problem: { code, facts: { limit: '20000000' } } })
      else expect((await asked).application!.status).not.toBe('declined')
    }
  },
)

/** A loan of before, as the books have it. */
async function owes(customerId: string, outstandingFen: bigint): Promise<void> {
  await sql`insert into loan (id, number, customer_id, contract_id, application_id, product_code, product_version, grade,
      method, principal_fen, annual_rate_ppm, annual_cost_simple_ppm, term_months, created_at, status,
      outstanding_fen, overdue_fen, bucket, dpd, next_due_fen, event_seq)
    values (${`loan_${customerId}`}, ${customerId}, ${customerId}, ${customerId}, ${customerId}, 'XJD', 1, 'A',
      'equal-instalment', ${outstandingFen}, 84000, 84000, 12, now(), 'active', ${outstandingFen}, 0, 'M0', 0, 0, 1)`.execute(
    world.platform.owner,
  )
}

test('APP-09 admission comes before the bureau is asked: a knock-out costs no query', async () => {
  const { journey, borrower } = await apply(world, { serial: '955' })
  expect(journey.application!.status).toBe('approved')
  const queries = await world.platform.db
    .selectFrom('bureau_query')
    .select(['status', 'price_fen'])
    .where('customer_id', '=', borrower.customerId)
    .execute()
  expect(queries).toEqual([{ status: 'answered', price_fen: 300n }])
  const old = await newBorrower(world)
  await handIn(old)
  await world.platform.owner
    .updateTable('customer')
    .set({ born_on: '1950-01-01' as never })
    .where('id', '=', old.customerId)
    .execute()
  const declined = await old.call(borrowerApi.submitApplication, { body: {} })
  expect(declined.application).toMatchObject({ status: 'declined', mayAskReview: true })
  const none = await world.platform.db
    .selectFrom('bureau_query')
    .select('id')
    .where('customer_id', '=', old.customerId)
    .execute()
  expect(none).toEqual([])
})

test('APP-10 a person reviews what was referred, and nobody reviews what they created', async () => {
  const { borrower, journey } = await apply(world, { incomeYuan: 4_000, otherDebtYuan: 3_600, amountYuan: 30_000 })
  const applicationId = journey.application!.id
  const asked = await borrower.call(borrowerApi.askReview, { params: { applicationId }, body: { note: '债务已还清' } })
  expect(asked.application!.status).toBe('referred')
  await world.platform.owner
    .updateTable('application')
    .set({ created_by: 'usr_underwriter' })
    .where('id', '=', applicationId)
    .execute()
  const underwriter = await world.app.as('underwriter')
  const review = {
    params: { applicationId },
    body: { verdict: 'approve' as const, approvedFen: '500000', reason: '已核实结清证明' },
  }
  const own = underwriter.call(applicationsApi.reviewApplication, review)
  await expect(own).rejects.toMatchObject({ problem: { code: 'applications.reviewer_created_it', status: 403 } })
  const lines = await world.platform.db
    .selectFrom('journal')
    .select(['action', 'actor_id'])
    .where('object_id', '=', applicationId)
    .where('action', '=', 'applications.review_refused')
    .execute()
  expect(lines).toEqual([{ action: 'applications.review_refused', actor_id: 'usr_underwriter' }])
  const row = {
    id: 'rev_x',
    application_id: applicationId,
    verdict: 'approve' as const,
    reason: 'x',
    reviewer_id: 'usr_underwriter',
    approved_fen: null,
    reviewed_at: '2026-11-22T02:00:00Z',
  }
  await expect(world.platform.owner.insertInto('application_review').values(row).execute()).rejects.toThrow(
    'may not review',
  )
  await world.platform.owner
    .updateTable('application')
    .set({ created_by: borrower.customerId })
    .where('id', '=', applicationId)
    .execute()
  const proposed = await underwriter.call(applicationsApi.reviewApplication, review)
  expect(proposed).toEqual({ status: 'referred', awaits: ['againstPolicy'] })
  const confirmation = { params: { applicationId }, body: { verdict: 'confirmed' as const, note: '同意' } }
  await expect(underwriter.call(applicationsApi.confirmReview, confirmation)).rejects.toMatchObject({
    problem: { code: 'approvals.maker_cannot_check' },
  })
  const second = await world.app.as('risk')
  expect(await second.call(applicationsApi.confirmReview, confirmation)).toEqual({ status: 'approved' })
  expect((await fileOf(applicationId)).reviews).toMatchObject([{ verdict: 'approve', approvedFen: '500000' }])
})
