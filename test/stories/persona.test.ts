import { borrowerApi, customersApi, type OutputOf, profilesApi, segmentsApi } from '@puhui/api'
import { readCondition } from '@puhui/condition'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { profileCatalogue, profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { apply, consent, newBorrower, openLender, type World } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLender({}, [profilesModule, segmentsModule, marketingModule])
})
afterAll(() => world.platform.drop())

type Persona = OutputOf<typeof profilesApi.getPersona>

const staff = () => world.app.as('marketing')
const factOf = (persona: { readonly groups: Persona['groups'] }, id: string) =>
  persona.groups.flatMap(({ facts }) => facts).find((fact) => fact.id === id)!
const count = async (text: string) => (await (await staff()).call(segmentsApi.countSegment, { body: { text } })).count

const MAPPING = {
  source: '某银行',
  customer: { column: '客户号', by: 'customerId' as const },
  date: '交易日期',
  amount: { column: '金额', unit: 'yuan' as const },
  category: { column: '类别', words: { 餐饮: 'food', 电器: 'electronics', 学费: 'education' } },
  channel: { column: '方式', words: { 扫码: 'mobile' as const, 刷卡: 'card' as const } },
  region: '地区码',
}
const HEADER = '客户号,交易日期,金额,类别,方式,地区码'

async function importFile(lines: readonly string[], name = '流水.csv') {
  const body = { fileName: name, content: [HEADER, ...lines].join('\n'), mapping: MAPPING }
  return (await staff()).call(profilesApi.importTransactions, { body })
}

test('PER-01 PER-07 PER-09 seven elements, each with source and date, and unknown where nothing is known', async () => {
  const { borrower } = await apply(world, { incomeYuan: 12_000 })
  const call = await staff()
  const params = { customerId: borrower.customerId }
  await call.call(profilesApi.refreshProfiles, { body: { reason: '首次计算' } })
  const persona = await call.call(profilesApi.getPersona, { params })
  expect(persona.elements.map(({ id, isKnown }) => [id, isKnown])).toEqual([
    ['age', true],
    ['gender', true],
    ['occupation', true],
    ['income', true],
    ['education', true],
    ['consumption', false],
    ['credit', true],
  ])
  expect(factOf(persona, 'education')).toMatchObject({ value: 'bachelor', shown: { zh: '本科' } })
  expect(factOf(persona, 'income')).toMatchObject({
    value: '1200000',
    confidencePpm: 600_000,
    source: { zh: '客户填写' },
  })
  expect(factOf(persona, 'grade')).toMatchObject({ source: { zh: '本机构信用评估' }, at: expect.any(String) })
  expect(factOf(persona, 'averageTicket')).toMatchObject({
    value: null,
    shown: { zh: '未知', en: 'unknown' },
    source: null,
    at: null,
  })
  for (const { elements, facts } of [
    { elements: persona.elements, facts: persona.groups.flatMap((group) => group.facts) },
  ])
    for (const { facts: ids } of elements)
      for (const fact of facts.filter(({ id, value }) => ids.includes(id) && value !== null))
        expect([fact.id, fact.source !== null, fact.at !== null, fact.basis !== null]).toEqual([
          fact.id,
          true,
          true,
          true,
        ])
  expect(await count('education = "bachelor" and occupation = "teacher"')).toBe(1)
})

test('PER-08 TEC-14 a transaction file of any bank: category mix, frequency, average ticket, channel, place', async () => {
  const borrower = await newBorrower(world)
  await consent(borrower, 'marketing')
  const { customerId } = borrower
  const lines = [
    `${customerId},2026/11/01,-30.00,餐饮,扫码,330106`,
    `${customerId},2026-11-02,-50,餐饮,扫码,330106`,
    `${customerId},20261103,"-1,240.00",电器,刷卡,330106`,
    `${customerId},2026-11-05,8000,工资,,`,
    `${customerId},2026-13-05,-1,餐饮,扫码,`,
    `nobody,2026-11-05,-1,餐饮,扫码,`,
  ]
  const done = await importFile(lines)
  expect(done).toMatchObject({ rows: 6, good: 4, profilesChanged: 1 })
  expect(done.bad).toEqual([
    { row: 6, problem: 'date' },
    { row: 7, problem: 'customer' },
  ])
  const call = await staff()
  const persona = await call.call(profilesApi.getPersona, { params: { customerId } })
  const values = ['purchases90d', 'averageTicket', 'mainCategory', 'paymentChannel', 'payday', 'recencyDays']
  expect(values.map((id) => factOf(persona, id).value)).toEqual([3, '44000', 'food', 'mobile', 5, 19])
  expect(factOf(persona, 'averageTicket')).toMatchObject({
    source: { zh: '交易流水' },
    basis: { zh: '同意接收营销与个性化服务' },
  })
  const summary = await call.call(profilesApi.transactionSummary, { params: { customerId } })
  expect(summary.categories.map(({ id, count, sharePpm }) => [id, count, sharePpm])).toEqual([
    ['electronics', 1, 939_393],
    ['food', 2, 60_606],
  ])
  expect(summary.channels[0]).toMatchObject({ id: 'mobile', count: 2, sharePpm: 666_667 })
  expect(summary.regions).toEqual([
    { code: '330106', label: { zh: '浙江', en: 'Zhejiang' }, count: 3, amountFen: '132000' },
  ])
  await expect(importFile(lines, '同一份.csv')).rejects.toMatchObject({ problem: { code: 'profiles.file_known' } })
})

