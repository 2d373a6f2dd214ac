import { type Day, minDay } from '@puhui/calendar'
import { type Fen, maxFen, minFen, mulDiv, PPM, percentOf, type RatePpm, type Rounding, sumFen } from '@puhui/money'
import { byTheDay } from './day-digits.ts'
import type { InterestStep, Period, ScheduleTerms } from './schedule-types.ts'
import { type YearShare, yearShare } from './year-share.ts'

/** Principal and interest of one instalment, before fees. */
export interface AmortisedRow {
  readonly period: Period
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly balanceFen: Fen
  readonly interestSteps: readonly InterestStep[]
}

/**
 * The repayment methods; `flat` 等本等息 bears interest on what was paid out at first, however much has come back.
 * `flat-spread` reckons the interest of the whole term at once and takes an equal part of it in each period.
 */
export type AmortiseMethod = ScheduleTerms['method'] | 'flat-spread'

export interface AmortiseTerms extends Pick<ScheduleTerms, 'annualRatePpm' | 'interestBasis' | 'instalment'> {
  /** Of the rules of a plan, `balloonPpm` and `parts` are heeded here. */
  readonly plan?: ScheduleTerms['plan']
  readonly method: AmortiseMethod
  /** Half to even unless a contract says otherwise. */
  readonly interestRounding?: Rounding
  /** The most interest that the whole term may bear (a total cost cap). */
  readonly interestMaxFen?: Fen
}

export interface AmortiseRequest {
  readonly terms: AmortiseTerms
  readonly balanceFen: Fen
  /** The periods that are left; the first may be running already. */
  readonly periods: readonly Period[]
  /** What the running period has earned before now, on other balances; the new balance earns from `from` on. */
  readonly running?: { readonly steps: readonly InterestStep[]; readonly from: Day }
  /** What flat interest is reckoned on; the balance unless given. */
  readonly flatFen?: Fen
  /** The first periods ask for interest only 宽限期. */
  readonly interestOnlyPeriods?: number
  /** Keeps this instalment (equal-instalment) or this principal (equal-principal) and lets the term come out shorter. */
  readonly keepFen?: Fen
  /** Takes this instalment for the one that follows from the balance; the last takes what is left. */
  readonly targetFen?: Fen
  /** Nothing has been paid up to this day: until then interest is earned on the whole balance, late principal included. */
  readonly unpaidUntil?: Day
}

/** Interest of one period, exact over its steps and rounded once. */
export function interestOf(steps: readonly InterestStep[], rounding: Rounding = 'half-even'): Fen {
  const [first] = steps
  if (!first) return 0n
  if (steps.length === 1) return mulDiv(first.balanceFen, first.annualRatePpm * first.num, PPM * first.den, rounding)
  let [num, den] = [0n, 1n]
  for (const step of steps) {
    num = num * step.den + step.balanceFen * step.annualRatePpm * step.num * den
    den *= step.den
  }
  return mulDiv(num, 1n, PPM * den, rounding)
}

/** Above any interest that a loan bears. */
const NO_LIMIT: Fen = 10n ** 30n

/**
 * Spreads a balance over the periods left.
 *
 * @returns rows whose principal sums to the balance; with `keepFen` there may be fewer rows than periods
 * @source SPEC S1-S8
 */
export function amortise(request: AmortiseRequest): readonly AmortisedRow[] {
  if (request.terms.method === 'flat-spread') return spreadFlat(request)
  const target = request.keepFen ?? request.targetFen ?? instalmentTarget(request)
  const rows: AmortisedRow[] = []
  let balanceFen = request.balanceFen
  let leftFen = request.terms.interestMaxFen ?? NO_LIMIT
  for (let index = 0; index < request.periods.length; index++) {
    const period = request.periods[index]!
    if (balanceFen === 0n && request.keepFen !== undefined) break
    const interestSteps = stepsOf(request, index, balanceFen)
    const interestFen = minFen(interestOf(interestSteps, request.terms.interestRounding), leftFen)
    leftFen -= interestFen
    const principalFen = minFen(principalOf(request, index, { targetFen: target, interestFen, balanceFen }), balanceFen)
    balanceFen -= principalFen
    rows.push({ period, principalFen, interestFen, balanceFen, interestSteps })
  }
  return rows
}

function principalOf(
  { terms, periods, interestOnlyPeriods = 0 }: AmortiseRequest,
  index: number,
  row: { targetFen: Fen; interestFen: Fen; balanceFen: Fen },
): Fen {
  if (index === periods.length - 1) return row.balanceFen
  if (index < interestOnlyPeriods) return 0n
  if (terms.method === 'custom')
    return partOf(terms, periods.slice(interestOnlyPeriods), periods[index]!, row.targetFen)
  return isLevel(terms.method) ? maxFen(0n, row.targetFen - row.interestFen) : row.targetFen
}

