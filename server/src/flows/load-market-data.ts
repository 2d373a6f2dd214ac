import type { Day } from '@puhui/calendar'
import { loadMarketFile, type MarketFile, type MarketRecord } from '../modules/market/index.ts'
import { type Benchmark, enterRates } from '../modules/products/index.ts'
import type { WriteContext } from '../platform/context.ts'

/** Loads a file of market data; rates go where prices read them, and the version only tells of the file. */
export async function loadMarketData(
  ctx: WriteContext,
  file: MarketFile,
): Promise<{ readonly sourceId: string; readonly version: number; readonly rows: number }> {
  const { sourceId, version, records } = await loadMarketFile(ctx, file)
  if (file.dataSet === 'rates') await enterRates(ctx, { source: file.source, rates: records.map(rateOf) })
  return { sourceId, version, rows: records.length }
}

function rateOf({ publishedOn, benchmark, rate }: MarketRecord) {
  return { publishedOn: publishedOn as Day, benchmark: benchmark as Benchmark, ratePpm: Number(rate) }
}
