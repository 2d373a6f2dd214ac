import { addDays, type Day, epochOf } from '@puhui/calendar'
import type { AccountCode, Line } from '@puhui/ledger'
import { type Fen, maxFen, minFen, mulDiv, sumFen } from '@puhui/money'
import type { Instalment } from '@puhui/product'
import { feesOf } from '@puhui/product'
import { claimsOn } from './accrued.ts'
import { type Core, principalOwed, recoveredOf } from './core.ts'
import { deferredOf, unearnedOf } from './deferred.ts'
import type { LoanEvent } from './event.ts'
import { coreOn, evolve, type Loan } from './loan.ts'
import { partnerFeesOf } from './partner-fees.ts'
import { isAccruingAt } from './past-due.ts'
import type { Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** Amounts by account; those of the same account add up. Not an object: account codes look like array indices, and are slow as keys. */
type Balances = readonly (readonly [AccountCode, Fen])[]

/**
 * The balances of one loan in the general ledger on the morning of a day.
 *
 * This is the whole of loan accounting: what the books must say follows from the state, and every posting is the
 * difference between two such answers. So the sub-ledger ties to the general ledger by construction, and a backdated
 * event or a reversal posts exactly the compensating lines, on the day it is booked.
 *
 * @returns lines that sum to zero, without zero lines, in the order of the chart
 * @source SPEC B1-B9
 */
export function booksOn(loan: Loan, day: Day): readonly Line[] {
  return linesOf(loan, balancesOn(loan, day))
}

/**
 * What day-end of a day must post for a loan: its books on the next morning less those on this morning.
 * Day-end sums these lines over the loans of a product and posts one entry.
 *
 * @source SPEC B7
 */
export function accrualOn(loan: Loan, day: Day): readonly Line[] {
  if (loan.core.settledOn !== undefined && loan.core.settledOn <= day) return []
  const ordinary = ordinaryAccrual(loan, epochOf(day))
  return linesOf(loan, ordinary ?? difference(balancesOn(loan, day), balancesOn(loan, addDays(day, 1))))
}

/** The short cut of a day on which nothing happens but time: only claims grow. The property test holds it to the long way. */
function ordinaryAccrual({ terms, core }: Loan, epoch: number): Balances | undefined {
  const isPlain = core.heldFen === 0n && !core.rest && core.coming.length + core.deferred.length === 0
  const isOrdinary = core.epoch <= epoch && core.disbursedOn !== undefined && isPlain
  if (!isOrdinary || !isAccruingAt(terms, core, epoch) || !isAccruingAt(terms, core, epoch + 1)) return undefined
  const [before, after] = [claimsOn(terms, core, epoch), claimsOn(terms, core, epoch + 1)]
  const interestFen = after.interestFen - before.interestFen
  const penaltyFen = after.penaltyFen - before.penaltyFen
  if (after.feeFen !== before.feeFen) return undefined
  return [
    ['1132', interestFen],
    ['1133', penaltyFen],
    ['6011', -interestFen],
    ['6012', -penaltyFen],
  ]
}

/**
 * The balanced lines of an event on its booking day.
 *
 * @param loan the loan before the event
 * @param evolved the loan with it, where it is at hand already
 * @returns lines that sum to zero; none when the event changes nothing in the books
 * @source SPEC B5, B6
 */
export function postingsOf(loan: Loan, event: LoanEvent, evolved: Loan = evolve(loan, event)): readonly Line[] {
  const day = event.bookedOn
  return linesOf(loan, difference(balancesOn(loan, day), balancesOn(evolved, day)))
}

/** The lines of an event, as `postingsOf`, and the balances to which they lead, as `booksOn`. */
export function bookingOf(loan: Loan, event: LoanEvent, evolved: Loan) {
  const day = event.bookedOn
  const balances = balancesOn(evolved, day)
  return { lines: linesOf(loan, difference(balancesOn(loan, day), balances)), books: linesOf(evolved, balances) }
}

function balancesOn(loan: Loan, day: Day): Balances {
  const core = coreOn(loan, day)
  if (core.disbursedOn === undefined) return []
  return core.chargedOff ? chargedOffBooks(loan, core, day) : runningBooks(loan, core, day)
}

/** Cash, principal, money held and fees charged once stand in the same way whether income accrues or not. */
function commonBooks(terms: LoanTerms, core: Core, epoch: number): Balances {
  return [
    ['1002', core.upfrontFeeFen - core.disbursedFen + core.capitalisedFen + moneyReceived(core)],
    ...deferredBooks(core, epoch),
    ['6704', core.goodwillFen],
    ['6011', core.refundedInterestFen],
    ['6021', core.chargesLoweredFen],
    ['2241', -core.heldFen],
    ['6022', -core.prepaymentFeeFen],
    ...upfrontFees(terms, core.upfrontFeeFen),
  ]
}

/** Fees that joined the principal are a debt to earnings until they are earned; at a charge-off the rest lowers the loss. */
function deferredBooks(core: Core, epoch: number): Balances {
  if (core.deferred.length === 0) return []
  const unearnedFen = unearnedOf(core, epoch)
  const lostFen = core.chargedOff ? unearnedFen : 0n
  return [
    ['2401', lostFen - unearnedFen],
    ['6702', -lostFen],
    ['6021', unearnedFen - deferredOf(core)],
  ]
}

/** Credits pay like money, and none has come for them. */
function moneyReceived(core: Core): Fen {
  const { receivedFen, goodwillFen, refundedInterestFen, deferredGivenUpFen, chargesLoweredFen } = core
  return receivedFen - goodwillFen - refundedInterestFen - deferredGivenUpFen - chargesLoweredFen
}

function runningBooks(loan: Loan, core: Core, day: Day): Balances {
  const { terms } = loan
  const { paid, waived } = core
  const epoch = epochOf(day)
  const claims = claimsOn(terms, core, epoch)
  const common: Balances = [...commonBooks(terms, core, epoch), ['1303', core.disbursedFen - paid.principalFen]]
  if (!isAccruingAt(terms, core, epoch)) {
    return [...common, ...cashBasis(terms, core, paid), ...offBalance(sumClaims(claims))]
  }
  const feesFen = claims.feeFen + paid.feeFen + waived.feeFen
  return [
    ...common,
    ['1132', claims.interestFen],
    ['1133', claims.penaltyFen],
    ['1122', claims.feeFen],
    ['6011', -(claims.interestFen + paid.interestFen + waived.interestFen)],
    ['6012', -(claims.penaltyFen + paid.penaltyFen + waived.penaltyFen)],
    ['6703', waived.interestFen + waived.penaltyFen + waived.feeFen],
    ...feeBooks(terms, core, feesFen, (row) => feeEarned(row, epoch)),
  ]
}

/** After charge-off the claim lives off the balance sheet and what comes in is a recovery. */
function chargedOffBooks({ terms }: Loan, core: Core, day: Day): Balances {
  const { principalFen, paidBefore, rowsBefore } = core.chargedOff!
  const claimFen = principalOwed(core) + sumClaims(claimsOn(terms, core, epochOf(day)))
  return [
    ...commonBooks(terms, core, epochOf(day)),
    ...cashBasis(terms, { ...core, rows: rowsBefore }, paidBefore),
    ['6702', principalFen],
    ['6301', -recoveredOf(core)],
    ...offBalance(claimFen),
  ]
}

function cashBasis(terms: LoanTerms, core: Core, paid: Core['paid']): Balances {
  const fees = feeBooks(terms, core, paid.feeFen, feePaid)
  return [['6011', -paid.interestFen], ['6012', -paid.penaltyFen], ...fees]
}

function feePaid({ feeFen, paid }: Row): Fen {
  return minFen(feeFen, paid.feeFen)
}

function offBalance(claimFen: Fen): Balances {
  return [
    ['9001', claimFen],
    ['9002', -claimFen],
  ]
}

function sumClaims(claims: { interestFen: Fen; feeFen: Fen; penaltyFen: Fen }): Fen {
  return claims.interestFen + claims.feeFen + claims.penaltyFen
}

/** The fee of an instalment stands in the books from its due day, or when it is paid before; less what new terms moved away. */
function feeEarned({ feeFen, dueEpoch, paid, carried }: Row, epoch: number): Fen {
  return dueEpoch <= epoch ? feeFen + minFen(0n, carried.feeFen) : minFen(feeFen, paid.feeFen)
}

/** Fees earned, split between the lender's income and what is owed to partners; those on events are what the instalments do not ask for by plan. */
function feeBooks(terms: LoanTerms, core: Core, amountFen: Fen, ofRow: (row: Row) => Fen): Balances {
  return split(amountFen, partnersOf(terms, core, amountFen, ofRow))
}

function partnersOf(terms: LoanTerms, core: Core, amountFen: Fen, ofRow: (row: Row) => Fen): Fen {
  const { eventFeeFen, eventPartnerFeeFen } = core
  const ownFen = sumFen(core.rows.map(ofRow))
  const eventFen = minFen(eventFeeFen, maxFen(0n, amountFen - ownFen))
  const ofEventsFen = eventFen === 0n ? 0n : mulDiv(eventFen, eventPartnerFeeFen, eventFeeFen, 'down')
  return ofEventsFen + partnerFeesOf(terms, core, amountFen - eventFen, ofRow)
}

/** What of fees is owed to partners on a morning on which a loan runs: where they take a share of a balance, it moves with it. */
export function owedToPartners(terms: LoanTerms, core: Core, epoch: number): Fen {
  const { paid, waived } = core
  if (!isAccruingAt(terms, core, epoch)) return partnersOf(terms, core, paid.feeFen, feePaid)
  const feesFen = claimsOn(terms, core, epoch).feeFen + paid.feeFen + waived.feeFen
  return partnersOf(terms, core, feesFen, (row) => feeEarned(row, epoch))
}

/**
 * Where fees go that the books of a loan lack: into income, and in their share to the partners for whom they are collected.
 *
 * @param missingFen what the books should have more than they have in fees; below zero, what they have too much
 * @returns lines of the other side, which sum to minus the amount
 * @source SPEC B16
 */
export function feesMissing(loan: Loan, day: Day, missingFen: Fen): readonly Line[] {
  const core = coreOn(loan, day)
  if (core.disbursedOn === undefined || missingFen === 0n) return []
  const epoch = epochOf(day)
  const earnedFen = claimsOn(loan.terms, core, epoch).feeFen + core.paid.feeFen + core.waived.feeFen
  const booksOf = (amountFen: Fen) => feeBooks(loan.terms, core, amountFen, (row) => feeEarned(row, epoch))
  return linesOf(loan, difference(booksOf(earnedFen - missingFen), booksOf(earnedFen)))
}

function upfrontFees(terms: LoanTerms, amountFen: Fen): Balances {
  const fees = feesOf(terms.schedule, 'upfront')
  return split(amountFen, sum(fees.filter((fee) => isPartners(terms, fee.code))))
}

function split(amountFen: Fen, partnerFen: Fen): Balances {
  if (amountFen === 0n) return []
  return [
    ['6021', partnerFen - amountFen],
    ['2202', -partnerFen],
  ]
}

function isPartners(terms: LoanTerms, code: string): boolean {
  return terms.schedule.fees.some((rule) => rule.code === code && rule.collector.kind === 'partner')
}

function sum(fees: Instalment['fees']): Fen {
  return fees.reduce((total, fee) => total + fee.amountFen, 0n)
}

function difference(before: Balances, after: Balances): Balances {
  return [...after, ...before.map(([account, amountFen]) => [account, -amountFen] as const)]
}

function linesOf(loan: Loan, balances: Balances): readonly Line[] {
  const { loanId } = loan.terms
  const sums = new Map<AccountCode, Fen>()
  for (const balance of balances) sums.set(balance[0], (sums.get(balance[0]) ?? 0n) + balance[1])
  const lines: Line[] = []
  sums.forEach((amountFen, account) => {
    if (amountFen !== 0n) lines.push({ account, amountFen, loanId })
  })
  return lines.sort((a, b) => (a.account < b.account ? -1 : 1))
}
