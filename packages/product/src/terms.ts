import type { DayCount, Shift } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Fen, RatePpm, Rounding } from '@puhui/money'
import type { AllocationOrders } from './allocation.ts'
import type { PlanRules } from './plan-rules.ts'
import type { SceneRule } from './scene.ts'

/**
 * How principal comes back: 等额本息, 等额本金, 先息后本, 到期一次还本付息, 气球贷, 等本等息, 按收获季还款,
 * 自定义还款计划. What the last four need besides stands in `PlanRules`.
 */
export type RepaymentMethod =
  | 'equal-instalment'
  | 'equal-principal'
  | 'interest-first'
  | 'bullet'
  | 'balloon'
  | 'flat'
  | 'seasonal'
  | 'custom'

export const REPAYMENT_METHODS: readonly RepaymentMethod[] = [
  'equal-instalment',
  'equal-principal',
  'interest-first',
  'bullet',
  'balloon',
  'flat',
  'seasonal',
  'custom',
]

/**
 * How days become interest. `monthly` gives every whole month one twelfth of the annual rate, and a part of
 * a month its share of that month's days, counted back from the end of the period; `monthly-from-start` counts months
 * from its first day and spreads them evenly over its days. `actual/actual-dec31` changes the length of the year after 31 December
 * instead of before 1 January; `actual/actual-feb29` takes 366 days for periods that hold a 29 February and 365 for
 * all others. The rest are day counts of `@puhui/calendar`.
 */
export type InterestBasis = 'monthly' | 'monthly-from-start' | DayCount | 'actual/actual-dec31' | 'actual/actual-feb29'

/** The price of a risk grade. */
export interface Price {
  readonly grade: string
  readonly annualRatePpm: RatePpm
}

/** Who keeps a charge: the lender, or a partner on whose behalf it is collected (named in the cost table). */
export type Collector =
  | { readonly kind: 'lender' }
  | { readonly kind: 'partner'; readonly partnerId: string; readonly name: Localized }

/** When a fee falls due: once at disbursement, with every instalment, or when something happens. */
export type FeeTiming = 'upfront' | 'per-instalment' | 'on-event'

/** What makes an on-event fee fall due; such fees are contingent items of the cost table. */
export type FeeEvent = 'late-payment' | 'failed-debit' | 'extension' | 'reschedule' | 'statement' | 'legal-costs'

export const FEE_EVENTS: readonly FeeEvent[] = [
  'late-payment',
  'failed-debit',
  'extension',
  'reschedule',
  'statement',
  'legal-costs',
]

/** What a charge is for. A premium 保费 and a guarantee fee 担保费 are shown apart from interest and from other fees. */
export type FeeKind = 'service' | 'guarantee' | 'insurance'

export const FEE_KINDS: readonly FeeKind[] = ['service', 'guarantee', 'insurance']

/**
 * How large a fee is: a fixed amount, a share of the original principal, or a share of the principal still out; with every
 * instalment also a share of what the instalment asks for by plan: principal and interest, principal, or interest.
 */
export type FeeAmount =
  | { readonly kind: 'fixed'; readonly amountFen: Fen }
  | { readonly kind: 'share'; readonly ratePpm: RatePpm }
  | { readonly kind: 'share-of-balance'; readonly ratePpm: RatePpm }
  | { readonly kind: 'share-of-instalment'; readonly ratePpm: RatePpm }
  | { readonly kind: 'share-of-instalment-principal'; readonly ratePpm: RatePpm }
  | { readonly kind: 'share-of-instalment-interest'; readonly ratePpm: RatePpm }

export interface FeeRule {
  readonly code: string
  readonly name: Localized
  readonly timing: FeeTiming
  /** Named for on-event fees, and only for them. */
  readonly event?: FeeEvent
  /** A service fee unless it says otherwise. */
  readonly kind?: FeeKind
  readonly amount: FeeAmount
  readonly collector: Collector
}