function isLevel(method: AmortiseMethod): boolean {
  return method === 'equal-instalment' || method === 'balloon' || method === 'flat'
}

/** The part of a custom plan that a period bears: its share among the shares of the periods that are left. */
function partOf({ plan }: AmortiseTerms, periods: readonly Period[], own: Period, balanceFen: Fen): Fen {
  const shareOf = (period: Period) => plan?.parts?.[period.number - 1]?.sharePpm ?? 0n
  const whole = periods.reduce((sum, period) => sum + shareOf(period), 0n)
  return whole === 0n ? 0n : mulDiv(balanceFen, shareOf(own), whole, 'half-even')
}

/** Equal parts of principal and of the interest of the whole term; the last parts take what is left. */
function spreadFlat(request: AmortiseRequest): readonly AmortisedRow[] {
  const { terms, periods, balanceFen } = request
  const count = BigInt(periods.length)
  const steps = periods.flatMap((_, index) => stepsOf(request, index, balanceFen))
  const totalFen = interestOf(steps)
  const partFen = mulDiv(totalFen, 1n, count, 'half-even')
  const isRounded = terms.instalment.multipleFen > 1n
  const targetFen = toMultiple(isRounded ? balanceFen + totalFen : balanceFen, count, terms.instalment)
  const shares = sharesOf(steps, count)
  let left = { principalFen: balanceFen, interestFen: totalFen }
  return periods.map((period, index) => {
    const isLast = index === periods.length - 1
    const interestFen = isLast ? left.interestFen : minFen(left.interestFen, partFen)
    const principalFen = isLast
      ? left.principalFen
      : minFen(left.principalFen, isRounded ? targetFen - partFen : targetFen)
    left = { principalFen: left.principalFen - principalFen, interestFen: left.interestFen - interestFen }
    return {
      period,
      principalFen,
      interestFen,
      balanceFen: left.principalFen,
      interestSteps: shares.map((share) => ({ ...share, from: period.periodFrom, to: period.periodTo })),
    }
  })
}

/** An equal part of what steps bear, one step for each balance and rate among them. */
function sharesOf(steps: readonly InterestStep[], count: bigint): readonly InterestStep[] {
  const shares: InterestStep[] = []
  for (const step of steps) {
    const own = { ...step, den: step.den * count, isSpread: true } as const
    const isLike = (one: InterestStep) =>
      one.balanceFen === step.balanceFen && one.annualRatePpm === step.annualRatePpm && one.den === own.den
    const at = shares.findIndex(isLike)
    if (at < 0) shares.push(own)
    else shares[at] = { ...own, num: shares[at]!.num + own.num }
  }
  return shares
}

/** The interest steps of a period: what has run already, what earns on principal that came late, and the rest. */
function stepsOf(request: AmortiseRequest, index: number, balanceFen: Fen): readonly InterestStep[] {
  const { terms, running, unpaidUntil } = request
  const period = request.periods[index]!
  const { periodFrom, periodTo } = period
  const earningFen = isFlat(terms.method) ? (request.flatFen ?? request.balanceFen) : balanceFen
  if (index === 0 && running) return [...running.steps, stepOf(terms, period, running.from, periodTo, earningFen)]
  if (unpaidUntil === undefined || unpaidUntil <= periodFrom || isFlat(terms.method)) {
    return [stepOf(terms, period, periodFrom, periodTo, earningFen)]
  }
  const until = minDay(unpaidUntil, periodTo)
  const late = stepOf(terms, period, periodFrom, until, request.balanceFen)
  return until === periodTo ? [late] : [late, stepOf(terms, period, until, periodTo, balanceFen)]
}

function isFlat(method: AmortiseMethod): boolean {
  return method === 'flat' || method === 'flat-spread'
}

type RateTerms = Pick<ScheduleTerms, 'annualRatePpm' | 'interestBasis'> & { readonly plan?: ScheduleTerms['plan'] }

/** One step of interest, opened: `balance × rate × num / den`, with what its rules of rounding make of the share. */
export function stepOf(terms: RateTerms, period: Period, from: Day, to: Day, balanceFen: Fen): InterestStep {
  const { annualRatePpm, plan } = terms
  const shareTo = (end: Day) => inDecimals(yearShare(terms.interestBasis, period, from, end), annualRatePpm, plan)
  if (plan?.dayDigits === undefined) return { from, to, balanceFen, annualRatePpm, ...shareTo(to) }
  const toEnd = { from, to: period.periodTo, balanceFen, annualRatePpm, ...shareTo(period.periodTo) }
  return byTheDay(toEnd, to, plan.dayDigits)
}

