export type { CodecRefusal } from './codec.ts'
export { decodeEvent, decodeLoanTerms, encodeEvent, encodeLoanTerms } from './codec.ts'
export type { LoanCommand, LoanFacts, LoanRefusal } from './command.ts'
export type {
  ChargedOff,
  Disbursed,
  EventBase,
  LoanEvent,
  LoanEventKind,
  Prepaid,
  Recovered,
  Repaid,
  Reversed,
  Waived,
} from './event.ts'
export type { Loan, Preview, SettlementQuote } from './loan.ts'
export {
  accrualOn,
  booksOn,
  decide,
  earlySettlementQuote,
  evolve,
  knownOn,
  open,
  postingsOf,
  preview,
  replay,
  stateOn,
} from './loan.ts'
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
export type { AllocationRule, LoanTerms, Part } from './terms.ts'
export { DEFAULT_ALLOCATION } from './terms.ts'
