import { surveysApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { apply, type World } from './origination-world.ts'
import { type Desk, openSurveyLender, publish, published } from './survey-world.ts'

const PEOPLE = 11
const COUNTY = 5

let world: World
let marketing: TestCaller
let desk: Desk
let surveyId: string
const ids: string[] = []

const enterAll = () => {
  const people = ids.map((customerId) => ({
    customerId,
    answers: { needs: ['education'], nps: 9 },
    agreesToLink: false,
  }))
  return marketing.call(surveysApi.enterAnswers, { params: { surveyId }, body: { people } })
}

/** Everybody spends 100 yuan on food in each of the months. */
async function spend(importId: string, months: readonly string[]): Promise<void> {
  const { owner, clock } = world.platform
  await sql`insert into transaction_import (id, file_name, sha256, source, mapping, rows, good, bad, problems, created_by, created_at)
    values (${importId}, ${importId}, ${importId}, 'bank', '{}', 0, 0, 0, '[]', 'x', ${clock.now()})`.execute(owner)
  await sql`insert into customer_transaction (id, customer_id, import_id, occurred_on, direction, amount_fen, category)
    select ${importId} || c || m, c, ${importId}, (m || '-15')::date, 'out', 10000, 'food'
    from unnest(${ids}::text[]) c cross join unnest(${[...months]}::text[]) m`.execute(owner)
}

beforeAll(async () => {
  world = await openSurveyLender()
  marketing = await world.app.as('marketing')
  desk = { marketing, checker: await world.app.as('compliance') }
  for (let no = 0; no < PEOPLE; no++)
    ids.push((await apply(world, { purpose: no < COUNTY ? 'medical' : 'appliances' })).borrower.customerId)
  await sql`update customer set city_tier = 'county' where id = any(${ids.slice(0, COUNTY)})`.execute(
    world.platform.owner,
  )
  world.platform.clock.set(at('2026-11-22' as Day, '10:00'))
  surveyId = (await published(desk)).surveyId
  await enterAll()
})
afterAll(() => world.platform.drop())

const reportFor = (place: { area?: 'lower' | 'upper'; province?: string }) =>
  marketing.call(surveysApi.needReport, { query: { surveyId, ...place } })

test('SPC-13 RPT-04 the need report of a part of the country; the parts add up to the whole', async () => {
  const [all, lower, upper] = [
    await reportFor({}),
    await reportFor({ area: 'lower' }),
    await reportFor({ area: 'upper' }),
  ]
  expect([all, lower, upper].map(({ now }) => now!.answered)).toEqual([PEOPLE, COUNTY, PEOPLE - COUNTY])
  const educated = [all, lower, upper].map(({ needs }) => needs.find(({ id }) => id === 'education')!.now.count)
  expect(educated).toEqual([PEOPLE, COUNTY, PEOPLE - COUNTY])
  const applied = [all, lower, upper].map((report) => report.applied.map(({ id, now }) => [id, now.count, now.n]))
  expect(applied).toEqual([
    [
      ['appliances', PEOPLE - COUNTY, PEOPLE],
      ['medical', COUNTY, PEOPLE],
    ],
    [['medical', COUNTY, COUNTY]],
    [['appliances', PEOPLE - COUNTY, PEOPLE - COUNTY]],
  ])
  expect((await reportFor({ province: '33' })).now!.answered).toBe(PEOPLE)
  expect((await reportFor({ province: '41' })).now).toBeNull()
})

test('RPT-04 what a part of the country would give away of another part is hidden in both', async () => {
  const moved = sql`update customer set city_tier = 'county' where id = any(${ids.slice(COUNTY, COUNTY + 3)})`
  await moved.execute(world.platform.owner)
  try {
    // Eight now live in the county and three in a city: the three would be the whole less the eight.
    const [all, lower, upper] = await Promise.all([
      reportFor({}),
      reportFor({ area: 'lower' }),
      reportFor({ area: 'upper' }),
    ])
    const counts = ({ applied }: typeof all) => applied.map(({ id, now }) => [id, now.count])
    expect(counts(all)).toEqual([
      ['appliances', PEOPLE - COUNTY],
      ['medical', COUNTY],
    ])
    // Of the two in the county the second is hidden with the first, whose number is the total less the second.
    expect(counts(lower)).toEqual([
      ['appliances', null],
      ['medical', null],
    ])
    expect(counts(upper)).toEqual([['appliances', null]])
  } finally {
    await sql`update customer set city_tier = 'tier1' where id = any(${ids.slice(COUNTY, COUNTY + 3)})`.execute(
      world.platform.owner,
    )
  }
})

test('RPT-04 spending before a wave is said only where the transactions reach back through its months', async () => {
  expect((await reportFor({})).market).toMatchObject({ since: null, isBeforeCovered: false, spending: [] })
  world.platform.clock.set(at('2027-05-20' as Day, '10:00'))
  const body = { startsOn: '2027-05-01' as Day, endsOn: '2027-06-30' as Day }
  await marketing.call(surveysApi.nextVersion, { params: { surveyId }, body })
  await publish(desk, surveyId)
  await enterAll()
  await spend('late', ['2026-09', '2026-10', '2027-02', '2027-03', '2027-04'])
  const partly = (await reportFor({})).market
  expect(partly).toMatchObject({ since: '2026-09', isBeforeCovered: false })
  expect(partly.spending).toMatchObject([
    { id: 'food', nowFen: String(3 * PEOPLE * 10_000), beforeFen: null, changePpm: null },
  ])

  await spend('early', ['2026-08', '2027-02'])
  const whole = (await reportFor({})).market
  expect(whole).toMatchObject({ since: '2026-08', isBeforeCovered: true })
  const [now, before] = [4 * PEOPLE * 10_000, 3 * PEOPLE * 10_000]
  expect(whole.spending).toMatchObject([{ nowFen: String(now), beforeFen: String(before), changePpm: 333_333 }])
  const [lower, upper] = [await reportFor({ area: 'lower' }), await reportFor({ area: 'upper' })]
  const parts = [lower, upper].map(({ market }) => BigInt(market.spending[0]!.beforeFen!))
  expect(parts.reduce((sum, fen) => sum + fen)).toBe(BigInt(before))
})
