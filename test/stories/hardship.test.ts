import { hardshipApi, loansApi, provisionsApi } from '@puhui/api'
import { addDays, addMonths, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { contactSituations } from '../../server/src/flows/contact-situations.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { agreementsModule } from '../../server/src/routes/agreements.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { hardshipModule } from '../../server/src/routes/hardship.ts'
import { provisionsModule } from '../../server/src/routes/provisions.ts'
import { loanTold, signed, waiting } from './agreement-world.ts'
import { borrow, loanOf, openLendingLender, releaseFromCashLoan, trialBalance, type World } from './lending-world.ts'

const actor = systemActor('test')
let world: World
let servicing: TestCaller
let risk: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-03-10' }, [
    booksModule,
    provisionsModule,
    hardshipModule,
    agreementsModule(),
  ])
  ;[servicing, risk] = await Promise.all([world.app.as('servicing'), world.app.as('risk')])
})
afterAll(() => world.platform.drop())

async function daysPass(until: Day): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => 'insufficient'), until }), until)
}

const wish = {
  reason: 'illness' as const,
  story: '住院两周，出院后只能做半天工',
  incomeBeforeFen: '800000',
  incomeNowFen: '420000',
  payableFen: '70000',
}

/** Whether the gate keeps offers of credit from this person; asked as a sending asks it. */
async function isInHardship(customerId: string) {
  return (await contactSituations(world.platform, [customerId], 'sms')).get(customerId)!.isInHardship
}

const approve = { verdict: 'approve' as const, note: '' }

test('SRV-07 CMP-17 a borrower in hardship asks, is offered no other loan, gets a plan with figures, and after a second person agrees the loan follows it', async () => {
  const { borrower, loanId } = await borrow(world)
  const params = { loanId }
  const { schedule } = await loanOf(servicing, loanId)
  const due = schedule[0]!.dueOn as Day
  await daysPass(addDays(due, 40))

  expect(await isInHardship(borrower.customerId)).toBe(false)
  const { requestId } = await borrower.call(hardshipApi.borrowerAskHelp, { params, body: wish })
  await expect(borrower.call(hardshipApi.borrowerAskHelp, { params, body: wish })).rejects.toMatchObject({
    problem: { code: 'hardship.already_asked', status: 409 },
  })
  expect(await isInHardship(borrower.customerId)).toBe(true)
  const desk = await servicing.call(hardshipApi.getHardship, { params: { requestId } })
  expect(desk).toMatchObject({ status: 'asked', reason: 'illness', dpd: 41, payableFen: '70000' })
  expect(desk.options.map(({ code, arrears }) => [code, arrears])).toEqual([
    ['interestOnly', 'carried'],
    ['longer', 'carried'],
    ['lowerRate', 'carried'],
    ['combined', 'carried'],
  ])
  for (const { after, cost, record, differenceFen } of desk.options) {
    expect(BigInt(differenceFen)).toBe(BigInt(after.totalFen) - BigInt(desk.before.totalFen))
    expect([cost.zh.length > 10, record.en.includes('credit report')]).toEqual([true, true])
  }

  const longer = desk.options.find(({ code }) => code === 'longer')!
  const { instalments, annualRatePpm, graceInstalments, arrears } = longer
  const terms = { instalments, annualRatePpm, graceInstalments, arrears }
  const shown = await servicing.call(hardshipApi.previewPlan, { params: { requestId }, body: terms })
  expect(shown.plan).toEqual(longer)
  const plan = {
    ...terms,
    advice: '先把每月要还的降到您能承受的数目，收入恢复后可以提前还款',
    agreedBy: 'phone' as const,
  }
  await servicing.call(hardshipApi.proposePlan, { params: { requestId }, body: plan })
  await expect(servicing.call(hardshipApi.decidePlan, { params: { requestId }, body: approve })).rejects.toMatchObject({
    problem: { status: 403 },
  })
  await daysPass(addDays(due, 43))
  const before = await trialBalance(servicing)
  const decided = await risk.call(hardshipApi.decidePlan, { params: { requestId }, body: approve })
  expect(decided.status).toBe('signing')
  expect((await loanOf(servicing, loanId)).events.at(-1)).not.toMatchObject({ kind: 'rescheduled' })
  const agreement = await waiting(borrower, loanId)
  expect(agreement.after.lines.map(({ dueOn, dueFen }) => [dueOn, dueFen])).toEqual(
    shown.schedule.map(({ dueOn, openFen }) => [dueOn, openFen]),
  )
  expect(agreement).toMatchObject({ differenceFen: longer.differenceFen, record: longer.record })
  await signed(world, borrower, agreement)

  const file = await loanOf(servicing, loanId)
  expect(file.figures).toMatchObject({ status: 'active', dpd: 0, overdueFen: '0' })
  const rest = (rows: typeof file.schedule) => rows.filter(({ status }) => status === 'upcoming')
  expect(rest(file.schedule)).toEqual(shown.schedule)
  expect(file.events.at(-1)).toMatchObject({
    kind: 'rescheduled',
    valueOn: addDays(due, 41),
    bookedOn: addDays(due, 44),
  })
  expect(await isInHardship(borrower.customerId)).toBe(true)
  const after = await trialBalance(servicing)
  expect(after.get('1303')).toBe(before.get('1303'))
  expect((await servicing.call(provisionsApi.getLoanRisk, { params })).category).toBe('specialMention')

  const { requests } = await borrower.call(hardshipApi.borrowerHardship, { params })
  expect(requests[0]).toMatchObject({ status: 'approved', plan: { code: 'longer' }, advice: plan.advice })
  const told = await loanTold(world, loanId, 'loans.rescheduled')
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(shown.schedule.at(-1)!.dueOn)
})

