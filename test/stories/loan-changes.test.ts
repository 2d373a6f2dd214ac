import { loanChangesApi as api, type BodyOf, borrowerApi, loansApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { loanChangesModule } from '../../server/src/routes/loan-changes.ts'
import { unexplained } from './explained-figures.ts'
import { borrow, loanOf, openLendingLender, releaseFromCashLoan, trialBalance, type World } from './lending-world.ts'

const actor = systemActor('test')
const TODAY = '2027-02-10'
let world: World
let servicing: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: TODAY }, [booksModule, loanChangesModule])
  servicing = await world.app.as('servicing')
  await releaseWithTariff()
})
afterAll(() => world.platform.drop())

/** A product whose tariff knows a paper certificate of the lender and costs of a notary. */
async function releaseWithTariff(): Promise<void> {
  const onEvent = (code: string, zh: string, en: string, event: string, amountFen: string, collector: object) => ({
    code,
    name: { zh, en },
    timing: 'on-event',
    event,
    amount: { kind: 'fixed', amountFen },
    collector,
  })
  const lender = { kind: 'lender' }
  const notary = { kind: 'partner', partnerId: 'notary', name: { zh: '公证处', en: 'the notary' } }
  await releaseFromCashLoan(world, TODAY, (terms) => ({
    ...terms,
    code: 'FYB',
    fees: [
      onEvent('certificate', '证明工本费', 'Certificate', 'statement', '2000', lender),
      onEvent('late', '逾期违约金', 'Late payment', 'late-payment', '3000', lender),
      onEvent('notary', '代垫公证费', 'Notary costs', 'legal-costs', '500000', notary),
    ],
  }))
}

async function daysPass(until: Day, outcome: 'success' | 'insufficient' = 'success'): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => outcome), until }), until)
}

/** Previews, books, and holds the loan against what was shown. */
async function book(loanId: string, wish: BodyOf<typeof api.previewLoanChange>) {
  const params = { loanId }
  const seen = await servicing.call(api.previewLoanChange, { params, body: wish })
  const body = { ...wish, reason: '客户来电申请', stateHash: seen.stateHash }
  const { eventId } = await servicing.call(api.changeLoan, { params, body })
  const file = await loanOf(servicing, loanId)
  expect(file.figures).toEqual(seen.after)
  expect(unexplained(file)).toEqual([])
  expect(file.schedule).toEqual(seen.schedule)
  expect(file.events.find(({ id }) => id === eventId)!.postings).toEqual(seen.postings)
  return { eventId, file, seen }
}

const refused = (code: string) => ({ problem: { code } })

test('PRD-17 a certificate is charged by the tariff with the next instalment; costs above the ceiling of the law are refused', async () => {
  const { loanId } = await borrow(world, { productCode: 'FYB' })
  const params = { loanId }
  const { asOf, tariff, schedule } = await loanOf(servicing, loanId)
  expect(tariff.map(({ code, maxFen }) => [code, maxFen])).toEqual([
    ['certificate', '2000'],
    ['late', '3000'],
    ['notary', '500000'],
  ])
  const fee = { kind: 'charge' as const, valueOn: asOf, feeCode: 'certificate', amountFen: '2000' }
  const { eventId, file } = await book(loanId, fee)
  expect(BigInt(file.schedule[0]!.openFen) - BigInt(schedule[0]!.openFen)).toBe(2_000n)
  expect(file.events.at(-1)!.postings.map(({ account }) => account)).toEqual(['1122', '6021'])
  const preview = (body: BodyOf<typeof api.previewLoanChange>) =>
    servicing.call(api.previewLoanChange, { params, body })
  await expect(preview({ ...fee, amountFen: '2001' })).rejects.toMatchObject(refused('loan.fee_above_tariff'))
  await expect(preview({ ...fee, feeCode: 'other' })).rejects.toMatchObject(refused('loan.fee_not_in_tariff'))
  const costs = { ...fee, feeCode: 'notary', amountFen: '500000' }
  await expect(preview(costs)).rejects.toMatchObject(refused('compliance.cost_above_cap'))
  await servicing.call(loansApi.reverse, { params: { ...params, eventId }, body: { reason: '重复收取' } })
  expect((await loanOf(servicing, loanId)).schedule).toEqual(schedule)
  await trialBalance(servicing)
})

