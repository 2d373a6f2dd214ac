import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import {
  decodeEvent,
  decodeLoanTerms,
  type Loan,
  type LoanEvent,
  type LoanState,
  type LoanTerms,
  replay,
  stateOn,
} from '@puhui/loan'
import type { Fen } from '@puhui/money'

export type LoanStatus = LoanState['status']
/** What lists and reports tell apart; the loan itself counts on to M7. */
export type Bucket = 'M0' | 'M1' | 'M2' | 'M3' | 'M4+'

/** What the row of a loan shows of its events: for lists, and for choosing what is due. */
export interface Projection {
  readonly status: LoanStatus
  readonly outstandingFen: Fen
  readonly overdueFen: Fen
  readonly bucket: Bucket
  readonly dpd: number
  /** The next due date from the open day on; past due instalments show in `dpd`. */
  readonly nextDueOn: Day | null
  readonly nextDueFen: Fen
  readonly disbursedOn: Day | null
  readonly maturesOn: Day | null
  readonly settledOn: Day | null
}

export function projectionOf(loan: Loan, asOf: Day): Projection {
  return projected(stateOn(loan, asOf))
}

/** From a state that is at hand already. */
export function projected(state: LoanState): Projection {
  const isChargedOff = state.status === 'chargedOff'
  return {
    status: state.status,
    outstandingFen: isChargedOff ? 0n : state.principalFen,
    overdueFen: isChargedOff ? 0n : state.overdueFen,
    bucket: coarse(state.bucket),
    dpd: state.status === 'settled' ? 0 : state.dpd,
    nextDueOn: isChargedOff ? null : (state.nextDue?.dueOn ?? null),
    nextDueFen: isChargedOff ? 0n : (state.nextDue?.amountFen ?? 0n),
    disbursedOn: state.disbursedOn ?? null,
    maturesOn: state.instalments.at(-1)?.dueOn ?? null,
    settledOn: state.settledOn ?? null,
  }
}

export function coarse(bucket: LoanState['bucket']): Bucket {
  return bucket === 'M0' || bucket === 'M1' || bucket === 'M2' || bucket === 'M3' ? bucket : 'M4+'
}

/** A stored loan that cannot be read is a bug, not a refusal. */
export function termsFrom(json: unknown): LoanTerms {
  const terms = decodeLoanTerms(json)
  if (terms.ok) return terms.value
  throw new Error(`assertion failed: stored loan terms ${JSON.stringify(terms.error)}`)
}

export function eventFrom(json: unknown): LoanEvent {
  const event = decodeEvent(json)
  if (event.ok) return event.value
  throw new Error(`assertion failed: stored loan event ${JSON.stringify(event.error)}`)
}

export function loanFrom(terms: unknown, events: readonly unknown[]): Loan {
  return replay(termsFrom(terms), events.map(eventFrom))
}

/** The number of the last event: whoever appends one must have seen it. */
export function seqOf(loan: Loan): number {
  return loan.events.at(-1)?.seq ?? 0
}

/** Binds a commit to the preview that was shown: the same loan, the same events, the same day. */
export function stateHash(loan: Loan, bookedOn: Day): string {
  return createHash('sha256')
    .update(`${loan.terms.loanId}|${seqOf(loan)}|${bookedOn}`)
    .digest('hex')
    .slice(0, 32)
}

export function amountOf(event: LoanEvent): Fen | null {
  return 'amountFen' in event ? event.amountFen : null
}

/** All interest that the plan of a state asks for. */
export function plannedInterest({ instalments }: Pick<LoanState, 'instalments'>): Fen {
  return instalments.reduce((sum, one) => sum + one.planned.interestFen, 0n)
}

/** What would end the loan: the settlement, or the claim of a loan that was charged off. */
export function claimOf({ principalFen, interestAccruedFen, feeDueFen, penaltyFen, heldFen }: LoanState): Fen {
  const claimFen = principalFen + interestAccruedFen + feeDueFen + penaltyFen - heldFen
  return claimFen > 0n ? claimFen : 0n
}

export function assertSameLoan(loan: Loan, loanId: string): void {
  assert(loan.terms.loanId === loanId, 'the terms are those of the loan', { loanId })
}
