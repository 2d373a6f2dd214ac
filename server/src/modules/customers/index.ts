import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { consentsOf, grantConsent, requireConsent, restoreConsents, stopByMerge, withdrawConsent } from './consent.ts'
export {
  type ImportedCustomer,
  type ImportOrigin,
  insertImportedCustomers,
  knownPeople,
} from './import-store.ts'
export { languageOf, languagesOf, setLanguage } from './language.ts'
export { EVIDENCE, type Evidence, type MergeField, type MergeWhy, scoreOf } from './merge.ts'
export { type MergeChoice, mayBeMerged, mergeChoices, takeFields } from './merge-fields.ts'
export {
  type Candidate,
  closeChannels,
  hasNewerMerge,
  keepImages,
  type MergeRow,
  moveRows,
  partRows,
  readBoth,
  readCandidates,
  readHoldings,
  readMerge,
  readMerges,
} from './merge-store.ts'
export {
  ageOf,
  type CheckVerdict,
  type CityTier,
  type Customer,
  type CustomerSource,
  type IdentityCheck,
  identityVerdict,
  NECESSARY,
  type ProviderAnswer,
  provinceOf,
  purposesOf,
} from './model.ts'
export { bankCardProblem, mobileProblem, type NumberProblem, residentIdProblem } from './number-problems.ts'
export type { StoredFact, StoredProfile, StoredWish } from './schema.ts'
export {
  bankCardOf,
  customerIndexOf,
  identifiersOf,
  indexOf,
  mobileOf,
  mobilesOf,
  nameOf,
  residentIdOf,
  unmaskField,
} from './secret-fields.ts'
export {
  checkFaceInput,
  checkIdentityInput,
  claimIdentity,
  customerById,
  customerByMobile,
  type IdentityInput,
  identityChecksOf,
  keepWish,
  moveCustomer,
  recordFace,
  recordIdentity,
  recordIncome,
  registerByMobile,
} from './service.ts'
export { holdCustomers, readConsentRows } from './store.ts'

export const customersModule: ServerModule = { name: 'customers', routes }
