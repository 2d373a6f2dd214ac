import type { Day } from '@puhui/calendar'
import { holidaysFor } from '@puhui/compliance'
import { mulDiv } from '@puhui/money'
import { costOf, type ProductTerms, type RepaymentMethod, schedule, scheduleTermsOf } from '@puhui/product'

/** What one loan costs its borrower and brings its lender. */
export interface Priced {
  readonly costPpm: bigint
  readonly interestFen: bigint
  /** The first instalment where instalments carry principal; else the average of all that falls due. */
  readonly monthlyFen: bigint
}

export interface PriceAsked {
  readonly versionId: string
  readonly terms: ProductTerms
  readonly amountFen: bigint
  readonly ratePpm: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
}

export type Pricer = (asked: PriceAsked) => Priced

/** ¥10,000: what a loan without fixed fees is worked out at, and scaled from. */
const BASE_FEN = 1_000_000n

/**
 * Prices loans by the schedule that would bill them. Without fixed fees the cost does not depend on the amount, so one
 * schedule serves every loan of a rate, term and method; interest and instalment are scaled, to the fen.
 */
export function pricerOn(disbursedOn: Day): Pricer {
  const known = new Map<string, Priced>()
  return ({ versionId, terms, amountFen, ratePpm, termMonths, method }) => {
    const isFixed = terms.fees.some(({ amount }) => amount.kind === 'fixed')
    const base = isFixed ? amountFen : BASE_FEN
    const key = `${versionId}|${ratePpm}|${termMonths}|${method}|${base}`
    let one = known.get(key)
    if (!one) {
      const asked = { amountFen: base, termMonths, method, annualRatePpm: ratePpm }
      one = priceOf(terms, asked, disbursedOn)
      known.set(key, one)
    }
    if (base === amountFen) return one
    return {
      costPpm: one.costPpm,
      interestFen: mulDiv(one.interestFen, amountFen, base, 'half-even'),
      monthlyFen: mulDiv(one.monthlyFen, amountFen, base, 'half-even'),
    }
  }
}

function priceOf(terms: ProductTerms, asked: Parameters<typeof scheduleTermsOf>[1], disbursedOn: Day): Priced {
  const plan = schedule({
    terms: scheduleTermsOf(terms, asked),
    disbursedOn,
    holidays: holidaysFor(terms.workingDayShift),
  })
  const { instalments, totalDueFen } = plan
  const first = instalments[0]
  const isLevel = first !== undefined && first.principalFen > 0n && instalments.length > 1
  return {
    costPpm: costOf(plan).simpleAnnualPpm,
    interestFen: instalments.reduce((sum, { interestFen }) => sum + interestFen, 0n),
    monthlyFen: isLevel ? first.dueFen : totalDueFen / BigInt(Math.max(1, instalments.length)),
  }
}

/** One tenth of a percentage point: prices are lowered in such steps. */
const STEP_PPM = 1_000n

/** The highest rate in whole steps, at most the loan's own, whose cost stays within the cap; null when none does. */
export function rateWithin(price: Pricer, asked: PriceAsked, capPpm: bigint): bigint | null {
  let [low, high] = [0n, asked.ratePpm / STEP_PPM]
  if (price({ ...asked, ratePpm: 0n }).costPpm > capPpm) return null
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (price({ ...asked, ratePpm: middle * STEP_PPM }).costPpm <= capPpm) low = middle
    else high = middle - 1n
  }
  return low * STEP_PPM
}
