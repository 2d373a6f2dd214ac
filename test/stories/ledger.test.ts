import { ledgerApi, loansApi } from '@puhui/api'
import { addDays, addMonths, type Day, monthEnd } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { borrow, loanOf, openLendingLender, trialBalance, type World } from './lending-world.ts'

const actor = systemActor('test')
let world: World
let servicing: TestCaller
let risk: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-01-10' }, [booksModule])
  ;[servicing, risk] = await Promise.all([world.app.as('servicing'), world.app.as('risk')])
})
afterAll(() => world.platform.drop())

async function daysPass(until: Day, outcome: 'success' | 'insufficient' = 'insufficient'): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => outcome), until }), until)
}

const approve = { verdict: 'approve' as const, note: '' }
const forbidden = { problem: { status: 403 } }

test('what was believed on one day about another comes from the loans that were changed in between', async () => {
  const { loanId } = await borrow(world)
  const { schedule } = await loanOf(servicing, loanId)
  const { dueOn, dueFen } = schedule[0]!
  const about = addDays(dueOn as Day, 3)
  await daysPass(addDays(about, 4))
  const today = await businessDate(world.platform.db)
  const books = await servicing.call(loansApi.listAccounts, { query: { asOf: about } })
  const wish = { amountFen: dueFen, purpose: 'due' as const, channel: 'transfer' as const, valueOn: dueOn }
  await servicing.call(loansApi.repay, { params: { loanId }, body: wish })

  const then = await servicing.call(ledgerApi.getBelief, { query: { about, knownOn: addDays(today, -1) } })
  expect(then.loans).toEqual([])
  const now = await servicing.call(ledgerApi.getBelief, { query: { about, knownOn: today } })
  const of = (belief: typeof now, code: string) => belief.accounts.find((one) => one.code === code)!
  for (const one of now.accounts) {
    const asBooked = books.accounts.find(({ code }) => code === one.code)!.balanceFen
    expect([one.code, one.thenFen]).toEqual([one.code, asBooked])
    expect([one.code, of(then, one.code).knownFen]).toEqual([one.code, asBooked])
  }
  expect(now.loans).toMatchObject([{ loanId, bookedOn: today }])
  expect(of(now, '1002').differenceFen).toBe(dueFen)
  expect(of(now, '1303').differenceFen).toBe(`-${schedule[0]!.principalFen}`)
  const file = await loanOf(servicing, loanId, { asOf: about, knownOn: today })
  expect(BigInt(of(now, '1303').knownFen)).toBe(BigInt(file.figures.outstandingFen))
  await expect(servicing.call(ledgerApi.getBelief, { query: { about: today, knownOn: about } })).rejects.toMatchObject({
    problem: { code: 'ledger.known_before_about' },
  })
})

test('the loans tie to the ledger; a loan that day-end set aside is named with what is missing', async () => {
  const tied = await servicing.call(ledgerApi.getTie, { query: {} })
  expect(tied.accounts.filter(({ differenceFen }) => differenceFen !== '0')).toEqual([])
  expect(tied.loans).toEqual([])
  const today = await businessDate(world.platform.db)
  const loanId = (await borrow(world)).loanId
  await sql`insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
    amount_fen, actor, recorded_at) select 'len_wrong', 'repaid', ${today}, ${today}, '{}', 'wrong', product_code, id, 1,
    700, 'x', now() from loan where id = ${loanId}`
    .execute(world.platform.owner)
    .catch((error: Error) => expect(error.message).toContain('does not balance'))
  const events = await sql<{ id: string }>`select id from loan_event where loan_id = ${loanId}`.execute(
    world.platform.db,
  )
  await world.platform.owner.transaction().execute(async (open) => {
    await sql`insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
      amount_fen, actor, recorded_at) select 'len_wrong', 'repaid', ${today}, ${today}, '{}', 'wrong', product_code, id,
      1, 700, 'x', now() from loan where id = ${loanId}`.execute(open)
    await sql`insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
      values ('len_wrong', '1303', 'x', ${today}, 700, 0), ('len_wrong', '1002', 'x', ${today}, 0, 700)`.execute(open)
    await sql`insert into listed_proof values ('len_wrong', ${loanId}, ${events.rows[0]!.id}, 700)`.execute(open)
  })
  const broken = await servicing.call(ledgerApi.getTie, { query: {} })
  expect(broken.accounts.find(({ account }) => account === '1303')!.differenceFen).toBe('700')
  expect(broken.loans).toMatchObject([
    {
      loanId,
      cause: 'notPosted',
      lines: [
        { account: '1002', amountFen: '-700' },
        { account: '1303', amountFen: '700' },
      ],
    },
  ])
  await world.platform.owner.transaction().execute(async (open) => {
    await sql`insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
      amount_fen, actor, recorded_at) select 'len_right', 'repaid', ${today}, ${today}, '{}', 'right', product_code, id,
      1, 700, 'x', now() from loan where id = ${loanId}`.execute(open)
    await sql`insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
      values ('len_right', '1303', 'x', ${today}, 0, 700), ('len_right', '1002', 'x', ${today}, 700, 0)`.execute(open)
    await sql`insert into listed_proof values ('len_right', ${loanId}, ${events.rows[0]!.id}, 700)`.execute(open)
  })
  expect((await servicing.call(ledgerApi.getTie, { query: {} })).loans).toEqual([])
})

