import type { OwnHistory } from '../modules/applications/index.ts'
import { type Law, requireWithinBalance } from '../modules/regulations/index.ts'

/**
 * Refuses what would bring one borrower above the amount that the law of the day leaves this kind of lender.
 *
 * @refuses regulations.balance_above_limit, compliance.limit_exceeded, each with the limit
 * @source CN-ORIG-001 (banks, online), CN-ORIG-004 (consumer finance companies)
 */
export function requireWithinLegalLimit(
  law: Law,
  { outstandingFen, unusedFen }: Pick<OwnHistory, 'outstandingFen' | 'unusedFen'>,
  newFen: bigint,
): void {
  requireWithinBalance(law, outstandingFen + unusedFen, newFen)
}
