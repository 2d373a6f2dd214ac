import { marketApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { loadMarketData } from '../flows/load-market-data.ts'
import { DATA_SETS, readFile } from '../modules/market/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { coverage } from '../views/coverage.ts'
import { dataSetShown, dataSets } from '../views/market-data.ts'
import { marketReport } from '../views/market-report.ts'
import { reportCsv } from '../views/market-report-csv.ts'
import { marketSize } from '../views/market-size.ts'
import { regions, regionsCsv } from '../views/regions.ts'
import { subMarkets } from '../views/sub-markets.ts'

/** What is known of the market outside, and this lender in it. */
export const marketRoutes: ServerModule = {
  name: 'market',
  routes: (app) => {
    data(app)
    reports(app)
  },
}

const BAD_SHOWN = 200
const SAMPLE = 5

function data(app: App): void {
  mountRead(app, marketApi.listDataSets, (ctx) => dataSets(ctx))
  mountRead(app, marketApi.showDataSet, (ctx, { params, query }) => dataSetShown(ctx, params.dataSet, query))
  mountRead(app, marketApi.showSize, (ctx, { query }) => marketSize(ctx, query))
  mountSteps(app, marketApi.checkFile, async (ctx, { body }) => {
    const set = DATA_SETS.get(body.dataSet)!
    const { header, mapping, missing, rows, good, bad } = readFile(
      set,
      body.content,
      await businessDate(ctx.db),
      body.mapping,
    )
    return {
      header: [...header],
      mapping: { columns: { ...mapping.columns }, amountUnit: mapping.amountUnit },
      missing: [...missing],
      rows,
      good: good.length,
      bad: bad.slice(0, BAD_SHOWN),
      badRows: new Set(bad.map(({ row }) => row)).size,
      sample: good.slice(0, SAMPLE).map((record) => set.columns.map(({ id }) => record[id] ?? '')),
    }
  })
  mountWrite(app, marketApi.loadFile, (ctx, { body: { claim, ...file } }) => {
    const claims = claim === null ? [] : [{ ...claim, text: { zh: claim.text, en: claim.text } }]
    return loadMarketData(ctx, { ...file, retrievedOn: file.retrievedOn as Day, claims })
  })
}

function reports(app: App): void {
  mountRead(app, marketApi.showRegions, (ctx, { query }) => regions(ctx, query))
  mountRead(app, marketApi.regionsFile, async (ctx, { query }) => ({
    fileName: 'regions.csv',
    content: await regionsCsv(ctx, query),
  }))
  mountRead(app, marketApi.showCoverage, (ctx, { query }) => coverage(ctx, query))
  mountRead(app, marketApi.showSubMarkets, (ctx, { query }) => subMarkets(ctx, query))
  mountRead(app, marketApi.showReport, (ctx, { query }) => marketReport(ctx, query))
  mountRead(app, marketApi.reportFile, async (ctx, { query }) => ({
    fileName: 'market-report.csv',
    content: reportCsv(await marketReport(ctx, query), ctx.locale),
  }))
}
