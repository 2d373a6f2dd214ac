import { borrowerApi, productsApi, redesignsApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { versionInForce } from '../../server/src/modules/products/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { redesignsModule } from '../../server/src/routes/redesigns.ts'
import { approved, borrow, openLendingLender, prepare, type World } from './lending-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-06-10' }, [redesignsModule])
})
afterAll(() => world.platform.drop())

const actor = systemActor('test')

test('PRD-24 C02 over-lending is found in the live book, the limit is lowered by a new version, and unused offers are reckoned again', async () => {
  const product = await world.app.as('product')
  const risk = await world.app.as('risk')
  const small = await borrow(world, { amountYuan: 8_000 })
  const large = await borrow(world, { amountYuan: 40_000 })
  const defaults = new Set([large.loanId])
  const bank = simulatedBank((loanId) => (defaults.has(loanId) ? 'insufficient' : 'success'))
  const until = '2026-08-13' as Day
  await endDaysUntil(dayEndRun(world.platform, { actor, bank, until }), until)
  const today = await businessDate(world.platform.db)
  const offered = await approved(world, { amountYuan: 30_000 })
  await prepare(offered)
  expect(BigInt(offered.approvedFen)).toBeGreaterThan(1_000_000n)

  const current = (await versionInForce({ db: world.platform.db }, 'XJD', today))!
  const params = { productId: current.productId }
  const reason = '大额客户逾期集中，收紧单户额度'
  await expect(product.call(redesignsApi.makeRedesign, { params, body: { change: {}, reason } })).rejects.toMatchObject(
    {
      problem: { code: 'redesigns.nothing_changes' },
    },
  )
  const wanted = { amountMaxFen: '1000000', debtToIncomeMaxPpm: 300_000 }
  const found = await product.call(redesignsApi.makeRedesign, { params, body: { change: wanted, reason } })
  expect(found.before).toMatchObject({ loans: 2, badLoans: 1 })
  expect(found.before.badPpm).toBeGreaterThan(500_000)
  expect(found.after.badPpm).toBeLessThan(found.before.badPpm)
  expect(BigInt(found.after.lentFen)).toBeLessThan(BigInt(found.before.lentFen))
  expect(found.refusedByIncome + found.cutLoans).toBeGreaterThan(0)
  const again = await product.call(redesignsApi.makeRedesign, { params, body: { change: wanted, reason } })
  expect(again.inputsHash).toBe(found.inputsHash)

  const of = { params: { redesignId: found.id } }
  const effectiveOn = addDays(today, 2)
  const handedIn = await product.call(redesignsApi.applyRedesign, { ...of, body: { effectiveOn } })
  expect(handedIn).toMatchObject({ versionStatus: 'submitted', effectiveOn, offers: null })
  const { versions } = await product.call(productsApi.getProduct, { params })
  const submitted = versions.find(({ version }) => version === handedIn.version)!
  const approve = { params: { versionId: submitted.id }, body: { verdict: 'approve', note: '' } } as const
  await expect(product.call(productsApi.decideVersion, approve)).rejects.toMatchObject({ problem: { status: 403 } })
  await risk.call(productsApi.decideVersion, approve)
  await expect(risk.call(redesignsApi.reckonOffers, of)).rejects.toMatchObject({
    problem: { code: 'redesigns.not_in_force' },
  })
  await endDaysUntil(dayEndRun(world.platform, { actor, bank, until: addDays(today, 1) }), addDays(today, 1))

  const reckoned = await risk.call(redesignsApi.reckonOffers, of)
  expect(reckoned.offers).toEqual({
    open: 1,
    kept: 0,
    changed: 1,
    ended: 0,
    beforeFen: offered.approvedFen,
    afterFen: '1000000',
  })
  expect((await risk.call(redesignsApi.reckonOffers, of)).offers).toEqual(reckoned.offers)
  const journey = await offered.borrower.call(borrowerApi.getJourney, {})
  expect(journey).toMatchObject({ step: 'decision', contract: null, application: { approvedFen: '1000000' } })
  await expect(prepare(offered)).rejects.toMatchObject({ problem: { code: 'applications.amount_above_limit' } })
  const contract = await prepare({ ...offered, approvedFen: '1000000' })
  expect(contract.quote).toMatchObject({ principalFen: '1000000', productVersion: handedIn.version })
  const latecomer = await approved(world, { amountYuan: 9_000 })
  expect(BigInt(latecomer.approvedFen)).toBeLessThanOrEqual(1_000_000n)
  const { redesigns } = await product.call(redesignsApi.listRedesigns, { params })
  expect(redesigns.map(({ id }) => id)).toContain(found.id)
  expect(small.loanId).not.toBe(large.loanId)
})
