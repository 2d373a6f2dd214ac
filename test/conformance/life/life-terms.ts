import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { AllocationOrders, MoneyKind, Part } from '@puhui/product'
import type { Decimal } from './decimal.ts'

/** How money is taken, as for every loan; and whether a charge has a day of its own. */
export interface LifeAllocation extends AllocationOrders {
  /** A charge counts as due from its own day, and not from that of its instalment. */
  readonly areChargesDueByDay: boolean
}

export type FrequencyUnit = 'day' | 'week' | 'month' | 'year'

export interface LifeFrequency {
  readonly unit: FrequencyUnit
  readonly every: number
}

export interface LifeDayCount {
  readonly daysInMonth: '30' | 'actual'
  readonly daysInYear: '360' | '364' | '365' | 'actual'
  /** A year counts 366 days only in periods that hold 29 February. */
  readonly isFeb29Only: boolean
}

/** How interest follows what is really paid. */
export interface Recalculation {
  /** Early money lowers interest from its day, or from the next due day. */
  readonly rest: 'daily' | 'instalment'
  /** A settlement owes interest up to its day, or up to the next rest day. */
  readonly settlement: 'to-day' | 'to-rest'
  /** Principal past due earns no further interest. */
  readonly isNoneOnPastDue: boolean
}

export interface DownPayment {
  readonly sharePercent: Decimal
  /** It comes before an instalment that falls due on the same day. */
  readonly isBeforeInstalment: boolean
}

export type ChargeOffRule = 'regular' | 'no-further-interest' | 'all-due'

/** What is credited back to the loan by a chargeback, in order; absent: all of it is principal. */
export type CreditOrder = readonly Part[]

/** The terms of a loan whose schedule follows its life: what is paid out, paid in, changed and forgiven. */
export interface LifeTerms {
  readonly loanId: string
  readonly startOn: 'disbursement' | Day
  readonly instalments: number
  readonly frequency: LifeFrequency
  /** Where the last instalment falls due, in units of the frequency after the start, when it is not after its full length. */
  readonly lastDueAfter: number | undefined
  /** Interest on the balance; on what was paid out, period by period; or on that for the whole term in equal parts. */
  readonly method: 'declining' | 'flat' | 'flat-spread'
  readonly annualRatePercent: Decimal
  readonly dayCount: LifeDayCount
  /** Interest counts days, or the share of an instalment's period. */
  readonly interestUnit: 'day' | 'instalment'
  readonly isPartialPeriodAllowed: boolean
  readonly principalGrace: number
  readonly interestGrace: number
  /** So many of the first instalments bear no interest at all. */
  readonly interestFree?: number
  readonly multipleFen: Fen
  readonly recalculation: Recalculation | undefined
  readonly downPayment: DownPayment | undefined
  /** Parts the contract expects, in order; where interest is spread, principal is planned for those still to come. */
  readonly expectedParts?: readonly { readonly on: Day; readonly amountFen: Fen }[]
  /** What is paid out on a due day joins the instalment of that day, and not the next. */
  readonly isDueDayDisbursementOfThatDay: boolean
  /** Money is taken for the plan of all that has been paid out, also of what was paid out after the money came. */
  readonly isPlanBeforeMoney?: boolean
  /** Each part paid out has the full number of instalments of its own. */
  readonly isFullTermPerTranche: boolean
  /** The day of disbursement bears interest. */
  readonly isDisbursementDayInterest: boolean
  readonly allocation: LifeAllocation
  readonly chargebackOrder: CreditOrder | undefined
  readonly chargeOffRule: ChargeOffRule
  readonly interestRefundKinds: readonly MoneyKind[]
}
