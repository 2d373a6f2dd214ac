import { loansApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { borrow, loanOf, openLendingLender, releaseFromCashLoan, trialBalance, type World } from './lending-world.ts'

const actor = systemActor('test')
const TODAY = '2027-02-10'
let world: World
let servicing: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: TODAY }, [booksModule])
  servicing = await world.app.as('servicing')
  await releaseAsPlanned()
})
afterAll(() => world.platform.drop())

const STEPS = ['past-due', 'due', 'in-advance'].flatMap((time) =>
  ['penalty', 'fee', 'interest', 'principal'].map((part) => ({ time, part })),
)

/** A cash loan whose interest stays as planned; money beyond what is due pays the next instalments as they stand. */
async function releaseAsPlanned(): Promise<void> {
  const order = { steps: STEPS, future: 'next-instalment' }
  await releaseFromCashLoan(world, TODAY, (terms) => ({
    ...terms,
    code: 'JHX',
    name: { zh: '计划计息贷', en: 'Interest as planned' },
    methods: ['equal-instalment'],
    prepayment: { ...(terms.prepayment as object), feePpm: '0' },
    plan: { rest: { kind: 'as-planned' } },
    allocation: { direction: 'horizontal', default: order, byKind: {} },
  }))
}

test('PRD-08 SRV-04 where interest stays as planned money in advance pays instalments as they stand, and a settlement owes interest to its day', async () => {
  const { loanId, contract } = await borrow(world, { productCode: 'JHX' })
  expect(contract.clauses.map(({ text }) => text.zh).join()).toContain('利息按还款计划计收')
  const before = await loanOf(servicing, loanId)
  const until = '2027-02-20' as Day
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => 'success'), until }), until)

  const [first, second] = before.schedule
  const amountFen = String(BigInt(first!.dueFen) + BigInt(second!.dueFen))
  const { asOf } = await loanOf(servicing, loanId)
  const wish = { amountFen, purpose: 'due' as const, channel: 'counter' as const, valueOn: asOf }
  const params = { loanId }
  const seen = await servicing.call(loansApi.previewRepayment, { params, body: wish })
  await servicing.call(loansApi.repay, { params, body: { ...wish, stateHash: seen.stateHash } })
  const after = await loanOf(servicing, loanId)
  expect(after.schedule.map(({ interestFen }) => interestFen)).toEqual(
    before.schedule.map(({ interestFen }) => interestFen),
  )
  expect(after.schedule.slice(0, 3).map(({ status }) => status)).toEqual(['paid', 'paid', 'upcoming'])
  expect(after.figures).toEqual(seen.after)
  await trialBalance(servicing)

  expect(after.figures.settlementFen).toBe(after.figures.outstandingFen)
  const settling = { ...wish, purpose: 'settle' as const, amountFen: after.figures.settlementFen }
  const preview = await servicing.call(loansApi.previewRepayment, { params, body: settling })
  await servicing.call(loansApi.repay, { params, body: { ...settling, stateHash: preview.stateHash } })
  expect((await loanOf(servicing, loanId)).figures).toMatchObject({ status: 'settled', outstandingFen: '0' })
  await trialBalance(servicing)
})
