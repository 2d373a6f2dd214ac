import { type OutputOf, profilesApi, segmentsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refreshProfiles } from '../../server/src/flows/refresh-profiles.ts'
import { insertImportedCustomers, purposesOf } from '../../server/src/modules/customers/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { followSegmentsJob, leaveAll, segmentsModule } from '../../server/src/modules/segments/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { enqueue } from '../../server/src/platform/jobs/enqueue.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { openLender, residentId, type World } from './origination-world.ts'

interface Someone {
  readonly born?: string
  readonly income?: number | null
  readonly job?: string
  readonly address?: string
  readonly region?: string
  readonly agrees?: boolean
}

let world: World
let call: TestCaller
const ids: string[] = []

/** One person a line: what they are, and which named group or band they must land in. */
const PEOPLE: readonly Someone[] = [
  { born: '20061122', income: 4_999.99, job: '快递员', address: '北京市朝阳区建国路1号', region: '110105' },
  { born: '19910101', income: 5_000, job: '公务员', address: '浙江省杭州市西湖区文三路1号', region: '330106' },
  { born: '19901122', income: 11_999.99, job: '工程师', address: '江西省南昌市东湖区1号', region: '360102' },
  { born: '19901121', income: 12_000, job: '经理', address: '四川省绵阳市三台县1号', region: '510722' },
  { born: '19660101', income: 3_000, job: '农民', address: '河南省周口市太康县大许村3组', region: '411627' },
  { born: '19700101', income: null, job: '个体户', address: '广东省深圳市南山区1号', region: '440305', agrees: false },
]

beforeAll(async () => {
  world = await openLender({}, [profilesModule, segmentsModule, marketingModule])
  const { platform } = world
  await write(platform, { actor: systemActor('test') }, async (ctx) => {
    const marketing = purposesOf({ zh: '普惠', en: 'Puhui' }).filter(({ id }) => id === 'marketing')
    for (const [at, person] of PEOPLE.entries()) {
      const id = ctx.ids.next('cus')
      ids.push(id)
      const fen = person.income == null ? null : BigInt(Math.round(person.income * 100))
      const now = ctx.clock.now()
      const stated = (value: string | null) => ({ value, source: 'stated', at: now, isVerified: false })
      await insertImportedCustomers(
        ctx,
        {
          createdBy: 'test',
          isSynthetic: true,
          checkedBy: 'test',
          purposes: person.agrees === false ? [] : marketing,
          evidence: null,
          source: 'branch',
        },
        [
          {
            id,
            name: '王小明',
            mobile: `1380000000${at}`,
            residentId: residentId({ bornOn: person.born!, region: person.region!, serial: `10${at}` }),
            bankCard: '6222021234567890128',
            address: person.address!,
            incomeMonthlyFen: fen,
            profile: { occupation: stated(person.job!), incomeMonthlyFen: stated(fen === null ? null : String(fen)) },
          },
        ],
      )
    }
  })
  await write(platform, { actor: systemActor('test') }, (ctx) => refreshProfiles(ctx, '首次计算'))
  call = await world.app.as('marketing')
  await call.call(segmentsApi.seedSegments, { body: {} })
  await call.call(segmentsApi.refreshSegments, { body: {} })
})
afterAll(() => world.platform.drop())

const counted = (text: string) => call.call(segmentsApi.countSegment, { body: { text } })
const count = async (text: string) => (await counted(text)).count
const segmentsOf = async (at: number, prefix: string) => {
  const { rows } = await call.call(segmentsApi.listSegments, { query: { pageSize: 100 } as never })
  const persona = await call.call(profilesApi.getPersona, { params: { customerId: ids[at]! } })
  const codes = new Map(rows.map(({ id, code }) => [id, code]))
  return persona.segments
    .map(({ id }) => codes.get(id)!)
    .filter((code) => code.startsWith(prefix))
    .sort()
}
const strategyOf = async (code: string) => {
  const { rows } = await call.call(segmentsApi.listSegments, { query: { pageSize: 100 } as never })
  const file = await call.call(segmentsApi.getSegment, {
    params: { segmentId: rows.find((row) => row.code === code)!.id },
  })
  return file.versions[0]!.strategy!
}
const section = (shown: OutputOf<typeof profilesApi.distribution>, id: string) =>
  shown.sections.find(({ factId }) => factId === id)!

