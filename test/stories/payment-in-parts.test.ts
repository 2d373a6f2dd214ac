import { drawsApi, loansApi, payoutsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { ownHistories } from '../../server/src/flows/own-history.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { drawsModule } from '../../server/src/routes/draws.ts'
import { payoutsModule } from '../../server/src/routes/payouts.ts'
import { unexplained } from './explained-figures.ts'
import {
  approved,
  loanOf,
  openLendingLender,
  prepare,
  read,
  releaseFromCashLoan,
  sign,
  trialBalance,
  type World,
} from './lending-world.ts'

const actor = systemActor('test')
let world: World
let servicing: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: '2027-02-10' }, [booksModule, drawsModule, payoutsModule])
  servicing = await world.app.as('servicing')
})
afterAll(() => world.platform.drop())

/** A loan for planting: 40 % for seed at signing, the rest within a month, paid back after the harvests. */
async function releasePlantingLoan(): Promise<void> {
  await releaseFromCashLoan(world, '2027-02-10', (terms) => ({
    ...terms,
    code: 'ZZD',
    name: { zh: '春耕种植贷', en: 'Planting loan' },
    methods: ['seasonal', 'equal-instalment'],
    termMonths: [12],
    plan: {
      draws: { firstSharePpm: '400000', months: 1, leastFen: '50000' },
      season: {
        crop: { zh: '玉米', en: 'maize' },
        harvests: [
          { month: 7, dayOfMonth: 31 },
          { month: 10, dayOfMonth: 31 },
        ],
      },
    },
  }))
}

async function daysPass(until: Day): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => 'success'), until }), until)
}

async function bankPayments(loanId: string): Promise<string[]> {
  const sent = world.platform.db.selectFrom('outbox_message').select('payload').where('object_id', '=', loanId)
  const rows = await sent.where('template', '=', 'loans.disbursement').orderBy('created_at').orderBy('id').execute()
  return rows.map(({ payload }) => String((payload as { amountFen: string }).amountFen))
}

test('PRD-08 a planting loan is paid out in parts: seed at signing, fertiliser by staff, labour drawn by the borrower', async () => {
  await releasePlantingLoan()
  const granted = await approved(world, { productCode: 'ZZD' })
  const contract = await prepare(granted, { method: 'seasonal' as never, principalFen: '2000000' })
  expect(contract.quote).toMatchObject({
    principalFen: '2000000',
    receivedFen: '800000',
    draws: { firstFen: '800000', restFen: '1200000', lastOn: '2027-03-10' },
  })
  expect(contract.clauses.map(({ text }) => text.zh).join()).toContain('分次放款：签约时放款 40.00%')
  await read(world, granted.borrower, contract)
  const signed = await sign(world, granted, contract.contractId)
  const params = { loanId: signed.contract!.loanId! }
  const first = await loanOf(servicing, params.loanId)
  expect(first).toMatchObject({ principalFen: '800000', figures: { outstandingFen: '800000' } })
  expect(first.draws).toEqual({
    agreedFen: '2000000',
    drawnFen: '800000',
    restFen: '1200000',
    leastFen: '50000',
    lastOn: '2027-03-10',
  })
  const { customerId } = granted.borrower
  const history = async () => (await ownHistories(world.platform, [customerId]))(customerId)
  expect(await history()).toMatchObject({ outstandingFen: 800_000n, unusedFen: 1_200_000n })

  await daysPass('2027-02-20' as Day)
  const seen = await servicing.call(drawsApi.previewDraw, { params, body: { amountFen: '500000' } })
  const body = { amountFen: '500000', reason: '购买化肥', stateHash: seen.stateHash }
  const { eventId } = await servicing.call(drawsApi.payOutDraw, { params, body })
  const second = await loanOf(servicing, params.loanId)
  expect(unexplained(second)).toEqual([])
  expect(second.figures).toEqual(seen.after)
  expect(second.schedule).toEqual(seen.schedule)
  expect(second.events.find(({ id }) => id === eventId)!.postings).toEqual(seen.postings)
  expect(second).toMatchObject({ principalFen: '1300000', draws: { restFen: '700000' } })
  expect(second.schedule.map(({ dueOn }) => dueOn)).toEqual(first.schedule.map(({ dueOn }) => dueOn))
  await expect(servicing.call(drawsApi.payOutDraw, { params, body })).rejects.toMatchObject({
    problem: { code: 'loans.changed_meanwhile' },
  })

  await daysPass('2027-03-01' as Day)
  const wish = { amountFen: '300000' }
  const shown = await granted.borrower.call(drawsApi.borrowerPreviewDraw, { params, body: wish })
  expect(shown.restFen).toBe('400000')
  const drawn = { ...wish, stateHash: shown.stateHash }
  await granted.borrower.call(drawsApi.borrowerDraw, { params, body: drawn })
  for (const [amountFen, code] of [
    ['400001', 'loan.draw_above_rest'],
    ['49999', 'loan.draw_below_least'],
  ] as const) {
    await expect(
      granted.borrower.call(drawsApi.borrowerPreviewDraw, { params, body: { amountFen } }),
    ).rejects.toMatchObject({ problem: { code } })
  }
  expect(await bankPayments(params.loanId)).toEqual(['800000', '500000', '300000'])
  expect(await history()).toMatchObject({ outstandingFen: 1_600_000n, unusedFen: 400_000n })

  await daysPass('2027-03-11' as Day)
  await expect(servicing.call(drawsApi.previewDraw, { params, body: wish })).rejects.toMatchObject({
    problem: { code: 'loan.draw_after_last_day' },
  })
  const late = await loanOf(servicing, params.loanId)
  expect(late.draws).toMatchObject({ restFen: '0', drawnFen: '1600000' })
  expect((await loanOf(servicing, params.loanId, { asOf: '2027-02-25', knownOn: '2027-02-25' })).draws).toMatchObject({
    drawnFen: '1300000',
    restFen: '700000',
  })
  expect(await history()).toMatchObject({ unusedFen: 0n })
  await trialBalance(servicing)
})

