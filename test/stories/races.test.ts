import { borrowerApi, loansApi, systemApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDay, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { originateChunk } from '../../server/src/flows/originate-batch.ts'
import { ledgerModule } from '../../server/src/modules/ledger/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { type TestApp, type TestCaller, testApp } from '../../server/src/platform/testing.ts'
import { lendingModule } from '../../server/src/routes/lending.ts'
import { wrongIn } from './faults/books.ts'
import { interleave, unwatchStatements, watchStatements } from './faults/interleave.ts'
import { type Contest, one, play as playIn } from './faults/play.ts'
import { approved, lastCode, openLendingLender, prepare, read, type World } from './lending-world.ts'
import { approveMany } from './portfolio-world.ts'

const ORDERS = Number(process.env.PUHUI_ORDERS ?? 12)
const actor = systemActor('test')

let world: World
/** Two servers on one database: each has a till of its own, as two processes have. */
let other: TestApp
let here: TestCaller
let there: TestCaller
const unused: { id: string; customerId: string }[] = []
let today: Day

beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-03' })
  const { platform } = world
  const applicationIds = await approveMany(platform, 420)
  await write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
  const poor = simulatedBank(() => 'insufficient')
  await endDaysUntil(dayEndRun(platform, { actor, bank: poor }), addDays('2026-08-03' as Day, 44))
  today = await businessDate(platform.db)
  other = await testApp(platform, [ledgerModule, lendingModule()])
  here = await world.app.as('servicing')
  there = await other.as('servicing')
  const rows = await platform.db
    .selectFrom('loan')
    .select(['id', 'customer_id as customerId'])
    .where('status', '=', 'overdue')
    .where('dpd', '>', 5)
    .where('method', '<>', 'interest-first')
    .orderBy('id')
    .execute()
  unused.push(...rows)
  watchStatements()
}, 240_000)

afterAll(async () => {
  unwatchStatements()
  await world.platform.drop()
})

/** A loan past due that nothing has been done to; each race gets its own. */
function fresh() {
  const loan = unused.pop()
  if (!loan) throw new Error('more loans are needed')
  return loan
}

let keys = 0
const key = () => `race-${++keys}`

type Wish = { amountFen: string; purpose: 'due' | 'prepay' | 'settle'; channel: 'counter'; valueOn: Day; note: string }

async function wishOf(loanId: string, purpose: 'due' | 'settle' = 'due', amountFen = '3000') {
  const { figures } = await here.call(loansApi.getLoan, { params: { loanId }, query: {} })
  const wish: Wish = {
    amountFen: purpose === 'settle' ? figures.settlementFen : amountFen,
    purpose,
    channel: 'counter',
    valueOn: today,
    note: '',
  }
  const { stateHash } = await here.call(loansApi.previewRepayment, { params: { loanId }, body: wish })
  return { wish, stateHash, penaltyFen: figures.penaltyFen }
}

const pay = (by: TestCaller, loanId: string, body: Wish & { stateHash?: string }, idempotencyKey = key()) =>
  by.call(loansApi.repay, { params: { loanId }, body }, { idempotencyKey })

const play = (prepareRace: () => Promise<Contest>, stride = 1) => playIn(prepareRace, { orders: ORDERS, stride })

async function eventsOf(loanId: string) {
  const { events } = await here.call(loansApi.getLoan, { params: { loanId }, query: {} })
  return events.map(({ kind }) => kind)
}

test('OPS-01 race 1: two payments from the same preview, one is booked', async () => {
  const won = await play(async () => {
    const { id } = fresh()
    const { wish, stateHash } = await wishOf(id)
    return [() => pay(here, id, { ...wish, stateHash }), () => pay(there, id, { ...wish, stateHash })]
  })
  expect(won).toEqual(one(won))
})

