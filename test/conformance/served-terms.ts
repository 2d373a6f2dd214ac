import type { Day } from '@puhui/calendar'
import type { LoanTerms } from '@puhui/loan'
import type { RatePpm } from '@puhui/money'
import {
  type AllocationOrders,
  type DrawRule,
  type FeeRule,
  type Frequency,
  type InterestBasis,
  type MoneyKind,
  periodsOf,
  type ScheduleTerms,
} from '@puhui/product'
import type { Decimal } from './life/decimal.ts'
import type { ChargeSpec, LifeEvent } from './life/life-event.ts'
import type { LifeTerms } from './life/life-terms.ts'
import { NotServed } from './not-served.ts'

/**
 * The kinds of money that the served fold takes, each in an order of its own, and those of a case that come as such: the
 * order is that of the first which comes.
 */
const KINDS: readonly (readonly [MoneyKind, readonly MoneyKind[]])[] = [
  ['repayment', ['repayment', 'down-payment']],
  ['goodwill-credit', ['goodwill-credit']],
  ['merchant-refund', ['merchant-refund']],
  ['payout-refund', ['payout-refund']],
  ['recovery', ['recovery']],
]

/** A case's terms as those of a contract; what a contract cannot say is not served. */
export function servedTerms(terms: LifeTerms, firstOn: Day | undefined, events: readonly LifeEvent[]): LoanTerms {
  return {
    loanId: terms.loanId,
    productCode: 'case',
    productVersion: 1,
    schedule: scheduleOf(terms, events, firstOn),
    penalty: { contractRateMultiplePpm: 0n, annualRateMaxPpm: 0n, base: 'principal', daysInYear: 360 },
    graceDays: 0,
    prepayment: { isAllowed: true, feePpm: 0n, freeAfterInstalments: 0, minAmountFen: 1n, modes: [] },
    allocation: allocationOf(terms, events),
    nonAccrualAfterDays: 3_650,
    ...CHARGE_OFF[terms.chargeOffRule],
    refundInterest: 'as-if-never-lent',
    holidays: { holidays: new Set(), workingWeekends: new Set() },
  }
}

const CHARGE_OFF = {
  regular: { chargeOff: 'runs-on' },
  'no-further-interest': { chargeOff: 'without-interest' },
  'all-due': {},
} as const

/** Charges that a loan is paid out with, and those of every instalment, are fees of its contract. */
function feesOf(events: readonly LifeEvent[]): readonly FeeRule[] {
  const reversed = new Set(events.flatMap((event) => (event.kind === 'reversed' ? [event.eventId] : [])))
  const inForce = events.filter(({ id }) => !reversed.has(id))
  const added = inForce.flatMap((event) => (event.kind === 'chargeAdded' && isOfContract(event) ? [event.charge] : []))
  return added.map(
    (charge): FeeRule => ({
      code: charge.chargeId,
      name: { zh: charge.chargeId, en: charge.chargeId },
      timing: charge.timing === 'disbursement' ? 'upfront' : 'per-instalment',
      amount: amountOf(charge),
      collector: { kind: 'lender' },
    }),
  )
}

/** Whether a charge is a fee of the contract, and no event. */
export function isOfContract({ charge }: Extract<LifeEvent, { kind: 'chargeAdded' }>): boolean {
  return charge.timing !== 'due-date'
}

const SHARES = {
  amount: 'share-of-instalment-principal',
  interest: 'share-of-instalment-interest',
  'amount-and-interest': 'share-of-instalment',
  disbursed: 'share',
} as const

function amountOf({ base, amountFen, percent }: ChargeSpec): FeeRule['amount'] {
  return base === 'flat' ? { kind: 'fixed', amountFen } : { kind: SHARES[base], ratePpm: ppmOf(percent) }
}

function scheduleOf(terms: LifeTerms, events: readonly LifeEvent[], firstOn: Day | undefined): ScheduleTerms {
  const annualRatePpm = ppmOf(terms.annualRatePercent)
  refuseUnserved(terms, annualRatePpm)
  return interestFreeFirst(terms, firstOn, {
    principalFen: 1n,
    annualRatePpm,
    method: terms.method === 'declining' ? 'equal-instalment' : 'flat',
    termMonths: terms.instalments,
    interestBasis: basisOf(terms),
    dueDay: { kind: 'disbursement-day' },
    workingDayShift: 'none',
    instalment: { multipleFen: terms.multipleFen > 1n ? terms.multipleFen : 1n, rounding: 'half-even' },
    fees: feesOf(events),
    plan: planOf(terms, annualRatePpm, firstOn),
  })
}

/** The first periods bear nothing: the rate is that of the contract from the day on which they end. */
function interestFreeFirst(
  { interestFree = 0 }: LifeTerms,
  firstOn: Day | undefined,
  schedule: ScheduleTerms,
): ScheduleTerms {
  if (interestFree === 0 || firstOn === undefined) return schedule
  const periods = periodsOf(schedule, firstOn, { holidays: new Set(), workingWeekends: new Set() })
  const from = periods[Math.min(interestFree, periods.length) - 1]!.periodTo
  const { annualRatePpm, plan } = schedule
  return { ...schedule, annualRatePpm: 0n, plan: { ...plan, rates: [{ from, annualRatePpm }] } }
}

