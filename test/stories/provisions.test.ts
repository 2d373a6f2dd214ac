import { applicationsApi, ledgerApi, loansApi, provisionsApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { seedTable } from '../../server/src/modules/provisions/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { provisionsModule } from '../../server/src/routes/provisions.ts'
import { borrow, loanOf, openLendingLender, trialBalance, type World } from './lending-world.ts'

const actor = systemActor('test')
let world: World
let servicing: TestCaller
let risk: TestCaller
let compliance: TestCaller
let bad: string
let good: string
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-01-10' }, [booksModule, provisionsModule])
  ;[servicing, risk, compliance] = await Promise.all([
    world.app.as('servicing'),
    world.app.as('risk'),
    world.app.as('compliance'),
  ])
  await write(world.platform, { actor }, (ctx) => seedTable(ctx))
  bad = (await borrow(world)).loanId
  good = (await borrow(world)).loanId
})
afterAll(() => world.platform.drop())

/** Days pass; the bank pays for the good borrower only. */
async function daysPass(until: Day): Promise<void> {
  const bank = simulatedBank((loanId) => (loanId === good ? 'success' : 'insufficient'))
  await endDaysUntil(dayEndRun(world.platform, { actor, bank, until }), until)
}

const riskOf = (loanId: string) => servicing.call(provisionsApi.getLoanRisk, { params: { loanId } })
const approve = { verdict: 'approve' as const, note: '' }

async function provide(month: string) {
  const { runId } = await risk.call(provisionsApi.makeRun, { body: { month } })
  await compliance.call(provisionsApi.decideRun, { params: { runId }, body: approve })
  return compliance.call(provisionsApi.getRun, { params: { runId } })
}

test('SRV-11 day-end calls a loan worse as its days past due grow, and keeps when and why', async () => {
  const { schedule } = await loanOf(servicing, bad)
  const due = schedule[0]!.dueOn as Day
  await daysPass(addDays(due, 95))
  const file = await riskOf(bad)
  expect(file).toMatchObject({ category: 'substandard', trigger: 'daysPastDue' })
  expect(file.history.map(({ on, from, to, dpd }) => [on, from, to, dpd])).toEqual([
    [addDays(due, 91), 'specialMention', 'substandard', 91],
    [addDays(due, 1), 'normal', 'specialMention', 1],
  ])
  expect((await riskOf(good)).category).toBe('normal')
})

test('SRV-11 a provision is worked out by one person, posted by another, and ties to the ledger', async () => {
  const { runId } = await risk.call(provisionsApi.makeRun, { body: { month: '2026-03' } })
  await expect(risk.call(provisionsApi.decideRun, { params: { runId }, body: approve })).rejects.toMatchObject({
    problem: { status: 403 },
  })
  const posted = await compliance.call(provisionsApi.decideRun, { params: { runId }, body: approve })
  expect(posted.status).toBe('posted')
  const run = await compliance.call(provisionsApi.getRun, { params: { runId } })
  expect(run).toMatchObject({ loans: 2, beforeFen: '0', chargeFen: run.allowanceFen })
  const { rows } = await compliance.call(provisionsApi.listRunLoans, { params: { runId }, query: {} })
  for (const row of rows) {
    const ecl = (BigInt(row.exposureFen) * BigInt(row.defaultPpm) * BigInt(row.lossPpm)) / 10n ** 12n
    expect(BigInt(row.eclFen) - ecl).toBeLessThanOrEqual(1n)
    expect(BigInt(row.allowanceFen)).toBe([row.eclFen, row.policyFen].map(BigInt).sort((a, b) => (a < b ? 1 : -1))[0])
  }
  expect(rows.find(({ id }) => id === bad)).toMatchObject({ category: 'specialMention', stage: 2 })
  const { accounts } = await servicing.call(loansApi.listAccounts, { query: { asOf: '2026-03-31' } })
  const held = accounts.find(({ code }) => code === '1304')!.balanceFen
  expect(held).toBe(run.allowanceFen)
  const march = await servicing.call(ledgerApi.getStatements, { query: { from: '2026-03-01', to: '2026-03-31' } })
  expect(march.expenses).toContainEqual(expect.objectContaining({ code: '6702', amountFen: run.chargeFen }))
  expect(march.differenceFen).toBe('0')
})

