import { correctionsApi, ledgerApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { compareJob } from '../../server/src/flows/compare-books.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { borrow, openLendingLender, releaseFromCashLoan, trialBalance, type World } from './lending-world.ts'

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

const shown = () => servicing.call(correctionsApi.getCorrections, {})

/** All loans held against their books anew. */
async function found() {
  await servicing.call(correctionsApi.compareBooks, {})
  await runQueuedJobs(world.platform, [compareJob])
  return shown()
}
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
  expect(seen.comparison).toMatchObject({ loansRead: 3, loansUnread: 0, isDone: true })
  expect(seen.differing).toBe(2)
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
    problem: { code: 'ledger.correction_overlaps' },
  })
  const { waiting, loans: stillOpen } = await shown()
  expect(waiting).toMatchObject([{ reason: REASON, approvalId: asked.approvalId, correctionId: asked.correctionId }])
  expect(stillOpen.map(({ isAsked }) => isAsked)).toEqual([true, true])
  expect(accountsOf(waiting[0]!.lines)).toEqual(['1002 700', '1132 -300', '1303 -700', '6011 300'])

  const { correctionId } = asked
  const params = { correctionId }
  const approve = { verdict: 'approve' as const, note: '' }
  await expect(servicing.call(correctionsApi.decideCorrection, { params, body: approve })).rejects.toMatchObject({
    problem: { status: 403 },
  })
  const key = { idempotencyKey: 'once-decided' }
  const decided = await risk.call(correctionsApi.decideCorrection, { params, body: approve }, key)
  expect(decided).toMatchObject({ status: 'approved', entryIds: [expect.any(String), expect.any(String)] })
  expect(await risk.call(correctionsApi.decideCorrection, { params, body: approve }, key)).toEqual(decided)

  expect(await shown()).toMatchObject({ loans: [], differing: 0, waiting: [] })
  expect(await found()).toMatchObject({ loans: [], waiting: [] })
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
  const first = await servicing.call(correctionsApi.askCorrection, { body: await wish() })
  const params = { correctionId: first.correctionId }
  await sql`update loan set booked_interest_fen = booked_interest_fen - 1 where id = ${third}`.execute(
    world.platform.owner,
  )
  const approve = { verdict: 'approve' as const, note: '' }
  await expect(risk.call(correctionsApi.decideCorrection, { params, body: approve })).rejects.toMatchObject({
    problem: { code: 'ledger.correction_outdated' },
  })
  await sql`update loan set booked_interest_fen = booked_interest_fen + 1 where id = ${third}`.execute(
    world.platform.owner,
  )
  await risk.call(correctionsApi.decideCorrection, { params, body: { verdict: 'reject', note: '先核实' } })
  expect((await shown()).waiting).toEqual([])
  const second = await servicing.call(correctionsApi.askCorrection, { body: await wish() })
  const again = { params: { correctionId: second.correctionId }, body: approve }
  expect((await risk.call(correctionsApi.decideCorrection, again)).entryIds).toHaveLength(1)
  await daysPass(addDays(await businessDate(world.platform.db), 2))
  expect((await found()).loans).toEqual([])
  const tie = await servicing.call(ledgerApi.getTie, { query: {} })
  expect(tie.accounts.filter(({ differenceFen }) => differenceFen !== '0')).toEqual([])
})

