import { ok, type Result, refuse } from '@puhui/kernel'
import type { RatePpm } from '@puhui/money'
import { annualCost } from './cost/annual-cost.ts'
import { isWithinCap } from './cost/cap.ts'
import { costTableOf } from './cost-table.ts'
import { firstPayoutFenOf, lastDrawDay } from './draws.ts'
import { penaltyRateOf } from './penalty.ts'
import type { PlanRules } from './plan-rules.ts'
import type { Cost, Quote, QuoteRefusal, QuoteRequest } from './quote-types.ts'
import { schedule } from './schedule.ts'
import type { Schedule, ScheduleTerms } from './schedule-types.ts'
import type { Price, ProductTerms, RepaymentMethod } from './terms.ts'

/** 到期一次还本付息 of an internet consumer loan runs at most a year (CN-ORIG-001, 商业银行互联网贷款管理暂行办法 第六条). */
export const BULLET_MONTHS_MAX = 12

/**
 * Prices a request: every instalment, what it costs a year in all, and the cost table to be shown before signing.
 *
 * Interest is never taken from the principal in advance: a quote has no place for it (CN-RATE-008). Upfront fees are
 * allowed, count as cost, and lower what is received.
 *
 * @refuses product.amount_below_minimum, product.amount_above_maximum, product.amount_off_step,
 *   product.term_not_offered, product.method_not_offered, product.bullet_term_too_long, product.grade_not_priced,
 *   product.cost_above_cap, checked in this order
 * @source CN-RATE-001 to 004, CN-RATE-008, CN-ORIG-001; SPEC Q1-Q8
 * @example quote(terms, { amountFen: 1_000_000n, termMonths: 12, method: 'equal-instalment', grade: 'A', disbursedOn, holidays })
 */
export function quote(terms: ProductTerms, request: QuoteRequest): Result<Quote, QuoteRefusal> {
  const refusal = requestRefusal(terms, request)
  if (refusal) return refuse(refusal)
  const price = terms.prices.find((p) => p.grade === request.grade)
  if (!price) return refuse({ code: 'product.grade_not_priced', grade: request.grade })

  const scheduleTerms = scheduleTermsOf(terms, { ...request, annualRatePpm: price.annualRatePpm })
  const planned = schedule({ terms: scheduleTerms, disbursedOn: request.disbursedOn, holidays: request.holidays })
  const cost = costOf(planned)
  const simpleAnnualPpm = highestCost(scheduleTerms, request, cost)
  if (!isWithinCap(simpleAnnualPpm, terms.costCapPpm)) {
    return refuse({ code: 'product.cost_above_cap', simpleAnnualPpm, costCapPpm: terms.costCapPpm })
  }
  return ok({
    productCode: terms.code,
    request,
    annualRatePpm: scheduleTerms.annualRatePpm,
    penaltyAnnualRatePpm: penaltyRateOf(terms.penalty, scheduleTerms.annualRatePpm),
    scheduleTerms,
    schedule: planned,
    receivedFen: firstPayoutFenOf(scheduleTerms) - planned.upfrontFeeFen,
    ...drawsOf(scheduleTerms, request),
    cost,
    costTable: costTableOf(terms, scheduleTerms.annualRatePpm, planned, cost),
  })
}

function requestRefusal(terms: ProductTerms, request: QuoteRequest): QuoteRefusal | undefined {
  const { amountFen, termMonths, method } = request
  const { min, max, step } = terms.amountFen
  if (amountFen < min) return { code: 'product.amount_below_minimum', amountFen, minFen: min }
  if (amountFen > max) return { code: 'product.amount_above_maximum', amountFen, maxFen: max }
  if ((amountFen - min) % step !== 0n) return { code: 'product.amount_off_step', amountFen, stepFen: step }
  if (!terms.termMonths.includes(termMonths)) {
    return { code: 'product.term_not_offered', termMonths, offered: terms.termMonths }
  }
  if (!terms.methods.includes(method)) return { code: 'product.method_not_offered', method, offered: terms.methods }
  if (method === 'bullet' && termMonths > BULLET_MONTHS_MAX) {
    return { code: 'product.bullet_term_too_long', termMonths, maxMonths: BULLET_MONTHS_MAX }
  }
  return undefined
}

