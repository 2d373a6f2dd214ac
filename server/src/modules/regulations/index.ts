import './schema.ts'

export {
  type Citation,
  type Law,
  lawOn,
  referredForBurden,
  requireLawfulOffer,
  requireWithinBalance,
} from './law.ts'
export { readNumbersInForce, readParametersOf } from './parameter-store.ts'
export { numbersOf, packWith, parameterProblems, type SetParameter, settables, textOf } from './parameters.ts'
export { idOfRule, keepRegisterJob, seedRegister } from './seed.ts'
export {
  acknowledgeReading,
  addAction,
  changeRegulation,
  decideParameters,
  enterRegulation,
  finishAction,
  interpret,
  pendingParameters,
  planRegulation,
  proposeParameters,
  regulationById,
  requireLawfulNumbers,
  stateOn,
  supersede,
} from './service.ts'
export { type RegulationRow, readAction, readActions, readNotes } from './store.ts'
export { cured, type Surroundings } from './what-if/cure.ts'
export { encodeChunk, hashOfResult, inputsHasher, reckonChunks } from './what-if/inputs.ts'
export { breachesOf, limitsOf } from './what-if/lawful.ts'
export { pricerOn, rateWithin } from './what-if/price.ts'
export { productEffects } from './what-if/products.ts'
export { reckoner } from './what-if/reckon.ts'
export { resultOf, type WhatIfResult } from './what-if/result.ts'
export {
  finishWhatIf,
  insertInput,
  insertMeasure,
  insertWhatIf,
  readInputs,
  readWhatIf,
  setWhatIfJob,
  setWhatIfRunning,
  type WhatIfRow,
} from './what-if/store.ts'
export type { Frame, LoanRow, Measure, OfferRow, Scenario, VersionTerms } from './what-if/types.ts'
