import { applicationsApi, borrowerApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { apply, openLender, type World } from './origination-world.ts'

let world: World
let first: TestCaller
let second: TestCaller

beforeAll(async () => {
  world = await openLender()
  first = await world.app.as('underwriter')
  second = await world.app.as('risk')
})
afterAll(() => world.platform.drop())

const fileOf = (applicationId: string) => first.call(applicationsApi.getApplication, { params: { applicationId } })

function approve(applicationId: string, approvedFen: string) {
  const body = { verdict: 'approve' as const, approvedFen, reason: '已上门核实收入与住所' }
  return first.call(applicationsApi.reviewApplication, { params: { applicationId }, body })
}

function confirm(applicationId: string, verdict: 'confirmed' | 'rejected' = 'confirmed') {
  return second.call(applicationsApi.confirmReview, { params: { applicationId }, body: { verdict, note: '已复核' } })
}

test('MOD-15 an applicant without a bureau file gets a path and no score: a person, a survey, a smaller first loan', async () => {
  const { journey, borrower } = await apply(world, { serial: '993' })
  const { id, status, reasons } = journey.application!
  expect(status).toBe('referred')
  expect(reasons[0]!.help!.en).toContain('smaller first loan')
  const [decision] = (await fileOf(id)).decisions
  expect(decision).toMatchObject({ outcome: 'refer', scorePoints: null, grade: null, reasons: [{ code: 'THIN_FILE' }] })
  expect(decision!.stages.find((stage) => stage.id === 'score')!.rules).toEqual([])
  expect(await approve(id, '2000000')).toEqual({ status: 'referred', awaits: ['thinFile'] })
  await confirm(id, 'rejected')
  expect(await approve(id, '1000000')).toEqual({ status: 'approved', awaits: [] })
  const { application } = await borrower.call(borrowerApi.getJourney, {})
  expect(application).toMatchObject({ status: 'approved', approvedFen: '1000000' })
})

test('APP-10 above ¥50,000 one person proposes and another confirms; the database holds the wall', async () => {
  const rich = { incomeYuan: 60_000, otherDebtYuan: 24_000, amountYuan: 60_000, termMonths: 12, serial: '994' }
  const { journey, borrower } = await apply(world, rich)
  const applicationId = journey.application!.id
  if (journey.application!.status === 'declined')
    await borrower.call(borrowerApi.askReview, { params: { applicationId }, body: { note: '逾期已结清' } })
  const proposed = await approve(applicationId, '6000000')
  expect(proposed.status).toBe('referred')
  expect(proposed.awaits).toContain('large')
  const again = approve(applicationId, '6000000')
  await expect(again).rejects.toMatchObject({ problem: { code: 'applications.opinion_waits' } })
  const own = first.call(applicationsApi.confirmReview, {
    params: { applicationId },
    body: { verdict: 'confirmed' as const },
  })
  await expect(own).rejects.toMatchObject({ problem: { code: 'approvals.maker_cannot_check' } })
  const byHand = world.platform.owner
    .updateTable('application_opinion')
    .set((eb) => ({ verdict: 'confirmed', decided_by: eb.ref('proposed_by') }))
    .where('application_id', '=', applicationId)
  await expect(byHand.execute()).rejects.toThrow('application_opinion_four_eyes')
  expect(await confirm(applicationId)).toEqual({ status: 'approved' })
  const file = await fileOf(applicationId)
  expect(file.opinions).toMatchObject([{ approvedFen: '6000000', verdict: 'confirmed', comment: '已复核' }])
  expect(file.reviews).toMatchObject([{ verdict: 'approve', approvedFen: '6000000' }])
})

test('APP-10 the queue says why a person is needed and what is missing, the longest wait first', async () => {
  const silent = await apply(world, { serial: '995' })
  const thin = await apply(world, { serial: '993', bornOn: '19880202' })
  const { rows } = await first.call(applicationsApi.reviewQueue, { query: {} })
  const rowOf = (id: string) => rows.find((row) => row.id === id)!
  expect(rowOf(silent.journey.application!.id)).toMatchObject({ status: 'moreData' })
  expect(rowOf(silent.journey.application!.id).missing.en).toContain('bureau')
  expect(rowOf(thin.journey.application!.id).reasons.en).toContain('No bureau file')
  const submitted = rows.map(({ createdAt }) => createdAt)
  expect(submitted).toEqual([...submitted].sort())
})

test('PRD-16 each grade pays its own rate, rising from grade to grade, below the legal cap, and the decision says how it came about', async () => {
  const rates = new Map<string, number>()
  for (const [i, incomeYuan] of [40_000, 20_000, 9_000, 7_000, 6_000, 5_500, 5_000, 4_500].entries()) {
    const wish = { incomeYuan, otherDebtYuan: 50 * i * i, amountYuan: 10_000, serial: String(301 + 37 * i) }
    const { journey } = await apply(world, { ...wish, bornOn: `19${90 + i}0505` })
    const [decision] = (await fileOf(journey.application!.id)).decisions
    if (!decision || decision.annualRatePpm === null) continue
    const [price] = decision.stages.find((stage) => stage.id === 'offer')!.rules
    expect(price!.inputs.find(({ fact }) => fact === 'grade')?.value).toBe(decision.grade)
    expect(rates.get(decision.grade!) ?? decision.annualRatePpm).toBe(decision.annualRatePpm)
    rates.set(decision.grade!, decision.annualRatePpm)
  }
  const rising = [...rates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rate]) => rate)
  expect(rising.length).toBeGreaterThan(1)
  expect(rising).toEqual([...new Set(rising)].sort((a, b) => a - b))
  expect(rising.at(-1)).toBeLessThan(240_000)
})

test('MOD-08 every applicant has a grade, a score and the attributes that cost them points, with codes', async () => {
  const { journey } = await apply(world, { incomeYuan: 9_000, otherDebtYuan: 1_500 })
  const [decision] = (await fileOf(journey.application!.id)).decisions
  expect(decision!.grade).toMatch(/^[A-E]$/)
  expect(decision!.scorePoints).toBe(Math.round(decision!.points.reduce((sum, { points }) => sum + points, 0) + BASE))
  for (const { points, pointsMax } of decision!.points) expect(points).toBeLessThanOrEqual(pointsMax)
  const declined = await apply(world, { serial: '994', bornOn: '19870303' })
  const [other] = (await fileOf(declined.journey.application!.id)).decisions
  expect(other!.reasons.length).toBeGreaterThan(0)
})

const BASE = 500

test('RGT-11 borrowers see their own grade, the main reasons and what would improve it', async () => {
  const { journey } = await apply(world, { incomeYuan: 9_000, otherDebtYuan: 1_500 })
  const { grade, scorePoints, improve } = journey.application!
  expect(grade).toMatch(/^[A-E]$/)
  expect(scorePoints).toBeGreaterThan(300)
  expect(improve.length).toBeGreaterThan(0)
  for (const { text, help } of improve) {
    expect(text.zh.length).toBeGreaterThan(3)
    expect(help.en.length).toBeGreaterThan(8)
  }
  const declined = await apply(world, { serial: '994', bornOn: '19860404' })
  const told = declined.journey.application!
  expect(told).toMatchObject({ status: 'declined', mayAskReview: true })
  expect(told.reasons[0]!.help!.zh.length).toBeGreaterThan(3)
})
