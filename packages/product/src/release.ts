import type { ProductTerms } from './terms.ts'

/**
 * What a version still lacks before it may be released: a limit, ways to repay, and a rule of review.
 *
 * @returns JSON pointers, in the order of the terms; none when it is complete
 * @source PRD-17; SPEC T6
 * @example missingForRelease({ ...terms, rules: {} }) // ['/rules/limit', '/rules/review']
 */
export function missingForRelease({ rules, prepayment }: ProductTerms): readonly string[] {
  return [
    ...(prepayment.isAllowed && prepayment.modes.length === 0 ? ['/prepayment/modes'] : []),
    ...(rules?.limit === undefined ? ['/rules/limit'] : []),
    ...(rules?.review === undefined ? ['/rules/review'] : []),
  ]
}
