import { surveysApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { shareOf } from '@puhui/experiment'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at } from '../../server/src/platform/clock.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { apply, type World } from './origination-world.ts'
import { type Desk, openSurveyLender, publish, published } from './survey-world.ts'

type Person = { customerId: string | null; answers: Record<string, unknown>; agreesToLink: boolean }

let world: World
let marketing: TestCaller
let desk: Desk
let surveyId: string

/** Many people told staff: so many of each kind. */
const told = (count: number, answers: Record<string, unknown>): Person[] =>
  Array.from({ length: count }, () => ({ customerId: null, answers, agreesToLink: false }))

const enter = (people: readonly Person[]) =>
  marketing.call(surveysApi.enterAnswers, { params: { surveyId }, body: { people: people as never } })

const report = () => marketing.call(surveysApi.needReport, { query: { surveyId } })

beforeAll(async () => {
  world = await openSurveyLender()
  marketing = await world.app.as('marketing')
  desk = { marketing, checker: await world.app.as('compliance') }
  for (let no = 0; no < 8; no++)
    await apply(world, {
      bornOn: no < 6 ? '19980307' : '19700307',
      purpose: no < 6 ? 'appliances' : 'medical',
      productCode: no < 6 ? 'XFFQ' : 'XFFQ',
    })
  world.platform.clock.set(at('2026-11-22' as Day, '10:00'))
  surveyId = (await published(desk)).surveyId
  await enter([
    ...told(60, { needs: ['education'], nps: 9, why: '希望降低利息' }),
    ...told(30, { needs: ['homeDecoration'], nps: 7 }),
    ...told(10, { needs: ['travel'], when: 'soon', nps: 3 }),
  ])
})
afterAll(() => world.platform.drop())

describe('PER-14 tallies', () => {
  test('counts, shares with intervals and the net score are those of the arithmetic, by hand', async () => {
    const result = await marketing.call(surveysApi.surveyResult, { params: { surveyId, version: 1 } })
    const [needs, when, , nps] = result.tallies
    const { interval } = shareOf({ n: 100, yes: 60 })
    expect(needs).toMatchObject({ answered: 100, choices: [{ count: 60 }, { count: 30 }, { count: 10 }, { count: 0 }] })
    expect(needs!.choices[0]).toMatchObject({
      sharePpm: 600_000,
      lowPpm: Math.round(1_000_000 * interval[0]),
      highPpm: Math.round(1_000_000 * interval[1]),
    })
    expect(when).toMatchObject({ answered: 10 })
    expect(nps!.numbers!.nps!.score).toBe(50)
    expect(result.handedIn).toBe(100)
  })

  test('groups of fewer than five people are never shown, nor what would give them away', async () => {
    const { rows } = await world.platform.db
      .selectFrom('customer')
      .select(['id', 'born_on'])
      .orderBy('id')
      .execute()
      .then((found) => ({ rows: found }))
    await enter(
      rows.map(({ id }) => ({ customerId: id, answers: { needs: ['education'], nps: 9 }, agreesToLink: false })),
    )
    const params = { surveyId, version: 1 }
    const cross = (by: 'ageBand' | 'occupation') =>
      marketing.call(surveysApi.crossTable, { params, query: { question: 'needs', by } })
    const { groups, unknown } = await cross('ageBand')
    expect(unknown).toBe(100)
    expect(groups.map(({ answered }) => answered)).toEqual([null, null])
    expect(groups.flatMap(({ cells }) => cells.map(({ count }) => count)).every((count) => count === null)).toBe(true)
    expect((await cross('occupation')).groups).toEqual([])
  })

  test('open answers are grouped by topic, quoted without what tells who said it', async () => {
    await enter([
      ...told(3, { needs: ['education'], nps: 8, why: '审批太慢了' }),
      ...told(2, { needs: ['education'], nps: 8, why: '审批能快一点吗，我电话13800138000' }),
    ])
    const { topics, texts } = await marketing.call(surveysApi.surveyTopics, {
      params: { surveyId, version: 1 },
      query: { question: 'why' },
    })
    expect(texts).toBe(65)
    const slow = topics.find(({ terms }) => terms.includes('审批'))
    expect(slow).toMatchObject({ count: 5 })
    expect(slow!.quotes.join()).toContain('＊＊')
    expect(slow!.quotes.join()).not.toContain('13800138000')
  })
})

