import { borrowerApi, loansApi } from '@puhui/api'
import { orderedBy, PARTS } from '@puhui/product'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  approved,
  goTo,
  loanOf,
  openLendingLender,
  prepare,
  read,
  releaseFromCashLoan,
  sign,
  trialBalance,
  type World,
} from './lending-world.ts'

const PAID_OUT = '2026-09-03'

let world: World
beforeAll(async () => {
  world = await openLendingLender({ day: PAID_OUT })
})
afterAll(() => world.platform.drop())

type Terms = Record<string, unknown>

/** A version of a new product, written by one person and released by another. */
const release = (change: Terms, on = PAID_OUT) =>
  releaseFromCashLoan(world, on, (terms) => ({
    ...terms,
    prepayment: { ...(terms.prepayment as Terms), feePpm: '0' },
    ...change,
  }))

test('PRD-17 SRV-02 a product with an order of its own is sold and serviced by it, and moves due days off holidays', async () => {
  const parts = ['interest', 'principal', 'fee', 'penalty'] as const
  const version = await release({
    code: 'CXSX',
    methods: ['equal-instalment'],
    workingDayShift: 'following',
    instalment: { multipleFen: '1000', rounding: 'up' },
    allocation: {
      direction: 'vertical',
      default: orderedBy('vertical', parts, 'last-instalment'),
      byKind: { 'goodwill-credit': orderedBy('vertical', parts) },
    },
  })
  expect(version.summary.map(({ zh }) => zh).join()).toContain('从最后一期起提前归还')

  const granted = await approved(world, { productCode: 'CXSX' })
  const contract = await prepare(granted, {})
  const clauses = contract.clauses.map(({ text }) => text.zh).join()
  expect(clauses).toContain('各期合并清偿，依次为利息、本金、费用、罚息')
  expect(clauses).toContain('还款日遇节假日的，顺延至下一工作日')
  await read(world, granted.borrower, contract)
  const { contract: signed } = await sign(world, granted, contract.contractId)
  const loanId = signed!.loanId!
  const servicing = await world.app.as('servicing')
  const [first, , ...rest] = (await loanOf(servicing, loanId)).schedule
  expect(first!.dueOn).toBe('2026-10-08')
  expect(BigInt(first!.openFen) % 1_000n).toBe(0n)

  await goTo(world, '2026-10-08')
  const amountFen = String(BigInt(first!.openFen) + 100_000n)
  const [params, wish] = [{ loanId }, { amountFen, purpose: 'due' as const }]
  const seen = await granted.borrower.call(borrowerApi.borrowerPreview, { params, body: wish })
  await granted.borrower.call(borrowerApi.borrowerRepay, { params, body: { ...wish, stateHash: seen.stateHash } })
  const after = await servicing.call(loansApi.getLoan, { params, query: {} })
  const taken = after.events.at(-1)!.allocations
  // The second period has begun on 3 October: what it has earned by the 8th comes before principal.
  expect(taken.map(({ part, instalmentNumber }) => `${part} ${instalmentNumber}`)).toEqual([
    'interest 1',
    'principal 1',
    'interest 2',
    'principal 12',
  ])
  expect(taken.at(-1)!.instalmentNumber).toBe(12)
  expect(taken.at(-1)!.rule.zh).toBe('超出到期应还的部分：提前归还最后一期，未到期本金排第 2')
  const last = after.schedule.at(-1)!
  expect(BigInt(last.interestFen)).toBeLessThan(BigInt(rest.at(-1)!.interestFen))
  await trialBalance(servicing)
})

test('PRD-08 SRV-02 payments every two weeks, so many of them; a payment taken back is owed with the running one', async () => {
  await goTo(world, '2026-10-09')
  const order = ['interest', 'principal', 'fee', 'penalty'] as const
  const change = {
    code: 'SZHK',
    methods: ['equal-instalment'],
    termMonths: [6, 12],
    plan: { frequency: { unit: 'week', every: 2, count: 10 } },
    allocation: { direction: 'horizontal', default: orderedBy('horizontal', PARTS), byKind: {}, chargeback: { order } },
  }
  const version = await release(change, '2026-10-09')
  const said = version.summary.map(({ zh }) => zh).join()
  expect(said).toContain('每 2 周还款一次。共 10 期。')
  expect(said).toContain('银行追回的还款计入当期应还，依次为利息、本金、费用、罚息')
})
