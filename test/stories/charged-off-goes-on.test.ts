import { ledgerApi, loansApi, provisionsApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { proveAccrual } from '../../server/src/flows/day-end/proof.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { provisionsModule } from '../../server/src/routes/provisions.ts'
import { borrow, loanOf, openLendingLender, releaseFromCashLoan, trialBalance, type World } from './lending-world.ts'

const TODAY = '2026-01-10'
let world: World
let servicing: TestCaller
let risk: TestCaller
/** The plan goes on with interest, with daily rest and interest, without interest. */
let loans: { readonly runs: string; readonly rest: string; readonly still: string }

beforeAll(async () => {
  world = await openLendingLender({ day: TODAY }, [booksModule, provisionsModule])
  ;[servicing, risk] = await Promise.all([world.app.as('servicing'), world.app.as('risk')])
  await releaseFromCashLoan(world, TODAY, (terms) => ({ ...terms, code: 'HXJ', chargeOff: 'runs-on' }))
  await releaseFromCashLoan(world, TODAY, (terms) => ({ ...terms, code: 'HXT', chargeOff: 'without-interest' }))
  await releaseFromCashLoan(world, TODAY, (terms) => ({
    ...terms,
    code: 'HXR',
    methods: ['equal-instalment'],
    prepayment: { ...(terms.prepayment as object), feePpm: '0' },
    plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
    chargeOff: 'runs-on',
  }))
  const lent = async (productCode: string) => (await borrow(world, { productCode })).loanId
  loans = { runs: await lent('HXJ'), rest: await lent('HXR'), still: await lent('HXT') }
  await daysPass(addDays(TODAY as Day, 31 + 182))
})
afterAll(() => world.platform.drop())

async function daysPass(until: Day): Promise<void> {
  const bank = simulatedBank(() => 'insufficient')
  await endDaysUntil(dayEndRun(world.platform, { actor: systemActor('test'), bank, until }), until)
}

const today = () => businessDate(world.platform.db)
const all = () => [loans.runs, loans.rest, loans.still]
const approve = { verdict: 'approve' as const, note: '' }

/** What leads from the books of the loans to the ledger: nothing may be left over. */
async function tied(): Promise<void> {
  const tie = await servicing.call(ledgerApi.getTie, { query: {} })
  expect(tie.accounts.filter(({ differenceFen }) => differenceFen !== '0')).toEqual([])
  expect(tie.loans).toEqual([])
}

async function asked(): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from debit_instruction`.execute(
    world.platform.db,
  )
  return Number(rows[0]!.count)
}

test('SRV-02 SRV-10 the night lets the claim of a loan that was charged off grow off the books, day by day, or leaves it as it is', async () => {
  for (const loanId of all()) {
    const params = { loanId }
    await servicing.call(provisionsApi.askWriteOff, { params, body: { reason: '多次催收无效，按规定核销' } })
    await risk.call(provisionsApi.decideWriteOff, { params, body: approve })
  }
  await tied()
  const before = await trialBalance(servicing)
  const claims = await Promise.all(all().map((loanId) => loanOf(servicing, loanId)))
  expect(claims.map(({ chargeOff }) => chargeOff)).toEqual(['runs-on', 'runs-on', 'without-interest'])
  expect(claims.map(({ figures }) => figures.status)).toEqual(['chargedOff', 'chargedOff', 'chargedOff'])
  const debits = await asked()

  // Over the day of an instalment, one night after the other: the ledger says what the loans say.
  const from = await today()
  for (let night = 0; night < 40; night += 8) {
    await daysPass(addDays(from, night + 7))
    await tied()
  }
  const after = await trialBalance(servicing)
  const now = await Promise.all(all().map((loanId) => loanOf(servicing, loanId)))
  const grown = now.map(({ figures }, at) => BigInt(figures.settlementFen) - BigInt(claims[at]!.figures.settlementFen))
  expect(grown[0]! > 0n && grown[1]! > 0n).toBe(true)
  expect(grown[2]).toBe(0n)
  for (const account of ['1132', '1133', '1303', '6011', '6012', '6702']) {
    expect([account, after.get(account)]).toEqual([account, before.get(account)])
  }
  expect(after.get('9001')! - before.get('9001')!).toBe(grown[0]! + grown[1]!)
  expect(await asked()).toBe(debits)
  expect(now.map(({ figures }) => figures.status)).toEqual(['chargedOff', 'chargedOff', 'chargedOff'])
  const proofs = await proveAccrual(world.platform, addDays(await today(), -1))
  expect(proofs.every(({ isSame }) => isSame)).toBe(true)
})

test('SRV-02 SRV-10 what comes in after the charge-off is a recovery by the plan, and the night goes on from there', async () => {
  for (const loanId of all()) {
    const { asOf, schedule, figures } = await loanOf(servicing, loanId)
    const oldest = schedule.find(({ status }) => status !== 'paid')!
    const wish = { amountFen: oldest.dueFen, purpose: 'due' as const, channel: 'counter' as const, valueOn: asOf }
    await servicing.call(loansApi.repay, { params: { loanId }, body: wish })
    const file = await loanOf(servicing, loanId)
    expect(file.events.at(-1)!.kind).toBe('recovered')
    expect(BigInt(file.figures.settlementFen)).toBe(BigInt(figures.settlementFen) - BigInt(oldest.dueFen))
    expect(file.figures.status).toBe('chargedOff')
  }
  await tied()
  await daysPass(addDays(await today(), 3))
  await tied()
  await trialBalance(servicing)
})
