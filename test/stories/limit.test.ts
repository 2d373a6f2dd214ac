import { applicationsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apply, openLender, type World } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLender()
})
afterAll(() => world.platform.drop())

async function fileOf(applicationId: string) {
  const staff = await world.app.as('underwriter')
  return staff.call(applicationsApi.getApplication, { params: { applicationId } })
}

const MONTHS_BY_GRADE: Readonly<Record<string, number>> = { A: 15, B: 12, C: 10, D: 8, E: 6 }

test('APP-07 the limit follows income, debt and grade, and the file shows each cap with what it read', async () => {
  const seen = new Set<string>()
  for (const [serial, incomeYuan, otherDebtYuan, amountYuan] of [
    ['413', 20_000, 0, 30_000],
    ['414', 5_000, 0, 62_000],
    ['415', 5_000, 0, 58_000],
    ['416', 5_500, 200, 64_000],
    ['417', 5_500, 0, 66_000],
  ] as const) {
    const { journey } = await apply(world, { serial, incomeYuan, otherDebtYuan, amountYuan, termMonths: 36 })
    const { decisions } = await fileOf(journey.application!.id)
    const { stages, limitFen, grade, outcome } = decisions[0]!
    if (stages.find(({ id }) => id === 'offer')!.rules.length === 0) continue
    const caps = stages.find(({ id }) => id === 'offer')!.rules.filter(({ id }) => id !== 'price')
    expect(caps.map(({ id }) => id)).toEqual(['requested', 'statutory', 'income-multiple', 'affordable'])
    const read = Object.assign(
      {},
      ...caps.map(({ inputs }) => Object.fromEntries(inputs.map(({ fact, value }) => [fact, Number(value)]))),
    ) as Record<string, number>
    const amounts: Readonly<Record<string, number>> = {
      requested: read.requestedAmount!,
      statutory: 20_000_000 - read.ownOutstanding!,
      'income-multiple': read.monthlyIncome! * MONTHS_BY_GRADE[grade!]!,
      affordable: (0.5 * read.monthlyIncome! - read.monthlyDebtDue!) * (read.requestedAmount! / read.newInstalment!),
    }
    const least = Object.entries(amounts).reduce((a, b) => (b[1] < a[1] ? b : a))
    expect(limitFen, `${serial} ${outcome}`).toBe(String(Math.floor(least[1] / 10_000) * 10_000))
    seen.add(least[0])
  }
  expect([...seen].sort()).toEqual(['income-multiple', 'requested'])
})

test('APP-07 a person who sets another limit gives a reason, and the journal keeps who, what and why', async () => {
  const { journey: referred } = await apply(world, { serial: '993', incomeYuan: 12_000, amountYuan: 9_000 })
  expect(referred.application!.status).toBe('referred')
  const applicationId = referred.application!.id
  const underwriter = await world.app.as('underwriter')
  const body = { verdict: 'approve' as const, reason: '首笔从低，三期后复评', approvedFen: '500000' }
  await underwriter.call(applicationsApi.reviewApplication, { params: { applicationId }, body: body as never })
  const line = await world.platform.db
    .selectFrom('journal')
    .select(['reason', 'after', 'actor_id'])
    .where('object_id', '=', applicationId)
    .where('action', '=', 'applications.reviewed')
    .executeTakeFirstOrThrow()
  expect(line).toMatchObject({ reason: body.reason, actor_id: 'usr_underwriter' })
  expect(JSON.stringify(line.after)).toContain('500000')
})
