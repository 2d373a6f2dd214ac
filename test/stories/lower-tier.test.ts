import { applicationsApi, marketApi, productsApi, provisionsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { marketRoutes } from '../../server/src/routes/market.ts'
import { provisionsModule } from '../../server/src/routes/provisions.ts'
import { borrow, openLendingLender, type World } from './lending-world.ts'

let world: World
let risk: TestCaller

/** Where each of the borrowers lives: two in a village of one county, one in its town, one in a city of the first tier. */
const PLACES = [
  ['village', '52', '贵州省雷山县'],
  ['village', '52', '贵州省雷山县'],
  ['county', '52', '贵州省雷山县'],
  ['tier1', '11', '北京市朝阳区'],
] as const

beforeAll(async () => {
  world = await openLendingLender({}, [provisionsModule, marketRoutes])
  risk = await world.app.as('risk')
  for (const [tier, province, place] of PLACES) {
    const { borrower } = await borrow(world)
    await world.platform.db
      .updateTable('customer')
      .set({ city_tier: tier, province_code: province, place, is_rural: tier === 'village' })
      .where('id', '=', borrower.customerId)
      .execute()
  }
})
afterAll(() => world.platform.drop())

test('SPC-13 the lower-tier market is a filter of every report, and its parts add up to the whole', async () => {
  const report = (query: object) => risk.call(applicationsApi.portfolioReport, { query })
  const [all, lower, upper, village, guizhou] = await Promise.all([
    report({}),
    report({ area: 'lower' }),
    report({ area: 'upper' }),
    report({ area: 'village' }),
    report({ area: 'lower', province: '11' }),
  ])
  expect([all, lower, upper, village, guizhou].map(({ customers, loans }) => [customers, loans])).toEqual([
    [4, 4],
    [3, 3],
    [1, 1],
    [2, 2],
    [0, 0],
  ])
  expect([all, lower, upper].map(({ outstandingFen }) => outstandingFen)).toEqual(['8000000', '6000000', '2000000'])
  expect([all, lower, upper].map(({ byMonth }) => [byMonth[0]!.approved, byMonth[0]!.disbursedFen])).toEqual([
    [4, '8000000'],
    [3, '6000000'],
    [1, '2000000'],
  ])
  // The ledger knows no place: its figures are those of the whole lender, and income of a part is not made up.
  expect(lower.trialBalance).toEqual(all.trialBalance)
  expect([all.interestIncomeFen, lower.interestIncomeFen]).toEqual(['0', null])

  const overview = (query: object) => risk.call(provisionsApi.getRiskOverview, { query })
  const [categories, rural] = await Promise.all([overview({}), overview({ area: 'village' })])
  expect([categories.outstandingFen, rural.outstandingFen]).toEqual(['8000000', '4000000'])

  const cohorts = (query: object) => risk.call(provisionsApi.getVintages, { query })
  expect((await cohorts({ area: 'county' })).cohorts).toMatchObject([{ loans: 1, disbursedFen: '2000000' }])

  const { rows } = await risk.call(productsApi.listProducts, {})
  const params = { productId: rows.find(({ code }) => code === 'XJD')!.id }
  const { versions } = await risk.call(productsApi.productPerformance, { params, query: { area: 'lower' } })
  expect(versions[0]).toMatchObject({ applications: 3, loans: 3, disbursedFen: '6000000' })
  await expect(report({ area: 'moon' })).rejects.toMatchObject({ problem: { code: 'request.invalid' } })
})

test('SPC-13 lending is shown by province and down to the county, and adds up', async () => {
  const all = await risk.call(marketApi.showRegions, { query: {} })
  expect(all.total).toMatchObject({ customers: 4, loans: 4, disbursedFen: '8000000', approvalPpm: 1_000_000 })
  expect(all.provinces.map(({ label, loans }) => [label.zh, loans])).toEqual([
    ['贵州', 3],
    ['北京', 1],
  ])
  expect(all.places.map(({ place, tier, loans }) => [place, tier, loans])).toEqual([
    ['贵州省雷山县', 'village', 2],
    ['北京市朝阳区', 'tier1', 1],
    ['贵州省雷山县', 'county', 1],
  ])
  const county = await risk.call(marketApi.showRegions, { query: { area: 'county', province: '52' } })
  expect(county.places).toMatchObject([{ tier: 'county', customers: 1, disbursedFen: '2000000', overdue30Ppm: 0 }])
})

test('SPC-12 coverage says how many borrowers are first-time, rural and of low income, by period, of those known', async () => {
  const seen = await risk.call(marketApi.showCoverage, { query: { by: 'quarter' } })
  expect(seen.periods).toMatchObject([
    { period: '2026-Q4', loans: 4, firstHere: 4, rural: 2, placeKnown: 4, lowIncome: 0, incomeKnown: 4 },
  ])
  // CN-INCL-001: loans for consumption are not inclusive lending, wherever the borrower lives.
  expect(seen.inclusive.map(({ tag, loans }) => [tag, loans])).toEqual([
    ['micro', 0],
    ['farmer', 0],
    ['none', 4],
  ])
  const villages = await risk.call(marketApi.showCoverage, { query: { area: 'village' } })
  expect(villages.total).toMatchObject({ loans: 2, rural: 2 })
})

test('SEG-05 every product and its loans carry one of five sub-markets; volumes are reported by the five', async () => {
  const { rows } = await risk.call(productsApi.listProducts, {})
  expect(rows.map(({ code, subMarket }) => [code, subMarket]).sort()).toEqual([
    ['XFFQ', 'ecommerce'],
    ['XJD', 'mobilePayment'],
  ])
  const shown = await risk.call(marketApi.showSubMarkets, { query: {} })
  expect(shown.rows.map(({ subMarket, loans, disbursedFen }) => [subMarket, loans, disbursedFen])).toEqual([
    ['ecommerce', 0, '0'],
    ['mobilePayment', 4, '8000000'],
    ['virtualCard', 0, '0'],
    ['student', 0, '0'],
    ['crossBorder', 0, '0'],
  ])
  const editor = await world.app.as('product')
  const { versions } = await editor.call(productsApi.getProduct, { params: { productId: rows[0]!.id } })
  const open = (subMarket: 'student' | 'crossBorder') =>
    editor.call(productsApi.saveDraft, { body: { subMarket, terms: { ...versions[0]!.terms, code: subMarket } } })
  await expect(open('student')).rejects.toMatchObject({ problem: { code: 'products.student_market_closed' } })
  const draft = await open('crossBorder')
  const file = await editor.call(productsApi.getProduct, { params: { productId: draft.productId } })
  expect(file.subMarket).toBe('crossBorder')
  await expect(world.platform.db.updateTable('product').set({ sub_market: 'student' }).execute()).rejects.toThrow(
    /permission denied/,
  )
})

test('MPR-09 the report has size and trend, where the risk lies, and opportunities, from data alone', async () => {
  const report = await risk.call(marketApi.showReport, { query: {} })
  expect(report.size.claimsThatFail).toMatchObject([{ impliedPpm: 584_893 }])
  expect(report.risk.overall).toEqual({ loans: 4, late: 0, sharePpm: 0 })
  const village = report.risk.groups.find(({ id }) => id === 'village')!
  // Two loans say next to nothing, and the report says so.
  expect(village).toMatchObject({ loans: 2, late: 0, sharePpm: 0, standing: 'few' })
  expect(village.interval[1]).toBeGreaterThan(600_000)
  expect(report.opportunities).toEqual([])
})
