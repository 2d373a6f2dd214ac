import { applicationsApi, loansApi, provisionsApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { provisionsModule } from '../../server/src/routes/provisions.ts'
import { borrow, loanOf, openLendingLender, trialBalance, type World } from './lending-world.ts'

let world: World
let servicing: TestCaller
let risk: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-10' }, [provisionsModule])
  servicing = await world.app.as('servicing')
  risk = await world.app.as('risk')
})
afterAll(() => world.platform.drop())

const actor = systemActor('test')

async function daysPass(until: Day, outcome: 'success' | 'insufficient' = 'insufficient'): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => outcome), until }), until)
}

test('SRV-02 penalty is waived with a reason, up to what is due and by whoever may', async () => {
  const { loanId } = await borrow(world)
  const { schedule } = await loanOf(servicing, loanId)
  await daysPass(addDays(schedule[0]!.dueOn as Day, 20))
  const before = await loanOf(servicing, loanId)
  const { penaltyFen } = before.figures
  const params = { loanId }
  const above = { part: 'penalty' as const, amountFen: String(BigInt(penaltyFen) + 1n), reason: '客户住院，减免罚息' }
  await expect(servicing.call(loansApi.waive, { params, body: above })).rejects.toMatchObject({
    problem: { code: 'loan.nothing_to_waive', status: 422 },
  })
  const { entryId } = await servicing.call(loansApi.waive, { params, body: { ...above, amountFen: penaltyFen } })
  const { figures, events } = await loanOf(servicing, loanId)
  expect(figures.penaltyFen).toBe('0')
  expect(events.at(-1)).toMatchObject({ kind: 'waived', amountFen: penaltyFen, entryId })
  expect(events.at(-1)!.note.zh).toContain('客户住院')
})

test('SRV-02 a backdated payment changes what is believed today, never what was believed then', async () => {
  const { loanId } = await borrow(world)
  const { schedule } = await loanOf(servicing, loanId)
  const { dueOn, dueFen } = schedule[0]!
  await daysPass(addDays(dueOn as Day, 9))
  const today = await businessDate(world.platform.db)
  const believed = await loanOf(servicing, loanId, { asOf: today })
  expect(believed.figures).toMatchObject({ dpd: 10, status: 'overdue' })
  const wish = { amountFen: dueFen, purpose: 'due' as const, channel: 'transfer' as const, valueOn: dueOn }
  await servicing.call(loansApi.repay, { params: { loanId }, body: wish })
  const now = await loanOf(servicing, loanId)
  expect(now.figures).toMatchObject({ dpd: 0, status: 'active', penaltyFen: '0' })
  const then = await loanOf(servicing, loanId, { asOf: addDays(today, -1), knownOn: addDays(today, -1) })
  expect(then.figures).toMatchObject({ dpd: 9, status: 'overdue' })
  expect(now.events.at(-1)).toMatchObject({ valueOn: dueOn, bookedOn: today })
  const future = { ...wish, valueOn: addDays(today, 1) }
  await expect(servicing.call(loansApi.repay, { params: { loanId }, body: future })).rejects.toMatchObject({
    problem: { code: 'loan.value_date_in_future' },
  })
})

test('SRV-02 after half a year past due a loan is charged off; what comes in later is a recovery', async () => {
  const { loanId } = await borrow(world)
  const params = { loanId }
  const body = { reason: '逾期超过 180 天，催收无果' }
  await expect(servicing.call(provisionsApi.askWriteOff, { params, body })).rejects.toMatchObject({
    problem: { code: 'loan.not_overdue_enough' },
  })
  const { schedule } = await loanOf(servicing, loanId)
  await daysPass(addDays(schedule[0]!.dueOn as Day, 185))
  const late = await loanOf(servicing, loanId)
  expect(late.figures.bucket).toBe('M4+')
  const before = await trialBalance(servicing)
  await servicing.call(provisionsApi.askWriteOff, { params, body })
  await risk.call(provisionsApi.decideWriteOff, { params, body: { verdict: 'approve', note: '' } })
  const after = await trialBalance(servicing)
  expect(after.get('1303')! - before.get('1303')!).toBe(-BigInt(late.figures.outstandingFen))
  expect(after.get('6702')! - before.get('6702')!).toBe(BigInt(late.figures.outstandingFen))
  const today = await businessDate(world.platform.db)
  const paid = { amountFen: '100000', purpose: 'due' as const, channel: 'counter' as const, valueOn: today }
  await servicing.call(loansApi.repay, { params, body: paid })
  expect((await trialBalance(servicing)).get('6301')! - (after.get('6301') ?? 0n)).toBe(100_000n)
  const file = await loanOf(servicing, loanId)
  expect(file.figures.status).toBe('chargedOff')
  expect(file.events.at(-1)!.kind).toBe('recovered')

  await daysPass(addDays(today, 2))
  const { reconciliation } = await risk.call(applicationsApi.portfolioReport, { query: {} })
  for (const line of reconciliation) expect([line.account, line.loansFen]).toEqual([line.account, line.ledgerFen])
})