describe('PER-14 RPT-04 the need report', () => {
  test('one wave alone shows needs and no change', async () => {
    const { now, before, needs } = await report()
    expect(before).toBeNull()
    expect(now).toMatchObject({ version: 1, answered: 113 })
    expect(needs.map(({ id, change }) => [id, change])).toEqual([
      ['education', null],
      ['homeDecoration', null],
      ['travel', null],
      ['other', null],
    ])
  })

  test('against the wave before: a change is claimed only where its interval leaves out 0', async () => {
    world.platform.clock.set(at('2027-05-20' as Day, '10:00'))
    const body = { startsOn: '2027-05-01' as Day, endsOn: '2027-06-30' as Day }
    await marketing.call(surveysApi.nextVersion, { params: { surveyId }, body })
    await publish(desk, surveyId)
    await enter([
      ...told(40, { needs: ['education'], nps: 9, why: '利息还是高' }),
      ...told(32, { needs: ['homeDecoration'], nps: 7 }),
      ...told(28, { needs: ['travel'], when: 'later', nps: 3, why: '审批慢' }),
    ])
    const { now, before, needs, topics, market } = await report()
    expect([now!.version, before!.version]).toEqual([2, 1])
    const claims = new Map(needs.map(({ id, change }) => [id, change?.claim]))
    expect([claims.get('education'), claims.get('homeDecoration'), claims.get('travel')]).toEqual([
      'lower',
      'none',
      'higher',
    ])
    const same = needs.find(({ id }) => id === 'homeDecoration')!.change!
    expect(same.lowPpm).toBeLessThan(0)
    expect(same.highPpm).toBeGreaterThan(0)
    const interest = topics.find(({ terms }) => terms.includes('利息'))!
    expect(interest).toMatchObject({
      now: { count: 40, n: 68 },
      before: { count: 60, n: 65 },
      change: { claim: 'lower' },
    })
    expect(market.rates.find(({ id }) => id === 'LPR1Y')!.ratePpm).toBeGreaterThan(0)
  })

  test('what people applied for stands beside what they said, small counts hidden', async () => {
    world.platform.clock.set(at('2027-05-20' as Day, '10:00'))
    const { applied } = await report()
    expect(applied.find(({ id }) => id === 'appliances')!.before).toMatchObject({ n: 8, count: null })
    expect(applied.find(({ id }) => id === 'medical')!.before).toMatchObject({ n: 8, count: null })
  })

  test('the file holds what the page holds, and nothing that the page hides', async () => {
    const answer = await marketing.inject({ method: 'GET', url: `/api/need-report.csv?surveyId=${surveyId}&lang=en` })
    expect(answer.headers['content-type']).toContain('text/csv')
    const lines = answer.body.split('\r\n')
    expect(lines[0]).toBe('\uFEFFpart,group,item,people,share,low,high,share before,change,change low,change high,says')
    const education = lines.find((line) => line.startsWith('needs,,Education'))!
    expect(education).toContain('needs,,Education,40,40.00%')
    expect(education.endsWith(',Down')).toBe(true)
    expect(lines.find((line) => line.startsWith('needs,,Home decoration'))!.endsWith(',No change shown')).toBe(true)
    const appliances = lines.find((line) => line.startsWith('applied for,,'))!
    expect(appliances.split(',').slice(3, 7)).toEqual(['', '', '', ''])
  })

  test('who may not see surveys is told whom to ask', async () => {
    const collector = await world.app.as('collector')
    await expect(collector.call(surveysApi.needReport, { query: {} })).rejects.toMatchObject({
      problem: { code: 'auth.forbidden' },
    })
  })
})
