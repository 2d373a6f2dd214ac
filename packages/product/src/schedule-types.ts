import type { Day, HolidayCalendar, Shift } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import type { PlanRules } from './plan-rules.ts'
import type { DueDayRule, FeeRule, InstalmentRounding, InterestBasis, RepaymentMethod } from './terms.ts'

/** The part of a contract that makes its schedule. The rest follows from the day of disbursement. */
export interface ScheduleTerms {
  readonly principalFen: Fen
  readonly annualRatePpm: RatePpm
  readonly method: RepaymentMethod
  readonly termMonths: number
  readonly interestBasis: InterestBasis
  readonly dueDay: DueDayRule
  readonly workingDayShift: Shift
  readonly instalment: InstalmentRounding
  readonly fees: readonly FeeRule[]
  readonly plan?: PlanRules
}

/** The time an instalment pays for. Interest runs from `periodFrom` to `periodTo`; payment is expected on `dueOn`. */
export interface Period {
  readonly number: number
  readonly periodFrom: Day
  readonly periodTo: Day
  readonly dueOn: Day
  readonly days: number
  /** The day of the month at which the schedule aims; months of the basis `monthly` are counted back from `periodTo` on it. */
  readonly anchorDay: number
  readonly isWholeMonth: boolean
}

/** How one figure came about: balance × rate × num / den, rounded half to even. */
export interface InterestStep {
  readonly from: Day
  readonly to: Day
  readonly balanceFen: Fen
  readonly annualRatePpm: RatePpm
  readonly num: bigint
  readonly den: bigint
  /** An equal part of the interest of the whole term, which the days of the period earn evenly. */
  readonly isSpread?: true
}

export interface InstalmentFee {
  readonly code: string
  readonly amountFen: Fen
}

export interface Instalment {
  readonly number: number
  readonly periodFrom: Day
  readonly periodTo: Day
  readonly dueOn: Day
  readonly days: number
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly dueFen: Fen
  /** Principal outstanding after this instalment. */
  readonly balanceFen: Fen
  readonly interestSteps: readonly InterestStep[]
  readonly fees: readonly InstalmentFee[]
  /** Interest of the period that somebody else pays; it is not in `dueFen`. */
  readonly subsidyFen: Fen
}

export interface Schedule {
  readonly disbursedOn: Day
  readonly principalFen: Fen
  readonly upfrontFees: readonly InstalmentFee[]
  readonly upfrontFeeFen: Fen
  readonly instalments: readonly Instalment[]
  readonly totalInterestFen: Fen
  /** Upfront fees and instalment fees. */
  readonly totalFeesFen: Fen
  /** Premiums 保费 among the fees. */
  readonly totalInsuranceFen: Fen
  readonly totalSubsidyFen: Fen
  readonly totalDueFen: Fen
}

export interface ScheduleRequest {
  readonly terms: ScheduleTerms
  readonly disbursedOn: Day
  readonly holidays: HolidayCalendar
}