test('SRV-07 a plan that fell behind the loan is refused, one that is sent back can be made anew, and a no has its reason', async () => {
  const { borrower, loanId } = await borrow(world)
  const params = { loanId }
  const { requestId } = await borrower.call(hardshipApi.borrowerAskHelp, { params, body: wish })
  const where = { params: { requestId } }
  const terms = { instalments: 18, annualRatePpm: 60_000, graceInstalments: 3, arrears: 'kept' as const }
  const plan = { ...terms, advice: '前三个月只付利息', agreedBy: 'branch' as const }
  await expect(
    servicing.call(hardshipApi.proposePlan, { ...where, body: { ...plan, annualRatePpm: 900_000 } }),
  ).rejects.toMatchObject({ problem: { code: 'loan.rate_above_contract' } })
  await servicing.call(hardshipApi.proposePlan, { ...where, body: plan })
  await expect(
    servicing.call(hardshipApi.declineHardship, { ...where, body: { reason: '材料不全' } }),
  ).rejects.toMatchObject({
    problem: { code: 'hardship.plan_waits' },
  })
  const { figures, asOf } = await loanOf(servicing, loanId)
  const body = { amountFen: '10000', purpose: 'due' as const, channel: 'counter' as const, valueOn: asOf, note: '' }
  await servicing.call(loansApi.repay, { params, body })
  await expect(risk.call(hardshipApi.decidePlan, { ...where, body: approve })).rejects.toMatchObject({
    problem: { code: 'hardship.plan_outdated', status: 409 },
  })
  const back = { verdict: 'reject' as const, note: '还款后请重新测算' }
  expect((await risk.call(hardshipApi.decidePlan, { ...where, body: back })).status).toBe('asked')
  expect((await servicing.call(hardshipApi.getHardship, where)).sentBack).toBe(back.note)

  await servicing.call(hardshipApi.declineHardship, { ...where, body: { reason: '收入证明与陈述不符' } })
  const { requests } = await borrower.call(hardshipApi.borrowerHardship, { params })
  expect(requests[0]).toMatchObject({ status: 'declined', declineReason: '收入证明与陈述不符' })
  expect((await loanOf(servicing, loanId)).figures.outstandingFen).toBe(figures.outstandingFen)
})

test('SRV-07 PRD-08 a loan with daily rest is re-aged: paid every two weeks from a day on, seen, agreed by two, signed', async () => {
  const today = await businessDate(world.platform.db)
  await releaseFromCashLoan(world, today, (terms) => ({
    ...terms,
    code: 'SJD',
    methods: ['equal-instalment'],
    prepayment: { ...(terms.prepayment as object), feePpm: '0' },
    plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
  }))
  const plain = await borrow(world)
  const other = (
    await plain.borrower.call(hardshipApi.borrowerAskHelp, { params: { loanId: plain.loanId }, body: wish })
  ).requestId
  const { borrower, loanId } = await borrow(world, { productCode: 'SJD' })
  const { requestId } = await borrower.call(hardshipApi.borrowerAskHelp, { params: { loanId }, body: wish })
  const desk = await servicing.call(hardshipApi.getHardship, { params: { requestId } })
  expect(desk.mayReAge).toBe(true)
  const firstDueOn = addDays(today, 20)
  const reAge = { firstDueOn, unit: 'week' as const, every: 2 }
  const rate = { annualRatePpm: desk.annualRatePpm, graceInstalments: 0, arrears: 'carried' as const }
  const terms = { instalments: 26, ...rate, reAge }
  const preview = (id: string, body: typeof terms) =>
    servicing.call(hardshipApi.previewPlan, { params: { requestId: id }, body })
  await expect(preview(other, { ...terms })).rejects.toMatchObject({
    problem: { code: 'loan.re_age_needs_daily_rest' },
  })
  const late = { ...terms, reAge: { ...reAge, firstDueOn: addDays(addMonths(today, 6), 1) } }
  await expect(preview(requestId, late)).rejects.toMatchObject({ problem: { code: 'loan.re_age_day_out_of_range' } })
  const shown = await preview(requestId, terms)
  expect(shown.plan).toMatchObject({ code: 'own', reAge })
  expect(shown.plan.cost.zh).toContain(`自 ${firstDueOn} 起每 2 周还款一次`)
  expect(shown.schedule.map(({ dueOn }) => dueOn).slice(0, 2)).toEqual([firstDueOn, addDays(firstDueOn, 14)])

  const plan = { ...terms, advice: '改为每两周还一次，与发薪日一致', agreedBy: 'phone' as const }
  await servicing.call(hardshipApi.proposePlan, { params: { requestId }, body: plan })
  await risk.call(hardshipApi.decidePlan, { params: { requestId }, body: approve })
  const agreement = await waiting(borrower, loanId)
  expect(agreement.cost.zh).toContain('每 2 周还款一次')
  await signed(world, borrower, agreement)
  const file = await loanOf(servicing, loanId)
  const coming = file.schedule.filter(({ status }) => status === 'upcoming')
  expect(coming).toEqual(shown.schedule)
  expect(file.events.at(-1)!.note.zh).toContain(`重新排期（自 ${firstDueOn} 起每 2 周还款一次，26 期`)
  await trialBalance(servicing)
})
