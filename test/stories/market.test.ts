import { ApiProblem, marketApi, productsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { marketRoutes } from '../../server/src/routes/market.ts'
import { borrow, openLendingLender, type World } from './lending-world.ts'

let world: World
let marketing: TestCaller
beforeAll(async () => {
  world = await openLendingLender({}, [marketRoutes])
  marketing = await world.app.as('marketing')
})
afterAll(() => world.platform.drop())

type DataSet = 'size' | 'spending' | 'credit' | 'rates' | 'policy'

const check = (dataSet: DataSet, content: string) =>
  marketing.call(marketApi.checkFile, { body: { dataSet, fileName: 'file.csv', content } })

async function load(dataSet: DataSet, content: string, more: object = {}) {
  const { mapping } = await check(dataSet, content)
  const about = { source: '某行业协会', kind: 'analyst' as const, licence: 'CC BY 4.0', retrievedOn: '2026-11-20' }
  return marketing.call(marketApi.loadFile, {
    body: { dataSet, fileName: 'file.csv', content, mapping, ...about, ...more },
  })
}

const SPENDING = '月份,类别,金额（万元）,省份\n2026-08,家电,120.5,浙江\n2026年9月,家电,130,33\n2026-09,旅游,80,河南省\n'
const CREDIT = 'month,applications,approvals,disbursed,repaid\n2026-09,1000,640,6400000.50,2100000\n'
const POLICY = '发布日期,标题,发布机关,生效日,要点\n2026-10-01,某项办法,某监管机构,2027-01-01,须明示成本\n'
const RATES = 'date,tenor,rate\n2026-10-20,1Y,2.9%\n2026-10-20,5Y,3.4\n'

test('MPR-07 four named data sets load from files by mapping, are checked, and are shown with their sources', async () => {
  expect(await load('spending', SPENDING)).toMatchObject({ version: 1, rows: 3 })
  expect(await load('credit', CREDIT)).toMatchObject({ version: 1, rows: 1 })
  expect(await load('policy', POLICY)).toMatchObject({ version: 1, rows: 1 })
  expect(await load('rates', RATES)).toMatchObject({ version: 1, rows: 2 })

  const { sets } = await marketing.call(marketApi.listDataSets, {})
  expect(sets.map(({ id, sources }) => [id, sources.length])).toEqual([
    ['size', 1],
    ['spending', 2],
    ['credit', 2],
    ['rates', 2],
    ['policy', 2],
  ])
  const loaded = sets.flatMap(({ sources }) => sources).filter(({ kind }) => kind === 'analyst')
  expect(loaded[0]).toMatchObject({
    licence: { zh: 'CC BY 4.0' },
    retrievedOn: '2026-11-20',
    loadedBy: expect.any(String),
  })

  const sourceId = loaded.find(({ dataSet }) => dataSet === 'spending')!.id
  const spending = await marketing.call(marketApi.showDataSet, { params: { dataSet: 'spending' }, query: { sourceId } })
  expect(spending.lines[0]).toMatchObject({
    label: { zh: '家电' },
    points: [
      { period: '2026-08', value: '120500000' },
      { period: '2026-09', value: '130000000' },
    ],
  })
  // Rates are not kept twice: they stand where prices read them.
  const { rates } = await marketing.call(productsApi.listBenchmarkRates, {})
  expect(rates.find(({ publishedOn }) => publishedOn === '2026-10-20')).toMatchObject({ source: { zh: '某行业协会' } })
  expect(await world.platform.db.selectFrom('market_row').select('no').execute()).toHaveLength(5)
})

test('MPR-07 every wrong value is named with row, column, value and reason, and nothing of the file is kept', async () => {
  const content = [
    'month,applications,approvals,disbursed,repaid',
    '2026-09,100,60,1000,900',
    '2026-13,100,60,1000,900',
    '2026-08,100,160,1000,900',
    '2026-07,,60,12.345,900',
    '2026-12,100,60,1000,900',
    '2026-09,100,60,1000,900',
  ].join('\n')
  const dry = await check('credit', content)
  expect(dry).toMatchObject({ rows: 6, good: 1, badRows: 5, missing: [] })
  expect(dry.bad.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
    [3, 'month', '2026-13', 'market.value_invalid'],
    [4, 'approvals', '160', 'market.row_inconsistent'],
    [5, 'applications', '', 'market.value_missing'],
    [5, 'disbursed', '12.345', 'market.value_invalid'],
    [6, 'month', '2026-12', 'market.in_future'],
    [7, 'month', '2026-09|', 'market.row_duplicate'],
  ])
  expect(dry.bad[5]!.reason).toEqual({ zh: '第 7 行与第 2 行重复', en: 'Row 7 repeats row 2' })
  const before = await world.platform.db.selectFrom('market_version').select('id').execute()
  const refused = await load('credit', content).catch((error: ApiProblem) => error)
  expect(refused).toBeInstanceOf(ApiProblem)
  expect((refused as ApiProblem).problem).toMatchObject({ code: 'market.rows_invalid' })
  expect((refused as ApiProblem).problem.problems).toHaveLength(6)
  expect(await world.platform.db.selectFrom('market_version').select('id').execute()).toEqual(before)
})

