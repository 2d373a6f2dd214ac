export type { ApplicationWindow } from './apply.ts'
export { applicationsOf, applicationsPlan } from './apply.ts'
export type {
  ApplicationIntent,
  DueInstalment,
  EarlyConduct,
  LateConduct,
  Offer,
  ProductKind,
} from './behaviour-terms.ts'
export { POPULATION_MAX } from './identity.ts'
export type { LifeMonth, Shock } from './life.ts'
export { lifeOf, monthIndexOf } from './life.ts'
export type {
  Address,
  BureauFacts,
  Channel,
  Education,
  Hidden,
  HomeOwnership,
  Honesty,
  Need,
  Occupation,
  Person,
  Sex,
} from './person.ts'
export type { Place, Settlement } from './places.ts'
export { PLACES } from './places.ts'
export type { World } from './population.ts'
export { buildPopulation, personAt } from './population.ts'
export type { Stream } from './random.ts'
export { digestOf, streamOf } from './random.ts'
export { acceptsOffer, earlyConduct, hasMoneyOnDue, lateConduct } from './repay.ts'
export { type CampaignAppeal, type PotentialResponse, responseOf } from './response.ts'
