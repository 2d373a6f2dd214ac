import { borrowerApi, loansApi, productsApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { annualCost } from '@puhui/product'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { setLenderProfile } from '../../server/src/platform/settings.ts'
import { approved, borrow, goTo, openLendingLender, prepare, read, sign, type World } from './lending-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender()
})
afterAll(() => world.platform.drop())

const refusal = (code: string, status: number) => ({ problem: { code, status } })

test('RGT-04 CN-RATE-003 before signing the borrower sees every charge, who takes it and what it comes to a year', async () => {
  const granted = await approved(world)
  const { quote, costTable } = await prepare(granted)
  expect(costTable.principalFen).toBe('2000000')
  expect(costTable.items.map(({ code }) => code)).toEqual(['interest'])
  const [interest] = costTable.items
  expect(interest!.amountFen).toBe(quote.totalInterestFen)
  for (const text of [interest!.name, interest!.collector, interest!.collectMethod, interest!.standard]) {
    expect([text.zh, text.en].every((words) => words.length > 0)).toBe(true)
  }
  expect(costTable.contingentItems.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['penalty', 'prepaymentFee']),
  )
  expect(costTable.statement.zh).toContain('不再收取其他与贷款相关的息费')
  const paidInAll = quote.instalments.reduce((sum, one) => sum + BigInt(one.dueFen), 0n)
  expect(paidInAll - BigInt(quote.receivedFen)).toBe(BigInt(quote.totalCostFen))
})

test('CMP-02 CN-RATE-001 CN-RATE-002 the yearly cost that is shown is that of the cash flows, simple and compound, labelled', async () => {
  const granted = await approved(world)
  const contract = await prepare(granted)
  const { quote } = contract
  const flows = [
    { on: quote.disbursedOn as Day, amountFen: BigInt(quote.receivedFen) },
    ...quote.instalments.map((one) => ({ on: one.dueOn as Day, amountFen: -BigInt(one.dueFen) })),
  ]
  const { simpleAnnualPpm, irrAnnualPpm } = annualCost(flows)
  expect(quote.annualCostSimplePpm).toBe(Number(simpleAnnualPpm))
  expect(quote.annualCostIrrPpm).toBe(Number(irrAnnualPpm))
  const cost = contract.clauses.find(({ title }) => title.zh === '综合融资成本')!
  expect(cost.text.zh).toContain('年化（单利）')
  expect(cost.text.zh).toContain('不超过 24.00%')
})

test('CMP-02 CN-RATE-004 a contract that would cost more than 24 % is refused with both figures, even behind the program', async () => {
  const granted = await approved(world)
  const contract = await prepare(granted)
  await read(world, granted.borrower, contract)
  const { owner } = world.platform
  await sql`update contract set annual_cost_simple_ppm = 250000 where id = ${contract.contractId}`.execute(owner)
  await expect(sign(world, granted, contract.contractId)).rejects.toMatchObject({
    problem: { code: 'compliance.cost_above_cap', facts: { cost: '25.00%', cap: '24.00%' } },
  })
  const manager = await world.app.as('product')
  const { rows } = await manager.call(productsApi.listProducts, { query: {} as never })
  const { versions } = await manager.call(productsApi.getProduct, { params: { productId: rows[0]!.id } })
  const terms = structuredClone(versions[0]!.terms) as { prices: { annualRatePpm: string }[] }
  for (const price of terms.prices) price.annualRatePpm = '250000'
  const check = await manager.call(productsApi.checkCost, { body: { terms: terms as never } })
  expect(check).toMatchObject({ isWithinCap: false, capPpm: 240_000 })
})

test('SRV-01 CN-RATE-008 the whole principal is paid out and interest begins on that day; none is kept back', async () => {
  const { loanId } = await borrow(world)
  const servicing = await world.app.as('servicing')
  const file = await servicing.call(loansApi.getLoan, { params: { loanId }, query: {} })
  const bank = file.events[0]!.postings.find(({ account }) => account === '1002')!
  expect(bank.creditFen).toBe(file.principalFen)
  expect(file.schedule[0]!.periodFrom).toBe(file.disbursedOn)
})

test('SRV-01 CN-ORIG-004 one borrower owes at most ¥200,000; the limit is asked again at the signature', async () => {
  const granted = await approved(world, { amountYuan: 20_000 })
  const contract = await prepare(granted)
  await read(world, granted.borrower, contract)
  const other = await borrow(world)
  const { owner } = world.platform
  await sql`update loan set customer_id = ${granted.borrower.customerId}, outstanding_fen = 18000001 where id = ${other.loanId}`.execute(
    owner,
  )
  await expect(sign(world, granted, contract.contractId)).rejects.toMatchObject(
    refusal('compliance.limit_exceeded', 422),
  )
  await sql`update loan set outstanding_fen = 18000000 where id = ${other.loanId}`.execute(owner)
  await goToAfterAMinute()
  expect((await sign(world, granted, contract.contractId)).step).toBe('done')
})

/** Codes are sent once a minute of real time; a story does not wait. */
async function goToAfterAMinute(): Promise<void> {
  await sql`delete from rate_limit`.execute(world.platform.owner)
}