/** Penalty interest 罚息: contract rate × multiple, on overdue principal, from the due date once grace has run out. */
export interface PenaltyRule {
  /** 1_500_000n is one and a half times the contract rate. */
  readonly contractRateMultiplePpm: RatePpm
  /** The penalty rate never exceeds it, however high the contract rate (CN-RATE-009: 240_000n). */
  readonly annualRateMaxPpm: RatePpm
  readonly base: 'principal' | 'principal-and-interest'
  readonly daysInYear: 360 | 365
}

export interface PrepaymentRule {
  readonly isAllowed: boolean
  /** Share of the principal paid before it is due. */
  readonly feePpm: RatePpm
  /** No fee once so many instalments have fallen due. */
  readonly freeAfterInstalments: number
  /** The least principal of a partial prepayment. */
  readonly minAmountFen: Fen
  readonly modes: readonly PrepaymentMode[]
}

export type PrepaymentMode = 'lower-instalment' | 'fewer-instalments'

/** On which day of the month instalments fall due: that of the disbursement, or a fixed one (1–31, at the latest the month's last). */
export type DueDayRule =
  | { readonly kind: 'disbursement-day' }
  | { readonly kind: 'fixed'; readonly dayOfMonth: number; readonly minDaysToFirst: number }

/** To what an instalment is rounded; the last instalment takes what is left. */
export interface InstalmentRounding {
  readonly multipleFen: Fen
  readonly rounding: Rounding
}

/**
 * How much is lent and who decides it. A version is released only with both: the most that one customer may owe under
 * the product, and from where on a person looks at an application that the policy would approve.
 */
export interface LendingRules {
  readonly limit?: { readonly perCustomerFen: Fen }
  readonly review?: { readonly manualAboveFen: Fen; readonly manualGrades: readonly string[] }
}

/** The lender may call all of a loan due 提前到期 once it is late by more than so many days, and tells the borrower so many days before. */
export interface AccelerationRule {
  readonly afterDays: number
  readonly noticeDays: number
}

/**
 * What becomes of the plan when a loan is charged off 核销: its instalments go on off the books, with interest or without;
 * without a rule all of it is due at once.
 */
export type ChargedOffRule = 'runs-on' | 'without-interest'

/**
 * Interest given back with a merchant refund 退款时退还的利息: what the loan has cost more than it would have, had what was
 * refunded never been lent; without the rule, the refund's share of all interest.
 */
export type RefundInterestRule = 'as-if-never-lent'

/** Everything that a product promises, as plain data. A version of a product is one value of this type. */
export interface ProductTerms {
  readonly code: string
  readonly name: Localized
  readonly purpose: Localized
  readonly methods: readonly RepaymentMethod[]
  readonly amountFen: { readonly min: Fen; readonly max: Fen; readonly step: Fen }
  readonly termMonths: readonly number[]
  readonly prices: readonly Price[]
  readonly fees: readonly FeeRule[]
  readonly penalty: PenaltyRule
  readonly graceDays: number
  readonly prepayment: PrepaymentRule
  /** Without it the lender must wait until each instalment falls due. */
  readonly acceleration?: AccelerationRule
  readonly chargeOff?: ChargedOffRule
  /** How money is taken; the oldest instalment first unless it says otherwise (`DEFAULT_ALLOCATION`). */
  readonly allocation?: AllocationOrders
  readonly refundInterest?: RefundInterestRule
  readonly interestBasis: InterestBasis
  readonly dueDay: DueDayRule
  readonly workingDayShift: Shift
  readonly instalment: InstalmentRounding
  readonly plan?: PlanRules
  readonly rules?: LendingRules
  /** The scenes in which it lends and who is paid in each; without them it lends in all and pays the borrower. */
  readonly scenes?: readonly SceneRule[]
  /** The highest all-in annual cost, simple method: 240_000n is 24 %. */
  readonly costCapPpm: RatePpm
}
