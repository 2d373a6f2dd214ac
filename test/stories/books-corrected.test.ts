import { correctionsApi, ledgerApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { borrow, openLendingLender, trialBalance, type World } from './lending-world.ts'

const actor = systemActor('test')
const REASON = '升级后按现行规则更正'
let world: World
let servicing: TestCaller
let risk: TestCaller
let loans: readonly string[]

beforeAll(async () => {
  world = await openLendingLender({ day: '2026-01-10' }, [booksModule])
  ;[servicing, risk] = await Promise.all([world.app.as('servicing'), world.app.as('risk')])
  loans = [(await borrow(world)).loanId, (await borrow(world)).loanId, (await borrow(world)).loanId]
  await daysPass(addDays(await businessDate(world.platform.db), 12))
})
afterAll(() => world.platform.drop())

async function daysPass(until: Day): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => 'insufficient'), until }), until)
}

const found = () => servicing.call(correctionsApi.getCorrections, {})
const accountsOf = (lines: readonly { account: string; amountFen: string }[]) =>
  lines.map(({ account, amountFen }) => `${account} ${amountFen}`)

interface Booked {
  readonly id: string
  readonly loanId: string
  readonly debit: string
  readonly credit: string
  readonly fen: number
  readonly eventId?: string
}

/** Books as rules that have been mended since would have left them. */
async function bookAsBefore({ id, loanId, debit, credit, fen, eventId }: Booked): Promise<void> {
  const today = await businessDate(world.platform.db)
  await world.platform.owner.transaction().execute(async (open) => {
    await sql`insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
      amount_fen, actor, recorded_at) select ${id}, 'repaid', ${today}, ${today}, '{}', ${id}, product_code, id, 1,
      ${fen}, 'x', now() from loan where id = ${loanId}`.execute(open)
    await sql`insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
      values (${id}, ${debit}, 'x', ${today}, ${fen}, 0), (${id}, ${credit}, 'x', ${today}, 0, ${fen})`.execute(open)
    if (eventId) await sql`insert into listed_proof values (${id}, ${loanId}, ${eventId}, ${fen})`.execute(open)
  })
}

const eventOf = async (loanId: string) => {
  const { rows } = await sql<{ id: string }>`select id from loan_event where loan_id = ${loanId}`.execute(
    world.platform.db,
  )
  return rows[0]!.id
}

