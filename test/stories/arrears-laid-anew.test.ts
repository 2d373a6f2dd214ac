import { hardshipApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { agreementsModule } from '../../server/src/routes/agreements.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { hardshipModule } from '../../server/src/routes/hardship.ts'
import { signed, waiting } from './agreement-world.ts'
import { borrow, loanOf, openLendingLender, releaseFromCashLoan, trialBalance, type World } from './lending-world.ts'

const TODAY = '2026-03-10'
const LATER = addDays(TODAY as Day, 70)
const wish = {
  reason: 'illness' as const,
  story: '住院两周，出院后只能做半天工',
  incomeBeforeFen: '800000',
  incomeNowFen: '420000',
  payableFen: '70000',
}
const approve = { verdict: 'approve' as const, note: '' }

let world: World
let servicing: TestCaller
let risk: TestCaller
let loans: readonly Awaited<ReturnType<typeof borrow>>[]

beforeAll(async () => {
  world = await openLendingLender({ day: TODAY }, [booksModule, hardshipModule, agreementsModule()])
  ;[servicing, risk] = await Promise.all([world.app.as('servicing'), world.app.as('risk')])
  await releaseFromCashLoan(world, TODAY, (terms) => ({
    ...terms,
    code: 'SJD',
    methods: ['equal-instalment'],
    prepayment: { ...(terms.prepayment as object), feePpm: '0' },
    plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
  }))
  loans = [await borrow(world, { productCode: 'SJD' }), await borrow(world, { productCode: 'SJD' })]
  const bank = simulatedBank(() => 'insufficient')
  await endDaysUntil(dayEndRun(world.platform, { actor: systemActor('test'), bank, until: LATER }), LATER)
})
afterAll(() => world.platform.drop())

/** Worked out, put forward, agreed by a second person, signed: what was shown is what holds. */
async function agreed({ borrower, loanId }: Awaited<ReturnType<typeof borrow>>, own: object) {
  const { requestId } = await borrower.call(hardshipApi.borrowerAskHelp, { params: { loanId }, body: wish })
  const params = { requestId }
  const desk = await servicing.call(hardshipApi.getHardship, { params })
  expect([desk.mayReAge, desk.mayReAmortise]).toEqual([true, true])
  const kept = { annualRatePpm: desk.annualRatePpm, graceInstalments: 0, arrears: 'carried' as const }
  const terms = { instalments: desk.before.count, ...kept, ...own }
  const shown = await servicing.call(hardshipApi.previewPlan, { params, body: terms })
  const lower = { ...terms, annualRatePpm: terms.annualRatePpm - 1 }
  await expect(servicing.call(hardshipApi.previewPlan, { params, body: lower })).rejects.toMatchObject({
    problem: { code: expect.stringMatching(/alone$/) },
  })
  const plan = { ...terms, advice: '逾期款摊到以后每期，慢慢还清', agreedBy: 'phone' as const }
  await servicing.call(hardshipApi.proposePlan, { params, body: plan })
  await risk.call(hardshipApi.decidePlan, { params, body: approve })
  const agreement = await waiting(borrower, loanId)
  expect(agreement.cost).toEqual(shown.plan.cost)
  await signed(world, borrower, agreement)
  const file = await loanOf(servicing, loanId)
  expect(file.schedule.filter(({ status }) => status === 'upcoming')).toEqual(shown.schedule)
  return { shown, desk, file }
}

test('SRV-07 PRD-08 what is past due is spread in equal parts over the instalments to come: seen, agreed by two, signed', async () => {
  const before = await loanOf(servicing, loans[0]!.loanId)
  const days = before.schedule.filter(({ status }) => status === 'upcoming').map(({ dueOn }) => dueOn)
  expect(before.figures.dpd).toBeGreaterThan(30)
  const { shown, file } = await agreed(loans[0]!, { reAmortise: { interest: 'equal-parts' } })
  expect(shown.plan).toMatchObject({ code: 'own', reAmortise: { interest: 'equal-parts' } })
  expect(shown.plan.cost.zh).toContain('平均摊入以后各期')
  expect(shown.schedule.map(({ dueOn }) => dueOn)).toEqual(days)
  expect([file.figures.dpd, file.figures.outstandingFen]).toEqual([0, before.figures.outstandingFen])
  expect(file.events.at(-1)!.note.zh).toContain('平均摊入以后各期')
  await trialBalance(servicing)
})

test('SRV-07 PRD-08 a re-age lays the interest of the old term in equal parts; none runs on', async () => {
  const firstDueOn = addDays(LATER, 20)
  const reAge = { firstDueOn, unit: 'month', every: 1, interest: 'equal-to-term' }
  const { shown, file, desk } = await agreed(loans[1]!, { instalments: 18, reAge })
  expect(shown.plan).toMatchObject({ reAge })
  expect(shown.plan.cost.zh).toContain('整个期限的利息平均摊入各期')
  const interest = shown.schedule.map(({ interestFen }) => BigInt(interestFen))
  expect(interest).toHaveLength(18)
  expect(new Set(interest.slice(0, -1)).size).toBe(1)
  expect(shown.plan.after.totalFen).toBe(desk.before.totalFen)
  expect(file.figures.dpd).toBe(0)
  await trialBalance(servicing)
})