test('MPR-07 a newer file is the next version, the same file is taken once, and versions are never changed', async () => {
  const newer = `${CREDIT}2026-10,1100,700,7000000,2200000\n`
  expect(await load('credit', newer)).toMatchObject({ version: 2, rows: 2 })
  await expect(load('credit', newer)).rejects.toMatchObject({ problem: { code: 'market.file_known' } })
  const { sets } = await marketing.call(marketApi.listDataSets, {})
  const versions = sets.find(({ id }) => id === 'credit')!.sources.filter(({ kind }) => kind === 'analyst')
  expect(versions.map(({ version, isCurrent, rows }) => [version, isCurrent, rows])).toEqual([
    [2, true, 2],
    [1, false, 1],
  ])
  await expect(world.platform.db.updateTable('market_version').set({ licence: 'none' }).execute()).rejects.toThrow(
    /permission denied/,
  )
})

test("MPR-07 the lender's own applications and loans are a source of credit data", async () => {
  await borrow(world)
  const own = await marketing.call(marketApi.showDataSet, { params: { dataSet: 'credit' }, query: {} })
  expect(own.source).toMatchObject({ id: 'own-credit', kind: 'own' })
  expect(own.lines.map(({ id, points }) => [id, points[0]])).toEqual([
    ['applications', { period: '2026-11', value: '1' }],
    ['approvals', { period: '2026-11', value: '1' }],
    ['disbursed', { period: '2026-11', value: '2000000' }],
    ['repaid', { period: '2026-11', value: '0' }],
  ])
})

test('MPR-10 size by year, growth, CAGR and shares; the claim of three digits does not follow from the figures', async () => {
  const size = await marketing.call(marketApi.showSize, { query: {} })
  expect(size.source.id).toBe('source-report-001')
  expect(size.rows.map(({ year, basis, sizeFen, growthPpm }) => [year, basis, sizeFen, growthPpm])).toEqual([
    [2015, 'about', '100000000000000', null],
    [2020, 'over', '1000000000000000', 584_893],
    [2025, 'expected', '2000000000000000', 148_698],
  ])
  expect(size.cagr.map(({ fromYear, toYear, cagrPpm }) => [fromYear, toYear, cagrPpm])).toEqual([
    [2015, 2020, 584_893],
    [2015, 2025, 349_283],
    [2020, 2025, 148_698],
  ])
  expect(size.claims).toMatchObject([
    {
      cagrMinPpm: 1_000_000,
      impliedPpm: 584_893,
      multiplePpm: 10_000_000,
      neededMultiplePpm: 32_000_000,
      holds: false,
    },
  ])

  const file = '年份,规模（亿元）,部分,口径\n2024,100,,实际\n2024,60,甲类,实际\n2024,40,乙类,实际\n2026,144,,预计\n'
  const claim = { fromYear: 2024, toYear: 2026, cagrMinPpm: 200_000, text: '年均增长两成' }
  const { sourceId } = await load('size', file, { claim })
  const own = await marketing.call(marketApi.showSize, { query: { sourceId } })
  expect(own.rows[0]!.parts.map(({ part, sharePpm }) => [part, sharePpm])).toEqual([
    ['甲类', 600_000],
    ['乙类', 400_000],
  ])
  // ¥20,000 of ¥14.4 billion.
  expect(own.rows[1]).toMatchObject({ growthPpm: 200_000, ownFen: '2000000', ownSharePpb: 1_388 })
  expect(own.claims).toMatchObject([{ impliedPpm: 200_000, holds: true }])
})
