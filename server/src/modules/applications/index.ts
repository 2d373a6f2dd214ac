import './schema.ts'

export {
  askedFacts,
  type BureauAnswer,
  bureauFacts,
  identityFacts,
  type OwnHistory,
  ownFacts,
  statedFacts,
} from './facts.ts'
export {
  type Application,
  type ApplicationStatus,
  type Channel,
  COMMAND_OF,
  type Command,
  decideStep,
  type FactGroup,
  factGroup,
  factsOf,
  type Outcome,
  type Step,
} from './model.ts'
export { applicationById, approvedApplications, type Move, moveApplication, takeStep } from './service.ts'
export {
  type ApplicationFilter,
  countApplications,
  insertBureauQuery,
  insertReview,
  insertSubmitted,
  readApplications,
  readLatestOf,
  readReviews,
  readUnused,
} from './store.ts'
