import { applicationsApi, borrowerApi, loansApi, systemApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { type DebitBehaviour, simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndJobs } from '../../server/src/flows/advance-clock.ts'
import { proveAccrual } from '../../server/src/flows/day-end/proof.ts'
import { dayEndRun, endDay, endDaysUntil, nextDayEnd } from '../../server/src/flows/day-end.ts'
import { originateChunk } from '../../server/src/flows/originate-batch.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { runQueuedJobs, type TestPlatform } from '../../server/src/platform/testing.ts'
import { wrongIn } from './faults/books.ts'
import { borrow, loanOf, openLendingLender, type World } from './lending-world.ts'
import { approveMany } from './portfolio-world.ts'

const actor = systemActor('test')
const bankOf = (behaviour: DebitBehaviour) => simulatedBank(behaviour)
const rich = bankOf(() => 'success')
const poor = bankOf(() => 'insufficient')

async function lender(day = '2026-11-22'): Promise<World> {
  const world = await openLendingLender({ day })
  onTestFinished(() => world.platform.drop())
  return world
}

async function portfolio({ platform }: World, count: number): Promise<void> {
  const applicationIds = await approveMany(platform, count)
  const { loanIds } = await write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
  expect(loanIds).toHaveLength(count)
}

test('SRV-02 day-end collects what is due, marks what is late, and the books tie to the loans on every day', async () => {
  const world = await lender()
  const { loanId } = await borrow(world)
  const servicing = await world.app.as('servicing')
  const { schedule } = await loanOf(servicing, loanId)
  const [first, second] = [schedule[0]!.dueOn as Day, schedule[1]!.dueOn as Day]
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: rich }), first)
  const paid = await loanOf(servicing, loanId)
  expect(paid.schedule[0]).toMatchObject({ status: 'paid', paidOn: first, dpd: 0 })
  expect(paid.events[1]).toMatchObject({ kind: 'repaid', channel: 'directDebit', valueOn: first })

  await endDaysUntil(dayEndRun(world.platform, { actor, bank: poor }), addDays(second, 4))
  const late = await loanOf(servicing, loanId)
  expect(late.figures).toMatchObject({ status: 'overdue', bucket: 'M1', dpd: 5 })
  expect(BigInt(late.figures.penaltyFen)).toBeGreaterThan(0n)
  const [row] = (await servicing.call(loansApi.listLoans, { query: { status: ['overdue'] } as never })).rows
  expect(row).toMatchObject({ id: loanId, dpd: 5, bucket: 'M1', overdueFen: late.figures.overdueFen })
  const { reconciliation } = await report(world)
  for (const line of reconciliation) expect([line.account, line.loansFen]).toEqual([line.account, line.ledgerFen])
})

async function report(world: World) {
  const risk = await world.app.as('risk')
  return risk.call(applicationsApi.portfolioReport, { query: {} })
}

test('SRV-04 a reminder goes out three days before the due date, once, and none for what is paid', async () => {
  const world = await lender()
  const { borrower, loanId } = await borrow(world)
  const servicing = await world.app.as('servicing')
  const dueOn = (await loanOf(servicing, loanId)).schedule[0]!.dueOn as Day
  const run = dayEndRun(world.platform, { actor, bank: rich })
  await endDaysUntil(run, addDays(dueOn, -5))
  expect(await reminders(world, loanId)).toEqual([])
  await endDaysUntil(run, addDays(dueOn, -1))
  expect(await reminders(world, loanId)).toEqual([dueOn])
  await endDaysUntil(run, addDays(dueOn, 20))

  const next = (await loanOf(servicing, loanId)).schedule[1]!
  const wish = { amountFen: next.openFen, purpose: 'due' as const }
  const { stateHash } = await borrower.call(borrowerApi.borrowerPreview, { params: { loanId }, body: wish })
  await borrower.call(borrowerApi.borrowerRepay, { params: { loanId }, body: { ...wish, stateHash } })
  await endDaysUntil(run, next.dueOn as Day)
  expect(await reminders(world, loanId)).toEqual([dueOn])
  const after = await loanOf(servicing, loanId)
  expect(after.schedule[1]).toMatchObject({ status: 'paid', paidOn: next.dueOn })
  expect(after.figures.suspenseFen).toBe('0')
})

async function reminders({ platform }: World, loanId: string): Promise<unknown[]> {
  const rows = await platform.db
    .selectFrom('outbox_message')
    .select('payload')
    .where('template', '=', 'loans.reminder')
    .where('object_id', '=', loanId)
    .orderBy('created_at')
    .execute()
  return rows.map(({ payload }) => payload.dueOn)
}

