import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, maxFen, minFen, mulDiv, PPM } from '@puhui/money'
import { interestOf } from '@puhui/product'
import { staysAsPlanned } from './as-planned.ts'
import type { Core } from './core.ts'
import { interestStepsUntil } from './plan.ts'
import { settlesToPeriodEnd } from './rest.ts'
import { fixedEarnedBy } from './rest-fixed.ts'
import { openPart, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** What has been earned and is neither paid nor waived, on the morning of a day. */
export interface Claims {
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
}

/** Interest of a row from its beginning to the morning of a day, by formula: nothing is stored as it grows. */
export function earnedInterest(terms: LoanTerms, row: Row, epoch: number): Fen {
  if (row.toEpoch <= epoch || row.dueEpoch <= epoch) return row.interestFen
  const fixedFen = () => fixedEarnedBy(row, epoch, terms.schedule.plan?.rateDecimals)
  if (row.fromEpoch >= epoch) return fixedFen()
  if (row.evenDaysInYear !== undefined) {
    const { balanceFen, annualRatePpm } = row.interestSteps[0]!
    const days = BigInt(epoch - row.fromEpoch)
    return mulDiv(balanceFen, annualRatePpm * days, PPM * BigInt(row.evenDaysInYear), 'half-even')
  }
  const runFen = interestOf(interestStepsUntil(terms, row, dayFromEpoch(epoch)))
  const earnedFen = broughtInto(row) + runFen + fixedFen()
  // The last equal part may be a fen less than what its days would earn.
  return row.interestSteps[0]?.isSpread ? minFen(earnedFen, row.interestFen) : earnedFen
}

/** Sums over the rows that are open and have begun; settled rows owe nothing. */
export function claimsOn(terms: LoanTerms, core: Core, epoch: number): Claims {
  let [interestFen, feeFen, penaltyFen] = [0n, 0n, 0n]
  const isPlanKept = staysAsPlanned(core.schedule)
  for (let i = core.rest ? 0 : core.firstOpen; i < core.rows.length; i++) {
    const row = core.rows[i]!
    if (hasEnded(core.rows[i - 1], epoch)) interestFen += earnedBefore(row, epoch)
    const isToCome = row.fromEpoch >= epoch && row.dueEpoch > epoch
    // Where interest follows what is owed, one to come may have been paid what an earlier one found no room for.
    if (isToCome && !core.hasCarried && !core.rest) break
    // An instalment that was paid early goes on earning for the one after it, where interest follows what is owed.
    if (row.settledOn !== undefined && !(row.rest && row.dueEpoch > epoch)) continue
    const { paid, waived, carried } = row
    const openFen = earnedInterest(terms, row, epoch) + carried.interestFen - paid.interestFen - waived.interestFen
    // Interest of the plan, or laid in a fixed amount, that is paid before its days is earned when it is paid.
    interestFen += isPlanKept || (row.rest?.fixed && row.dueEpoch > epoch) ? maxFen(0n, openFen) : openFen
    if (row.dueEpoch > epoch) {
      // Of the fee of the instalment nothing is a claim before its day; what was paid beyond it was paid for charges.
      feeFen += carried.feeFen - maxFen(0n, paid.feeFen + waived.feeFen - row.feeFen)
      penaltyFen += carried.penaltyFen - paid.penaltyFen - waived.penaltyFen
      continue
    }
    feeFen += openPart(row, 'fee', epoch, core.penalty)
    penaltyFen += openPart(row, 'penalty', epoch, core.penalty)
  }
  // A settlement pays interest to the end of the instalment: what one has found no room for, another has been paid.
  return { interestFen: settlesToPeriodEnd(core.schedule) ? maxFen(0n, interestFen) : interestFen, feeFen, penaltyFen }
}

function hasEnded(row: Row | undefined, epoch: number): boolean {
  return row !== undefined && (row.toEpoch <= epoch || row.dueEpoch <= epoch)
}

/** What the row before found no room for, while the days of this one have not begun. */
function earnedBefore(row: Row, epoch: number): Fen {
  return row.fromEpoch < epoch || row.toEpoch <= epoch || row.dueEpoch <= epoch ? 0n : broughtInto(row)
}

/** What has run in a row beside its own days: what the one before found no room for, and what a chargeback brought back. */
function broughtInto(row: Row): Fen {
  return row.rest ? row.rest.runFen - interestOf(row.interestSteps) - (row.rest.fixed?.amountFen ?? 0n) : 0n
}