test('SRV-02 OPS-08 corrections of different loans wait side by side; a comparison that was stopped goes on where it was', async () => {
  const [first, second] = loans as [string, string]
  for (const [at, loanId] of [first, second].entries()) {
    await sql`update loan set booked_interest_fen = booked_interest_fen + ${at + 1} where id = ${loanId}`.execute(
      world.platform.owner,
    )
    await bookAsBefore({ id: `len_side_${at}`, loanId, debit: '1132', credit: '6011', fen: at + 1 })
  }
  const { comparisonId, jobId } = await servicing.call(correctionsApi.compareBooks, {})
  await expect(servicing.call(correctionsApi.compareBooks, {})).rejects.toMatchObject({
    problem: { code: 'ledger.comparison_running' },
  })
  // Killed after the first loan of the order of ids: what was kept stays, and another job goes on behind it.
  const [lowest] = loans.toSorted()
  await sql`update books_comparison set last_id = ${lowest}, loans_read = 1 where id = ${comparisonId}`.execute(
    world.platform.owner,
  )
  await sql`update job_run set status = 'cancelled' where id = ${jobId}`.execute(world.platform.owner)
  const goesOn = await servicing.call(correctionsApi.compareBooks, {})
  expect(goesOn.comparisonId).toBe(comparisonId)
  await runQueuedJobs(world.platform, [compareJob])
  const { comparison, loans: differing } = await shown()
  expect(comparison).toMatchObject({ id: comparisonId, loansRead: 3, isDone: true })
  expect(differing.map(({ loanId }) => loanId)).not.toContain(lowest)

  const both = (await found()).loans
  expect(both.map(({ loanId }) => loanId).toSorted()).toEqual([first, second].toSorted())
  const ask = ({ loanId, hash }: (typeof both)[number]) =>
    servicing.call(correctionsApi.askCorrection, { body: { loans: [{ loanId, hash }], reason: REASON } })
  const asked = [await ask(both[0]!), await ask(both[1]!)]
  expect((await shown()).waiting.map(({ correctionId }) => correctionId)).toEqual(asked.map((one) => one.correctionId))
  for (const { correctionId } of asked.toReversed()) {
    const body = { verdict: 'approve' as const, note: '' }
    const decided = await risk.call(correctionsApi.decideCorrection, { params: { correctionId }, body })
    expect(decided.entryIds).toHaveLength(1)
  }
  expect(await found()).toMatchObject({ loans: [], waiting: [] })
})

test('SRV-02 OPS-08 fees that the books lack are corrected in the shares in which they are booked: the partner is owed its own', async () => {
  const today = await businessDate(world.platform.db)
  const fee = { timing: 'per-instalment', amount: { kind: 'share', ratePpm: '100' } }
  const partner = { kind: 'partner', partnerId: 'dbgs', name: { zh: '担保公司', en: 'Guarantor' } }
  await releaseFromCashLoan(world, today, (terms) => ({
    ...terms,
    code: 'DBD',
    fees: [
      { ...fee, code: 'service', name: { zh: '服务费', en: 'Service' }, collector: { kind: 'lender' } },
      { ...fee, code: 'guarantee', name: { zh: '担保费', en: 'Guarantee' }, kind: 'guarantee', collector: partner },
    ],
  }))
  const { loanId } = await borrow(world, { productCode: 'DBD' })
  await daysPass(addDays(today, 32))
  expect((await found()).loans).toEqual([])
  const { rows } = await sql<{ fen: bigint }>`
    update loan l set booked_fee_fen = 0 from loan o where o.id = l.id and l.id = ${loanId} returning o.booked_fee_fen as fen`.execute(
    world.platform.owner,
  )
  const half = Number(rows[0]!.fen) / 2
  expect(half).toBeGreaterThan(0)
  await bookAsBefore({ id: 'len_fee_own', loanId, debit: '6021', credit: '1122', fen: half })
  await bookAsBefore({ id: 'len_fee_partner', loanId, debit: '2202', credit: '1122', fen: half })
  const { loans: differing } = await found()
  expect(differing.map(({ lines }) => accountsOf(lines))).toEqual([
    [`1122 ${2 * half}`, `2202 -${half}`, `6021 -${half}`],
  ])
  const wish = differing.map(({ hash }) => ({ loanId, hash }))
  const { correctionId } = await servicing.call(correctionsApi.askCorrection, { body: { loans: wish, reason: REASON } })
  const body = { verdict: 'approve' as const, note: '' }
  await risk.call(correctionsApi.decideCorrection, { params: { correctionId }, body })
  expect((await found()).loans).toEqual([])
  await trialBalance(servicing)
})
