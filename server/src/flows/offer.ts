import { minFen } from '@puhui/money'
import type { Outcome } from '../modules/applications/index.ts'
import type { Verdict } from '../modules/decisions/index.ts'
import type { ProductVersion } from '../modules/products/index.ts'

/** What a verdict means for an application under a product: its outcome, and what may be borrowed at which price. */
export interface Offer {
  readonly outcome: Outcome
  readonly set: {
    readonly outcome: Outcome
    readonly principal_reason: Verdict['principalReason']
    readonly grade: string | null
    readonly score_points: number | null
    readonly approved_fen: bigint | null
    readonly annual_rate_ppm: bigint | null
  }
}

/**
 * Turns an approval into an amount: what was asked for, at most the policy's limit, in steps of the product. The price is
 * the policy's, at most the product's for the grade. An amount below the product's smallest, or a grade without a price, goes to a person.
 */
export function offerOf(
  { decision, principalReason, scorePoints }: Verdict,
  { terms }: ProductVersion,
  requestedFen: bigint,
): Offer {
  const grade = decision.grade ?? null
  const listed = terms.prices.find((price) => price.grade === grade)?.annualRatePpm ?? null
  const own = decision.ratePpm ?? listed
  const rate = listed === null || own === null ? null : own < listed ? own : listed
  const amount = offeredFen(terms.amountFen, minFen(requestedFen, decision.limitFen ?? requestedFen))
  const isOffer = decision.outcome === 'approve' && rate !== null && amount !== null
  const outcome = decision.outcome === 'approve' && !isOffer ? 'refer' : decision.outcome
  return {
    outcome,
    set: {
      outcome,
      principal_reason: principalReason,
      grade,
      score_points: scorePoints,
      approved_fen: isOffer ? amount : null,
      annual_rate_ppm: isOffer ? rate : null,
    },
  }
}

/** The largest amount of a product up to another, or null when that is below its smallest. */
export function offeredFen({ min, max, step }: ProductVersion['terms']['amountFen'], upToFen: bigint): bigint | null {
  const most = minFen(upToFen, max)
  return most < min ? null : min + ((most - min) / step) * step
}
