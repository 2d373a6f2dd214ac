import type { Day } from '@puhui/calendar'
import { type Fen, minFen, mulDiv, PPM, type RatePpm } from '@puhui/money'
import type { InterestStep, Period, ScheduleTerms } from './schedule-types.ts'
import { yearShare } from './year-share.ts'

/** Principal and interest of one instalment, before fees. */
export interface AmortisedRow {
  readonly period: Period
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly balanceFen: Fen
  readonly interestSteps: readonly InterestStep[]
}

export interface AmortiseRequest {
  readonly terms: Pick<ScheduleTerms, 'method' | 'annualRatePpm' | 'interestBasis' | 'instalment'>
  readonly balanceFen: Fen
  /** The periods that are left; the first may be running already. */
  readonly periods: readonly Period[]
  /** What the running period has earned before now, on other balances; the new balance earns from `from` on. */
  readonly running?: { readonly steps: readonly InterestStep[]; readonly from: Day }
  /** Keeps this instalment (equal-instalment) or this principal (equal-principal) and lets the term come out shorter. */
  readonly keepFen?: Fen
}

/** Interest of one period, exact over its steps and rounded once, half to even. */
export function interestOf(steps: readonly InterestStep[]): Fen {
  const [first] = steps
  if (!first) return 0n
  if (steps.length === 1) return mulDiv(first.balanceFen, first.annualRatePpm * first.num, PPM * first.den, 'half-even')
  let [num, den] = [0n, 1n]
  for (const step of steps) {
    num = num * step.den + step.balanceFen * step.annualRatePpm * step.num * den
    den *= step.den
  }
  return mulDiv(num, 1n, PPM * den, 'half-even')
}

/**
 * Spreads a balance over the periods left.
 *
 * @returns rows whose principal sums to the balance; with `keepFen` there may be fewer rows than periods
 * @source SPEC S1-S8
 */
export function amortise(request: AmortiseRequest): readonly AmortisedRow[] {
  const { terms, periods } = request
  const target = instalmentTarget(request)
  const rows: AmortisedRow[] = []
  let balanceFen = request.balanceFen
  for (const [index, period] of periods.entries()) {
    if (balanceFen === 0n && request.keepFen !== undefined) break
    const whole = [stepOf(terms, period, period.periodFrom, period.periodTo, balanceFen)]
    const interestSteps = index === 0 && request.running ? runningSteps(request, period) : whole
    const isLast = index === periods.length - 1
    const principalFen = isLast ? balanceFen : minFen(principalOf(terms.method, target, whole), balanceFen)
    balanceFen -= principalFen
    rows.push({ period, principalFen, interestFen: interestOf(interestSteps), balanceFen, interestSteps })
  }
  return rows
}

function principalOf(method: ScheduleTerms['method'], targetFen: Fen, steps: readonly InterestStep[]): Fen {
  if (method !== 'equal-instalment') return targetFen
  const principalFen = targetFen - interestOf(steps)
  return principalFen > 0n ? principalFen : 0n
}

function runningSteps(request: AmortiseRequest, period: Period): readonly InterestStep[] {
  const { steps, from } = request.running!
  return [...steps, stepOf(request.terms, period, from, period.periodTo, request.balanceFen)]
}

type RateTerms = Pick<ScheduleTerms, 'annualRatePpm' | 'interestBasis'>

/** One step of interest, opened: `balance × rate × num / den`. */
export function stepOf(terms: RateTerms, period: Period, from: Day, to: Day, balanceFen: Fen): InterestStep {
  const { num, den } = yearShare(terms.interestBasis, period, from, to)
  return { from, to, balanceFen, annualRatePpm: terms.annualRatePpm, num, den }
}

/** What stays the same from row to row: the instalment, the principal, or nothing until the last. */
export function instalmentTarget(request: AmortiseRequest): Fen {
  const { terms, balanceFen, periods, keepFen } = request
  if (keepFen !== undefined) return keepFen
  switch (terms.method) {
    case 'equal-instalment':
      return equalInstalment(request)
    case 'equal-principal':
      return toMultiple(balanceFen, BigInt(periods.length), terms.instalment)
    case 'interest-first':
    case 'bullet':
      return 0n
  }
}

/** Powers of growth are kept with 24 decimals; after 600 instalments the error is far below a millionth of a fen. */
const SCALE = 10n ** 24n

/**
 * The equal instalment: P × Π(1+f) / (1 + f₂-tail sum), where f is rate × share of year of each period.
 *
 * @source annuity formula for periods of unequal length; SPEC S2
 */
function equalInstalment(request: AmortiseRequest): Fen {
  const { terms, periods, balanceFen } = request
  let growth = SCALE
  let tail = SCALE
  for (const [index, period] of periods.entries()) {
    const factor =
      SCALE + rateFactor(terms.annualRatePpm, stepOf(terms, period, period.periodFrom, period.periodTo, 0n))
    growth = (growth * factor) / SCALE
    if (index > 0) tail = SCALE + (tail * factor) / SCALE
  }
  return toMultiple(balanceFen * growth, tail, terms.instalment)
}

function rateFactor(ratePpm: RatePpm, step: InterestStep): bigint {
  return (SCALE * ratePpm * step.num) / (PPM * step.den)
}

/** Rounds to the wanted multiple, or to the fen where the multiple would leave nothing. */
function toMultiple(amount: bigint, divisor: bigint, rule: ScheduleTerms['instalment']): Fen {
  const multiples = mulDiv(amount, 1n, divisor * rule.multipleFen, rule.rounding)
  return multiples > 0n ? multiples * rule.multipleFen : mulDiv(amount, 1n, divisor, rule.rounding)
}
