import { applicationsApi, loansApi } from '@puhui/api'
import { addDays } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { originateBatchJob } from '../../server/src/flows/originate-batch.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { runQueuedJobs } from '../../server/src/platform/testing.ts'
import { checkBooks } from '../../tools/books/checks.ts'
import { borrow, openLendingLender, trialBalance, type World } from './lending-world.ts'
import { approveMany } from './portfolio-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-10' })
})
afterAll(() => world.platform.drop())

const actor = systemActor('test')

test('SRV-01 a batch pays out approved applications with one entry per product, and says how it was signed', async () => {
  const ids = await approveMany(world.platform, 120)
  const underwriter = await world.app.as('administrator')
  await underwriter.call(applicationsApi.originateBatch, { body: { applicationIds: ids } })
  await runQueuedJobs(world.platform, [originateBatchJob] as never)
  const servicing = await world.app.as('servicing')
  const { rows } = await servicing.call(loansApi.listContracts, { query: { pageSize: 200 } as never })
  expect(rows).toHaveLength(120)
  const contract = await servicing.call(loansApi.getContract, { params: { contractId: rows[0]!.id } })
  expect(contract.acknowledgement).toMatchObject({ channel: 'batch', readSeconds: 0, scrolledToEnd: false })
  expect(contract.signature!.means.zh).toContain('系统之外签署')

  const accountant = await world.app.as('auditor')
  const entries = await accountant.call(loansApi.listEntries, { query: { kind: 'disbursed' } as never })
  expect(entries.rows).toHaveLength(2)
  for (const row of entries.rows) {
    const { proof } = await accountant.call(loansApi.getEntry, { params: { entryId: row.id } })
    expect(proof).toHaveLength(row.loans)
    expect(proof.reduce((sum, one) => sum + BigInt(one.amountFen), 0n)).toBe(BigInt(row.amountFen))
  }
  const url = `/api/contracts/${rows[0]!.id}/contract.pdf`
  const [first, second] = [
    await servicing.inject({ method: 'GET', url }),
    await servicing.inject({ method: 'GET', url }),
  ]
  expect(first.statusCode).toBe(200)
  expect(first.rawPayload.equals(second.rawPayload)).toBe(true)
})

test('SRV-01 a batch that is asked twice pays once', async () => {
  const before = await trialBalance(await world.app.as('auditor'))
  const administrator = await world.app.as('administrator')
  await administrator.call(applicationsApi.originateBatch, { body: {} })
  await administrator.call(applicationsApi.originateBatch, { body: {} })
  await runQueuedJobs(world.platform, [originateBatchJob] as never)
  expect(await trialBalance(await world.app.as('auditor'))).toEqual(before)
})

test('RPT-01 every figure of the portfolio ties to the ledger, in the middle of a day and at the close of any', async () => {
  const bank = simulatedBank()
  const until = addDays(await businessDate(world.platform.db), 100)
  await endDaysUntil(dayEndRun(world.platform, { actor, bank, until }), until)
  await borrow(world)
  const risk = await world.app.as('risk')
  const now = await risk.call(applicationsApi.portfolioReport, { query: {} })
  expect(now.reconciliation.map(({ account }) => account)).toEqual(['1303', '1132', '1133', '1122', '2241', '9001'])
  expect(now.trialBalance.differenceFen).toBe('0')
  const ledger = await trialBalance(risk)
  expect(BigInt(now.outstandingFen)).toBe(ledger.get('1303'))
  expect(BigInt(now.interestIncomeFen!)).toBe(ledger.get('6011'))
  expect(now.buckets.reduce((sum, one) => sum + BigInt(one.outstandingFen), 0n)).toBe(ledger.get('1303'))
  expect(now.byGrade.reduce((sum, one) => sum + one.loans, 0)).toBe(now.loans)
  expect(now.byProvince.reduce((sum, one) => sum + BigInt(one.outstandingFen), 0n)).toBe(BigInt(now.outstandingFen))
  const cash = now.byMonth.reduce((sum, one) => sum + BigInt(one.repaidFen) - BigInt(one.disbursedFen), 0n)
  expect(cash).toBe(ledger.get('1002'))
  for (const asOf of [undefined, until, addDays(until, -40), '2026-09-30', '2026-08-10']) {
    const report = await risk.call(applicationsApi.portfolioReport, { query: asOf ? { asOf } : {} })
    for (const line of report.reconciliation) {
      expect([asOf, line.account, line.loansFen]).toEqual([asOf, line.account, line.ledgerFen])
    }
  }
})

test('RPT-01 the books added up by hand hold against every loan folded anew, and a line changed in SQL is found', async () => {
  const wrong = async () => (await checkBooks(world.platform.db)).filter(({ difference }) => difference !== '0')
  expect(await wrong()).toEqual([])
  const today = await businessDate(world.platform.db)
  const { owner } = world.platform
  await sql`alter table ledger_line disable trigger user`.execute(owner)
  await sql`update ledger_line set credit_fen = credit_fen - 1 where (entry_id, account) =
    (select entry_id, account from ledger_line where account = '1303' and credit_fen > 1 order by 1 limit 1)`.execute(
    owner,
  )
  const found = (await wrong()).filter(({ on }) => on === today)
  expect(found.map(({ what, difference }) => [what.replace(/\d+ loans/, 'loans'), difference])).toEqual([
    ['entries whose lines do not sum to zero', '1'],
    ['trial balance: debits = credits', '1'],
    ['balance sheet: assets = claims + result', '1'],
    ['1303: ledger = loans folded', '1'],
  ])
  await sql`update ledger_line set credit_fen = credit_fen + 1 where (entry_id, account) =
    (select entry_id, account from ledger_line where account = '1303' and credit_fen > 0 order by 1 limit 1)`.execute(
    owner,
  )
  await sql`alter table ledger_line enable trigger user`.execute(owner)
  expect(await wrong()).toEqual([])
})

test('RPT-01 an accrual is one entry per product and day, and its loans can be named again at any time', async () => {
  const accountant = await world.app.as('auditor')
  const query = { kind: 'accrued', bookedOnFrom: '2026-09-15', bookedOnTo: '2026-09-15' }
  const { rows } = await accountant.call(loansApi.listEntries, { query: query as never })
  expect(rows).toHaveLength(2)
  for (const row of rows) {
    const { proof, lines } = await accountant.call(loansApi.getEntry, { params: { entryId: row.id } })
    expect(proof).toHaveLength(row.loans)
    const moved = lines.reduce((sum, one) => sum + BigInt(one.debitFen), 0n)
    const income = lines.find(({ account }) => account === '6011')!
    expect(moved).toBe(BigInt(row.amountFen))
    expect(BigInt(income.creditFen)).toBeGreaterThan(0n)
  }
})
