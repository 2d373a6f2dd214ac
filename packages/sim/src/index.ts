export type {
  ApplicationIntent,
  DueInstalment,
  EarlyConduct,
  LateConduct,
  Offer,
  ProductKind,
} from './behaviour-terms.ts'
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
export type { Settlement } from './places.ts'