/** How often the outside system rests has no effect there, unless a settlement goes to the day of the rest. */
function refuseUnserved(terms: LifeTerms, annualRatePpm: RatePpm): void {
  const isBearing = annualRatePpm > 0n
  const missing: readonly (readonly [boolean, string])[] = [
    [terms.isFullTermPerTranche && terms.recalculation === undefined, 'each part has its full term'],
    [
      isBearing && terms.recalculation !== undefined && terms.method === 'flat',
      'flat interest that follows what is paid',
    ],

    [terms.interestGrace > 0, 'grace of interest at the start'],
    [terms.isPlanBeforeMoney === true && (terms.expectedParts ?? []).length > 1, 'parts that are expected'],
  ]
  const found = missing.find(([isSo]) => isSo)
  if (found) throw new NotServed(found[1])
}

function planOf(
  terms: LifeTerms,
  annualRatePpm: RatePpm,
  firstOn: Day | undefined,
): NonNullable<ScheduleTerms['plan']> {
  const { downPayment, principalGrace: interestOnlyPeriods } = terms
  const isToRest = terms.recalculation?.settlement === 'to-rest'
  const isBearing = annualRatePpm > 0n && terms.recalculation !== undefined
  const isWhole =
    terms.isPlanBeforeMoney === true && !terms.isFullTermPerTranche && !(isBearing && terms.method === 'declining')
  if (isToRest && terms.isFullTermPerTranche) throw new NotServed('settlement to the next rest day of a loan in parts')
  return {
    frequency: { ...frequencyOf(terms), ...daysOf(terms, firstOn) },
    ...(interestOnlyPeriods > 0
      ? { grace: { interestOnlyPeriods, moratoriumPeriods: 0, moratoriumInterest: 'carried' } as const }
      : {}),
    rateDecimals: 19,
    levelFrom: 'period-start',
    dayDigits: 19,
    ...(terms.method === 'flat-spread' ? ({ flat: 'whole-term' } as const) : {}),
    draws: drawsOf(terms, isWhole),
    rest:
      !isWhole && (terms.recalculation || annualRatePpm === 0n)
        ? {
            kind: 'daily',
            pastDue: terms.recalculation?.isNoneOnPastDue ? 'bears-none' : 'bears-interest',
            paidAhead: 'keeps-place',
            principalAhead: 'up-to-level',
            ...(isToRest ? ({ settlement: 'to-period-end' } as const) : {}),
          }
        : { kind: 'as-planned' },
    ...(downPayment
      ? {
          downPayment: {
            sharePpm: ppmOf(downPayment.sharePercent),
            multipleFen: terms.multipleFen > 1n ? terms.multipleFen : 1n,
          },
        }
      : {}),
  }
}

/** Interest by the instalment that knows no part of one. */
function isWholePeriod({ interestUnit, isPartialPeriodAllowed }: LifeTerms): boolean {
  return interestUnit === 'instalment' && !isPartialPeriodAllowed
}

function drawsOf(terms: LifeTerms, isWhole: boolean): DrawRule {
  return {
    firstSharePpm: 1n,
    months: 60,
    leastFen: 1n,
    ...(terms.isFullTermPerTranche ? { term: 'full' } : isWhole ? { joins: 'whole-plan' } : {}),
    ...(isWholePeriod(terms) ? { bearsFrom: 'period-start' } : {}),
  }
}

function frequencyOf({ frequency: { unit, every }, instalments }: LifeTerms): Frequency {
  if (unit === 'year') return { unit: 'month', every: every * 12, count: instalments }
  return { unit, every, count: instalments }
}

/** From which day the days count, where not from the disbursement, and where the last one lies. */
function daysOf({ startOn, lastDueAfter, frequency }: LifeTerms, firstOn: Day | undefined): Partial<Frequency> {
  const lastAfter = lastDueAfter === undefined ? undefined : lastDueAfter * (frequency.unit === 'year' ? 12 : 1)
  return {
    ...(startOn === 'disbursement' || startOn === firstOn ? {} : { countedFrom: startOn }),
    ...(lastAfter === undefined ? {} : { lastAfter }),
  }
}

function basisOf({ dayCount, interestUnit, frequency, isDisbursementDayInterest }: LifeTerms): InterestBasis {
  const isMonthly = frequency.unit === 'month'
  if (interestUnit === 'instalment' && isMonthly) return 'monthly'
  if (dayCount.daysInMonth === '30') return isMonthly ? 'monthly-from-start' : 'actual/360'
  if (dayCount.daysInYear === 'actual' && isDisbursementDayInterest && !dayCount.isFeb29Only) return 'actual/actual'
  if (dayCount.daysInYear === 'actual') return dayCount.isFeb29Only ? 'actual/actual-feb29' : 'actual/actual-dec31'
  return `actual/${dayCount.daysInYear}`
}

/** Percent with at most four digits after the point are whole millionths. */
export function ppmOf({ units, scale }: Decimal): RatePpm {
  if (scale <= 4) return units * 10n ** BigInt(4 - scale)
  const divisor = 10n ** BigInt(scale - 4)
  if (units % divisor !== 0n) throw new NotServed('a rate finer than a millionth')
  return units / divisor
}

function allocationOf({ allocation, chargebackOrder }: LifeTerms, events: readonly LifeEvent[]): AllocationOrders {
  const { direction, byKind, areChargesDueByDay } = allocation
  const named = KINDS.map(([kind, own]) => {
    const taken = own.find((money) => events.some((event) => event.kind === 'moneyIn' && event.money === money))
    return [kind, byKind[taken ?? kind] ?? allocation.default] as const
  })
  return {
    direction,
    default: allocation.default,
    byKind: { ...byKind, ...Object.fromEntries(named) },
    chargeback: chargebackOrder ? { order: chargebackOrder, held: 'stays' } : { order: [] },
    ...(areChargesDueByDay ? { chargesDue: 'own-day' } : {}),
  }
}
