export type {
  AllocationOrder,
  AllocationOrders,
  AllocationStep,
  BeyondRule,
  DueTime,
  FutureRule,
  MoneyKind,
  Part,
} from './allocation.ts'
export { BEYOND_RULES, DEFAULT_ALLOCATION, ORDERED_MONEY, orderedBy, orderOf, PARTS } from './allocation.ts'
export { allocationJson, allocationOrders } from './allocation-codec.ts'
export { allocationInWords, BEYOND_NAMES, PART_NAMES, TIME_NAMES } from './allocation-in-words.ts'
export type { AmortisedRow, AmortiseMethod, AmortiseRequest, AmortiseTerms } from './amortise.ts'
export { amortise, instalmentTarget, interestOf, stepOf } from './amortise.ts'
export type { AnnualCost, FenFlow } from './cost/annual-cost.ts'
export { annualCost } from './cost/annual-cost.ts'
export { aprActuarial, aprCompound } from './cost/apr.ts'
export { CAP_TOLERANCE_PPM, isWithinCap } from './cost/cap.ts'
export type { Decimal } from './cost/decimal.ts'
export {
  addDecimal,
  compareDecimal,
  decimal,
  divideDecimal,
  formatDecimal,
  multiplyDecimal,
  negate,
  powerDecimal,
} from './cost/decimal.ts'
export type { CashFlow, TimedFlow } from './cost/irr.ts'
export { irr, xirr } from './cost/irr.ts'
export type { PenaltyVerdict } from './cost/legal-limits.ts'
export {
  averageCostPpm,
  fiscalSubsidy,
  microloanCapPpm,
  type PenaltyCause,
  type PenaltyLimits,
  penaltyVerdict,
  privateLendingCapPpm,
} from './cost/legal-limits.ts'
export type { Annuity, When } from './cost/time-value.ts'
export { fv, ipmt, mirr, nper, npv, pmt, ppmt, pv, rateOf } from './cost/time-value.ts'
export type { DecimalAnnuity } from './cost/time-value-decimal.ts'
export {
  fvDecimal,
  ipmtDecimal,
  mirrDecimal,
  npvDecimal,
  pmtDecimal,
  ppmtDecimal,
  pvDecimal,
} from './cost/time-value-decimal.ts'
export type { UnitPeriod, UnitTime } from './cost/unit-period.ts'
export { unitPeriodsPerYear, unitTime } from './cost/unit-period.ts'
export type { CountingPeriod } from './cost/year-interval.ts'
export { britishYears, europeanYears } from './cost/year-interval.ts'
export { costTableOf, FEE_EVENT_NAMES, formatPercent } from './cost-table.ts'
export type { SharesRequest } from './custom-plan.ts'
export { planReleveled, planShares, remainderToFirst } from './custom-plan.ts'
export type { DailyAccountTerms, DailyEntry, DailyRow } from './daily-account.ts'
export { dailyAccount, INTEREST_PARTS } from './daily-account.ts'
export type { Decoder, Json, Problem } from './decode.ts'
export { big, day, flag, list, oneOf, optional, record, tagged, text, toJson, whole } from './decode.ts'
export { firstPayoutFenOf, lastDrawDay } from './draws.ts'
export type { BenchmarkRate } from './floating-rate.ts'
export { floatingRate, rateChangesOf, repricingDays } from './floating-rate.ts'
export type { AddOnRequest, AddOnRow, FinalPayment } from './level-payment.ts'
export { planAddOn, planLevel } from './level-payment.ts'
export type { MandateInputs, MandateOutcome, MandateRule, MandateSkip } from './mandate.ts'
export { mandateOutcome } from './mandate.ts'
export type { MarginEffect, RatedLoan, RateShift } from './margin-effect.ts'
export { marginEffect } from './margin-effect.ts'
export { penaltyRateOf } from './penalty.ts'
export type { Frequency, PeriodTerms } from './period.ts'
export { periodsEvery, periodsOf } from './period.ts'
export {
  amortiseRequestOf,
  downPaymentFenOf,
  flatBaseOf,
  planContract,
  planPeriods,
  planWithTarget,
  repriced,
  stepsUntil,
} from './plan.ts'
export { dueDayInWords, planInWords, shiftInWords } from './plan-in-words.ts'
export type {
  DownPaymentRule,
  DrawRule,
  FloatingRule,
  GraceRule,
  PlanPart,
  PlanRules,
  RateChange,
  Repricing,
  RestRule,
  SeasonRule,
  SubsidyRule,
} from './plan-rules.ts'
export { BULLET_MONTHS_MAX, costOf, flowsOf, quote, scheduleTermsOf } from './quote.ts'
export type {
  Cost,
  CostItem,
  CostTable,
  FirstDraw,
  Quote,
  QuoteRefusal,
  QuoteRequest,
} from './quote-types.ts'
export type { BookFigures, LentLoan, RedesignChange, Redesigned } from './redesign.ts'
export { redesign, redesignedTerms } from './redesign.ts'
export { refundInterestInWords } from './refund-interest.ts'
export { missingForRelease } from './release.ts'
export type { Payee, Scene, SceneCode, SceneRule } from './scene.ts'
export { payeeOf, SCENE_CODES, SCENES, sceneOf } from './scene.ts'
export { eventFeeOf, eventFeesOf, feesOf, feesOfRow, instalmentOf, schedule } from './schedule.ts'
export type {
  Instalment,
  InstalmentFee,
  InterestStep,
  Period,
  Schedule,
  ScheduleRequest,
  ScheduleTerms,
} from './schedule-types.ts'
export type { SummaryPoint } from './summary.ts'
export { METHOD_NAMES, summaryOf } from './summary.ts'
export type {
  AccelerationRule,
  ChargedOffRule,
  Collector,
  DueDayRule,
  FeeAmount,
  FeeEvent,
  FeeKind,
  FeeRule,
  FeeTiming,
  InstalmentRounding,
  InterestBasis,
  LendingRules,
  PenaltyRule,
  PrepaymentMode,
  PrepaymentRule,
  Price,
  ProductTerms,
  RefundInterestRule,
  RepaymentMethod,
} from './terms.ts'
export { FEE_EVENTS, FEE_KINDS, REPAYMENT_METHODS } from './terms.ts'
export type { TermsRefusal } from './terms-codec.ts'
export {
  accelerationRule,
  chargedOffRule,
  decodeTerms,
  encodeTerms,
  penaltyRule,
  prepaymentRule,
  refundInterestRule,
  scheduleTerms,
} from './terms-codec.ts'
export type { Tranche, TranchePlanRequest } from './tranche-plan.ts'
export { downPaymentOf, planFullTermTranches, planTranches } from './tranche-plan.ts'
export type { YearShare } from './year-share.ts'
export { yearShare } from './year-share.ts'
