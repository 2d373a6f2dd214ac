export type { AccrualLine, AccrualWindow } from './accrual-window.ts'
export { accrualWindow, accruedBy, grownBetween } from './accrual-window.ts'
export { allInCostOf } from './all-in-cost.ts'
export { accrualOn, booksOn, feesMissing, postingsOf } from './books.ts'
export { chargeableFees, mayBePenalty } from './charge.ts'
export type { CodecRefusal } from './codec.ts'
export { decodeEvent, decodeLoanTerms, encodeEvent, encodeLoanTerms } from './codec.ts'
export type { LoanCommand, LoanFacts, LoanRefusal } from './command.ts'
export { decide, modesOf } from './decide.ts'
export type { Drawable } from './draw.ts'
export { drawableOn } from './draw-limits.ts'
export type {
  Charged,
  ChargedBack,
  ChargedOff,
  Disbursed,
  DueDayMoved,
  EventBase,
  Extended,
  GivenUp,
  GoodwillCredited,
  HeldReturned,
  InterestPaused,
  LoanEvent,
  LoanEventKind,
  NewTerms,
  Prepaid,
  ReAge,
  ReAmortise,
  Recovered,
  Refunded,
  Repaid,
  Repriced,
  Rescheduled,
  Reversed,
  Waived,
} from './event.ts'
export type { Loan } from './loan.ts'
export { evolve, knownOn, open, replay } from './loan.ts'
export { bucketOf } from './past-due.ts'
export type { PlanOption, PlanOptionCode } from './plan-options.ts'
export { planOptions } from './plan-options.ts'
export type { Preview } from './preview.ts'
export { preview } from './preview.ts'
export type { PlanFigures, RescheduleProposal } from './proposal.ts'
export { planFigures, rescheduleProposal } from './proposal.ts'
export { dueRepricing } from './repricing.ts'
export { RESCHEDULED_INSTALMENTS_MAX } from './reschedule-limits.ts'
export { ruleInWords } from './rule-in-words.ts'
export type { SettlementQuote } from './settlement.ts'
export { earlySettlementQuote } from './settlement.ts'
export type {
  Allocation,
  Bucket,
  InstalmentState,
  LoanState,
  LoanStatus,
  NextDue,
  Parts,
  PenaltyStep,
} from './state.ts'
export type { LoanTerms, Part } from './terms.ts'
export { allocationsOf, stateOn } from './view.ts'
export type { WorkedExample } from './worked-example.ts'
export { workedExamples } from './worked-example.ts'