test('PER-12 a persona is computed anew on new data, and its history says what changed and why', async () => {
  const borrower = await newBorrower(world)
  await consent(borrower, 'marketing')
  const { customerId } = borrower
  const params = { customerId }
  await importFile([`${customerId},2026-11-01,-30.00,餐饮,刷卡,`], '一.csv')
  const call = await staff()
  const before = await call.call(profilesApi.getPersona, { params })
  await importFile(
    [1, 2, 3].map((day) => `${customerId},2026-11-1${day},-999.00,学费,扫码,`),
    '二.csv',
  )
  const after = await call.call(profilesApi.getPersona, { params })
  expect(after.version).toBe(before.version + 1)
  const { changes } = await call.call(profilesApi.personaHistory, { params })
  expect(changes.find(({ factId }) => factId === 'mainCategory')).toMatchObject({
    version: after.version,
    before: { zh: '餐饮' },
    after: { zh: '教育' },
    reason: '导入：二.csv',
  })
  expect(changes.find(({ factId }) => factId === 'needEducation')).toMatchObject({ before: null, after: { zh: '是' } })
})

test('PER-10 the questionnaire gives a level, and it limits what is offered', async () => {
  const { borrower } = await apply(world, { incomeYuan: 30_000 })
  await world.app.as('marketing').then((call) => call.call(profilesApi.refreshProfiles, { body: { reason: '计算' } }))
  const match = async () =>
    (await staff())
      .call(segmentsApi.matchProduct, { params: { productCode: 'XJD' } })
      .then(({ customers }) => customers.some(({ customerId }) => customerId === borrower.customerId))
  expect(await match()).toBe(true)
  const short = borrower.call(profilesApi.answerMyRisk, { body: { answers: [0, 0] } })
  await expect(short).rejects.toMatchObject({ problem: { code: 'profiles.answers_incomplete' } })
  const careful = await borrower.call(profilesApi.answerMyRisk, { body: { answers: [0, 0, 0, 0, 0, 0] } })
  expect(factOf(careful, 'riskTolerance')).toMatchObject({ value: 'conservative', source: { zh: '风险测评问卷' } })
  expect(await match()).toBe(false)
  const bold = await borrower.call(profilesApi.answerMyRisk, { body: { answers: [3, 3, 3, 3, 3, 3] } })
  expect(factOf(bold, 'riskTolerance').value).toBe('aggressive')
  expect(await match()).toBe(true)
})

