import type { Part } from '@puhui/loan'
import type { AllocationOrder, AllocationStep, DueTime, FutureRule, MoneyKind } from '@puhui/product'
import { decimal } from './life/decimal.ts'
import type { ChargeOffRule, LifeAllocation, LifeTerms, Recalculation } from './life/life-terms.ts'
import { dayOf, type ReplayAllocation, type ReplayProduct, type ReplayStep, textOf } from './replay-case.ts'

const UNIT = { DAYS: 'day', WEEKS: 'week', MONTHS: 'month', YEARS: 'year' } as const

const FUTURE: Readonly<Record<string, FutureRule>> = {
  NEXT_INSTALLMENT: 'next-instalment',
  LAST_INSTALLMENT: 'last-instalment',
  NEXT_LAST_INSTALLMENT: 'next-then-last',
  REAMORTIZATION: 'spread',
}

export const MONEY: Readonly<Record<string, MoneyKind>> = {
  REPAYMENT: 'repayment',
  DOWN_PAYMENT: 'down-payment',
  MERCHANT_ISSUED_REFUND: 'merchant-refund',
  PAYOUT_REFUND: 'payout-refund',
  GOODWILL_CREDIT: 'goodwill-credit',
  CHARGE_REFUND: 'charge-refund',
  CHARGE_ADJUSTMENT: 'charge-adjustment',
  WAIVE_INTEREST: 'waive-interest',
  INTEREST_PAYMENT_WAIVER: 'interest-payment-waiver',
  INTEREST_REFUND: 'interest-refund',
  RECOVERY_REPAYMENT: 'recovery',
  CAPITALIZED_INCOME_ADJUSTMENT: 'capitalised-income-adjustment',
}

/** The orders of strategies that have a name instead of a list. */
const NAMED: Readonly<Record<string, { readonly due: readonly Part[]; readonly advance: readonly Part[] }>> = {
  PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER: {
    due: ['penalty', 'fee', 'interest', 'principal'],
    advance: ['penalty', 'fee', 'interest', 'principal'],
  },
  INTEREST_PRINCIPAL_PENALTIES_FEES_ORDER: {
    due: ['interest', 'principal', 'penalty', 'fee'],
    advance: ['interest', 'principal', 'penalty', 'fee'],
  },
  PRINCIPAL_INTEREST_PENALTIES_FEES_ORDER: {
    due: ['principal', 'interest', 'penalty', 'fee'],
    advance: ['principal', 'interest', 'penalty', 'fee'],
  },
  DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST: {
    due: ['penalty', 'fee', 'interest', 'principal'],
    advance: ['principal', 'penalty', 'fee', 'interest'],
  },
  DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE: {
    due: ['penalty', 'interest', 'principal', 'fee'],
    advance: ['penalty', 'interest', 'principal', 'fee'],
  },
}

/** Overrides made in a scenario: which kind of money goes where when it is more than what is due. */
export type FutureOverrides = ReadonlyMap<string, string>

/** A scenario's loan in our terms. */
export function termsOf(step: ReplayStep, product: ReplayProduct, overrides: FutureOverrides): LifeTerms {
  const variant = textOf(step, 'variant')
  const fixed = /fixed length (\d+)/u.exec(variant)?.[1] ?? product.fixedLength
  return {
    loanId: 'case',
    startOn:
      (step.repaymentStartDateType ?? product.repaymentStartDateType) === 'SUBMITTED_ON_DATE'
        ? dayOf(step.submittedOn)
        : 'disbursement',
    instalments: Number(step.numberOfRepayments),
    frequency: { unit: unitOf(step.repaymentFrequencyType), every: Number(step.repaymentEvery) },
    lastDueAfter: fixed === undefined ? undefined : Number(fixed),
    method: methodOf(step, product),
    annualRatePercent: ratePercent(step, product),
    dayCount: {
      daysInMonth: product.daysInMonthType === '30' ? '30' : 'actual',
      daysInYear: daysInYearOf(product),
      isFeb29Only: product.daysInYearCustomStrategy === 'FEB_29_PERIOD_ONLY',
    },
    interestUnit:
      (step.interestCalculationPeriod ?? product.interestCalculationPeriodType) === 'SAME_AS_REPAYMENT_PERIOD'
        ? 'instalment'
        : 'day',
    isPartialPeriodAllowed: product.allowPartialPeriodInterestCalculation ?? false,
    principalGrace: Number(step.graceOnPrincipal ?? 0),
    interestGrace: Number(step.graceOnInterest ?? 0),
    interestFree: Number(step.interestFreePeriods ?? 0),
    multipleFen: BigInt(product.installmentAmountInMultiplesOf ?? 0) * 100n,
    recalculation: recalculationOf(product),
    downPayment: downPaymentOf(product, variant),
    isDueDayDisbursementOfThatDay: product.loanScheduleType !== 'PROGRESSIVE',
    isPlanBeforeMoney: product.loanScheduleType !== 'PROGRESSIVE',
    isFullTermPerTranche: product.allowFullTermForTranche ?? false,
    isDisbursementDayInterest: product.interestRecognitionOnDisbursementDate ?? false,
    allocation: allocationOf(product, overrides, textOf(step, 'paymentStrategy')),
    chargebackOrder: product.creditAllocation
      ?.find((rule) => rule.transactionType === 'CHARGEBACK')
      ?.order.map(partNamed),
    chargeOffRule: chargeOffRuleOf(product),
    interestRefundKinds: (product.supportedInterestRefundTypes ?? []).map((type) => MONEY[type]!),
  }
}

