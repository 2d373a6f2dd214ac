import type { Fen } from '@puhui/money'

/** Who borrows: a person, a person who keeps a shop 个体工商户, the owner of a small or micro firm, a farming household. */
export type BorrowerKind = 'person' | 'shop-owner' | 'micro-owner' | 'farmer'

export type LoanPurpose = 'consumption' | 'business' | 'farming'

/** 普惠小微 and 普惠涉农, as the statistics of inclusive lending count them. */
export type InclusiveTag = 'micro' | 'farmer'

export interface InclusiveFacts {
  readonly borrower: BorrowerKind
  readonly purpose: LoanPurpose
  /** The whole line of the borrower, not only this loan. */
  readonly lineFen: Fen
}

export interface InclusiveLimits {
  readonly microEnterpriseMaxFen: bigint
  readonly farmerBusinessMaxFen: bigint
  readonly consumerLoanCounts: boolean
}

export const INCLUSIVE_LIMITS: InclusiveLimits = {
  microEnterpriseMaxFen: 1_000_000_000n,
  farmerBusinessMaxFen: 500_000_000n,
  consumerLoanCounts: false,
}

/**
 * How the statistics of inclusive lending count a loan: by who borrows, what for and the line; never by a product's
 * name. A loan for consumption counts nowhere, whoever takes it.
 *
 * @returns 'farmer' for a farming household's business up to its limit, 'micro' for a shop or a small firm up to its
 *   own; null for everything else
 * @source CN-INCL-001; the limits are from knowledge and to be verified
 * @example inclusiveTag({ borrower: 'shop-owner', purpose: 'business', lineFen: 80_000_000n }) // 'micro'
 */
export function inclusiveTag(
  { borrower, purpose, lineFen }: InclusiveFacts,
  limits: InclusiveLimits = INCLUSIVE_LIMITS,
): InclusiveTag | null {
  if (purpose === 'consumption' && !limits.consumerLoanCounts) return null
  if (borrower === 'farmer') return lineFen <= limits.farmerBusinessMaxFen ? 'farmer' : null
  if (borrower === 'person') return null
  return lineFen <= limits.microEnterpriseMaxFen ? 'micro' : null
}