test('SRV-02 a debit without an answer is not asked again; money that had come counts from the day it was taken', async () => {
  const world = await lender()
  const { loanId } = await borrow(world)
  const servicing = await world.app.as('servicing')
  const dueOn = (await loanOf(servicing, loanId)).schedule[0]!.dueOn as Day
  const silent = { ...bankOf(() => 'unknown'), inquire: rich.inquire }
  const run = dayEndRun(world.platform, { actor, bank: silent })
  await endDaysUntil(run, dueOn)
  expect((await loanOf(servicing, loanId)).figures).toMatchObject({ status: 'overdue', dpd: 1 })
  await endDay(run, addDays(dueOn, 1))
  const file = await loanOf(servicing, loanId)
  expect(file.figures).toMatchObject({ status: 'active', dpd: 0, overdueFen: '0', penaltyFen: '0' })
  expect(file.events[1]).toMatchObject({ kind: 'repaid', valueOn: dueOn, bookedOn: addDays(dueOn, 1) })
  const before = await loanOf(servicing, loanId, { asOf: addDays(dueOn, 1), knownOn: dueOn })
  expect(before.figures.status).toBe('overdue')
  const instructions = await world.platform.db.selectFrom('debit_instruction').selectAll().execute()
  expect(instructions.map(({ status, resolved_on }) => [status, resolved_on])).toEqual([
    ['succeeded', addDays(dueOn, 1)],
  ])
})

test('SRV-02 a day-end that is killed anywhere goes on where it stopped, and the books are those of one that was not', async () => {
  const days = 70
  const whole = await lender('2026-01-31')
  await portfolio(whole, 60)
  const until = addDays(await businessDate(whole.platform.db), days)
  await endDaysUntil(dayEndRun(whole.platform, { actor, bank: simulatedBank() }), until)

  const broken = await lender('2026-01-31')
  await portfolio(broken, 60)
  let [kills, step] = [0, 0]
  const mayDie = () => {
    step += 1
    if (step % 11 !== 0) return
    kills += 1
    throw new Error('killed')
  }
  while ((await nextDayEnd(broken.platform)) <= until) {
    await endDaysUntil(dayEndRun(dying(broken.platform, mayDie), { actor, bank: simulatedBank() }), until).catch(
      (error: Error) => {
        if (error.message !== 'killed') throw error
      },
    )
  }
  expect(kills).toBeGreaterThan(20)
  expect(await booksOf(broken.platform)).toEqual(await booksOf(whole.platform))
})

