import { applicationsApi, productsApi, provisionsApi } from '@puhui/api'
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