test('SEG-03 PER-05 exactly three income levels; the fen below a cut is low, the cut itself is the next', async () => {
  expect(await Promise.all(['low', 'middle', 'high'].map((level) => count(`incomeLevel = "${level}"`)))).toEqual([
    2, 2, 1,
  ])
  expect([await segmentsOf(0, 'income-'), await segmentsOf(1, 'income-')]).toEqual([['income-low'], ['income-middle']])
  expect([await segmentsOf(2, 'income-'), await segmentsOf(3, 'income-')]).toEqual([['income-middle'], ['income-high']])
  expect(await segmentsOf(5, 'income-')).toEqual([])
  const set = await call.call(profilesApi.setCuts, {
    body: { ageCuts: [20, 36, 46, 60], incomeCutsFen: ['500001', '1199999'], reason: '试调' },
  })
  expect(set.changed).toBe(2)
  expect(await Promise.all(['low', 'middle', 'high'].map((level) => count(`incomeLevel = "${level}"`)))).toEqual([
    3, 0, 2,
  ])
  const upside = { ageCuts: [20, 36], incomeCutsFen: ['900', '100'] as [string, string], reason: '写反' }
  await expect(call.call(profilesApi.setCuts, { body: upside })).rejects.toMatchObject({
    problem: { code: 'profiles.cuts_invalid' },
  })
  const split = { ageCuts: [20, 30, 36], incomeCutsFen: ['1', '2'] as [string, string], reason: '拆段' }
  await expect(call.call(profilesApi.setCuts, { body: split })).rejects.toMatchObject({
    problem: { code: 'profiles.cuts_invalid' },
  })
  await call.call(profilesApi.setCuts, {
    body: { ageCuts: [20, 36, 46, 60], incomeCutsFen: ['500000', '1200000'], reason: '复原' },
  })
})

test('SEG-02 PER-02 age bands: each customer in exactly one, 20–35 is one of them, with how each band pays', async () => {
  const bands = await Promise.all(ids.map((_, at) => segmentsOf(at, 'age-')))
  expect(bands).toEqual([['age-20-35'], ['age-20-35'], ['age-36-45'], ['age-36-45'], ['age-60-up'], ['age-46-59']])
  const shown = await call.call(profilesApi.distribution, {})
  expect(section(shown, 'age').groups.map(({ label, count, sharePpm }) => [label.zh, count, sharePpm])).toEqual([
    ['20 岁以下', 0, 0],
    ['20–35 岁', 2, 333_333],
    ['36–45 岁', 2, 333_333],
    ['46–59 岁', 1, 166_667],
    ['60 岁及以上', 1, 166_667],
  ])
  expect(shown.paymentByAge.map(({ band, count }) => [band.zh, count])).toContainEqual(['20–35 岁', 2])
})

test('PER-04 PER-06 occupation is a coded field; distributions by occupation, region and city tier', async () => {
  const shown = await call.call(profilesApi.distribution, {})
  expect(section(shown, 'occupation').groups.map(({ id, count }) => [id, count])).toContainEqual(['civil-servant', 1])
  expect(section(shown, 'cityTier').groups.map(({ id, count }) => [id, count])).toEqual([
    ['tier1', 2],
    ['tier2', 1],
    ['tier3', 1],
    ['county', 1],
    ['village', 1],
  ])
  expect(section(shown, 'province').groups.map(({ label }) => label.zh)).toContain('河南')
})

test('SEG-01 each region is a segment with a strategy of its own', async () => {
  expect([await segmentsOf(0, 'region-'), await segmentsOf(4, 'region-')]).toEqual([
    ['region-tier1'],
    ['region-county-village', 'region-lower-tier'],
  ])
  const strategies = await Promise.all(
    ['tier1', 'lower-tier', 'county-village'].map((tier) => strategyOf(`region-${tier}`)),
  )
  expect(strategies.map(({ channel }) => channel)).toEqual(['h5', 'sms', 'village'])
})

test('SEG-04 needs from what was declared and from transactions: a customer may have several, each with its segment', async () => {
  const HEADER = '客户,日期,金额,类别'
  const content = [
    HEADER,
    `${ids[2]},2026-11-01,-88,学校`,
    `${ids[2]},2026-11-02,-99,医院`,
    `${ids[3]},2026-11-02,-9,医院`,
  ]
  const mapping = {
    source: '某商户',
    customer: { column: '客户', by: 'customerId' as const },
    date: '日期',
    amount: { column: '金额', unit: 'yuan' as const },
    category: { column: '类别', words: { 学校: 'education', 医院: 'medical' } },
  }
  const body = { fileName: '商户.csv', content: content.join('\n'), mapping }
  await call.call(profilesApi.importTransactions, { body })
  await call.call(segmentsApi.refreshSegments, { body: {} })
  expect([await segmentsOf(2, 'need-'), await segmentsOf(3, 'need-'), await segmentsOf(0, 'need-')]).toEqual([
    ['need-education', 'need-medical'],
    ['need-medical'],
    [],
  ])
  expect(await strategyOf('need-education')).toMatchObject({
    productCode: 'XFFQ',
    message: { zh: expect.stringContaining('教育') },
  })
})

