import { type Fen, maxFen, minFen, mulDiv } from '@puhui/money'
import { claimsOn } from './accrued.ts'
import type { Core } from './core.ts'
import type { LoanTerms } from './terms.ts'

/**
 * The interest that a refunded part of the principal has borne up to a day: its share of all that was earned, less what
 * was given back before.
 *
 * @source SPEC M4
 */
export function refundableInterest(terms: LoanTerms, core: Core, amountFen: Fen, epoch: number): Fen {
  const borneFen = core.paid.interestFen + claimsOn(terms, core, epoch).interestFen
  const shareFen = mulDiv(borneFen, minFen(amountFen, core.disbursedFen), core.disbursedFen, 'half-even')
  return maxFen(0n, minFen(shareFen, borneFen - core.refundedInterestFen))
}
