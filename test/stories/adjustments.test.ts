import { adjustmentsApi, borrowerApi, ledgerApi, productsApi } from '@puhui/api'
import { addDays, type Day, monthEnd } from '@puhui/calendar'
import { formatYuan } from '@puhui/money'
import { formatPercent } from '@puhui/product'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { adjustmentsModule } from '../../server/src/routes/adjustments.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { unexplained } from './explained-figures.ts'
import { borrow, loanOf, openLendingLender, trialBalance, type World } from './lending-world.ts'

const actor = systemActor('test')
let world: World
let servicing: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-03-10' }, [booksModule, adjustmentsModule])
  servicing = await world.app.as('servicing')
})
afterAll(() => world.platform.drop())

async function daysPass(until: Day): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => 'success'), until }), until)
}

test('SRV-02 a goodwill credit, a merchant refund and a chargeback are booked as they were previewed', async () => {
  const { loanId } = await borrow(world)
  const params = { loanId }
  const { schedule } = await loanOf(servicing, loanId)
  const due = schedule[0]!.dueOn as Day
  await daysPass(addDays(due, 5))
  const valueOn = addDays(due, 6)
  const paid = (await loanOf(servicing, loanId)).events.find(({ kind }) => kind === 'repaid')!
  const wishes = [
    { kind: 'goodwill' as const, amountFen: '5000', valueOn, reason: '投诉处理补偿' },
    { kind: 'refund' as const, amountFen: '300000', valueOn, withInterest: true, reason: '商品退货退款' },
    { kind: 'chargeBack' as const, amountFen: paid.amountFen!, valueOn, eventId: paid.id, reason: '银行追回代扣款' },
  ]
  for (const { reason, ...wish } of wishes) {
    const seen = await servicing.call(adjustmentsApi.previewAdjustment, { params, body: wish })
    const body = { ...wish, reason, stateHash: seen.stateHash }
    const { eventId } = await servicing.call(adjustmentsApi.adjustLoan, { params, body })
    const file = await loanOf(servicing, loanId)
    expect(file.figures).toEqual(seen.after)
    expect(unexplained(file)).toEqual([])
    expect(file.schedule).toEqual(seen.schedule)
    expect(file.events.find(({ id }) => id === eventId)!.postings).toEqual(seen.postings)
  }
  const { events, figures } = await loanOf(servicing, loanId)
  expect(events.map(({ kind }) => kind)).toEqual(['disbursed', 'repaid', 'goodwillCredited', 'refunded', 'chargedBack'])
  expect(figures).toMatchObject({ status: 'overdue', dpd: 6 })
  expect((await trialBalance(servicing)).get('6704')).toBe(5_000n)
  const again = { kind: 'chargeBack' as const, amountFen: '1', valueOn, eventId: paid.id, reason: '再次追回' }
  await expect(servicing.call(adjustmentsApi.adjustLoan, { params, body: again })).rejects.toMatchObject({
    problem: { code: 'loan.charge_back_above_payment', status: 422 },
  })
  await daysPass(addDays(due, 8))
  await trialBalance(servicing)
})