test('PRD-17 a fee falls due on a day of its own, and one for a breach is booked as a penalty', async () => {
  const { loanId, borrower } = await borrow(world, { productCode: 'FYB' })
  const params = { loanId }
  const { asOf, schedule } = await loanOf(servicing, loanId)
  const dueOn = addDays(schedule[0]!.dueOn as Day, 3)
  const fee = { kind: 'charge' as const, valueOn: asOf, feeCode: 'certificate', amountFen: '2000', dueOn }
  const { file } = await book(loanId, fee)
  const more = (at: number) => BigInt(file.schedule[at]!.openFen) - BigInt(schedule[at]!.openFen)
  expect([more(0), more(1)]).toEqual([0n, 2_000n])
  expect(file.events.at(-1)!.note.zh).toContain(`收取费用（${dueOn} 到期）`)
  const preview = (body: BodyOf<typeof api.previewLoanChange>) =>
    servicing.call(api.previewLoanChange, { params, body })
  const before = { ...fee, dueOn: addDays(asOf as Day, -1) }
  await expect(preview(before)).rejects.toMatchObject(refused('loan.charge_day_out_of_range'))
  await expect(preview({ ...fee, isPenalty: true })).rejects.toMatchObject(refused('loan.fee_is_no_penalty'))
  const { dueOn: _dueOn, ...plain } = fee
  const penalty = await book(loanId, { ...plain, feeCode: 'late', amountFen: '3000', isPenalty: true })
  expect(penalty.file.events.at(-1)!.postings.map(({ account }) => account)).toEqual(['1133', '6012'])
  expect(penalty.file.events.at(-1)!.note.zh).toContain('收取费用（违约金）')
  const own = await borrower.call(borrowerApi.borrowerLoan, { params })
  expect(JSON.stringify(own)).toContain('收取费用（违约金）')
  await trialBalance(servicing)
})

test('PRD-06 a borrower whose payday changes moves the repayment day, once a year', async () => {
  const { loanId, borrower } = await borrow(world, { productCode: 'FYB' })
  const params = { loanId }
  const before = await loanOf(servicing, loanId)
  const shown = await borrower.call(api.borrowerPreviewDueDay, { params, body: { dayOfMonth: 25 } })
  expect(BigInt(shown.differenceFen)).toBeGreaterThan(0n)
  await borrower.call(api.borrowerMoveDueDay, { params, body: { dayOfMonth: 25, stateHash: shown.stateHash } })
  const after = await loanOf(servicing, loanId)
  expect(after.schedule).toEqual(shown.schedule)
  expect(after.schedule.map(({ dueOn }) => dueOn.slice(8))).toEqual(before.schedule.map(() => '25'))
  expect(after.events.at(-1)).toMatchObject({ kind: 'dueDayMoved', amountFen: null, postings: [], entryId: null })
  await expect(borrower.call(api.borrowerPreviewDueDay, { params, body: { dayOfMonth: 5 } })).rejects.toMatchObject(
    refused('loan.due_day_moved_lately'),
  )
  await expect(
    (await borrow(world)).borrower.call(api.borrowerPreviewDueDay, { params, body: { dayOfMonth: 5 } }),
  ).rejects.toMatchObject(refused('loans.not_found'))
})

test('SRV-07 after a flood interest pauses, and the next instalment is put off by ten days; what had accrued is booked back', async () => {
  const { loanId } = await borrow(world, { productCode: 'FYB' })
  const { asOf, figures, maturesOn } = await loanOf(servicing, loanId)
  await daysPass(addDays(asOf as Day, 6))
  const today = addDays(asOf as Day, 6)
  const until = addDays(asOf as Day, 20)
  const paused = await book(loanId, { kind: 'pause', valueOn: addDays(asOf as Day, 1), until })
  expect(paused.seen.postings.map(({ account }) => account).sort()).toEqual(['1132', '6011'])
  expect(BigInt(paused.seen.differenceFen)).toBeLessThan(0n)
  const extended = await book(loanId, { kind: 'extend', valueOn: today, unit: 'day', count: 10 })
  expect(extended.file.maturesOn).toBe(addDays(maturesOn as Day, 10))
  expect(extended.file.figures.nextDueOn).toBe(addDays(figures.nextDueOn as Day, 10))
  const accrued = (await loanOf(servicing, loanId)).figures.accruedInterestFen
  await daysPass(addDays(asOf as Day, 12))
  expect((await loanOf(servicing, loanId)).figures.accruedInterestFen).toBe(accrued)
  await daysPass(addDays(until, 2))
  expect(BigInt((await loanOf(servicing, loanId)).figures.accruedInterestFen)).toBeGreaterThan(BigInt(accrued))
  await trialBalance(servicing)
})
