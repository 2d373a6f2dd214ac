import type { Day } from '@puhui/calendar'
import type { Parts } from '@puhui/loan'
import type { Fen } from '@puhui/money'
import type { LifeEvent } from './life-event.ts'

export type LifeStatus = 'active' | 'overpaid' | 'settled' | 'writtenOff'

/** A line of the schedule as it stands. */
export interface LifeLine {
  readonly number: number
  readonly kind: 'instalment' | 'down-payment' | 'beyond-term'
  readonly from: Day
  readonly dueOn: Day
  readonly metOn: Day | undefined
  readonly asked: Parts
  readonly paid: Parts
  readonly waived: Parts
  readonly writtenOff: Parts
  readonly creditedPrincipalFen: Fen
  readonly creditedInterestFen: Fen
  readonly outstandingFen: Fen
  readonly paidInAdvanceFen: Fen
  readonly paidLateFen: Fen
}

export interface LifeCharge {
  readonly chargeId: string
  readonly amountFen: Fen
  readonly paidFen: Fen
  readonly waivedFen: Fen
  readonly outstandingFen: Fen
  /** Of a charge on every instalment: what each of them asks for, waivers taken off. */
  readonly shares: readonly { readonly dueOn: Day; readonly amountFen: Fen }[]
}

/** One event and where its money went. */
export interface LifeEntry {
  readonly event: LifeEvent
  readonly amountFen: Fen
  readonly parts: Parts
  readonly overpaidFen: Fen
  /** It came to nothing: there was nothing left to do. */
  readonly isVoid: boolean
  /** That part of it which an overpayment paid at once. */
  readonly repaid: Parts
  readonly chargesPaid: readonly { readonly chargeId: string; readonly amountFen: Fen }[]
  readonly earnedInterestFen: Fen | undefined
}

/** A loan as it stands on a day. */
export interface LifeState {
  readonly asOf: Day
  readonly status: LifeStatus
  readonly isChargedOff: boolean
  readonly lines: readonly LifeLine[]
  readonly entries: readonly LifeEntry[]
  readonly charges: readonly LifeCharge[]
  readonly principalFen: Fen
  readonly outstandingFen: Fen
  readonly overpaidFen: Fen
  /** What settles the loan on a day. */
  readonly payoffOn: (on: Day) => Parts
  /** Interest earned by a day, whether due or not. */
  readonly interestEarnedOn: (on: Day) => Fen
  /** That part of it which has run in the instalment the day lies in. */
  readonly interestRunningOn: (on: Day) => Fen
}
