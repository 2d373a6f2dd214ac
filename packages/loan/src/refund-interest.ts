import { type Fen, maxFen, minFen, mulDiv, sumFen } from '@puhui/money'
import { claimsOn, earnedInterest } from './accrued.ts'
import { staysAsPlanned } from './as-planned.ts'
import type { Core } from './core.ts'
import type { LoanEvent } from './event.ts'
import type { Row } from './row.ts'
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

/**
 * What the loan has cost more by a day than it would have, had what was refunded never been lent, less what was given back
 * before.
 *
 * @param core the loan with the refund
 * @param without the loan as if what was refunded had been paid on the days on which it was lent
 * @source SPEC M12
 */
export function interestSaved(terms: LoanTerms, core: Core, without: Core, epoch: number): Fen {
  return maxFen(0n, costBy(terms, core, epoch) - costBy(terms, without, epoch) - core.refundedInterestFen)
}

/** All interest that has run by a day, whether paid or not, and whether it is income by then or later. */
function costBy(terms: LoanTerms, before: Core, epoch: number): Fen {
  const core = { ...before, rows: before.rows.map(earnedAsOwed) }
  if (staysAsPlanned(core.schedule)) return sumFen(core.rows.map((row) => earnedInterest(terms, row, epoch)))
  return core.paid.interestFen + core.waived.interestFen + claimsOn(terms, core, epoch).interestFen
}

function earnedAsOwed(row: Row): Row {
  if (!row.rest?.fixed) return row
  const { fixed } = row.rest
  return { ...row, rest: { ...row.rest, fixed: { ...fixed, earnedFen: fixed.owedFen } } }
}

/** The events as they would be, had what was refunded been paid on the days on which it was lent, the first first. */
export function asIfNeverLent(past: readonly LoanEvent[]): readonly LoanEvent[] {
  let leftFen = sumFen(past.map((event) => (event.kind === 'refunded' ? event.amountFen : 0n)))
  return past
    .filter((event) => !isRefund(event))
    .flatMap((event): readonly LoanEvent[] => {
      if (event.kind !== 'disbursed' || leftFen <= 0n) return [event]
      const amountFen = minFen(event.amountFen, leftFen)
      leftFen -= amountFen
      return [event, { ...event, id: `${event.id}:refunded`, kind: 'repaid', amountFen }]
    })
}

function isRefund(event: LoanEvent): boolean {
  return event.kind === 'refunded' || (event.kind === 'goodwillCredited' && event.givesUp === 'interest-refund')
}