test('PRD-19 a floating loan follows LPR on its repricing day; a rate that is entered late is booked today from its own day', async () => {
  const [editor, checker] = [await world.app.as('product'), await world.app.as('risk')]
  const { rows } = await editor.call(productsApi.listProducts, {})
  const productId = rows.find((row) => row.code === 'XJD')!.id
  const { versions } = await editor.call(productsApi.getProduct, { params: { productId } })
  const floating = {
    benchmark: 'LPR1Y',
    benchmarkPpm: '30000',
    benchmarkOn: '2025-05-20',
    repricing: { kind: 'every-months', months: 1 },
    floorPpm: '0',
    ceilingPpm: '240000',
  }
  const terms = { ...versions[0]!.terms, code: 'FDLL', plan: { floating } } as never
  const draft = await editor.call(productsApi.saveDraft, { body: { kind: 'cash', terms } })
  const version = { versionId: draft.id }
  const today = (await loanOf(servicing, (await borrow(world)).loanId)).asOf as Day
  await editor.call(productsApi.submitVersion, { params: version, body: { effectiveOn: today, note: '' } })
  await checker.call(productsApi.decideVersion, { params: version, body: { verdict: 'approve', note: '' } })
  const { loanId, borrower } = await borrow(world, { productCode: 'FDLL' })
  const { schedule, annualRatePpm } = await loanOf(servicing, loanId)
  const [first, second] = schedule.map(({ dueOn }) => dueOn as Day)
  await daysPass(addDays(first!, 3))
  expect((await loanOf(servicing, loanId)).annualRatePpm).toBe(annualRatePpm)

  const source = '全国银行间同业拆借中心公告'
  const rates = [{ benchmark: 'LPR1Y' as const, publishedOn: addDays(first!, -5), ratePpm: 25_000 }]
  await editor.call(productsApi.enterBenchmarkRates, { body: { source, rates } })
  await daysPass(addDays(first!, 4))
  const late = await loanOf(servicing, loanId)
  expect(late.annualRatePpm).toBe(annualRatePpm - 5_000)
  const event = late.events.at(-1)!
  expect(event).toMatchObject({ kind: 'repriced', valueOn: first, bookedOn: addDays(first!, 5) })
  expect(event.postings.map(({ account }) => account).sort()).toEqual(['1132', '6011'])
  await daysPass(addDays(second!, 1))
  const { events } = await loanOf(servicing, loanId)
  expect(events.filter(({ kind }) => kind === 'repriced')).toHaveLength(1)
  await trialBalance(servicing)
  const told = world.platform.db.selectFrom('outbox_message').select('body').where('template', '=', 'loans.repriced')
  const [message, ...more] = await told.where('object_id', '=', loanId).execute()
  expect(more).toEqual([])
  const [from, to] = [annualRatePpm, late.annualRatePpm].map((ppm) => formatPercent(BigInt(ppm)))
  expect(message!.body).toContain(`年利率由 ${from} 调整为 ${to}，自 ${first} 起执行：按合同约定随 LPR1Y 调整`)

  const { rateChanges } = await borrower.call(borrowerApi.borrowerLoan, { params: { loanId } })
  const next = rateChanges[0]!.after!
  expect(rateChanges).toMatchObject([{ valueOn: first, fromPpm: annualRatePpm, toPpm: late.annualRatePpm }])
  expect(next).toEqual({ dueOn: second, amountFen: late.schedule[1]!.dueFen })
  expect(message!.body).toContain(
    `下一期 ${second} 应还由 ${formatYuan(BigInt(schedule[1]!.dueFen))} 元变为 ${formatYuan(BigInt(next.amountFen))} 元`,
  )
})

test('SRV-02 PRD-24 what a refund brings beyond what is owed is held for the borrower, and the month still ties and closes', async () => {
  const { loanId } = await borrow(world)
  const params = { loanId }
  const { schedule, principalFen } = await loanOf(servicing, loanId)
  const due = schedule[0]!.dueOn as Day
  await daysPass(due)
  const wish = { kind: 'refund' as const, amountFen: principalFen, valueOn: addDays(due, 1), withInterest: true }
  await servicing.call(adjustmentsApi.adjustLoan, { params, body: { ...wish, reason: '整单退货，全额退款' } })
  const { figures } = await loanOf(servicing, loanId)
  expect(figures).toMatchObject({ status: 'settled', outstandingFen: '0' })
  expect(BigInt(figures.suspenseFen)).toBeGreaterThan(0n)
  const last = monthEnd(due)
  await daysPass(last)
  const { accounts } = await servicing.call(ledgerApi.getTie, { query: { asOf: last } })
  expect(accounts.find(({ account }) => account === '2241')).toMatchObject({ differenceFen: '0' })
  const closed = await servicing.call(ledgerApi.closeMonth, {
    params: { month: last.slice(0, 7) },
    body: { reason: '月末核对无误' },
  })
  expect(closed).toBeDefined()
})
