import { CLAIM_FIELDS, type ClaimField, type ClaimRule, defaultClaimRules } from '@puhui/policy'

/** What a lender sets for its underwriting, as it is stored: money in fen as text, shares in millionths. */
export interface UnderwritingParameters {
  /** Above this one person does not approve alone. */
  readonly fourEyesAboveFen: string
  /** Whom no bureau knows begins with this much; more takes a second person. */
  readonly firstLoanFenMax: string
  readonly claims: readonly {
    readonly field: ClaimField
    readonly weight: number
    readonly tolerancePpm: number
    readonly isNeeded: boolean
  }[]
}

/** What stands until a lender has set its own; version 0. */
export const SHIPPED_PARAMETERS: UnderwritingParameters = {
  fourEyesAboveFen: '5000000',
  firstLoanFenMax: '1000000',
  claims: defaultClaimRules.map((rule) => ({ ...rule, tolerancePpm: Number(rule.tolerancePpm) })),
}

export function claimRulesOf({ claims }: UnderwritingParameters): ClaimRule[] {
  return claims.map((rule) => ({ ...rule, tolerancePpm: BigInt(rule.tolerancePpm) }))
}

/** One rule per field, and a first loan without a second person not above what takes one. */
export function areParametersSound({ claims, fourEyesAboveFen, firstLoanFenMax }: UnderwritingParameters): boolean {
  const fields = new Set(claims.map(({ field }) => field))
  return CLAIM_FIELDS.every((field) => fields.has(field)) && BigInt(firstLoanFenMax) <= BigInt(fourEyesAboveFen)
}
