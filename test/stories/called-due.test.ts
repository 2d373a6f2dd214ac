import { borrowerApi, dueCallsApi, hardshipApi, loansApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { dueCallsModule } from '../../server/src/routes/due-calls.ts'
import { hardshipModule } from '../../server/src/routes/hardship.ts'
import { loanTold } from './agreement-world.ts'
import { borrow, loanOf, openLendingLender, releaseFromCashLoan, trialBalance, type World } from './lending-world.ts'

const TODAY = '2026-03-10'
const REASON = '连续两期未还，多次联系不上'
const approve = { verdict: 'approve' as const, note: '' }
type Lent = Awaited<ReturnType<typeof borrow>>

let world: World
let servicing: TestCaller
let risk: TestCaller
let plain: Lent
let lent: Lent[]

beforeAll(async () => {
  world = await openLendingLender({ day: TODAY }, [booksModule, hardshipModule, dueCallsModule])
  ;[servicing, risk] = await Promise.all([world.app.as('servicing'), world.app.as('risk')])
  const acceleration = { afterDays: 30, noticeDays: 7 }
  await releaseFromCashLoan(world, TODAY, (terms) => ({ ...terms, code: 'TQD', acceleration }))
  plain = await borrow(world)
  lent = []
  for (let at = 0; at < 4; at++) lent.push(await borrow(world, { productCode: 'TQD' }))
  await daysPass(addDays(TODAY as Day, 70))
})
afterAll(() => world.platform.drop())

async function daysPass(until: Day): Promise<void> {
  const bank = simulatedBank(() => 'insufficient')
  await endDaysUntil(dayEndRun(world.platform, { actor: systemActor('test'), bank, until }), until)
}

const today = () => businessDate(world.platform.db)
const ask = (loanId: string) => servicing.call(dueCallsApi.askDueCall, { params: { loanId }, body: { reason: REASON } })
const decide = (loanId: string, body: { verdict: 'approve' | 'reject'; note: string } = approve) =>
  risk.call(dueCallsApi.decideDueCall, { params: { loanId }, body })
const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ problem: { code } })

async function payArrears(loanId: string): Promise<void> {
  const { figures } = await loanOf(servicing, loanId)
  const wish = { amountFen: figures.overdueFen, purpose: 'due' as const, channel: 'counter' as const }
  await servicing.call(loansApi.repay, { params: { loanId }, body: { ...wish, valueOn: await today() } })
}

test('SRV-07 SRV-10 CMP-02 a loan is called due by its contract: seen first, decided by two, told, and due on its day as it was seen', async () => {
  const { loanId, borrower } = lent[0]!
  const params = { loanId }
  await refused(ask(plain.loanId), 'loan.no_acceleration_clause')
  await refused(risk.call(dueCallsApi.askDueCall, { params, body: { reason: REASON } }), 'auth.forbidden')

  const seen = await servicing.call(dueCallsApi.previewDueCall, { params })
  const noticedOn = await today()
  const dueOn = addDays(noticedOn, 7)
  expect(seen).toMatchObject({ noticedOn, payBy: addDays(dueOn, -1), dueOn })
  expect(seen.schedule.every(({ dueOn: on }) => on <= dueOn)).toBe(true)

  const { approvalId } = await ask(loanId)
  await refused(ask(loanId), 'approvals.already_asked')
  await decide(loanId, { verdict: 'reject', note: '先再联系一次' })
  expect((await servicing.call(dueCallsApi.getDueCall, { params })).notice).toBe(null)
  await ask(loanId)
  const pending = (await servicing.call(dueCallsApi.getDueCall, { params })).pending
  expect(pending).toMatchObject({ reason: REASON })
  expect(pending!.approvalId).not.toBe(approvalId)
  expect(await decide(loanId)).toEqual({ notice: { noticedOn, payBy: addDays(dueOn, -1), dueOn } })
  await refused(ask(loanId), 'dueCalls.noticed_already')
  const [told] = await loanTold(world, loanId, 'loans.due_call_noticed')
  expect(told).toContain(`将于 ${dueOn} 提前到期`)
  const own = await borrower.call(borrowerApi.borrowerLoan, { params })
  expect(own.dueCall).toMatchObject({ dueOn, overdueFen: own.figures.overdueFen })
  expect((await loanOf(servicing, loanId)).figures.status).toBe('overdue')

  await daysPass(addDays(dueOn, -1))
  const file = await loanOf(servicing, loanId)
  expect([file.asOf, file.figures]).toEqual([dueOn, seen.after])
  expect(file.schedule).toEqual(seen.schedule)
  expect(file.figures.dueFen).toBe(seen.dueFen)
  expect(file.events.at(-1)!.note.zh).toBe(`宣布全部贷款提前到期：${REASON}`)
  expect((await borrower.call(borrowerApi.borrowerLoan, { params })).dueCall).toBe(null)
  expect(await loanTold(world, loanId, 'loans.called_due')).toHaveLength(1)
  await trialBalance(servicing)

  await daysPass(addDays(dueOn, 5))
  const later = await loanOf(servicing, loanId)
  expect(later.figures.accruedInterestFen).toBe(seen.after.accruedInterestFen)
  await trialBalance(servicing)
})

test('SRV-07 what is late, paid within the notice, lets it lapse; staff may take it back; help that is asked for comes first', async () => {
  const [, paid, withdrawn, helped] = lent as [Lent, Lent, Lent, Lent]
  for (const { loanId } of [paid, withdrawn, helped]) await ask(loanId)
  const noticedOn = await today()
  const { notice } = await decide(paid.loanId)
  await decide(withdrawn.loanId)
  const wish = { reason: 'illness' as const, story: '住院两周，出院后只能做半天工' }
  const money = { incomeBeforeFen: '800000', incomeNowFen: '420000', payableFen: '70000' }
  const helpAsked = { params: { loanId: helped.loanId }, body: { ...wish, ...money } }
  const { requestId } = await helped.borrower.call(hardshipApi.borrowerAskHelp, helpAsked)
  await refused(decide(helped.loanId), 'dueCalls.help_is_asked')
  await servicing.call(hardshipApi.declineHardship, { params: { requestId }, body: { reason: '收入证明与陈述不符' } })
  await decide(helped.loanId)
  await helped.borrower.call(hardshipApi.borrowerAskHelp, helpAsked)

  const takenBack = { params: { loanId: withdrawn.loanId }, body: { reason: '客户已经联系上，约定分次还清' } }
  await servicing.call(dueCallsApi.withdrawDueCall, takenBack)
  await refused(servicing.call(dueCallsApi.withdrawDueCall, takenBack), 'dueCalls.none_noticed')
  await payArrears(paid.loanId)
  expect(notice!.noticedOn).toBe(noticedOn)
  await daysPass(notice!.dueOn)

  for (const { loanId } of [paid, withdrawn, helped]) {
    const { schedule } = await loanOf(servicing, loanId)
    expect(schedule.some(({ status }) => status === 'upcoming')).toBe(true)
  }
  const noticeOf = async (loanId: string) =>
    (await servicing.call(dueCallsApi.getDueCall, { params: { loanId } })).notice
  expect(await noticeOf(paid.loanId)).toBe(null)
  expect(await loanTold(world, paid.loanId, 'loans.due_call_ended')).toHaveLength(1)
  expect(await noticeOf(withdrawn.loanId)).toBe(null)
  expect(await noticeOf(helped.loanId)).toMatchObject({ dueOn: notice!.dueOn })
  await trialBalance(servicing)
})
