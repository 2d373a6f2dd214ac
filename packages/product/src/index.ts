export { quote } from './quote.ts'
export type {
  Cost,
  CostItem,
  CostTable,
  Quote,
  QuoteRefusal,
  QuoteRequest,
} from './quote-types.ts'
export { schedule } from './schedule.ts'
export type {
  Instalment,
  InstalmentFee,
  InterestStep,
  Period,
  Schedule,
  ScheduleRequest,
  ScheduleTerms,
} from './schedule-types.ts'
export type { SummaryPoint } from './summary.ts'
export { summaryOf } from './summary.ts'
export type {
  Collector,
  DueDayRule,
  FeeAmount,
  FeeRule,
  FeeTiming,
  InstalmentRounding,
  InterestBasis,
  PenaltyRule,
  PrepaymentMode,
  PrepaymentRule,
  Price,
  ProductTerms,
  RepaymentMethod,
} from './terms.ts'
export { REPAYMENT_METHODS } from './terms.ts'
export type { Json, TermsProblem, TermsRefusal } from './terms-codec.ts'
export { decodeTerms, encodeTerms } from './terms-codec.ts'