test('SRV-11 the next month is told as a roll-forward and a migration between categories', async () => {
  const april = await provide('2026-04')
  const opening = april.rollForward.reduce((sum, row) => sum + BigInt(row.openingFen), 0n)
  expect(opening).toBe(BigInt(april.beforeFen))
  for (const row of april.rollForward) {
    const { openingFen, transferredFen, newLoansFen, remeasuredFen, releasedFen, usedFen, closingFen } = row
    const moved = [openingFen, transferredFen, newLoansFen, remeasuredFen, releasedFen, usedFen]
    expect(moved.map(BigInt).reduce((sum, fen) => sum + fen)).toBe(BigInt(closingFen))
  }
  expect(april.matrix.map(({ from, to, loans }) => `${from} ${to} ${loans}`).sort()).toEqual([
    'normal normal 1',
    'specialMention specialMention 1',
  ])
  await expect(risk.call(provisionsApi.makeRun, { body: { month: '2026-03' } })).rejects.toMatchObject({
    problem: { code: 'provisions.run_out_of_order' },
  })
})

test('SRV-11 by hand a loan is only called worse, with a reason and a second person', async () => {
  const params = { loanId: good }
  const wish = { category: 'specialMention' as const, reason: '贷款用途存疑' }
  await risk.call(provisionsApi.askOverride, { params, body: wish })
  await expect(risk.call(provisionsApi.decideOverride, { params, body: approve })).rejects.toMatchObject({
    problem: { status: 403 },
  })
  await compliance.call(provisionsApi.decideOverride, { params, body: approve })
  const file = await riskOf(good)
  expect(file).toMatchObject({ category: 'specialMention', trigger: 'manual', manualReason: '贷款用途存疑' })
  await expect(risk.call(provisionsApi.askOverride, { params: { loanId: bad }, body: wish })).rejects.toMatchObject({
    problem: { code: 'provisions.override_not_worse' },
  })
  const forged = sql`insert into risk_category_change (loan_id, changed_on, from_category, to_category, trigger, dpd,
    outstanding_fen, reason, approval_id, actor, recorded_at) values (${good}, '2026-05-01', 'normal', 'loss', 'manual', 0,
    1, 'x', 'apv_none', 'me', now())`.execute(world.platform.owner)
  await expect(forged).rejects.toThrow(/two persons|foreign key/)
})

