import { policiesApi, productsApi } from '@puhui/api'
import { consumerLoanPolicy } from '@puhui/policy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertPointer, policyInUse } from '../../server/src/modules/policies/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { json } from '../../server/src/platform/db.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { approved, borrow, goTo, loanOf, openLendingLender, prepare, read, sign, type World } from './lending-world.ts'
import { apply, handIn, newBorrower } from './origination-world.ts'

const code = consumerLoanPolicy.id
let world: World
let checker: TestCaller
let desk: TestCaller
let maker: TestCaller

beforeAll(async () => {
  world = await openLendingLender()
  checker = await world.app.as('compliance')
  desk = await world.app.as('risk')
  maker = await world.app.as('product')
})
afterAll(() => world.platform.drop())

const productOf = async (productCode: string) => {
  const { rows } = await checker.call(productsApi.listProducts, { query: {} })
  return checker.call(productsApi.getProduct, {
    params: { productId: rows.find((row) => row.code === productCode)!.id },
  })
}

test('PRD-09 MOD-16 a product version withdrawn from a day takes no application from then; offers and loans under it go on', async () => {
  const loan = await borrow(world, { serial: '011' })
  const granted = await approved(world, { serial: '012' })
  const { versions } = await productOf('XJD')
  const params = { versionId: versions[0]!.id }
  const reason = '不再提供现金贷'
  const productId = versions[0]!.productId
  const ask = (from: string | null) =>
    maker.call(productsApi.withdrawProductVersion, { params, body: { from, reason } })
  const withdraw = async (from: string | null) => {
    await ask(from)
    await checker.call(productsApi.decideWithdrawal, { params: { productId }, body: { verdict: 'approve' } })
    return (await productOf('XJD')).versions[0]
  }
  await expect(withdraw('2026-11-21')).rejects.toMatchObject({ problem: { code: 'products.effective_in_past' } })
  expect(await withdraw('2026-11-24')).toMatchObject({
    status: 'released',
    withdrawnFrom: '2026-11-24',
    withdrawnWhy: reason,
  })
  expect((await apply(world, { serial: '013' })).journey.application!.status).toBe('approved')

  await goTo(world, '2026-11-24')
  const late = await newBorrower(world)
  await expect(handIn(late, { serial: '014' })).rejects.toMatchObject({ problem: { code: 'products.not_found' } })
  const { products } = await world.app.nobody.call(productsApi.offeredProducts, {})
  expect(products.map((one) => one.code)).toEqual(['XFFQ'])
  const { rows } = await checker.call(productsApi.listProducts, { query: {} })
  expect(rows.find((row) => row.code === 'XJD')).toMatchObject({ status: 'retired' })
  expect(await productOf('XJD')).toMatchObject({ currentVersion: null, versions: [{ status: 'retired' }] })

  const contract = await prepare(granted)
  await read(world, granted.borrower, contract)
  const journey = await sign(world, granted, contract.contractId)
  expect(journey.contract!.loanId).not.toBeNull()
  const { figures, productVersion } = await loanOf(desk, loan.loanId)
  expect([productVersion, BigInt(figures.outstandingFen) > 0n]).toEqual([1, true])
  await expect(withdraw(null)).rejects.toMatchObject({ problem: { code: 'products.version_withdrawn' } })
})

test('PRD-09 a withdrawal may be taken back before its day', async () => {
  const { versions } = await productOf('XFFQ')
  const params = { versionId: versions[0]!.id }
  const { id: productId } = await productOf('XFFQ')
  const decide = (by: TestCaller, verdict: 'approve' | 'reject') =>
    by.call(productsApi.decideWithdrawal, { params: { productId }, body: { verdict } })
  const ask = (from: string | null) =>
    maker.call(productsApi.withdrawProductVersion, { params, body: { from, reason: '方案调整中' } })
  await ask('2026-11-25')
  await expect(ask('2026-11-26')).rejects.toMatchObject({ problem: { code: 'approvals.already_asked' } })
  await decide(desk, 'approve')
  expect((await productOf('XFFQ')).versions[0]).toMatchObject({ withdrawnFrom: '2026-11-25' })
  await ask(null)
  await decide(desk, 'approve')
  expect((await productOf('XFFQ')).versions[0]).toMatchObject({ withdrawnFrom: null, withdrawnWhy: null })
  await goTo(world, '2026-11-25')
  const { products } = await world.app.nobody.call(productsApi.offeredProducts, {})
  expect(products.map((one) => one.code)).toEqual(['XFFQ'])
})

test('MOD-16 a policy version withdrawn from a day gives way by itself to the one before, and comes back by no way; it takes two people', async () => {
  await release(2, '2026-11-25')
  const file = () => checker.call(policiesApi.getPolicy, { params: { code } })
  expect((await file()).inForce).toBe(2)
  const body = { from: '2026-11-27', reason: '阈值有误' }
  const withdraw = (version: number) =>
    desk.call(policiesApi.withdrawPolicyVersion, { params: { code, version }, body })
  const decide = (by: TestCaller, verdict: 'approve' | 'reject') =>
    by.call(policiesApi.decideWithdrawal, { params: { code }, body: { verdict } })
  await withdraw(2)
  expect(await file()).toMatchObject({ withdrawal: { version: 2, from: '2026-11-27', reason: '阈值有误' } })
  await expect(decide(desk, 'approve')).rejects.toMatchObject({ problem: { code: 'approvals.maker_cannot_check' } })
  await decide(checker, 'reject')
  expect(await file()).toMatchObject({ withdrawal: null, versions: [{ version: 2, withdrawnFrom: null }, {}] })
  await withdraw(2)
  await decide(checker, 'approve')
  expect(await file()).toMatchObject({ inForce: 2, versions: [{ version: 2, withdrawnFrom: '2026-11-27' }, {}] })
  await expect(withdraw(2)).rejects.toMatchObject({ problem: { code: 'policies.version_withdrawn' } })
  await expect(withdraw(1)).rejects.toMatchObject({ problem: { code: 'policies.last_version' } })
  await goTo(world, '2026-11-27')
  expect((await file()).inForce).toBe(1)
  const { rows } = await checker.call(policiesApi.listPolicies, { query: {} })
  expect(rows).toMatchObject([{ id: code, version: 1 }])
  const back = checker.call(policiesApi.rollbackPolicy, { params: { code }, body: { version: 2, reason: '想改回去' } })
  await expect(back).rejects.toMatchObject({ problem: { code: 'policies.version_withdrawn' } })
  const beside = { version: 2, mode: 'shadow', sharePpm: 0, reason: '影子对比' } as const
  await expect(checker.call(policiesApi.startChallenge, { params: { code }, body: beside })).rejects.toMatchObject({
    problem: { code: 'policies.version_withdrawn' },
  })
})

async function release(version: number, effectiveOn: string): Promise<void> {
  const { hash } = policyInUse({ ...consumerLoanPolicy, version })
  const definition = json({ ...consumerLoanPolicy, version } as unknown)
  const people = { created_by: 'test', author_id: 'one', approver_id: 'another' }
  const rest = { note: '', scenarios: json([]), draft_id: null, backtest_id: null }
  const about = {
    code,
    version,
    title: json(consumerLoanPolicy.title),
    definition,
    hash,
    effective_on: effectiveOn as never,
  }
  await world.platform.owner
    .insertInto('policy_version')
    .values({ ...about, ...people, ...rest, created_at: world.platform.clock.now() })
    .execute()
  await write(world.platform, { actor: systemActor('test') }, (ctx) =>
    insertPointer(ctx, { code, version, effectiveOn: effectiveOn as never, kind: 'release', reason: '' }),
  )
}
