import type { Day } from '@puhui/calendar'

/** One amount to be collected. The instruction's id is the idempotency key towards the bank. */
export interface DebitRequest {
  readonly instructionId: string
  readonly loanId: string
  /** The due date for which it is collected; null for a payment that the borrower started. */
  readonly dueOn: Day | null
  readonly amountFen: bigint
  readonly day: Day
}

/** `unknown` is an answer: the bank may or may not have taken the money, and nobody asks again before it is known. */
export type DebitAnswer =
  | { readonly outcome: 'succeeded'; readonly bankReference: string }
  | { readonly outcome: 'failed'; readonly reason: DebitFailure }
  | { readonly outcome: 'unknown' }

export type DebitFailure = 'insufficientFunds' | 'accountClosed' | 'refused'

/** Collects money from borrowers' accounts, many at a time as in a bank file. */
export interface BankPort {
  readonly provider: string
  readonly isSimulated: boolean
  /** Answers in the order of the requests. */
  debit(requests: readonly DebitRequest[]): Promise<DebitAnswer[]>
  /** What became of instructions whose outcome was unknown. */
  inquire(requests: readonly DebitRequest[]): Promise<DebitAnswer[]>
}
