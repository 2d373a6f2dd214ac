import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Fen, RatePpm } from '@puhui/money'
import type { Frequency } from './period.ts'

/**
 * Grace 宽限: in its first periods a loan asks for interest only, or for nothing at all. Interest of a moratorium is
 * `carried` to the first instalment after it, without interest on interest, or `waived`.
 */
export interface GraceRule {
  readonly interestOnlyPeriods: number
  readonly moratoriumPeriods: number
  readonly moratoriumInterest: 'carried' | 'waived'
}

/** When crops are sold: instalments of a seasonal loan 按收获季还款 fall due on these days of each year within its term. */
export interface SeasonRule {
  readonly crop: Localized
  readonly harvests: readonly { readonly month: number; readonly dayOfMonth: number }[]
}

/** One instalment of a custom plan 自定义还款计划: so many months after the disbursement, this share of the principal. */
export interface PlanPart {
  readonly month: number
  readonly sharePpm: RatePpm
}

/** A down payment 首付: a share of what is paid out, rounded to the multiple, due on the day of the disbursement. */
export interface DownPaymentRule {
  readonly sharePpm: RatePpm
  readonly multipleFen: Fen
}

/**
 * Payment in parts 分次放款: the first part, a share of the amount of the contract, is paid out at signing; the borrower
 * draws the others as they are needed. What is not drawn lapses after the last day, so many months after the first part.
 */
export interface DrawRule {
  readonly firstSharePpm: RatePpm
  readonly months: number
  /** The least of a later part; a smaller rest is drawn whole. */
  readonly leastFen: Fen
  /** Each later part has as many instalments of its own as the first 每笔各自足期; else it joins those that are left. */
  readonly term?: 'full'
  /**
   * A later part joins the plan as if it had been known from the start, and money that has come is taken for it anew. Not for
   * new loans, so that no product has it.
   */
  readonly joins?: 'whole-plan'
  /** Each later part bears interest for the whole period in which it is paid out: not for loans under CN-RATE-008, so no product has it. */
  readonly bearsFrom?: 'period-start'
}

/** When a floating rate follows its benchmark: on 1 January, on the day of the disbursement each year, or every so many months. */
export type Repricing =
  | { readonly kind: 'january-first' }
  | { readonly kind: 'anniversary' }
  | { readonly kind: 'every-months'; readonly months: number }

/** A floating rate 浮动利率: benchmark plus the margin that the price had over it when the product was priced. */
export interface FloatingRule {
  readonly benchmark: 'LPR1Y' | 'LPR5Y'
  /** The benchmark with which the prices were made, and the day of its publication. */
  readonly benchmarkPpm: RatePpm
  readonly benchmarkOn: Day
  readonly repricing: Repricing
  readonly floorPpm: RatePpm
  readonly ceilingPpm: RatePpm
}

/** From a day on, another annual rate. */
export interface RateChange {
  readonly from: Day
  readonly annualRatePpm: RatePpm
}

/** Interest that somebody else pays 贴息: the borrower's rate is the price less this part of it. */
export interface SubsidyRule {
  readonly payer: 'merchant' | 'manufacturer'
  readonly name: Localized
  readonly annualRatePpm: RatePpm
}

/**
 * How interest follows what is really paid. Equal instalments are planned so that the last one differs as little as can be.
 *
 * - `daily` 随借随还按日计息: on what is really owed, by the day; instalments stay level, money that comes early lowers the
 *   interest from its day, principal that is late goes on bearing it where the rule says so, and the last instalment takes
 *   the difference.
 * - `as-planned` 利息按还款计划不变: the interest of an instalment is that of the plan, whatever is paid early or late; money
 *   in advance pays an instalment as it stands, its interest too.
 */
export type RestRule =
  | {
      readonly kind: 'daily'
      readonly pastDue: 'bears-interest' | 'bears-none'
      /** When instalments are level anew, those paid ahead keep their places: none is asked to pay for another. */
      readonly paidAhead?: 'keeps-place'
      /** Principal that is served by itself, all instalments over, takes each up to its level: interest that has run in it moves on. */
      readonly principalAhead?: 'up-to-level'
      /** A settlement owes interest to the end of the running instalment: not for loans under CN-RATE-010, so no product has it. */
      readonly settlement?: 'to-period-end'
    }
  | { readonly kind: 'as-planned' }

/** What a plan has beyond its method. All parts may be absent: then instalments are monthly from the first month on, at one rate. */
export interface PlanRules {
  readonly frequency?: Frequency
  readonly grace?: GraceRule
  /** The share of the principal that a balloon loan 气球贷 leaves for the last instalment. */
  readonly balloonPpm?: RatePpm
  /** Flat interest is reckoned for the whole term at once, and each instalment bears an equal part of it 全期利息均分. */
  readonly flat?: 'whole-term'
  readonly season?: SeasonRule
  readonly parts?: readonly PlanPart[]
  readonly downPayment?: DownPaymentRule
  readonly draws?: DrawRule
  readonly floating?: FloatingRule
  /** Changes of the rate that are known when the contract is signed. */
  readonly rates?: readonly RateChange[]
  readonly subsidy?: SubsidyRule
  /** How interest follows what is really paid; without it, the plan is made anew only by what changes it. */
  readonly rest?: RestRule
  /** The rate of a step of days is rounded to so many digits after the point before it is multiplied; without it, it is exact. */
  readonly rateDecimals?: number
  /**
   * What is owed when instalments are made level anew counts for that as owed from the first day of the running period on;
   * without it, from its own day. Either way the last instalment then differs as little as can be: it moves a fen or two.
   */
  readonly levelFrom?: 'period-start'
  /** The interest of one day is worked out to so many digits that count, and then multiplied by the days; without it, it is exact. */
  readonly dayDigits?: number
}
