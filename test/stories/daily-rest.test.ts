import { loansApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import {
  borrow,
  type LoanFile,
  loanOf,
  openLendingLender,
  releaseFromCashLoan,
  trialBalance,
  type World,
} from './lending-world.ts'

const actor = systemActor('test')
const TODAY = '2027-02-10'
let world: World
let servicing: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: TODAY }, [booksModule])
  servicing = await world.app.as('servicing')
  await releaseDailyRest()
})
afterAll(() => world.platform.drop())

/** A cash loan whose interest runs on what is really owed; money beyond what is due pays the instalments to come. */
async function releaseDailyRest(): Promise<void> {
  await releaseFromCashLoan(world, TODAY, (terms) => ({
    ...terms,
    code: 'SJD',
    name: { zh: '随借随还贷', en: 'Daily rest loan' },
    methods: ['equal-instalment'],
    prepayment: { ...(terms.prepayment as object), feePpm: '0' },
    plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
  }))
}

async function daysPass(until: Day, outcome: 'success' | 'insufficient' = 'success'): Promise<void> {
  await endDaysUntil(dayEndRun(world.platform, { actor, bank: simulatedBank(() => outcome), until }), until)
}

async function pay(loanId: string, purpose: 'due' | 'prepay' | 'settle', amountFen: string) {
  const params = { loanId }
  const { asOf } = await loanOf(servicing, loanId)
  const wish = { amountFen, purpose, channel: 'counter' as const, valueOn: asOf }
  const seen = await servicing.call(loansApi.previewRepayment, { params, body: wish })
  await servicing.call(loansApi.repay, { params, body: { ...wish, stateHash: seen.stateHash } })
  const file = await loanOf(servicing, loanId)
  expect(file.figures).toEqual(seen.after)
  expect(file.schedule).toEqual(seen.schedule)
  return file
}

const interestOf = ({ schedule }: LoanFile) => schedule.reduce((sum, row) => sum + BigInt(row.interestFen), 0n)
const asked = ({ schedule }: LoanFile) => schedule.map(({ dueFen }) => dueFen)

test('PRD-08 SRV-04 with daily rest money that comes early lowers the interest from its day, instalments stay, and the loan settles to the fen', async () => {
  const { loanId, contract } = await borrow(world, { productCode: 'SJD' })
  expect(contract.clauses.map(({ text }) => text.zh).join()).toContain('利息按实际欠款按日计算')
  const before = await loanOf(servicing, loanId)
  await daysPass('2027-02-20' as Day)
  const after = await pay(loanId, 'prepay', '500000')
  expect(interestOf(after)).toBeLessThan(interestOf(before))
  expect(after.figures.outstandingFen).toBe('1500000')

  await daysPass('2027-04-20' as Day)
  await trialBalance(servicing)
  const { figures } = await loanOf(servicing, loanId)
  const settled = await pay(loanId, 'settle', figures.settlementFen)
  expect(settled.figures).toMatchObject({ status: 'settled', outstandingFen: '0', suspenseFen: '0' })
  await trialBalance(servicing)
})

test('PRD-08 SRV-01 with daily rest principal that is late goes on bearing interest, which the last instalment takes', async () => {
  const [late, prompt] = [await borrow(world, { productCode: 'SJD' }), await borrow(world, { productCode: 'SJD' })]
  const signed = await loanOf(servicing, prompt.loanId)
  const firstDue = signed.schedule[0]!
  await daysPass(addDays(firstDue.dueOn as Day, -1), 'insufficient')
  await pay(prompt.loanId, 'due', firstDue.dueFen)
  await daysPass(addDays(firstDue.dueOn as Day, 20), 'insufficient')
  const [owing, paid] = [await loanOf(servicing, late.loanId), await loanOf(servicing, prompt.loanId)]
  expect(interestOf(owing)).toBeGreaterThan(interestOf(paid))
  expect(asked(owing).slice(0, -1)).toEqual(asked(signed).slice(0, -1))
  expect(asked(paid)).toEqual(asked(signed))
  await trialBalance(servicing)
})
