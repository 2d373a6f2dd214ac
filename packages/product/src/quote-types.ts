import type { Day, HolidayCalendar } from '@puhui/calendar'
import type { Localized, Refusal } from '@puhui/kernel'
import type { Fen, RatePpm } from '@puhui/money'
import type { Schedule, ScheduleTerms } from './schedule-types.ts'
import type { RepaymentMethod } from './terms.ts'

export interface QuoteRequest {
  readonly amountFen: Fen
  readonly termMonths: number
  readonly method: RepaymentMethod
  readonly grade: string
  /** The day on which the money would be paid out. */
  readonly disbursedOn: Day
  readonly holidays: HolidayCalendar
}

/** What the loan costs a year, all interest and fees of normal performance included. Rates are shown with two decimals. */
export interface Cost {
  /** Compound annual IRR 年化利率（内部收益率）. */
  readonly irrAnnualPpm: RatePpm
  /** 12 × monthly IRR 年化利率（单利）; the figure that the cap is held against. */
  readonly simpleAnnualPpm: RatePpm
  readonly totalInterestFen: Fen
  readonly totalFeesFen: Fen
  readonly totalCostFen: Fen
}

/** One line of the comprehensive cost table 综合融资成本明示表 (CN-RATE-003). */
export interface CostItem {
  readonly code: string
  readonly name: Localized
  readonly collectMethod: Localized
  readonly standard: Localized
  readonly collector: Localized
  /** What this item alone adds to the simple annual cost; absent for contingent items. */
  readonly annualisedPpm?: RatePpm
}

export interface CostTable {
  readonly loanPrincipalFen: Fen
  readonly items: readonly CostItem[]
  readonly annualCostNormalPerformancePpm: RatePpm
  readonly contingentItems: readonly CostItem[]
  readonly statement: Localized
}

/** The first part of a loan that is paid out in parts, and what is left to draw. */
export interface FirstDraw {
  readonly firstFen: Fen
  readonly restFen: Fen
  readonly lastOn: Day
  /** The first instalment as long as nothing more is drawn. */
  readonly firstDueFen: Fen
}

/** A price that may be shown: it exists only below the cap and without interest taken in advance. */
export interface Quote {
  readonly productCode: string
  readonly request: QuoteRequest
  readonly annualRatePpm: RatePpm
  readonly penaltyAnnualRatePpm: RatePpm
  readonly scheduleTerms: ScheduleTerms
  readonly schedule: Schedule
  /** What the borrower receives at signing: principal, or the first part of it, less upfront fees. */
  readonly receivedFen: Fen
  /** A loan that is paid out in parts. The schedule and the cost are those of the whole amount drawn at once. */
  readonly draws?: FirstDraw
  readonly cost: Cost
  readonly costTable: CostTable
}

export type QuoteRefusal =
  | (Refusal<'product.amount_below_minimum'> & { readonly amountFen: Fen; readonly minFen: Fen })
  | (Refusal<'product.amount_above_maximum'> & { readonly amountFen: Fen; readonly maxFen: Fen })
  | (Refusal<'product.amount_off_step'> & { readonly amountFen: Fen; readonly stepFen: Fen })
  | (Refusal<'product.term_not_offered'> & { readonly termMonths: number; readonly offered: readonly number[] })
  | (Refusal<'product.method_not_offered'> & {
      readonly method: string
      readonly offered: readonly RepaymentMethod[]
    })
  | (Refusal<'product.grade_not_priced'> & { readonly grade: string })
  | (Refusal<'product.bullet_term_too_long'> & { readonly termMonths: number; readonly maxMonths: number })
  | (Refusal<'product.cost_above_cap'> & { readonly simpleAnnualPpm: RatePpm; readonly costCapPpm: RatePpm })
