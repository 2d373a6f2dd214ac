import './schema.ts'

export { DATA_SETS } from './data-sets.ts'
export { cagrPpm, checkClaim, multipleOf, type YearSize, yearlyGrowth } from './growth.ts'
export type { Claim, DataSetId, Mapping, MarketRecord, Source } from './model.ts'
export { readFile } from './read-file.ts'
export { loadMarketFile, type MarketFile } from './service.ts'
export { SOURCE_REPORT } from './shipped.ts'
export { readRecords, readSources } from './store.ts'