test('SRV-01 CN-ORIG-001 a bank lends in one bullet for at most a year', async () => {
  const profile = { name: { zh: '某银行', en: 'A bank' }, kind: 'bank' as const }
  await write(world.platform, { actor: systemActor('test') }, (ctx) => setLenderProfile(ctx, profile))
  const granted = await approved(world)
  const tooLong = prepare(granted, { method: 'bullet', termMonths: 18 })
  await expect(tooLong).rejects.toMatchObject(refusal('compliance.bullet_too_long', 422))
  const contract = await prepare(granted, { method: 'bullet', termMonths: 12 })
  await read(world, granted.borrower, contract)
  expect((await sign(world, granted, contract.contractId)).step).toBe('done')
  const own = { name: { zh: '普惠消费金融', en: 'Puhui' }, kind: 'consumer_finance_company' as const }
  await write(world.platform, { actor: systemActor('test') }, (ctx) => setLenderProfile(ctx, own))
})

test('RGT-05 the risk warning is part of what is read, confirmed and signed, and its wording is on the kept paper', async () => {
  const granted = await approved(world)
  const contract = await prepare(granted)
  const [warning] = contract.clauses
  expect(warning!.title.zh).toBe('风险提示')
  await read(world, granted.borrower, contract)
  await sign(world, granted, contract.contractId)
  const auditor = await world.app.as('auditor')
  const file = await auditor.call(loansApi.getContract, { params: { contractId: contract.contractId } })
  expect(file.acknowledgement).toMatchObject({ readSeconds: 15, scrolledToEnd: true, channel: 'online' })
  const url = `/api/borrower/contracts/${contract.contractId}/contract.pdf`
  const [first, second] = [
    await granted.borrower.inject({ method: 'GET', url }),
    await granted.borrower.inject({ method: 'GET', url }),
  ]
  expect(first.rawPayload.equals(second.rawPayload)).toBe(true)
  const { createHash } = await import('node:crypto')
  expect(createHash('sha256').update(first.rawPayload).digest('hex')).toBe(file.pdfHash)
})

test('RGT-05 what was read yesterday is read again before it is signed today', async () => {
  const granted = await approved(world)
  const contract = await prepare(granted)
  await read(world, granted.borrower, contract)
  await goTo(world, addDays(await businessDate(world.platform.db), 1))
  await expect(sign(world, granted, contract.contractId)).rejects.toMatchObject(
    refusal('compliance.terms_changed', 409),
  )
  const anew = await prepare(granted)
  expect(anew.contractId).not.toBe(contract.contractId)
  await read(world, granted.borrower, anew)
  await goToAfterAMinute()
  expect((await sign(world, granted, anew.contractId)).step).toBe('done')
})

test('RGT-08 the burden on the month is shown before signing, and a high one warns in plain words', async () => {
  const light = await prepare(await approved(world, { incomeYuan: 20_000, amountYuan: 10_000 }))
  expect(light.clauses[0]!.text.zh).toContain('约占月收入的')
  expect(light.clauses[0]!.text.zh).not.toContain('偏高')
  const granted = await approved(world, { incomeYuan: 20_000, amountYuan: 10_000 })
  const facts = sql`jsonb_build_array(jsonb_build_object('values', jsonb_build_object('monthlyIncome', 150000, 'monthlyDebtDue', 0)))`
  await sql`update application set facts = facts || ${facts} where id = ${granted.applicationId}`.execute(
    world.platform.owner,
  )
  const heavy = await prepare(granted)
  expect(heavy.clauses[0]!.text.zh).toContain('这一比例偏高')
  expect(heavy.clauses[0]!.text.en).toContain('This share is high')
})

test('OPS-07 who signed, who was paid and who opened the paper stands in the journal, in the order in which it happened', async () => {
  const granted = await approved(world)
  const contract = await prepare(granted)
  await read(world, granted.borrower, contract)
  await sign(world, granted, contract.contractId)
  const auditor = await world.app.as('auditor')
  await auditor.inject({ method: 'GET', url: `/api/contracts/${contract.contractId}/contract.pdf` })
  const lines = await world.platform.db
    .selectFrom('journal')
    .select(['action', 'actor_kind', 'actor_id'])
    .where('object_kind', '=', 'contract')
    .where('object_id', '=', contract.contractId)
    .orderBy('id')
    .execute()
  expect(lines.map(({ action }) => action)).toEqual([
    'contracts.prepared',
    'contracts.disclosure_acknowledged',
    'contracts.sign_code_sent',
    'contracts.signed',
    'contracts.paper_opened',
  ])
  expect(lines.at(-1)).toMatchObject({ actor_kind: 'staff', actor_id: 'usr_auditor' })
  expect(lines[3]).toMatchObject({ actor_kind: 'customer', actor_id: granted.borrower.customerId })
  await expect(sql`update contract set terms_hash = 'x'`.execute(world.platform.db)).rejects.toThrow(
    'permission denied',
  )
  const tampering = sql`update contract set signature = null where id = ${contract.contractId}`
  await expect(tampering.execute(world.platform.owner)).rejects.toThrow('is signed')
})

test('SRV-01 nobody reads or signs the contract of another, nor sees their loan', async () => {
  const mine = await borrow(world)
  const other = await approved(world)
  const params = { contractId: mine.contract.contractId }
  await expect(other.borrower.call(borrowerApi.sendSignCode, { params })).rejects.toMatchObject(
    refusal('contracts.not_found', 404),
  )
  const loan = other.borrower.call(borrowerApi.borrowerLoan, { params: { loanId: mine.loanId } })
  await expect(loan).rejects.toMatchObject(refusal('loans.not_found', 404))
  const paper = await other.borrower.inject({
    method: 'GET',
    url: `/api/borrower/contracts/${params.contractId}/contract.pdf`,
  })
  expect(paper.statusCode).toBe(404)
})