test('PER-03 gender serves marketing, and no credit decision has ever read it', async () => {
  expect(await count('gender = "female" or gender = "male"')).toBeGreaterThan(0)
  const credit = readCondition('gender = "male"', profileCatalogue, { purpose: 'credit' })
  expect(credit).toMatchObject({ ok: false, error: { problems: [{ code: 'condition.forbidden_fact' }] } })
  const decisions = await world.platform.owner.selectFrom('decision').selectAll().execute()
  expect(decisions.length).toBeGreaterThan(0)
  const text = JSON.stringify(decisions, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
  expect(text).not.toMatch(/gender|"sex"|性别/i)
})

test('PER-11 whom a product fits, and why', async () => {
  const call = await staff()
  await call.call(segmentsApi.seedSegments, { body: {} })
  const match = await call.call(segmentsApi.matchProduct, { params: { productCode: 'XJD' } })
  expect(match.count).toBeGreaterThan(0)
  expect(match.conditions.map(({ left }) => left)).toEqual(
    match.conditions.map(({ left }) => left).toSorted((a, b) => b - a),
  )
  expect(match.conditions[0]).toMatchObject({
    why: { zh: expect.stringContaining('月收入') },
    sentence: { zh: expect.stringContaining('月收入') },
  })
  expect(match.customers[0]!.why.length).toBe(match.conditions.length)
  expect(match.segments.map(({ name }) => name.zh)).toContain('公务员客群')
})

test('SEC-05 my data: seen, put right, exported, personalisation off and consent withdrawn at once everywhere, deleted (CN-PRIV-001, CN-PRIV-003, CN-PRIV-004, CN-PRIV-005)', async () => {
  const { borrower } = await apply(world, { incomeYuan: 9_000 })
  await consent(borrower, 'marketing')
  const { customerId } = borrower
  await importFile(
    [1, 2].map((day) => `${customerId},2026-11-0${day},-777.00,电器,刷卡,`),
    '我的.csv',
  )
  const seen = await borrower.call(profilesApi.myData, {})
  expect(factOf(seen, 'mainCategory')).toMatchObject({ shown: { zh: '数码家电' }, source: { zh: '交易流水' } })
  const mine = 'averageTicket = 777 and paymentChannel = "card"'
  expect(await count(mine)).toBe(1)

  await borrower.call(profilesApi.correctMyData, { params: { factId: 'paymentChannel' }, body: { value: 'cash' } })
  expect(await count(mine)).toBe(0)
  expect(await count('averageTicket = 777 and paymentChannel = "cash"')).toBe(1)
  const wrong = borrower.call(profilesApi.correctMyData, { params: { factId: 'income' }, body: { value: '1' } })
  await expect(wrong).rejects.toMatchObject({ problem: { code: 'profiles.not_correctable' } })

  const call = await staff()
  const segment = await call.call(segmentsApi.saveSegment, {
    body: {
      code: 'card-payers',
      name: { zh: '七七七', en: 'Sevens' },
      kind: 'living',
      purpose: 'segment',
      text: 'averageTicket = 777',
      strategy: null,
      reason: '测试',
    },
  })
  await call.call(segmentsApi.refreshSegments, { body: {} })
  const persona = await call.call(profilesApi.getPersona, { params: { customerId } })
  expect(persona.segments.map(({ id }) => id)).toContain(segment.id)

  const off = await borrower.call(profilesApi.setMyPersonalisation, { body: { isOn: false } })
  expect([off.isPersonalised, factOf(off, 'mainCategory').value, off.audiences]).toEqual([false, null, []])
  expect(await count('averageTicket = 777')).toBe(0)
  expect((await call.call(segmentsApi.getSegment, { params: { segmentId: segment.id } })).events[0]).toMatchObject({
    customerId,
    kind: 'left',
  })
  await borrower.call(profilesApi.setMyPersonalisation, { body: { isOn: true } })
  expect(await count('averageTicket = 777')).toBe(1)

  await borrower.call(profilesApi.setMyConsent, { body: { purpose: 'marketing', version: 1, isGranted: false } })
  expect(await count('averageTicket = 777')).toBe(0)
  const journey = await borrower.call(borrowerApi.getJourney, {})
  expect(journey.consents.find(({ purpose }) => purpose === 'marketing')).toMatchObject({ isGranted: false })
  const file = await call.call(customersApi.getCustomer, { params: { customerId } })
  expect(file.consents.find(({ purpose }) => purpose === 'marketing')).toMatchObject({ isGranted: false })

  const exported = await borrower.call(profilesApi.exportMyData, {})
  expect(exported.noticeVersion).toMatch(/\d/)
  expect((exported.transactions as unknown[]).length).toBe(2)
  expect(JSON.stringify(exported)).not.toContain('9000000000')
  expect((exported.applications as unknown[]).length).toBe(1)
  const portable = (exported.parts as { part: string; isPortable: boolean }[]).filter(({ isPortable }) => isPortable)
  expect(portable.map(({ part }) => part)).toEqual(expect.arrayContaining(['customer', 'applications', 'loans']))
  expect(portable.map(({ part }) => part)).not.toContain('tags')

  const gone = await borrower.call(profilesApi.deleteMyData, { body: {} })
  expect(gone.deleted).toBeGreaterThan(0)
  expect(gone.kept.length).toBeGreaterThan(0)
  const after = await borrower.call(profilesApi.myData, {})
  expect(after.isDeleted).toBe(true)
  expect(after.groups.flatMap(({ facts }) => facts).filter(({ value }) => value !== null)).toEqual([])
  for (const table of ['profile_fact', 'profile_change', 'customer_transaction', 'segment_member'] as const) {
    const rows = await world.platform.owner
      .selectFrom(table)
      .select('customer_id')
      .where('customer_id', '=', customerId)
      .execute()
    expect([table, rows.length]).toEqual([table, 0])
  }
  const kinds = (await call.call(customersApi.customerTimeline, { params: { customerId }, query: {} })).events.map(
    ({ kind }) => kind,
  )
  expect(kinds).toEqual(
    expect.arrayContaining(['profiles.tags_deleted', 'profiles.fact_corrected', 'profiles.personalisation_off']),
  )
})

test('PER-13 TEC-10 what devices report is taken of those who agreed, shows with its provenance, and is gone with the consent', async () => {
  const [agreed, silent] = [await newBorrower(world), await newBorrower(world)]
  const call = await staff()
  const consents = await agreed.call(profilesApi.myData, {})
  // Asked apart from marketing, not needed for a loan, and off until somebody says yes.
  expect(consents.consents.find(({ purpose }) => purpose === 'device-habits')).toMatchObject({
    isGranted: false,
    isNecessary: false,
  })
  await consent(agreed, 'device-habits')
  await consent(silent, 'marketing')
  // Six evenings at the screen, six washes, six days of about 12 km (the clock stands at 22 November 2026, 09:00).
  const eventsOf = (customerId: string) =>
    [15, 16, 17, 18, 19, 20].flatMap((day) => [
      { eventId: `u${day}`, customerId, kind: 'use' as const, at: `2026-11-${day}T12:30:00Z`, minutes: 40 },
      { eventId: `a${day}`, customerId, kind: 'appliance' as const, at: `2026-11-${day}T01:00:00Z` },
      { eventId: `t${day}`, customerId, kind: 'trip' as const, at: `2026-11-${day}T00:30:00Z`, distanceM: 6_000 },
      { eventId: `r${day}`, customerId, kind: 'trip' as const, at: `2026-11-${day}T10:30:00Z`, distanceM: 6_000 },
    ])
  const late = { eventId: 'old', customerId: agreed.customerId, kind: 'use' as const, at: '2026-01-01T00:00:00Z' }
  const stranger = { ...late, customerId: 'cus_nobody' }
  const own = eventsOf(agreed.customerId)
  const body = { source: '智能家居平台（模拟）', events: [...own, ...eventsOf(silent.customerId), late, stranger] }
  const done = await call.call(profilesApi.importDeviceEvents, { body })
  expect([done.taken, done.known, done.profilesChanged]).toEqual([24, 0, 1])
  expect(done.refused.map(({ problem }) => problem)).toEqual([...Array(24).fill('consent'), 'time', 'customer'])
  expect(await call.call(profilesApi.importDeviceEvents, { body: { ...body, events: own } })).toMatchObject({
    taken: 0,
    known: 24,
  })

  const persona = async ({ customerId }: { customerId: string }) =>
    call.call(profilesApi.getPersona, { params: { customerId } })
  const seen = await persona(agreed)
  expect(factOf(seen, 'activeHours')).toMatchObject({
    value: 'evening',
    source: { zh: '智能设备（经同意）' },
    basis: { zh: '同意由设备了解生活习惯' },
    at: '2026-11-20T12:30:00.000Z',
  })
  expect(factOf(seen, 'applianceUse30d').value).toBe(6)
  expect(factOf(seen, 'mobilityBand')).toMatchObject({ value: 'local' })
  expect(await count('activeHours = "evening"')).toBe(1)
  expect(factOf(await persona(silent), 'activeHours').shown.zh).toBe('未知')
  for (const id of ['activeHours', 'applianceUse30d', 'mobilityBand'])
    expect(profileCatalogue.get(id)!.forbiddenIn).toContain('credit')

  await agreed.call(borrowerApi.withdrawConsent, { body: { purpose: 'device-habits' } })
  expect(factOf(await persona(agreed), 'mobilityBand').shown.zh).toBe('未知')
  expect(await count('activeHours = "evening"')).toBe(0)
  const left = await world.platform.db.selectFrom('device_event').select('event_id').execute()
  expect(left).toEqual([])
  const again = await call.call(profilesApi.importDeviceEvents, { body: { ...body, events: own } })
  expect([again.taken, again.refused.length]).toEqual([0, 24])
})