test('SRV-02 OPS-08 loans whose books say another figure than their rules are corrected by two persons, once', async () => {
  expect((await found()).loans).toEqual([])
  const [first, second] = loans as [string, string]
  // Interest of the nights was booked 300 too high for one loan; the entry of an event of another says 700 too much.
  await sql`update loan set booked_interest_fen = booked_interest_fen + 300 where id = ${first}`.execute(
    world.platform.owner,
  )
  await bookAsBefore({ id: 'len_nights', loanId: first, debit: '1132', credit: '6011', fen: 300 })
  await sql`update loan set outstanding_fen = outstanding_fen + 700 where id = ${second}`.execute(world.platform.owner)
  const eventId = await eventOf(second)
  await bookAsBefore({ id: 'len_event', loanId: second, debit: '1303', credit: '1002', fen: 700, eventId })

  const seen = await found()
  expect(seen.loansRead).toBe(3)
  const linesOf = (loanId: string) => accountsOf(seen.loans.find((one) => one.loanId === loanId)!.lines)
  expect(seen.loans).toHaveLength(2)
  expect(linesOf(first)).toEqual(['1132 -300', '6011 300'])
  expect(linesOf(second)).toEqual(['1002 700', '1303 -700'])
  expect(seen.loans.find(({ loanId }) => loanId === second)!.parts).toMatchObject([{ eventId, eventKind: 'disbursed' }])

  const wish = seen.loans.map(({ loanId, hash }) => ({ loanId, hash }))
  const other = { loans: [{ loanId: loans[2]!, hash: 'x' }], reason: REASON }
  await expect(servicing.call(correctionsApi.askCorrection, { body: other })).rejects.toMatchObject({
    problem: { code: 'ledger.books_agree' },
  })
  const outdated = { loans: [{ ...wish[0]!, hash: 'x' }], reason: REASON }
  await expect(servicing.call(correctionsApi.askCorrection, { body: outdated })).rejects.toMatchObject({
    problem: { code: 'ledger.correction_outdated' },
  })
  const body = { loans: wish, reason: REASON }
  const asked = await servicing.call(correctionsApi.askCorrection, { body }, { idempotencyKey: 'once-asked' })
  expect(await servicing.call(correctionsApi.askCorrection, { body }, { idempotencyKey: 'once-asked' })).toEqual(asked)
  await expect(servicing.call(correctionsApi.askCorrection, { body })).rejects.toMatchObject({
    problem: { code: 'approvals.already_asked' },
  })
  const { waiting } = await found()
  expect(waiting).toMatchObject({ reason: REASON, approvalId: asked.approvalId })
  expect(accountsOf(waiting!.lines)).toEqual(['1002 700', '1132 -300', '1303 -700', '6011 300'])

  const approve = { verdict: 'approve' as const, note: '' }
  await expect(servicing.call(correctionsApi.decideCorrection, { body: approve })).rejects.toMatchObject({
    problem: { status: 403 },
  })
  const key = { idempotencyKey: 'once-decided' }
  const decided = await risk.call(correctionsApi.decideCorrection, { body: approve }, key)
  expect(decided).toMatchObject({ status: 'approved', entryIds: [expect.any(String), expect.any(String)] })
  expect(await risk.call(correctionsApi.decideCorrection, { body: approve }, key)).toEqual(decided)

  expect(await found()).toMatchObject({ loans: [], waiting: null })
  const tie = await servicing.call(ledgerApi.getTie, { query: {} })
  expect(tie.accounts.filter(({ differenceFen }) => differenceFen !== '0')).toEqual([])
  expect(tie.loans).toEqual([])
  const { rows } = await sql<{ fen: bigint; day: Day }>`
    select amount_fen as fen, booked_on as day from ledger_entry where kind = 'corrected' order by 1`.execute(
    world.platform.db,
  )
  expect(rows).toEqual([
    { fen: 300n, day: tie.asOf },
    { fen: 700n, day: tie.asOf },
  ])
  const journal = await sql<{ loan: string }>`
    select object_id as loan from journal where action = 'loans.books_corrected'`.execute(world.platform.db)
  expect(journal.rows.map(({ loan }) => loan).toSorted()).toEqual([first, second].toSorted())
  await trialBalance(servicing)
})

test('SRV-02 a correction that the loan has outrun is not booked; the night goes on from what was corrected', async () => {
  const [, , third] = loans as [string, string, string]
  await sql`update loan set booked_interest_fen = booked_interest_fen - 50 where id = ${third}`.execute(
    world.platform.owner,
  )
  await bookAsBefore({ id: 'len_less', loanId: third, debit: '6011', credit: '1132', fen: 50 })
  const wish = async () => ({
    loans: (await found()).loans.map(({ loanId, hash }) => ({ loanId, hash })),
    reason: REASON,
  })
  await servicing.call(correctionsApi.askCorrection, { body: await wish() })
  await sql`update loan set booked_interest_fen = booked_interest_fen - 1 where id = ${third}`.execute(
    world.platform.owner,
  )
  const approve = { verdict: 'approve' as const, note: '' }
  await expect(risk.call(correctionsApi.decideCorrection, { body: approve })).rejects.toMatchObject({
    problem: { code: 'ledger.correction_outdated' },
  })
  await sql`update loan set booked_interest_fen = booked_interest_fen + 1 where id = ${third}`.execute(
    world.platform.owner,
  )
  await risk.call(correctionsApi.decideCorrection, { body: { verdict: 'reject', note: '先核实' } })
  expect((await found()).waiting).toBe(null)
  await servicing.call(correctionsApi.askCorrection, { body: await wish() })
  expect((await risk.call(correctionsApi.decideCorrection, { body: approve })).entryIds).toHaveLength(1)
  await daysPass(addDays(await businessDate(world.platform.db), 2))
  expect((await found()).loans).toEqual([])
  const tie = await servicing.call(ledgerApi.getTie, { query: {} })
  expect(tie.accounts.filter(({ differenceFen }) => differenceFen !== '0')).toEqual([])
})
