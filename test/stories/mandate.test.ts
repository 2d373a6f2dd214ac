import { mandatesApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { sealJournal } from '../../server/src/platform/journal/seal.ts'
import { verifyJournal } from '../../server/src/platform/journal/verify.ts'
import { mandatesModule } from '../../server/src/routes/mandates.ts'
import { borrow, loanOf, openLendingLender, type World } from './lending-world.ts'

let world: World
let pays = true
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-10' }, [mandatesModule])
})
afterAll(() => world.platform.drop())

const actor = systemActor('test')
const bank = simulatedBank(() => (pays ? 'success' : 'insufficient'))

async function daysPass(until: Day): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank, until }), until)
}

const WISH = { days: [0, 3], amount: 'all-due' as const, maxFen: '300000' }

async function mandateCode(customerId: string): Promise<string> {
  const { body } = await world.platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('customer_id', '=', customerId)
    .where('template', '=', 'auth.sign_mandate_code')
    .executeTakeFirstOrThrow()
  return /\d{6}/.exec(body)![0]
}

/** A borrower signs a rule with the code that was sent for exactly this rule. */
async function withMandate() {
  const borrowed = await borrow(world)
  const params = { loanId: borrowed.loanId }
  const sent = await borrowed.borrower.call(mandatesApi.sendMandateCode, { params, body: WISH })
  const code = await mandateCode(borrowed.borrower.customerId)
  const sign = (wish: typeof WISH) =>
    borrowed.borrower.call(mandatesApi.signMandate, { params, body: { ...wish, code } })
  return { ...borrowed, params, sent, sign }
}

test('TEC-06 a borrower signs a rule by its hash; another rule is not signed by the same code', async () => {
  const { borrower, params, sent, sign } = await withMandate()
  await expect(sign({ ...WISH, maxFen: '900000' })).rejects.toMatchObject({ problem: { code: 'auth.code_expired' } })
  const { mandate } = await sign(WISH)
  expect(mandate).toMatchObject({ status: 'active', ruleHash: sent.ruleHash, rule: { accountTail: '0128' } })
  const stranger = await borrow(world)
  await expect(stranger.borrower.call(mandatesApi.borrowerMandate, { params })).rejects.toMatchObject({
    problem: { code: 'loans.not_found' },
  })
  await borrower.call(mandatesApi.revokeMandate, { params })
  await expect(borrower.call(mandatesApi.revokeMandate, { params })).rejects.toMatchObject({
    problem: { code: 'mandates.none_in_force' },
  })
})

test('TEC-06 day-end executes the rule by itself; each step stands in the chain, and a changed line is found', async () => {
  const servicing = await world.app.as('servicing')
  const { borrower, loanId, params, sign } = await withMandate()
  await sign(WISH)
  const revoked = await withMandate()
  await revoked.sign(WISH)
  await revoked.borrower.call(mandatesApi.revokeMandate, { params: revoked.params })
  const { schedule } = await loanOf(servicing, loanId)
  const dueOn = schedule[0]!.dueOn as Day

  pays = false
  await daysPass(addDays(dueOn, 2))
  pays = true
  await daysPass(addDays(dueOn, 3))
  const { executions } = await borrower.call(mandatesApi.borrowerMandate, { params })
  expect(executions.map(({ on, outcome, reason, answer }) => [on, outcome, reason, answer])).toEqual([
    [addDays(dueOn, 3), 'execute', null, 'succeeded'],
    [addDays(dueOn, 2), 'skip', 'not-a-day', null],
    [addDays(dueOn, 1), 'skip', 'not-a-day', null],
    [dueOn, 'execute', null, 'failed'],
  ])
  const file = await loanOf(servicing, loanId)
  expect(file.events.at(-1)).toMatchObject({ kind: 'repaid', amountFen: executions[0]!.amountFen })
  expect(file.figures.status).toBe('active')
  expect((await loanOf(servicing, revoked.loanId)).figures.status).toBe('overdue')

  while ((await sealJournal(world.platform)) > 0);
  const receiptOf = () => borrower.call(mandatesApi.borrowerReceipt, { params: { executionId: executions[0]!.id } })
  const receipt = await receiptOf()
  expect(receipt).toMatchObject({
    isVerified: true,
    amountFen: executions[0]!.amountFen,
    eventId: file.events.at(-1)!.id,
  })
  expect(receipt.steps.map(({ action }) => action)).toEqual([
    'mandates.signed',
    'mandates.executed',
    'mandates.answered',
  ])
  expect(receipt.steps.every(({ hash, isIntact }) => hash !== null && isIntact)).toBe(true)
  const skipped = await borrower.call(mandatesApi.borrowerReceipt, { params: { executionId: executions[1]!.id } })
  expect(skipped).toMatchObject({ isVerified: true, outcome: 'skip', reason: 'not-a-day', amountFen: null })
  await expect(
    revoked.borrower.call(mandatesApi.borrowerReceipt, { params: { executionId: executions[0]!.id } }),
  ).rejects.toMatchObject({ problem: { code: 'mandates.execution_not_found' } })

  const { sequence } = receipt.steps[1]!
  await sql`update journal set after = jsonb_set(after, '{amountFen}', '"1"')
    where id = (select journal_id from journal_link where seq = ${sequence})`.execute(world.platform.owner)
  const changed = await receiptOf()
  expect(changed).toMatchObject({
    isVerified: false,
    checks: { areStepsIntact: false, isTold: false, isRepeatable: true },
  })
  expect(changed.steps.map(({ isIntact }) => isIntact)).toEqual([true, false, true])
  const { findings } = await verifyJournal(world.platform)
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'altered', sequence }))
})