/** A loan may name a share of its own. */
function downPaymentOf(product: ReplayProduct, variant: string): LifeTerms['downPayment'] {
  const own = /downpayment ([\d.]+)%/u.exec(variant)?.[1]
  if (!product.enableDownPayment && own === undefined) return undefined
  const share = own ?? String(product.disbursedAmountPercentageForDownPayment)
  return { sharePercent: decimal(share), isBeforeInstalment: product.loanScheduleType !== 'PROGRESSIVE' }
}

export function unitOf(value: unknown): 'day' | 'week' | 'month' | 'year' {
  return UNIT[String(value) as keyof typeof UNIT]
}

/** Where the product names its rate by the month, the year has twelve of it. */
function ratePercent(step: ReplayStep, product: ReplayProduct): LifeTerms['annualRatePercent'] {
  const percent = decimal(textOf(step, 'annualRatePct') || '0')
  return product.interestRateFrequencyType === 'MONTH' ? { ...percent, units: percent.units * 12n } : percent
}

function methodOf(step: ReplayStep, product: ReplayProduct): LifeTerms['method'] {
  if (step.interestType !== 'FLAT') return 'declining'
  return product.loanScheduleType === 'PROGRESSIVE' ? 'flat' : 'flat-spread'
}

/** The older schedules of the outside system count 365 days in every year. */
function daysInYearOf({ daysInYearType, loanScheduleType }: ReplayProduct): LifeTerms['dayCount']['daysInYear'] {
  if (daysInYearType !== 'ACTUAL') return daysInYearType as '360'
  return loanScheduleType === 'PROGRESSIVE' ? 'actual' : '365'
}

function chargeOffRuleOf({ chargeOffBehaviour }: ReplayProduct): ChargeOffRule {
  if (chargeOffBehaviour === 'ZERO_INTEREST') return 'no-further-interest'
  return chargeOffBehaviour === 'ACCELERATE_MATURITY' ? 'all-due' : 'regular'
}

function recalculationOf(product: ReplayProduct): Recalculation | undefined {
  if (!product.isInterestRecalculationEnabled) return undefined
  return {
    rest: product.recalculationRestFrequencyType === 'SAME_AS_REPAYMENT' ? 'instalment' : 'daily',
    settlement: product.preClosureInterestCalculationStrategy === 'TILL_REST_FREQUENCY_DATE' ? 'to-rest' : 'to-day',
    isNoneOnPastDue: product.disallowInterestCalculationOnPastDue ?? false,
  }
}

function allocationOf(product: ReplayProduct, overrides: FutureOverrides, chosen: string): LifeAllocation {
  const direction = product.loanScheduleProcessingType === 'VERTICAL' ? 'vertical' : 'horizontal'
  const chosenName = chosen || product.transactionProcessingStrategyCode
  const named = NAMED[chosenName]
  if (named)
    return { direction, areChargesDueByDay: chosenName.startsWith('DUE_'), default: namedOrder(named), byKind: {} }
  const rules = product.paymentAllocation ?? []
  const byKind: Partial<Record<MoneyKind, AllocationOrder>> = {}
  for (const rule of rules) {
    const kind = MONEY[rule.transactionType]
    if (kind) byKind[kind] = orderOf(rule, overrides)
  }
  const main = rules.find((rule) => rule.transactionType === 'DEFAULT')!
  for (const [type, future] of overrides) {
    const kind = MONEY[type]
    if (kind && !byKind[kind]) byKind[kind] = { ...orderOf(main, overrides), future: FUTURE[future]! }
  }
  return { direction, areChargesDueByDay: false, default: orderOf(main, overrides), byKind }
}

function namedOrder({ due, advance }: (typeof NAMED)[string]): AllocationOrder {
  const of = (time: DueTime, parts: readonly Part[]) => parts.map((part) => ({ time, part }))
  return { steps: [...of('past-due', due), ...of('due', due), ...of('in-advance', advance)], future: 'next-instalment' }
}

function orderOf(rule: ReplayAllocation, overrides: FutureOverrides): AllocationOrder {
  const future = overrides.get(rule.transactionType) ?? rule.futureInstallmentRule
  return { steps: rule.order.map(stepNamed), future: FUTURE[future]! }
}

function stepNamed(name: string): AllocationStep {
  const time = name.startsWith('PAST_DUE') ? 'past-due' : name.startsWith('DUE') ? 'due' : 'in-advance'
  return { time, part: partNamed(name.slice(name.lastIndexOf('_') + 1)) }
}

function partNamed(name: string): Part {
  return name.toLowerCase() as Part
}
