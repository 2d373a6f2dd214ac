import { borrowerApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apply, handIn, newBorrower, openLender, type World } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLender()
})
afterAll(() => world.platform.drop())

test('APP-01 a borrower applies online from the wish to a decision, and comes back to where they left', async () => {
  const borrower = await newBorrower(world)
  expect((await borrower.call(borrowerApi.getJourney, {})).step).toBe('identity')
  const ready = await handIn(borrower)
  expect(ready.step).toBe('apply')
  expect((await borrower.call(borrowerApi.getJourney, {})).wish?.principalFen).toBe('2000000')
  const decided = await borrower.call(borrowerApi.submitApplication, { body: {} })
  expect(decided.application).toMatchObject({ status: 'approved', requestedFen: '2000000', approvedFen: '2000000' })
  expect(decided.step).toBe('disclosure')
})

test('APP-01 an illegal jump is refused with the state it was tried from', async () => {
  const { borrower, journey } = await apply(world)
  const applicationId = journey.application!.id
  await borrower.call(borrowerApi.withdrawApplication, { params: { applicationId } })
  const again = borrower.call(borrowerApi.askReview, { params: { applicationId }, body: { note: '' } })
  await expect(again).rejects.toMatchObject({ problem: { code: 'applications.illegal_step', status: 409 } })
})
