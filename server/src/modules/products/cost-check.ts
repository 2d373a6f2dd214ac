import type { Day } from '@puhui/calendar'
import { holidaysFor } from '@puhui/compliance'
import {
  BULLET_MONTHS_MAX,
  costOf,
  isWithinCap,
  type ProductTerms,
  type RepaymentMethod,
  schedule,
  scheduleTermsOf,
} from '@puhui/product'

export interface CostCase {
  readonly grade: string
  readonly method: RepaymentMethod
  readonly termMonths: number
  readonly principalFen: bigint
  readonly annualRatePpm: bigint
  readonly annualCostSimplePpm: bigint
  readonly isWithinCap: boolean
}

/**
 * What every price of a product costs a year, at the smallest and the largest amount: fixed fees weigh most on the
 * smallest loan, so no amount between them costs more.
 *
 * @source CN-RATE-004
 */
export function costCases(terms: ProductTerms, disbursedOn: Day): CostCase[] {
  const amounts = [...new Set([terms.amountFen.min, terms.amountFen.max])]
  return terms.prices.flatMap(({ grade, annualRatePpm }) =>
    offered(terms).flatMap(({ method, termMonths }) =>
      amounts.map((principalFen) => {
        const asked = { amountFen: principalFen, termMonths, method, annualRatePpm }
        const scheduleTerms = scheduleTermsOf(terms, asked)
        const cost = costOf(
          schedule({ terms: scheduleTerms, disbursedOn, holidays: holidaysFor(terms.workingDayShift) }),
        )
        const annualCostSimplePpm = cost.simpleAnnualPpm
        const fits = isWithinCap(annualCostSimplePpm, terms.costCapPpm)
        return { grade, method, termMonths, principalFen, annualRatePpm, annualCostSimplePpm, isWithinCap: fits }
      }),
    ),
  )
}

function offered({ methods, termMonths }: ProductTerms) {
  return methods.flatMap((method) =>
    termMonths
      .filter((months) => method !== 'bullet' || months <= BULLET_MONTHS_MAX)
      .map((months) => ({ method, termMonths: months })),
  )
}
