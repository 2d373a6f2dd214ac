import { regulationsApi as api, borrowerApi, productsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { whatIfJob } from '../../server/src/flows/what-if-rule.ts'
import { seedRegister } from '../../server/src/modules/regulations/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { runQueuedJobs } from '../../server/src/platform/testing.ts'
import { regulationsModule } from '../../server/src/routes/regulations.ts'
import { approved, borrow, goTo, openLendingLender, prepare, type World } from './lending-world.ts'
import { apply } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender({}, [regulationsModule])
  await write(world.platform, { actor: systemActor('test') }, (ctx) => seedRegister(ctx))
})
afterAll(() => world.platform.drop())

const DAY = '2026-12-01'
const TERM = { rule: 'CN-ORIG-003', parameter: 'consumerMaxMonths', value: '24' }
const BALANCE = { rule: 'CN-ORIG-004', parameter: 'maxBorrowerBalanceFen', value: '1500000' }
const BURDEN = { rule: 'CN-ORIG-012', parameter: 'maxDtiPpm', value: '100000' }

type Numbers = readonly { rule: string; parameter: string; value: string }[]

/** What these numbers do to the ¥20,000 over 12 months and the ¥10,000 over 36 that were lent before. */
async function effectOf(numbers: Numbers) {
  const staff = await world.app.as('compliance')
  const body = { name: 'limits', numbers: [...numbers], effectiveOn: DAY, oldContracts: 'kept' as const }
  const { whatIfId } = await staff.call(api.startWhatIf, { body })
  await runQueuedJobs(world.platform, [whatIfJob])
  return (await staff.call(api.getWhatIf, { params: { whatIfId } })).result!
}

/** Puts numbers in force from the day, by two persons. */
async function release(numbers: Numbers): Promise<string> {
  const [maker, checker] = [await world.app.as('compliance'), await world.app.as('risk')]
  const text = { zh: '期限与额度', en: 'Terms and amounts' }
  const rules = numbers.map(({ rule }) => rule)
  const rest = { effectiveOn: DAY, oldContracts: 'kept' as const, rules }
  const params = await maker.call(api.enterRegulation, {
    body: { title: text, issuer: text, reference: text, body: text, ...rest },
  })
  await maker.call(api.proposeNumbers, { params, body: { numbers: [...numbers] } })
  await checker.call(api.decideNumbers, { params, body: { verdict: 'approve', note: '' } })
  return (await maker.call(api.getRegulation, { params })).number
}

test('MPR-03 a term, an amount and a share of income are worked out with the ways out, then refused or referred from the day', async () => {
  await borrow(world, { amountYuan: 20_000, termMonths: 12, incomeYuan: 12_000 })
  await borrow(world, { amountYuan: 10_000, termMonths: 36, incomeYuan: 30_000 })
  const waiting = await approved(world, { amountYuan: 10_000, termMonths: 36, incomeYuan: 30_000 })

  const term = await effectOf([TERM])
  expect(term.byReason).toMatchObject([{ reason: 'term', count: 2 }])
  const shorter = term.alternatives.find(({ measure }) => measure === 'shortenTerm')!
  expect(shorter).toMatchObject({ keptCount: 2, volumeChangeFen: '0' })
  expect(BigInt(shorter.interestChangeFen)).toBeLessThan(0n)
  expect(term.alternatives.find(({ measure }) => measure === 'lowerRate')!.keptCount).toBe(0)

  const balance = await effectOf([BALANCE])
  expect(balance.byReason).toMatchObject([{ reason: 'balance', count: 1, amountFen: '2000000' }])
  const smaller = balance.alternatives.find(({ measure }) => measure === 'lowerAmount')!
  expect(smaller).toMatchObject({ keptCount: 1, keptFen: '1500000', volumeChangeFen: '-500000' })

  const burden = await effectOf([BURDEN])
  expect(burden.byReason).toMatchObject([{ reason: 'burden', count: 1 }])
  const all = await effectOf([TERM, BALANCE, BURDEN])
  expect(all.changed.count).toBe(3)
  expect(all.alternatives.find(({ measure }) => measure === 'withdraw')!.keptCount).toBe(0)

  const number = await release([TERM, BALANCE, BURDEN])
  await goTo(world, DAY)
  const quote = (principalFen: string, termMonths: number) =>
    waiting.borrower.call(productsApi.makeQuote, {
      body: { productCode: 'XJD', principalFen, termMonths, method: 'equal-instalment' },
    })
  const cited = (code: string, rule: string) => ({ problem: { code, facts: { rule, regulation: number, since: DAY } } })
  await expect(quote('1000000', 36)).rejects.toMatchObject(cited('regulations.term_above_limit', 'CN-ORIG-003'))
  expect((await quote('1000000', 24)).termMonths).toBe(24)
  await expect(prepare(waiting, { termMonths: 36 })).rejects.toMatchObject(
    cited('regulations.term_above_limit', 'CN-ORIG-003'),
  )
  await expect(apply(world, { amountYuan: 20_000, incomeYuan: 60_000 })).rejects.toMatchObject(
    cited('regulations.balance_above_limit', 'CN-ORIG-004'),
  )
  const { borrower, journey } = await apply(world, { amountYuan: 12_000, incomeYuan: 9_000 })
  expect(journey.application!.status).toBe('referred')
  const row = await world.platform.db
    .selectFrom('application')
    .select('principal_reason')
    .where('customer_id', '=', borrower.customerId)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(row.principal_reason)).toContain(number)
  expect((await borrower.call(borrowerApi.getJourney, {})).application!.status).toBe('referred')
})

test('MPR-03 a what-if that is stopped before it runs stays stopped and proposes nothing', async () => {
  const staff = await world.app.as('compliance')
  const body = { name: 'stopped', numbers: [TERM], effectiveOn: '2027-03-01', oldContracts: 'kept' as const }
  const { whatIfId } = await staff.call(api.startWhatIf, { body })
  const params = { whatIfId }
  await staff.call(api.cancelWhatIf, { params })
  await runQueuedJobs(world.platform, [whatIfJob])
  expect(await staff.call(api.getWhatIf, { params })).toMatchObject({ status: 'cancelled', result: null })
  await expect(staff.call(api.repeatWhatIf, { params })).rejects.toMatchObject({
    problem: { code: 'regulations.what_if_unfinished' },
  })
})