/**
 * The schedule terms of a loan under a product. The rate is the price, less what somebody else pays of it.
 *
 * @param asked amount, term, method and the price of the grade
 * @source SPEC Q10
 */
export function scheduleTermsOf(
  terms: ProductTerms,
  asked: Pick<QuoteRequest, 'amountFen' | 'termMonths' | 'method'> & Pick<Price, 'annualRatePpm'>,
): ScheduleTerms {
  const { amountFen, termMonths, method, annualRatePpm } = asked
  const subsidyPpm = minRate(terms.plan?.subsidy?.annualRatePpm ?? 0n, annualRatePpm)
  return {
    principalFen: amountFen,
    annualRatePpm: annualRatePpm - subsidyPpm,
    method,
    termMonths,
    interestBasis: terms.interestBasis,
    dueDay: terms.dueDay,
    workingDayShift: terms.workingDayShift,
    instalment: terms.instalment,
    fees: terms.fees,
    ...(terms.plan === undefined ? {} : { plan: planUnder(terms.plan, method, subsidyPpm) }),
  }
}

function minRate(a: RatePpm, b: RatePpm): RatePpm {
  return a < b ? a : b
}

/** The rules of a product's plans that a method needs, with the subsidy that the price really leaves. */
function planUnder(plan: PlanRules, method: RepaymentMethod, subsidyPpm: RatePpm): PlanRules {
  const { balloonPpm, flat, season, parts, frequency, subsidy, ...rest } = plan
  const hasOwnDays = method === 'bullet' || method === 'seasonal' || method === 'custom'
  return {
    ...rest,
    ...(frequency && !hasOwnDays ? { frequency } : {}),
    ...(balloonPpm !== undefined && method === 'balloon' ? { balloonPpm } : {}),
    ...(flat && method === 'flat' ? { flat } : {}),
    ...(season && method === 'seasonal' ? { season } : {}),
    ...(parts && method === 'custom' ? { parts } : {}),
    ...(subsidy ? { subsidy: { ...subsidy, annualRatePpm: subsidyPpm } } : {}),
  }
}

/** Fees of a fixed amount weigh more while only the first part is out: the cap holds for that part alone, too. */
function highestCost(terms: ScheduleTerms, { disbursedOn, holidays }: QuoteRequest, whole: Cost): RatePpm {
  if (!terms.plan?.draws) return whole.simpleAnnualPpm
  const first = { ...terms, principalFen: firstPayoutFenOf(terms) }
  const part = costOf(schedule({ terms: first, disbursedOn, holidays })).simpleAnnualPpm
  return part > whole.simpleAnnualPpm ? part : whole.simpleAnnualPpm
}

function drawsOf(terms: ScheduleTerms, { disbursedOn, holidays }: QuoteRequest): Pick<Quote, 'draws'> {
  const rule = terms.plan?.draws
  if (!rule) return {}
  const firstFen = firstPayoutFenOf(terms)
  const { instalments } = schedule({ terms: { ...terms, principalFen: firstFen }, disbursedOn, holidays })
  const lastOn = lastDrawDay(rule, disbursedOn)
  return { draws: { firstFen, restFen: terms.principalFen - firstFen, lastOn, firstDueFen: instalments[0]!.dueFen } }
}

/** What a schedule costs in all. Flows count on their contract days; a working-day shift does not change the cost. */
export function costOf(planned: Schedule): Cost {
  const { totalInterestFen, totalFeesFen } = planned
  const totals = { totalInterestFen, totalFeesFen, totalCostFen: totalInterestFen + totalFeesFen }
  return { ...annualCost(flowsOf(planned)), ...totals }
}

/** The borrower's cash flows: received first, then each instalment. */
export function flowsOf(planned: Schedule) {
  return [
    { on: planned.disbursedOn, amountFen: planned.principalFen - planned.upfrontFeeFen },
    ...planned.instalments.map((i) => ({ on: i.periodTo, amountFen: -i.dueFen })),
  ]
}