test('an adjusting entry is asked for by one person, booked by another, and never touches a loan', async () => {
  const bookedOn = '2026-01-31'
  const lines = [
    { account: '6411', amountFen: '120000' },
    { account: '2231', amountFen: '-120000' },
  ]
  const body = { bookedOn, reason: '一月借款利息', lines }
  const { adjustmentId } = await servicing.call(ledgerApi.askAdjustment, { body })
  const params = { adjustmentId }
  await expect(servicing.call(ledgerApi.decideAdjustment, { params, body: approve })).rejects.toMatchObject(forbidden)
  const before = await servicing.call(ledgerApi.getStatements, { query: { from: '2026-01-01', to: '2026-01-31' } })
  const { entryId } = await risk.call(ledgerApi.decideAdjustment, { params, body: approve })
  const after = await servicing.call(ledgerApi.getStatements, { query: { from: '2026-01-01', to: '2026-01-31' } })
  expect(BigInt(after.resultFen) - BigInt(before.resultFen)).toBe(-120_000n)
  expect(after.differenceFen).toBe('0')
  expect(await servicing.call(loansApi.getEntry, { params: { entryId: entryId! } })).toMatchObject({ bookedOn })
  const refused = (change: object) => servicing.call(ledgerApi.askAdjustment, { body: { ...body, ...change } })
  await expect(
    refused({ lines: lines.slice(0, 1).concat({ account: '2231', amountFen: '-1' }) }),
  ).rejects.toMatchObject({
    problem: { code: 'ledger.entry_unbalanced' },
  })
  const onLoans = [
    { account: '1303', amountFen: '100' },
    { account: '1002', amountFen: '-100' },
  ]
  await expect(refused({ lines: onLoans })).rejects.toMatchObject({
    problem: { code: 'ledger.account_is_of_loans' },
  })
})

test('a closed month takes nothing more, whoever writes; a second person reopens it', async () => {
  await daysPass(monthEnd((await businessDate(world.platform.db)) as Day))
  const month = '2026-01'
  const reason = '一月对账无误'
  await expect(
    servicing.call(ledgerApi.closeMonth, { params: { month: '2026-12' }, body: { reason } }),
  ).rejects.toMatchObject({ problem: { code: 'ledger.month_day_end_missing' } })
  const { figures } = await servicing.call(ledgerApi.closeMonth, { params: { month }, body: { reason } })
  const { accounts } = await servicing.call(loansApi.listAccounts, { query: { asOf: '2026-01-31' } })
  for (const { code, balanceFen } of accounts) expect([code, figures[code] ?? '0']).toEqual([code, balanceFen])

  const lines = [
    { account: '6602', amountFen: '100' },
    { account: '1002', amountFen: '-100' },
  ]
  const body = { bookedOn: '2026-01-31', reason: '补记费用', lines }
  await expect(servicing.call(ledgerApi.askAdjustment, { body })).rejects.toMatchObject({
    problem: { code: 'ledger.month_closed' },
  })
  const byHand = sql`with entry as (insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key,
      product_code, loans, amount_fen, actor, recorded_at)
      values ('len_late', 'adjusted', '2026-01-31', '2026-01-31', '{}', 'late', '', 0, 1, 'x', now()))
    insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
      values ('len_late', '6602', '', '2026-01-31', 1, 0), ('len_late', '1002', '', '2026-01-31', 0, 1)`.execute(
    world.platform.owner,
  )
  await expect(byHand).rejects.toThrow('month 2026-01 is closed')
  const alone = sql`insert into ledger_month_act (month, act, reason, figures, approval_id, actor, recorded_at)
    values (${month}, 'reopened', 'x', '{}', null, 'me', now())`.execute(world.platform.owner)
  await expect(alone).rejects.toThrow(/second person|check constraint/)

  await servicing.call(ledgerApi.askReopening, { params: { month }, body: { reason: '遗漏一笔费用' } })
  await expect(servicing.call(ledgerApi.decideReopening, { params: { month }, body: approve })).rejects.toMatchObject(
    forbidden,
  )
  expect(await risk.call(ledgerApi.decideReopening, { params: { month }, body: approve })).toMatchObject({
    status: 'reopened',
  })
  const { adjustmentId } = await servicing.call(ledgerApi.askAdjustment, { body })
  await risk.call(ledgerApi.decideAdjustment, { params: { adjustmentId }, body: approve })
  const { months } = await servicing.call(ledgerApi.listMonths, {})
  expect(months.find((one) => one.month === month)).toMatchObject({ status: 'reopened', pending: null })
})