test('SRV-11 a write-off takes two persons, uses up the allowance, and what comes later is a recovery', async () => {
  const { schedule } = await loanOf(servicing, bad)
  await daysPass(addDays(schedule[0]!.dueOn as Day, 181))
  for (const month of ['2026-05', '2026-06', '2026-07']) await provide(month)
  const before = await trialBalance(servicing)
  const preview = await risk.call(provisionsApi.previewWriteOff, { params: { loanId: bad } })
  const params = { loanId: bad }
  await servicing.call(provisionsApi.askWriteOff, { params, body: { reason: '多次催收无效，按规定核销' } })
  await expect(
    servicing.call(provisionsApi.askWriteOff, { params, body: { reason: '再次申请' } }),
  ).rejects.toMatchObject({ problem: { code: 'approvals.already_asked' } })
  const done = await risk.call(provisionsApi.decideWriteOff, { params, body: approve })
  expect(done).toMatchObject({ status: 'approved', allowanceUsedFen: preview.allowanceUsedFen })
  const after = await trialBalance(servicing)
  const moved = (code: string) => after.get(code)! - before.get(code)!
  expect(moved('1303')).toBe(-BigInt(preview.principalFen))
  expect(moved('1304')).toBe(-BigInt(preview.allowanceUsedFen))
  expect(moved('6702')).toBe(BigInt(preview.lossFen))
  const figures = (await loanOf(servicing, bad)).figures
  expect(figures).toMatchObject({ status: 'chargedOff', settlementFen: preview.claimFen })

  const wish = { amountFen: '50000', purpose: 'due' as const, channel: 'transfer' as const }
  const valueOn = await businessDate(world.platform.db)
  await servicing.call(loansApi.repay, { params, body: { ...wish, valueOn } })
  expect((await trialBalance(servicing)).get('6301')).toBe(50_000n)
  expect((await riskOf(bad)).writeOff).toMatchObject({ recoveredFen: '50000' })
  const desk = await risk.call(provisionsApi.listWriteOffs, { query: {} })
  expect(desk.rows).toMatchObject([{ id: bad, state: 'writtenOff', recoveredFen: '50000' }])
  const candidates = await risk.call(provisionsApi.listWriteOffs, { query: { state: ['candidate'] } } as never)
  expect(candidates.rows).toEqual([])
  const report = await risk.call(applicationsApi.portfolioReport, { query: {} })
  const lent = BigInt(report.disbursedFen) - BigInt(report.outstandingFen)
  expect(lent - BigInt(report.repaidPrincipalFen)).toBe(BigInt(preview.principalFen))
})

test('SRV-11 reversing a write-off gives the allowance back', async () => {
  const { events } = await loanOf(servicing, bad)
  const recovery = events.findLast(({ kind }) => kind === 'recovered')!
  const chargeOff = events.findLast(({ kind }) => kind === 'chargedOff')!
  const before = await trialBalance(servicing)
  const used = (await riskOf(bad)).writeOff!.allowanceUsedFen
  for (const { id } of [recovery, chargeOff]) {
    await servicing.call(loansApi.reverse, { params: { loanId: bad, eventId: id }, body: { reason: '核销有误，冲回' } })
  }
  const after = await trialBalance(servicing)
  expect(after.get('1304')! - before.get('1304')!).toBe(BigInt(used))
  expect((await riskOf(bad)).writeOff).toBeNull()
})

test('SRV-11 the overview counts bad loans, coverage and the month-ends', async () => {
  const overview = await risk.call(provisionsApi.getRiskOverview, {})
  const balance = await trialBalance(servicing)
  expect(overview.allowanceFen).toBe(String(balance.get('1304')))
  expect(overview.history.map(({ monthEnd }) => monthEnd)).toEqual([
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
    '2026-06-30',
    '2026-07-31',
  ])
  expect(overview.categories.map(({ category, loans }) => `${category} ${loans}`)).toEqual([
    'normal 0',
    'specialMention 1',
    'substandard 1',
    'doubtful 0',
    'loss 0',
  ])
  expect(BigInt(overview.badFen)).toBe(BigInt((await loanOf(servicing, bad)).figures.outstandingFen))
})

test('SRV-11 CN-RISK-001 where half of an impaired loan is expected to be lost, the next night calls it doubtful', async () => {
  const { tables } = await risk.call(provisionsApi.listTables, {})
  const today = await businessDate(world.platform.db)
  const terms = { ...tables[0]!.terms, lossGivenDefaultImpairedPpm: 500_000 }
  const { version } = await risk.call(provisionsApi.proposeTable, {
    body: { terms, effectiveOn: addDays(today, 1), note: '按近三年清收结果上调' },
  })
  await compliance.call(provisionsApi.decideTable, { params: { version }, body: approve })
  expect((await riskOf(bad)).category).toBe('substandard')
  await daysPass(today)
  expect(await riskOf(bad)).toMatchObject({ category: 'doubtful', trigger: 'eclShare' })
  expect((await riskOf(good)).category).not.toBe('doubtful')
})
