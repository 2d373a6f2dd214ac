import './schema.ts'

export type { Instruction, InstructionAnswer, NewInstruction } from './debit-store.ts'
export {
  answerInstructions,
  insertInstructions,
  keepResult,
  readInstruction,
  readInstructionsOf,
  readUnknownBefore,
} from './debit-store.ts'
export type { FoldedLoans, LoanMark } from './folded.ts'
export { foldedLoans } from './folded.ts'
export type { Bucket, LoanStatus, Projection } from './model.ts'
export { amountOf, claimOf, coarse, loanFrom, projected, projectionOf, seqOf, stateHash, termsFrom } from './model.ts'
export { loanRefusal } from './refusals.ts'
export type { EventRow, LoanRow, OpenLoan, Previewed, RepaymentWish } from './service.ts'
export { openLoan, previewCommand, previewRepayment, settlementOf } from './service.ts'
export type { EventShown, FiguresShown, InstalmentShown, PostingShown, PreviewShown } from './shown.ts'
export { allocationsShown, eventsShown, figuresShown, postingsShown, previewShown, scheduleShown } from './shown.ts'
export type { LoanMove, NewEvent, NewLoan } from './store.ts'
export { insertEvents, insertLoans, moveLoans, nextLoanNumbers, readOutstandingOf } from './store.ts'