test('of two who act at once on a month exactly one wins, and the other is told why', async () => {
  const won = (results: readonly PromiseSettledResult<unknown>[]) =>
    results.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.problem?.code)).sort()
  const twice = (act: () => Promise<unknown>) => Promise.allSettled([act(), act()])
  const params = { month: '2026-01' }
  const close = () => servicing.call(ledgerApi.closeMonth, { params, body: { reason: '再次关账' } })
  expect(won(await twice(close))).toEqual(['done', 'ledger.month_closed'])
  const ask = () => servicing.call(ledgerApi.askReopening, { params, body: { reason: '再次反关账' } })
  expect(won(await twice(ask))).toEqual(['approvals.already_asked', 'done'])
  const decide = () => risk.call(ledgerApi.decideReopening, { params, body: approve })
  expect(won(await twice(decide))).toEqual(['approvals.none_pending', 'done'])
  const lines = [
    { account: '6602', amountFen: '100' },
    { account: '1002', amountFen: '-100' },
  ]
  const body = { bookedOn: '2026-01-31', reason: '补记费用', lines }
  const { adjustmentId } = await servicing.call(ledgerApi.askAdjustment, { body })
  const book = () => risk.call(ledgerApi.decideAdjustment, { params: { adjustmentId }, body: approve })
  const both = won(await Promise.allSettled([close(), book()]))
  expect([
    ['done', 'done'],
    ['done', 'ledger.month_closed'],
  ]).toContainEqual(both)
  if (both[1] === 'done') return
  const { months } = await servicing.call(ledgerApi.listMonths, {})
  expect(months.find(({ month }) => month === '2026-01')).toMatchObject({ status: 'closed' })
})

test('a payment backdated into a closed month is booked today and leaves that month as it was', async () => {
  const { loanId } = await borrow(world)
  const { disbursedOn, schedule } = await loanOf(servicing, loanId)
  const due = schedule[0]!.dueOn as Day
  await daysPass(addDays(monthEnd(due), 2))
  const month = due.slice(0, 7)
  await servicing.call(ledgerApi.closeMonth, { params: { month }, body: { reason: '月末关账' } })
  const closed = await servicing.call(loansApi.listAccounts, { query: { asOf: monthEnd(due) } })
  const today = await businessDate(world.platform.db)
  const wish = { amountFen: schedule[0]!.dueFen, purpose: 'due' as const, channel: 'transfer' as const, valueOn: due }
  const { entryId } = await servicing.call(loansApi.repay, { params: { loanId }, body: wish })
  const entry = await servicing.call(loansApi.getEntry, { params: { entryId } })
  expect(entry).toMatchObject({ postedOn: due, bookedOn: today })
  expect(await servicing.call(loansApi.listAccounts, { query: { asOf: monthEnd(due) } })).toEqual(closed)
  expect(disbursedOn! < due && due < today).toBe(true)
})

test('an ordinary loan of 24 months leaves at most 40 lines in the journal', { timeout: 240_000 }, async () => {
  const { loanId } = await borrow(world, { termMonths: 24 })
  const start = await businessDate(world.platform.db)
  await daysPass(addMonths(start, 25) as Day, 'success')
  const file = await loanOf(servicing, loanId)
  expect(file).toMatchObject({ figures: { status: 'settled', outstandingFen: '0' } })
  expect(file.schedule).toHaveLength(24)
  const { rows } = await sql<{ own: number; shared: number }>`
    select (select count(*)::int from ledger_line l join ledger_entry e on e.id = l.entry_id
        where e.loan_id = ${loanId}) as own,
      (select count(*)::int from entry_proof p join ledger_entry e on e.id = p.entry_id
        where p.loan_id = ${loanId} and e.loan_id is null) as shared`.execute(world.platform.db)
  const { own, shared } = rows[0]!
  expect(own + shared).toBeLessThanOrEqual(40)
  expect([own, shared]).toEqual([2, 24])
  const balance = await trialBalance(servicing)
  expect(balance.get('1304')).toBe(0n)
})