test('PRD-08 a part that the bank could not pay is reversed; the plan is as before, and of two who pay it out again one wins', async () => {
  const granted = await approved(world, { productCode: 'ZZD' })
  const contract = await prepare(granted, { method: 'seasonal' as never, principalFen: '1000000' })
  await read(world, granted.borrower, contract)
  const params = { loanId: (await sign(world, granted, contract.contractId)).contract!.loanId! }
  const before = await loanOf(servicing, params.loanId)
  const draw = { amountFen: '600000', reason: '支付用工费' }
  const eventId = (await servicing.call(drawsApi.payOutDraw, { params, body: draw })).eventId!
  const first = before.events[0]!.id
  await expect(
    servicing.call(loansApi.reverse, { params: { ...params, eventId: first }, body: { reason: '撤销首笔放款' } }),
  ).rejects.toMatchObject({ problem: { code: 'loan.not_reversible' } })
  await servicing.call(loansApi.reverse, { params: { ...params, eventId }, body: { reason: '收款行退票' } })
  const after = await loanOf(servicing, params.loanId)
  expect({ draws: after.draws, schedule: after.schedule, principalFen: after.principalFen }).toEqual({
    draws: before.draws,
    schedule: before.schedule,
    principalFen: before.principalFen,
  })
  const { stateHash } = await servicing.call(drawsApi.previewDraw, { params, body: { amountFen: '600000' } })
  const both = [1, 2].map(() => servicing.call(drawsApi.payOutDraw, { params, body: { ...draw, stateHash } }))
  const ends = await Promise.allSettled(both)
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { problem: { code: 'loans.changed_meanwhile' } },
  })
  expect((await loanOf(servicing, params.loanId)).draws).toMatchObject({ restFen: '0' })
  await trialBalance(servicing)
})

test('PRD-08 a part above the limit waits for a second person, whoever draws it, and is paid or sent back', async () => {
  const risk = await world.app.as('risk')
  const values = { drawAloneFenMax: '100000', returnAloneFenMax: '100000', signingDays: 7 }
  await risk.call(payoutsApi.proposeServicingParameters, { body: { values, reason: '收紧支用权限' } })
  const other = await world.app.as('compliance')
  await other.call(payoutsApi.decideServicingParameters, { body: { verdict: 'approve', note: '' } })
  const granted = await approved(world, { productCode: 'ZZD' })
  const contract = await prepare(granted, { method: 'seasonal' as never, principalFen: '1000000' })
  await read(world, granted.borrower, contract)
  const params = { loanId: (await sign(world, granted, contract.contractId)).contract!.loanId! }

  const ask = async (amountFen: string) => {
    const seen = await granted.borrower.call(drawsApi.borrowerPreviewDraw, { params, body: { amountFen } })
    expect(seen.aloneFenMax).toBe('100000')
    const body = { amountFen, stateHash: seen.stateHash }
    return granted.borrower.call(drawsApi.borrowerDraw, { params, body })
  }
  expect((await ask('100000')).eventId).not.toBeNull()
  expect((await ask('200000')).eventId).toBeNull()
  expect(await bankPayments(params.loanId)).toEqual(['400000', '100000'])
  const { pending } = await servicing.call(payoutsApi.getPendingPayout, { params })
  expect(pending).toMatchObject({ kind: 'draw', amountFen: '200000', isBorrower: true })
  await servicing.call(payoutsApi.decidePayout, { params, body: { verdict: 'reject', note: '用途未说明' } })
  const told = world.platform.db.selectFrom('outbox_message').select('body').where('object_id', '=', params.loanId)
  const [refused] = await told.where('template', '=', 'loans.payout_refused').execute()
  expect(refused!.body).toContain('2,000.00 元')

  expect((await ask('200000')).eventId).toBeNull()
  await servicing.call(payoutsApi.decidePayout, { params, body: { verdict: 'approve', note: '' } })
  expect(await bankPayments(params.loanId)).toEqual(['400000', '100000', '200000'])
  expect((await loanOf(servicing, params.loanId)).draws).toMatchObject({ restFen: '300000' })
  await trialBalance(servicing)
})
