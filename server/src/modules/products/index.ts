import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { type Benchmark, enterRates, publishedRates, seriesOf } from './benchmark.ts'
export type { ProductKind, ProductVersion, Purpose, VersionStatus, Wish } from './model.ts'
export { dearestGrade, PURPOSES, rateSpan, termsFrom } from './model.ts'
export {
  insertRedesign,
  type RedesignRow,
  readRedesign,
  readWaitingRedesigns,
  setRedesignOffers,
  setRedesignVersion,
} from './redesign-store.ts'
export { seedProducts } from './seed.ts'
export {
  decideVersion,
  lawfulQuote,
  offeredVersion,
  pricedAt,
  type QuoteFor,
  quoteFor,
  saveDraft,
  submitVersion,
  termsOfVersion,
  versionById,
  versionInForce,
} from './service.ts'
export { costTableShown, instalmentsShown, interestInWords, quoteShown, summaryShown } from './shown.ts'
export { productNames, readOffered, readProduct, readVersionsOf } from './store.ts'
export { withdrawalAsked as productWithdrawalAsked } from './withdraw.ts'

export const productsModule: ServerModule = { name: 'products', routes }
