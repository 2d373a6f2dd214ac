import './schema.ts'

export {
  askedFacts,
  type BureauAnswer,
  bureauFacts,
  deviceFacts,
  identityFacts,
  incomeFacts,
  listFacts,
  type OwnHistory,
  ownershipFacts,
  ownFacts,
  statedFacts,
  velocityFacts,
} from './facts.ts'
export {
  checkRow,
  type GoodRow,
  headerProblems,
  neededColumns,
  REASON_COLUMN,
  type RowChecker,
  type RowProblem,
} from './import/check-row.ts'
export { rowsOf, shapeOf } from './import/file.ts'
export { type ImportMap, readMap } from './import/map.ts'
export {
  type EnteredApplication,
  type ImportRun,
  insertEntered,
  insertRun,
  knownKeys,
  readBadRows,
  readContent,
  readRun,
  readRunOfFile,
  replaceBadRows,
  updateRun,
} from './import/store.ts'
export { type Person, syntheticPerson } from './import/synthetic-person.ts'
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
export { closeOpinion, insertOpinion, readOpenOpinion, readOpinions } from './opinion-store.ts'
export type { OpinionNeed } from './schema.ts'
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
