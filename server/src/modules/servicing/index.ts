import './schema.ts'

export type {
  AccrualDigest,
  AccrualProof,
  EventLoan,
  FormulaTotal,
  Late,
  LateLoan,
  NightAccrual,
} from './accrual-store.ts'
export {
  carryPastDue,
  digestOf,
  insertAccrualProofs,
  onOneCore,
  readAccrualProofs,
  readDisbursed,
  readEventLoans,
  readLate,
  readNightAccrual,
  readNoticed,
  readPastDue,
  readStandingByFormula,
} from './accrual-store.ts'

export type { BookedLoan, WantedLoans } from './booked-store.ts'
export { readBookedLoans } from './booked-store.ts'
export type { ComparedPart, ComparisonRow, DifferenceRow, NewComparison, NewDifference } from './comparison-store.ts'
export {
  endCorrection,
  handOn,
  holdCorrections,
  insertComparison,
  insertCorrection,
  keepPart,
  readComparison,
  readCorrected,
  readDifferences,
  readLastComparison,
  readWaitingCorrections,
} from './comparison-store.ts'
export type { DayEndStatus, DueLoan, Marker, SetAside } from './day-end-store.ts'
export {
  finishDayEnd,
  insertDayEnd,
  insertMarkers,
  insertOriginationBatch,
  insertSetAside,
  readDayEndOf,
  readDueLoans,
  readFloating,
  readMarkers,
  readSetAside,
  readUnfinished,
  readUpcoming,
} from './day-end-store.ts'
export type { Instruction, InstructionAnswer, NewInstruction } from './debit-store.ts'
export {
  answerInstructions,
  insertInstructions,
  instructionId,
  keepResult,
  readInstruction,
  readInstructionsOf,
  readUnknownBefore,
} from './debit-store.ts'
export type { DueCallRow, DueCallStatus, NewDueCall } from './due-call-store.ts'
export { endDueCall, insertDueCall, readDueCall, readDueCallsOf } from './due-call-store.ts'
export type { Folded, FoldedLoans, LoanMark } from './folded.ts'
export { FoldError, foldedLoans } from './folded.ts'
export type { PlanShown } from './hardship-shown.ts'
export { hardshipShown, planFiguresShown, planShown } from './hardship-shown.ts'
export type { HardshipReason, HardshipRow, HardshipStatus, NewHardship, StoredPlan } from './hardship-store.ts'
export { insertHardship, moveHardship, readHardship, readHardshipOf } from './hardship-store.ts'
export type { Booked, Bucket, LoanStatus, Projection, Shown } from './model.ts'
export { amountOf, claimOf, coarse, loanFrom, projected, projectionOf, seqOf, stateHash, termsFrom } from './model.ts'
export {
  type AskedParameters,
  askParameters,
  decideAskedParameters,
  parametersHistory,
  servicingParameters,
} from './parameters.ts'
export type { Payable, PaymentRow } from './payment-store.ts'
export { bookPayments, MovedMeanwhile, paymentRowOid, readPayables } from './payment-store.ts'
export { insertPayout, type NewPayout, type PayoutKind } from './payout-store.ts'
export type { RateChange } from './rate-changes.ts'
export { nextInstalment, rateChangesOf, rateChangeWhy } from './rate-changes.ts'
export { loanRefusal } from './refusals.ts'
export type { EventRow, LoanRow, OpenLoan, Previewed, RepaymentWish } from './service.ts'
export { openLoan, previewCommand, previewRepayment, settlementOf } from './service.ts'
export type { EventShown, FiguresShown, InstalmentShown, PostingShown, PreviewShown } from './shown.ts'
export {
  allocationsShown,
  eventsShown,
  figuresShown,
  postingsShown,
  previewShown,
  scheduleShown,
  takenShown,
} from './shown.ts'
export type { AccountStatement, Standing, StatementLine } from './statement.ts'
export { accountStatement } from './statement.ts'
export type { LoanMove, NewEvent, NewLoan } from './store.ts'
export {
  eventColumns,
  insertEvents,
  insertLoans,
  moveLoans,
  nextLoanNumbers,
  projectionColumns,
  readOutstandingOf,
  setDrawn,
} from './store.ts'
