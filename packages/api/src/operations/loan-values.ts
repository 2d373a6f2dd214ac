import { z } from 'zod'
import { valuesOf } from '../labels.ts'
import { count, day, fen, id, instant, localized, positiveFen } from '../values.ts'
import { instalment } from './products.ts'

const loanStatus = z.enum(valuesOf('loanStatus'))
const bucket = z.enum(valuesOf('bucket'))

export const posting = z.object({
  account: z.string(),
  label: localized,
  debitFen: fen,
  creditFen: fen,
})

/** What one instalment asked, what was paid on it and what is still open, part by part. */
export const loanInstalment = instalment.extend({
  penaltyFen: fen,
  paidPrincipalFen: fen,
  paidInterestFen: fen,
  paidFeeFen: fen,
  paidPenaltyFen: fen,
  openFen: fen,
  status: z.enum(['upcoming', 'due', 'overdue', 'paid', 'moved', 'forgiven']),
  /** How the interest came about, and the penalty; of what is carried which parts and why. */
  interestExplanation: localized,
  penaltyExplanation: localized.nullable(),
  carriedExplanation: localized.nullable(),
  /** Charges that new terms have moved here from instalments past due; they are in the figures and bear no interest. */
  carriedFen: fen,
  paidOn: day.nullable(),
  dpd: count,
})

export const allocationLine = z.object({
  instalmentNumber: count.nullable(),
  part: z.enum(['principal', 'interest', 'fee', 'penalty', 'prepaymentFee', 'overpayment']),
  amountFen: fen,
  /** The rule that took it. */
  rule: localized,
  /** Paid out of money that was held before; the same money stands as `overpayment` too. */
  isFromHeld: z.boolean(),
})

export const loanEvent = z.object({
  id,
  sequence: count,
  kind: z.enum(valuesOf('loanEvent')),
  valueOn: day,
  bookedOn: day,
  recordedAt: instant,
  amountFen: fen.nullable(),
  channel: z.string().nullable(),
  /** What happened, without the reason that somebody typed. */
  name: localized,
  /** The same with its reason, for staff. */
  note: localized,
  isReversed: z.boolean(),
  allocations: z.array(allocationLine),
  postings: z.array(posting),
  entryId: id.nullable(),
  actorName: z.string(),
})

export const loanFigures = z.object({
  status: loanStatus,
  bucket,
  dpd: count,
  outstandingFen: fen,
  accruedInterestFen: fen,
  penaltyFen: fen,
  feesDueFen: fen,
  dueFen: fen,
  overdueFen: fen,
  paidPrincipalFen: fen,
  paidInterestFen: fen,
  paidFeeFen: fen,
  paidPenaltyFen: fen,
  suspenseFen: fen,
  nextDueOn: day.nullable(),
  nextDueFen: fen,
  settlementFen: fen,
})

/** A loan that is paid out in parts: the amount of the contract, and what may still be drawn until when. */
export const drawable = z.object({ agreedFen: fen, drawnFen: fen, restFen: fen, leastFen: fen, lastOn: day })

export const repayment = z.strictObject({
  amountFen: positiveFen,
  /** `due` pays what is due first; `prepay` pays ahead and re-computes; `settle` closes the loan. */
  purpose: z.enum(['due', 'prepay', 'settle']),
  /** What a partial prepayment changes. */
  effect: z.enum(['lower-instalment', 'fewer-instalments']).default('lower-instalment'),
})

export const repaymentPreview = z.object({
  amountFen: fen,
  allocations: z.array(allocationLine),
  prepaymentFeeFen: fen,
  postings: z.array(posting),
  before: loanFigures,
  after: loanFigures,
  schedule: z.array(loanInstalment),
  interestSavedFen: fen,
  /** Binds the commit to this preview: a loan that changed meanwhile is refused, not surprised. */
  stateHash: z.string(),
})

/** The booking days of a statement, both included; without them the whole life of the loan. */
export const statementPeriod = z.strictObject({ from: day.optional(), to: day.optional() })
