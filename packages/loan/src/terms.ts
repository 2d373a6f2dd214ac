import type { HolidayCalendar } from '@puhui/calendar'
import type { PenaltyRule, PrepaymentRule, ScheduleTerms } from '@puhui/product'

/** What money received is taken for. */
export type Part = 'penalty' | 'fee' | 'interest' | 'principal'

/** `oldest-first` settles one instalment wholly before the next; `part-first` settles one part over all that is due. */
export interface AllocationRule {
  readonly sequence: 'oldest-first' | 'part-first'
  readonly order: readonly Part[]
}

/** One contract, fixed at signing. The dates follow from the day of disbursement. */
export interface LoanTerms {
  readonly loanId: string
  readonly productCode: string
  readonly productVersion: number
  readonly schedule: ScheduleTerms
  readonly penalty: PenaltyRule
  readonly graceDays: number
  readonly prepayment: PrepaymentRule
  readonly allocation: AllocationRule
  /** Beyond so many days past due, income is taken to the books only when it is paid. */
  readonly nonAccrualAfterDays: number
  readonly holidays: HolidayCalendar
}

export const DEFAULT_ALLOCATION: AllocationRule = {
  sequence: 'oldest-first',
  order: ['penalty', 'fee', 'interest', 'principal'],
}