/** A platform whose process may die before or after any COMMIT. */
function dying(platform: TestPlatform, mayDie: () => void): TestPlatform {
  const transaction = () => ({
    execute: async (work: (open: unknown) => Promise<unknown>) => {
      mayDie()
      const result = await platform.db.transaction().execute(work as never)
      mayDie()
      return result
    },
  })
  const db = new Proxy(platform.db, {
    get: (target, name) => {
      if (name === 'transaction') return transaction
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return { ...platform, db }
}

async function booksOf({ db }: TestPlatform) {
  const [lines, loans, events, debits] = await Promise.all([
    sql`select l.booked_on, e.kind, l.account, l.product_code, sum(l.debit_fen)::text as debit, sum(l.credit_fen)::text as credit
      from ledger_line l join ledger_entry e on e.id = l.entry_id group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db),
    sql`select id, status, outstanding_fen::text, overdue_fen::text, dpd, next_due_on, event_seq from loan order by id`.execute(
      db,
    ),
    sql`select loan_id, seq, kind, value_on, booked_on, payload->>'amountFen' as fen from loan_event order by loan_id, seq`.execute(
      db,
    ),
    sql`select natural_key, status, amount_fen::text from debit_instruction order by natural_key`.execute(db),
  ])
  return { lines: lines.rows, loans: loans.rows, events: events.rows, debits: debits.rows }
}

test('SRV-02 a loan that cannot be read is set aside with its error, and the rest of the day goes on', async () => {
  const world = await lender()
  await portfolio(world, 12)
  const { id, next_due_on: dueOn } = await world.platform.db
    .selectFrom('loan')
    .select(['id', 'next_due_on'])
    .orderBy('id')
    .executeTakeFirstOrThrow()
  await sql`update loan_terms set terms = terms - 'penalty' where loan_id = ${id}`.execute(world.platform.owner)
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: rich }), dueOn!)
  const servicing = await world.app.as('servicing')
  const { rows } = await servicing.call(loansApi.listDayEnds, { query: {} as never })
  expect(rows[0]).toMatchObject({ status: 'completedWithSetAside', setAside: 1 })
  const file = await servicing.call(loansApi.getDayEnd, { params: { dayEndId: rows[0]!.id } })
  expect(new Set(file.setAside.map(({ loanId }) => loanId))).toEqual(new Set([id]))
  expect(file.steps.map(({ step }) => step)).toEqual(['inquiries', 'debits', 'cut', 'accrual', 'pastDue', 'reminders'])
})

test('SRV-02 a payment in the middle of day-end is taken and booked on the day that is open', async () => {
  const world = await lender()
  const { loanId } = await borrow(world)
  const servicing = await world.app.as('servicing')
  const dueOn = (await loanOf(servicing, loanId)).schedule[0]!.dueOn as Day
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: rich }), addDays(dueOn, -1))
  const pay = () =>
    servicing.call(loansApi.repay, {
      params: { loanId },
      body: { amountFen: '30000', purpose: 'due', channel: 'counter', valueOn: dueOn, note: '' },
    })
  const busy = {
    ...rich,
    debit: async (requests: Parameters<typeof rich.debit>[0]) => {
      await pay()
      return rich.debit(requests)
    },
  }
  await endDay(dayEndRun(world.platform, { actor, bank: busy }), dueOn)
  await endDay(dayEndRun(world.platform, { actor, bank: rich }), addDays(dueOn, 1))
  const file = await loanOf(servicing, loanId)
  expect(file.events.map(({ kind, channel }) => [kind, channel])).toEqual([
    ['disbursed', 'bank'],
    ['repaid', 'counter'],
    ['repaid', 'directDebit'],
  ])
  const { reconciliation } = await report(world)
  for (const line of reconciliation) expect([line.account, line.loansFen]).toEqual([line.account, line.ledgerFen])
})

test('SRV-02 the test clock moves by running the days in between, and only one run at a time', async () => {
  const world = await lender()
  const { loanId } = await borrow(world)
  const administrator = await world.app.as('administrator')
  const { until } = await administrator.call(systemApi.advanceClock, { body: { days: 40 } })
  const second = administrator.call(systemApi.advanceClock, { body: { days: 1 } })
  await expect(second).rejects.toMatchObject({ problem: { code: 'dayEnd.already_running', status: 409 } })
  const jobs = dayEndJobs(rich)
  await runQueuedJobs(world.platform, [jobs.advance, jobs.dayEnd] as never)
  expect(await businessDate(world.platform.db)).toBe(until)
  expect(world.platform.clock.now().slice(0, 10)).toBe(until)
  const servicing = await world.app.as('servicing')
  expect((await loanOf(servicing, loanId)).schedule[0]!.status).toBe('paid')
})

test('SRV-02 the accrual of a product is one entry a day, and its proof is what the loans say when folded anew', async () => {
  const world = await lender('2026-01-31')
  await portfolio(world, 40)
  const run = dayEndRun(world.platform, { actor, bank: simulatedBank() })
  let proved = 0
  for (let day = await businessDate(world.platform.db); day < '2026-06-20'; day = addDays(day, 1)) {
    await endDay(run, day)
    if (proved % 5 === 0 || day.endsWith('-28')) {
      for (const one of await proveAccrual(world.platform, day)) expect({ day, ...one }).toMatchObject({ isSame: true })
    }
    proved += 1
  }
  const { rows } = await sql<{ product_code: string; days: bigint; entries: bigint; loans: number }>`
    select product_code, count(distinct booked_on) as days, count(*) as entries, max(loans) as loans
      from ledger_entry where kind = 'accrued' group by 1`.execute(world.platform.db)
  for (const { days, entries } of rows) expect(entries).toBe(days)
  expect(rows.reduce((sum, { loans }) => sum + loans, 0)).toBe(40)
  expect(await wrongIn(world.platform)).toEqual([])
})

test('SRV-02 a loan that was set aside and is mended brings all the days that were left out', async () => {
  const world = await lender('2026-01-31')
  await portfolio(world, 6)
  const { platform } = world
  const {
    id,
    terms,
    next_due_on: dueOn,
  } = await platform.db
    .selectFrom('loan')
    .innerJoin('loan_terms', 'loan_id', 'id')
    .select(['id', 'terms', 'next_due_on'])
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const run = dayEndRun(platform, { actor, bank: poor })
  await sql`update loan_terms set terms = terms - 'penalty' where loan_id = ${id}`.execute(platform.owner)
  await endDaysUntil(run, addDays(dueOn!, 9))
  expect((await wrongAfterMending(platform, id, terms)).length).toBeGreaterThan(0)
  await endDay(run, addDays(dueOn!, 10))
  expect(await wrongIn(platform)).toEqual([])
})

async function wrongAfterMending(platform: TestPlatform, id: string, terms: unknown): Promise<string[]> {
  await sql`update loan_terms set terms = ${JSON.stringify(terms)}::jsonb where loan_id = ${id}`.execute(platform.owner)
  return wrongIn(platform)
}