test.each([
  [0, 'young-digital', 'XFFQ', 'h5'],
  [1, 'civil-servants', 'XJD', 'branch'],
  [2, 'low-middle-income', 'XFFQ', 'sms'],
  [4, 'low-income', 'XFFQ', 'branch'],
  [4, 'rural', 'XJD', 'village'],
])('SEG-07 person %i lands in %s, whose strategy names %s by %s', async (at, code, productCode, channel) => {
  expect(await segmentsOf(at, code)).toEqual([code])
  const strategy = await strategyOf(code)
  expect(strategy).toMatchObject({ productCode, channel })
  expect([strategy.message.zh, strategy.message.en].every((text) => text.length > 4)).toBe(true)
})

test('a segment is counted as one types, said in two languages, with a waterfall that loses nobody', async () => {
  const answer = await counted('age between 20 and 40 and incomeLevel in ("low", "middle")')
  expect([answer.population, answer.count, answer.unknown]).toEqual([6, 3, 0])
  expect(answer.sentence?.zh).toContain('年龄')
  expect(answer.sentence?.en).toContain('age')
  expect(answer.chips.map(({ alone, left }) => [alone, left])).toEqual([
    [4, 4],
    [4, 3],
  ])
  expect(answer.waterfall.map(({ id }) => id)).toEqual([
    'match',
    'reachable',
    'consent',
    'frequency',
    'suitability',
    'holdout',
  ])
  for (const [at, line] of answer.waterfall.entries()) {
    if (at > 0) expect(line.left).toBe(answer.waterfall[at - 1]!.left - line.dropped)
  }
  const all = await counted('')
  expect(all.waterfall.find(({ id }) => id === 'consent')).toMatchObject({
    dropped: 1,
    reasons: [{ id: 'none', count: 1 }],
  })
  const broken = await counted('agee > 20')
  expect(broken).toMatchObject({ count: null, problems: [{ code: 'condition.unknown_fact', suggestion: 'age' }] })
})

test('an audience comes again byte for byte from its version and snapshot, after customers and definition changed', async () => {
  const draft = {
    code: 'repeat-me',
    name: { zh: '可重现', en: 'Repeatable' },
    kind: 'living' as const,
    purpose: 'persona' as const,
    strategy: null,
  }
  const first = await call.call(segmentsApi.saveSegment, { body: { ...draft, text: 'income >= 5000', reason: '首版' } })
  const params = { segmentId: first.id }
  const frozen = await call.call(segmentsApi.freezeAudience, { params, body: {} })
  expect(frozen.count).toBe(3)
  const file = () => call.inject({ method: 'GET', url: `/api/segments/${first.id}/audiences/${frozen.id}` })
  const before = await file()
  expect(before.body.trim().split('\n')).toEqual([ids[1], ids[2], ids[3]])
  await write(world.platform, { actor: systemActor('test') }, async (ctx) => {
    await ctx.tx
      .updateTable('customer')
      .set({ profile: JSON.stringify({}) as never })
      .where('id', '=', ids[1]!)
      .execute()
    await refreshProfiles(ctx, '资料变化', [ids[1]!])
  })
  expect(await count('income >= 5000')).toBe(2)
  const again = { ...draft, text: 'income >= 5000 and age < 36', reason: '收窄到年轻人' }
  const second = await call.call(segmentsApi.saveSegment, { body: again })
  expect(second.version).toBe(2)
  await expect(call.call(segmentsApi.saveSegment, { body: { ...again, reason: '再次' } })).rejects.toMatchObject({
    problem: { code: 'segments.unchanged' },
  })
  expect((await file()).rawPayload.equals(before.rawPayload)).toBe(true)
  const compared = await call.call(segmentsApi.compareVersions, { params, query: { from: 1, to: 2 } })
  expect(compared).toMatchObject({
    to: { reason: '收窄到年轻人' },
    added: [{ zh: expect.stringContaining('36') }],
    removed: [],
  })
  expect(compared.both + compared.left).toBe(compared.from.count)
})

