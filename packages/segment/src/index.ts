export { type Audience, audienceOf, idsOf } from './audience.ts'
export { type Bits, both, countBits, countBoth, eachRow, hasBit, rowsOf, without } from './bits.ts'
export { type ClusterBound, type ClusterFact, cluster } from './cluster.ts'
export { createMatcher, type Matcher } from './matcher.ts'
export { overlap } from './overlap.ts'
export { type ProfiledFact, type ProfiledGroup, type ProfileFact, profile } from './profile.ts'
export { readSnapshot, type SnapshotRefusal, writeSnapshot } from './snapshot.ts'
export {
  binColumn,
  createStore,
  customerAt,
  customerSlots,
  factTypesOf,
  populationOf,
  putCustomer,
  putSlots,
  removeCustomer,
  type SegmentStore,
  type StoreOptions,
} from './store.ts'
export { type AnswerProblem, answerProblem } from './survey/answer.ts'
export { factsOfAnswers, surveyCatalogue } from './survey/catalogue.ts'
export { maskQuote } from './survey/mask.ts'
export {
  type Answers,
  type AnswerValue,
  NPS,
  OPTION_KINDS,
  type Question,
  type QuestionKind,
  type QuestionOption,
} from './survey/question.ts'
export { type Feeds, factsFed, type QuestionProblem, questionsProblems } from './survey/questions-problems.ts'
export { answersProblems, countedAnswers, shownQuestions } from './survey/shown.ts'
export { CELL_MIN, hiddenCells } from './survey/suppress.ts'
export { choicesOf, chosenIn, type Numbers, type QuestionTally, tallyOf } from './survey/tally.ts'
export { type SplitWords, type Topic, type Topics, termsOf, topicsOf } from './survey/topics.ts'
export {
  breakdown,
  evenCuts,
  type FactGroup,
  type FactTally,
  type Measure,
  type PartTally,
  tallyFact,
} from './tally.ts'
export { type Waterfall, type WaterfallLine, type WaterfallStep, waterfall } from './waterfall.ts'
