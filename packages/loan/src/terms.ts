import type { HolidayCalendar } from '@puhui/calendar'
import type {
  AccelerationRule,
  AllocationOrders,
  ChargedOffRule,
  PenaltyRule,
  PrepaymentRule,
  RefundInterestRule,
  ScheduleTerms,
} from '@puhui/product'

export type { Part } from '@puhui/product'

/** One contract, fixed at signing. The dates follow from the day of disbursement. */
export interface LoanTerms {
  readonly loanId: string
  readonly productCode: string
  readonly productVersion: number
  readonly schedule: ScheduleTerms
  readonly penalty: PenaltyRule
  readonly graceDays: number
  readonly prepayment: PrepaymentRule
  readonly allocation: AllocationOrders
  /** Beyond so many days past due, income is taken to the books only when it is paid. */
  readonly nonAccrualAfterDays: number
  readonly holidays: HolidayCalendar
  /** After a charge-off the claim is paid by its instalments, with interest or without; else all of it is due at once. */
  readonly chargeOff?: ChargedOffRule
  /** The lender may call all of it due once it is late; without the clause it may not. */
  readonly acceleration?: AccelerationRule
  /** What a refund gives back of the interest; without the rule, its share of all of it. */
  readonly refundInterest?: RefundInterestRule
}