/** The share of the year with which the rate has so many digits after the point, half to even. */
function inDecimals({ num, den }: YearShare, annualRatePpm: RatePpm, plan: ScheduleTerms['plan']): YearShare {
  if (annualRatePpm === 0n || plan?.rateDecimals === undefined) return { num, den }
  const unit = 10n ** BigInt(plan.rateDecimals)
  const rate = mulDiv(annualRatePpm * num, unit, PPM * den, 'half-even')
  return { num: rate * PPM, den: unit * annualRatePpm }
}

/** What stays the same from row to row: the instalment, the principal, or nothing until the last. */
export function instalmentTarget(request: AmortiseRequest): Fen {
  const { terms, balanceFen, interestOnlyPeriods = 0, running, ...rest } = request
  // What has run belongs to the first period of all: behind a grace it is paid before the level instalments begin.
  const level = interestOnlyPeriods > 0 || running === undefined ? rest : { ...rest, running }
  const periods = request.periods.slice(interestOnlyPeriods)
  switch (terms.method) {
    case 'equal-instalment':
      return equalInstalment({ ...level, terms, balanceFen, periods }, 0n)
    case 'balloon':
      return equalInstalment(
        { ...level, terms, balanceFen, periods },
        percentOf(balanceFen, terms.plan?.balloonPpm ?? 0n, 'half-even'),
      )
    case 'custom':
      return balanceFen
    case 'seasonal':
    case 'equal-principal':
    case 'flat-spread':
      return toMultiple(balanceFen, BigInt(periods.length), terms.instalment)
    case 'flat':
      return toMultiple(balanceFen + flatInterest(request), BigInt(periods.length), terms.instalment)
    case 'interest-first':
    case 'bullet':
      return 0n
  }
}

/** Behind a grace, what its periods ask for has been paid before the level instalments begin. */
function flatInterest(request: AmortiseRequest): Fen {
  const { periods, balanceFen, interestOnlyPeriods = 0 } = request
  const own = periods.map((_, index) => interestOf(stepsOf(request, index, balanceFen)))
  return sumFen(own.slice(interestOnlyPeriods))
}

/** Powers of growth are kept with 80 binary places, about 24 decimals; after 600 instalments the error is far below a millionth of a fen. */
const PLACES = 80n
const SCALE = 1n << PLACES
const ZERO_SHARE: YearShare = { num: 0n, den: 1n }

/**
 * The equal instalment: what is owed at the end of the first period, grown over the others, by the value of one paid in
 * each period. Periods may differ in length, and the first may have run on several balances. What is left for a balloon
 * is taken off what is owed at the end.
 *
 * @source annuity formula for unequal periods: ((P + I₁) × Π(1 + fₖ) − B) / (1 + (1 + f₂)(1 + …)), k from 2; SPEC S2, S12
 */
function equalInstalment(request: AmortiseRequest, balloonFen: Fen): Fen {
  const { terms, periods, balanceFen } = request
  const first = firstSteps(request)
  const owedFrom = terms.plan?.levelFrom ? first.map((step) => ({ ...step, balanceFen })) : first
  let owed = SCALE * balanceFen + exactInterest(owedFrom)
  let paid = SCALE
  let [known, growth] = [ZERO_SHARE, SCALE]
  for (const period of periods.slice(1)) {
    const share = yearShare(terms.interestBasis, period, period.periodFrom, period.periodTo)
    if (share.num !== known.num || share.den !== known.den) {
      // Most periods are as long as the one before.
      growth = SCALE + (SCALE * terms.annualRatePpm * share.num) / (PPM * share.den)
      known = share
    }
    owed = (owed * growth) >> PLACES
    paid = SCALE + ((paid * growth) >> PLACES)
  }
  return toMultiple(owed - SCALE * balloonFen, paid, terms.instalment)
}

function firstSteps({ terms, periods, balanceFen, running }: AmortiseRequest): readonly InterestStep[] {
  const first = periods[0]!
  const step = stepOf(terms, first, running?.from ?? first.periodFrom, first.periodTo, balanceFen)
  return [...(running?.steps ?? []), step]
}

function exactInterest(steps: readonly InterestStep[]): bigint {
  return steps.reduce(
    (sum, step) => sum + (SCALE * step.balanceFen * step.annualRatePpm * step.num) / (PPM * step.den),
    0n,
  )
}

/** Rounds to the wanted multiple, or to the fen where the multiple would leave nothing. */
function toMultiple(amount: bigint, divisor: bigint, rule: ScheduleTerms['instalment']): Fen {
  const multiples = mulDiv(amount, 1n, divisor * rule.multipleFen, rule.rounding)
  return multiples > 0n ? multiples * rule.multipleFen : mulDiv(amount, 1n, divisor, rule.rounding)
}
