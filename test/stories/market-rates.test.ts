import { productsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { borrow, openLendingLender, releaseFromCashLoan, type World } from './lending-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender()
})
afterAll(() => world.platform.drop())

/** The cash loan again, now floating with the one-year rate from its next repricing day on. */
async function releaseFloating(): Promise<void> {
  const floating = {
    benchmark: 'LPR1Y',
    benchmarkPpm: '30000',
    benchmarkOn: '2025-05-20',
    repricing: { kind: 'january-first' },
    floorPpm: '0',
    ceilingPpm: '240000',
  }
  await releaseFromCashLoan(world, '2026-11-22', (terms) => ({ ...terms, code: 'FDLL', plan: { floating } }))
}

test('MPR-01 market rates are loaded, and the effect of a change on cost, income and margin is computed', async () => {
  const product = await world.app.as('product')
  const source = '全国银行间同业拆借中心 2026-10-20 公告'
  const entry = { benchmark: 'LPR1Y' as const, publishedOn: '2026-10-20', ratePpm: 29_000 }
  const enter = (rates: (typeof entry)[]) => product.call(productsApi.enterBenchmarkRates, { body: { source, rates } })
  expect(await enter([entry, { ...entry, publishedOn: '2026-09-22' }])).toEqual({ entered: 2 })
  expect(await enter([entry])).toEqual({ entered: 0 })
  await expect(enter([{ ...entry, ratePpm: 28_000 }])).rejects.toMatchObject({
    problem: { code: 'products.rate_already_published' },
  })
  await expect(enter([{ ...entry, publishedOn: '2027-01-20' }])).rejects.toMatchObject({
    problem: { code: 'products.rate_in_future' },
  })
  const { rates } = await product.call(productsApi.listBenchmarkRates, {})
  expect(rates[0]).toMatchObject({ ...entry, enteredBy: 'usr_product', source: { zh: source } })
  expect(rates.filter((rate) => rate.benchmark === 'LPR1Y').at(-1)).toMatchObject({ publishedOn: '2019-08-20' })

  await releaseFloating()
  await borrow(world)
  await borrow(world, { productCode: 'FDLL' })
  const query = { shiftPpm: 5_000, fundedPpm: 800_000 }
  const effect = await product.call(productsApi.showMarginEffect, { query })
  expect(effect).toMatchObject({ benchmarkPpm: 29_000, fixedFen: '2000000', floatingFen: '2000000' })
  expect(effect.marginPpm).toBe(effect.averageRatePpm! - 29_000)
  // ¥20,000 × 0.5 % × 325 / 365 from 1 January on; 80 % of ¥40,000 × 0.5 % for the whole year.
  expect(effect).toMatchObject({ incomeFen: '8904', costFen: '16000', marginFen: '-7096' })
  expect(effect.months).toMatchObject([{ month: '2026-11', disbursedFen: '4000000', benchmarkPpm: 29_000 }])
})