test('a living segment has a history: who came in, who went out, and when', async () => {
  const { rows } = await call.call(segmentsApi.listSegments, { query: { pageSize: 100 } as never })
  const segmentId = rows.find(({ code }) => code === 'income-middle')!.id
  const before = await call.call(segmentsApi.getSegment, { params: { segmentId } })
  const moved = await call.call(segmentsApi.refreshSegments, { body: {} })
  expect(moved.left).toBeGreaterThan(0)
  const after = await call.call(segmentsApi.getSegment, { params: { segmentId } })
  expect(after.members).toBe(before.members - 1)
  expect(after.events[0]).toMatchObject({ customerId: ids[1], kind: 'left' })
})

test('a living segment follows its customers by itself; a static one keeps who it began with', async () => {
  const draft = { purpose: 'segment' as const, text: 'incomeLevel = "high"', strategy: null, reason: '跟进' }
  const [living, fixed] = await Promise.all(
    (['living', 'static'] as const).map((kind) =>
      call.call(segmentsApi.saveSegment, {
        body: { ...draft, kind, code: `high-${kind}`, name: { zh: kind, en: kind } },
      }),
    ),
  )
  const follow = () => runQueuedJobs(world.platform, [followSegmentsJob])
  const again = async () => {
    await write(world.platform, { actor: systemActor('test') }, (ctx) => enqueue(ctx, followSegmentsJob, {}))
    await follow()
  }
  const file = ({ id: segmentId }: { readonly id: string }) =>
    call.call(segmentsApi.getSegment, { params: { segmentId } })
  const setCuts = (high: string) =>
    call.call(profilesApi.setCuts, {
      body: { ageCuts: [20, 36, 46, 60], incomeCutsFen: ['500001', high], reason: '试调' },
    })
  await follow()
  const first = await file(living!)
  expect([first.members, first.refreshedAt === null]).toEqual([await count('incomeLevel = "high"'), false])
  await again()
  await setCuts('9000000')
  await again()
  expect(await file(living!)).toMatchObject({
    members: 0,
    events: expect.arrayContaining([{ ...first.events[0], kind: 'left', at: expect.any(String) }]),
  })
  expect((await file(fixed!)).members).toBe(first.members)
  await setCuts('1200000')
  await again()
  const last = await file(living!)
  expect(last.members).toBe(first.members)
  expect(last.events).toHaveLength(3 * first.members)
  await again()
  expect((await file(living!)).events).toHaveLength(3 * first.members)
  // Who leaves and comes back between two looks is in again, though nothing is seen to have moved.
  const { customerId } = last.events[0]!
  await write(world.platform, { actor: systemActor('test') }, (ctx) => leaveAll(ctx, customerId))
  await again()
  expect((await file(living!)).members).toBe(first.members)
})

test('SEG-06 transaction histories part into groups that can be said, come again the same, and become segments', async () => {
  const line = (at: number, day: number, yuan: number) => `${ids[at]},2026-10-${String(day).padStart(2, '0')},-${yuan}`
  const often = [0, 2].flatMap((at) => Array.from({ length: 12 }, (_, day) => line(at, day + 1, 20 + at)))
  const seldom = [3, 4].flatMap((at) => Array.from({ length: 2 }, (_, day) => line(at, day + 3, 3_000 + at)))
  const mapping = {
    source: '某银行',
    customer: { column: 'c', by: 'customerId' as const },
    date: 'd',
    amount: { column: 'a', unit: 'yuan' as const },
  }
  await call.call(profilesApi.importTransactions, {
    body: { fileName: '行为.csv', content: ['c,d,a', ...often, ...seldom].join('\n'), mapping },
  })
  const found = await call.call(segmentsApi.behaviourClusters, { query: { groups: 2 } })
  expect([found.known, found.clusters.map(({ count }) => count)]).toEqual([4, [2, 2]])
  const rich = found.clusters.find(({ purchasesAverage }) => purchasesAverage < 5)!
  expect(Number(rich.ticketAverageFen)).toBeGreaterThan(100_000)
  expect([rich.sentence.zh.length, rich.sentence.en.length].every((length) => length > 5)).toBe(true)
  expect(await call.call(segmentsApi.behaviourClusters, { query: { groups: 2 } })).toEqual(found)
  const saved = await call.call(segmentsApi.saveSegment, {
    body: {
      code: 'seldom-large',
      name: { zh: '低频大额', en: 'Seldom and large' },
      kind: 'living',
      purpose: 'segment',
      text: rich.text,
      strategy: null,
      reason: '聚类所得',
    },
  })
  await call.call(segmentsApi.refreshSegments, { body: {} })
  expect((await call.call(segmentsApi.getSegment, { params: { segmentId: saved.id } })).members).toBe(2)
})