test('OPS-01 race 2: two payments without a preview, both are booked, one after the other', async () => {
  const won = await play(async () => {
    const { id } = fresh()
    const { wish } = await wishOf(id)
    return [() => pay(here, id, wish), () => pay(there, id, wish)]
  })
  expect(won).toEqual(won.map(() => 2))
})

test('OPS-01 race 3: the same idempotency key twice is one payment and one answer', async () => {
  const loans: string[] = []
  const answers: unknown[] = []
  const won = await play(async () => {
    const { id } = fresh()
    loans.push(id)
    const { wish, stateHash } = await wishOf(id)
    const own = key()
    const ask = (by: TestCaller) => async () => answers.push(await pay(by, id, { ...wish, stateHash }, own))
    return [ask(here), ask(there)]
  })
  expect(won).toEqual(won.map(() => 2))
  for (let at = 0; at < answers.length; at += 2) expect(answers[at]).toEqual(answers[at + 1])
  for (const id of loans) expect(await eventsOf(id)).toEqual(['disbursed', 'repaid'])
})

test('OPS-01 race 4: two reversals of one payment, one is booked', async () => {
  const won = await play(async () => {
    const { id } = fresh()
    const { eventId } = (await pay(here, id, (await wishOf(id)).wish)) as { eventId: string }
    const reverse = (by: TestCaller) => () =>
      by.call(loansApi.reverse, { params: { loanId: id, eventId }, body: { reason: '重复入账' } })
    return [reverse(here), reverse(there)]
  })
  expect(won).toEqual(one(won))
})

test('OPS-01 race 5: a payment and a reversal never both build on the same state', async () => {
  const loans: string[] = []
  const won = await play(async () => {
    const { id } = fresh()
    loans.push(id)
    const { wish } = await wishOf(id)
    const { eventId } = (await pay(here, id, wish)) as { eventId: string }
    const { stateHash } = await wishOf(id)
    return [
      () => pay(here, id, { ...wish, stateHash }),
      () => there.call(loansApi.reverse, { params: { loanId: id, eventId }, body: { reason: '退票' } }),
    ]
  })
  expect(Math.min(...won)).toBeGreaterThanOrEqual(1)
  for (const [at, id] of loans.entries()) expect((await eventsOf(id)).length).toBe(2 + won[at]!)
})

test('OPS-01 race 6: a settlement and a payment from the same preview, one is booked', async () => {
  const won = await play(async () => {
    const { id } = fresh()
    const end = await wishOf(id, 'settle')
    const due = await wishOf(id)
    return [
      () => pay(here, id, { ...end.wish, stateHash: end.stateHash }),
      () => pay(there, id, { ...due.wish, stateHash: due.stateHash }),
    ]
  })
  expect(won).toEqual(one(won))
})

test('OPS-01 race 7: two settlements, one ends the loan', async () => {
  const won = await play(async () => {
    const { id } = fresh()
    const { wish } = await wishOf(id, 'settle')
    return [() => pay(here, id, wish), () => pay(there, id, wish)]
  })
  expect(won).toEqual(one(won))
})

test('OPS-01 race 8: two waivers of the whole penalty, one is booked', async () => {
  const won = await play(async () => {
    const { id } = fresh()
    const { penaltyFen } = await wishOf(id)
    const body = { part: 'penalty' as const, amountFen: penaltyFen, reason: '客户住院' }
    const waive = (by: TestCaller) => () => by.call(loansApi.waive, { params: { loanId: id }, body })
    return [waive(here), waive(there)]
  })
  expect(won).toEqual(one(won))
})

test('OPS-01 race 9: a waiver and a payment that takes the same penalty never take it twice', async () => {
  const loans: string[] = []
  const won = await play(async () => {
    const { id } = fresh()
    loans.push(id)
    const { wish, penaltyFen } = await wishOf(id)
    const body = { part: 'penalty' as const, amountFen: penaltyFen, reason: '客户住院' }
    return [
      () => here.call(loansApi.waive, { params: { loanId: id }, body }),
      () => pay(there, id, { ...wish, amountFen: '20000' }),
    ]
  })
  expect(Math.min(...won)).toBeGreaterThanOrEqual(1)
  for (const [at, id] of loans.entries()) expect((await eventsOf(id)).length).toBe(1 + won[at]!)
})

