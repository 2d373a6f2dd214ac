import type { Day } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import type { InterestStep, RepaymentMethod } from '@puhui/product'
import type { Drawable } from './draw.ts'
import type { Part } from './terms.ts'

export type LoanStatus = 'pending' | 'active' | 'overdue' | 'settled' | 'chargedOff'

/** Days past due in the terms of the trade: M0 is current, M1 1–30 days, M2 31–60 … M7 more than 180. */
export type Bucket = 'M0' | 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7'

export interface Parts {
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
}

/** Penalty interest of one instalment, opened: overdue amount × annual rate × days / days in the year. */
export interface PenaltyStep {
  readonly from: Day
  readonly to: Day
  readonly overdueFen: Fen
  readonly annualRatePpm: RatePpm
  readonly days: number
  readonly daysInYear: number
}

export interface InstalmentState {
  readonly number: number
  readonly periodFrom: Day
  readonly periodTo: Day
  readonly dueOn: Day
  /** What this instalment asks for: as planned, and the penalty as it has grown to the day. */
  readonly planned: Parts
  readonly paid: Parts
  readonly waived: Parts
  readonly outstanding: Parts
  readonly outstandingFen: Fen
  /** What a reschedule moved here from instalments past due, part by part; below zero where it was moved away. In `planned`. */
  readonly carried: Parts
  /** `moved`: what was open has gone into the instalments of a reschedule; `forgiven`: it was given up with the claim. */
  readonly status: 'future' | 'due' | 'overdue' | 'paid' | 'moved' | 'forgiven'
  /** What was given up with the claim; in `planned`. */
  readonly writtenOff?: Parts
  /** Days past due of this instalment. */
  readonly dpd: number
  readonly settledOn: Day | undefined
  /** Principal outstanding by plan after this instalment. */
  readonly balanceFen: Fen
  readonly interestSteps: readonly InterestStep[]
  readonly penaltySteps: readonly PenaltyStep[]
}

/** A piece of a payment and the rule that took it. */
export interface Allocation {
  readonly eventId: string
  readonly on: Day
  readonly part: Part | 'prepaymentFee' | 'held'
  /** Absent for money that is held. */
  readonly instalment: number | undefined
  readonly amountFen: Fen
  /**
   * `due:horizontal:past-due:1` means the first part of what is past due, instalment by instalment; in advance the rule
   * for the instalments to come stands behind it. Or `prepayment`, `held`, `chargeback`.
   */
  readonly rule: string
  /** The payment of which a chargeback takes this back as new debt. */
  readonly ofEventId?: string
}

export interface NextDue {
  readonly number: number
  readonly dueOn: Day
  /** What is still to be paid for it, money held in advance taken off. */
  readonly amountFen: Fen
}

/** A loan as it stands on the morning of a day. */
export interface LoanState {
  readonly loanId: string
  readonly asOf: Day
  readonly status: LoanStatus
  readonly disbursedOn: Day | undefined
  readonly disbursedFen: Fen
  /** Of a loan that is paid out in parts: what may still be drawn. */
  readonly drawable: Drawable | undefined
  /** By the terms that stand: those of signing, or what has changed since. */
  readonly annualRatePpm: RatePpm
  readonly method: RepaymentMethod
  readonly instalments: readonly InstalmentState[]
  /** Principal that is owed, due or not. */
  readonly principalFen: Fen
  /** Earned up to the day and not paid, due or not. */
  readonly interestAccruedFen: Fen
  readonly feeDueFen: Fen
  readonly penaltyFen: Fen
  /** All that has fallen due and is not paid, penalties included. */
  readonly dueFen: Fen
  /** That part of it whose due date has passed. */
  readonly overdueFen: Fen
  /** Money received beyond what was due; it pays the next instalments when they fall due. */
  readonly heldFen: Fen
  readonly paid: Parts
  readonly waived: Parts
  readonly prepaymentFeePaidFen: Fen
  /** Credits of the lender; money of a merchant, and the interest given back with it. */
  readonly goodwillFen: Fen
  readonly refundedFen: Fen
  readonly refundedInterestFen: Fen
  readonly chargedOffFen: Fen
  readonly recoveredFen: Fen
  readonly dpd: number
  readonly bucket: Bucket
  readonly isAccruing: boolean
  readonly nextDue: NextDue | undefined
  readonly settledOn: Day | undefined
  readonly allocations: readonly Allocation[]
}