test('OPS-01 race 10: the answer of the bank to a borrower and a payment at the counter', async () => {
  const loans: string[] = []
  const won = await play(async () => {
    const { id, customerId } = fresh()
    loans.push(id)
    const borrower = await other.asBorrower(customerId)
    const wish = { amountFen: '4000', purpose: 'due' as const }
    const { stateHash } = await borrower.call(borrowerApi.borrowerPreview, { params: { loanId: id }, body: wish })
    const counter = await wishOf(id)
    return [
      () => borrower.call(borrowerApi.borrowerRepay, { params: { loanId: id }, body: { ...wish, stateHash } }),
      () => pay(here, id, counter.wish),
    ]
  })
  expect(Math.min(...won)).toBeGreaterThanOrEqual(1)
  for (const [at, id] of loans.entries()) expect((await eventsOf(id)).length).toBe(1 + won[at]!)
})

test('OPS-01 race 11: two signatures under one contract pay out once', async () => {
  const contracts: string[] = []
  const won = await play(async () => {
    const granted = await approved(world)
    const contract = await prepare(granted)
    await read(world, granted.borrower, contract)
    const params = { contractId: contract.contractId }
    contracts.push(contract.contractId)
    await granted.borrower.call(borrowerApi.sendSignCode, { params })
    const code = await lastCode(world, granted.borrower.customerId)
    const sign = (by: TestCaller) => () => by.call(borrowerApi.signContract, { params, body: { code } })
    return [sign(granted.borrower), sign(await other.asBorrower(granted.borrower.customerId))]
  }, 5)
  expect(won).toEqual(one(won))
  const rows = await world.platform.db.selectFrom('loan').select('contract_id').execute()
  for (const id of contracts) expect(rows.filter(({ contract_id }) => contract_id === id)).toHaveLength(1)
})

test('OPS-01 race 12: an offer accepted twice is one contract', async () => {
  const won = await play(async () => {
    const granted = await approved(world)
    const again = await other.asBorrower(granted.borrower.customerId)
    return [() => prepare(granted), () => prepare({ ...granted, borrower: { ...granted.borrower, ...again } })]
  }, 5)
  expect(Math.min(...won)).toBeGreaterThanOrEqual(1)
  const { db } = world.platform
  const open = await db.selectFrom('contract').select(['application_id', 'status']).execute()
  const live = open.filter(({ status }) => status !== 'void').map(({ application_id }) => application_id)
  expect(new Set(live).size).toBe(live.length)
})

test('OPS-01 race 13: two people ask for day-end, one run is started', async () => {
  const won = await play(async () => {
    await world.platform.db.updateTable('job_run').set({ status: 'completed' }).execute()
    const [a, b] = [await world.app.as('administrator'), await other.as('administrator')]
    const advance = (by: TestCaller) => () => by.call(systemApi.advanceClock, { body: { days: 1 } })
    return [advance(a), advance(b)]
  })
  expect(won).toEqual(one(won))
})

test('OPS-01 race 14: a payment in the middle of day-end is taken at every moment of it', async () => {
  const { platform } = world
  for (let statements = 0; statements <= 40; statements += 4) {
    const { id } = fresh()
    today = await businessDate(platform.db)
    const { wish } = await wishOf(id)
    const run = dayEndRun(platform, { actor, bank: simulatedBank(() => 'insufficient') })
    const { outcomes } = await interleave(
      () => endDay(run, today),
      () => pay(here, id, wish),
      statements,
    )
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : 'taken'))).toEqual([
      'taken',
      'taken',
    ])
    expect(await eventsOf(id)).toContain('repaid')
  }
})

test('after all races the books are in order', async () => {
  expect(await wrongIn(world.platform)).toEqual([])
})
