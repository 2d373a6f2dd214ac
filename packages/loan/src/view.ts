import { type Day, epochOf } from '@puhui/calendar'
import { maxFen, sumFen } from '@puhui/money'
import { claimsOn } from './accrued.ts'
import { piecesOf } from './allocation-log.ts'
import { type Core, principalOwed, recoveredOf } from './core.ts'
import { drawableOf } from './draw.ts'
import { coreOn, type Loan } from './loan.ts'
import { dueByOwnDay } from './own-day.ts'
import { bucketOf, dpdOf, isAccruingAt } from './past-due.ts'
import { rateOn } from './plan.ts'
import { addParts, NO_PARTS, type PenaltyFacts, penaltyOf, penaltyStepsOf, type Row } from './row.ts'
import type { Allocation, InstalmentState, LoanState, LoanStatus, NextDue, Parts } from './state.ts'

/**
 * The loan on the morning of a day, with the payments of that day; later events are left out.
 *
 * @param asOf any day; before the disbursement the loan is pending
 * @param known the loan before an event, and its state on the same day, where they are at hand: instalments that the event
 *   left alone are taken from it
 * @source SPEC L4-L9
 * @example stateOn(loan, '2026-03-15').status // 'overdue'
 */
export function stateOn(loan: Loan, asOf: Day, known?: KnownState): LoanState {
  const core = coreOn(loan, asOf)
  const epoch = epochOf(asOf)
  const instalments = instalmentsOn(core, asOf, epoch, known)
  const claims = claimsOn(loan.terms, core, epoch)
  const dpd = dpdOf(core, epoch)
  const due = instalments.filter((row) => row.dueOn <= asOf)
  return {
    loanId: loan.terms.loanId,
    asOf,
    status: statusOf(core, dpd),
    disbursedOn: core.disbursedOn,
    disbursedFen: core.disbursedFen,
    drawable: drawableOf(loan.terms, core, asOf),
    annualRatePpm: rateOn({ ...loan.terms, schedule: core.schedule }, asOf),
    method: core.schedule.method,
    instalments,
    principalFen: principalOwed(core),
    interestAccruedFen: claims.interestFen,
    feeDueFen: claims.feeFen,
    penaltyFen: claims.penaltyFen,
    dueFen: sumFen(due.map((row) => row.outstandingFen)) + dueByOwnDay(loan, core, epoch),
    overdueFen: sumFen(due.filter((row) => row.dueOn < asOf).map((row) => row.outstandingFen)),
    heldFen: core.heldFen,
    paid: core.paid,
    waived: core.waived,
    prepaymentFeePaidFen: core.prepaymentFeeFen,
    goodwillFen: core.goodwillFen,
    refundedFen: core.refundedFen,
    refundedInterestFen: core.refundedInterestFen,
    chargedOffFen: core.chargedOff?.principalFen ?? 0n,
    recoveredFen: recoveredOf(core),
    dpd,
    bucket: bucketOf(dpd),
    isAccruing: isAccruingAt(loan.terms, core, epoch),
    nextDue: nextDueOf(instalments, asOf, core),
    settledOn: core.settledOn,
    allocations: piecesOf(core.allocations),
  }
}

export interface KnownState {
  readonly loan: Loan
  readonly state: LoanState
}

function instalmentsOn(core: Core, asOf: Day, epoch: number, known?: KnownState): readonly InstalmentState[] {
  const before = known?.state.asOf === asOf ? coreOn(known.loan, asOf) : undefined
  const isLike = before?.penalty === core.penalty
  return core.rows.map((row, at) =>
    isLike && before?.rows[at] === row ? known!.state.instalments[at]! : instalmentOn(row, asOf, epoch, core.penalty),
  )
}

function statusOf(core: Core, dpd: number): LoanStatus {
  if (core.disbursedOn === undefined) return 'pending'
  if (core.settledOn !== undefined) return 'settled'
  if (core.chargedOff) return 'chargedOff'
  return dpd > 0 ? 'overdue' : 'active'
}

function nextDueOf(instalments: readonly InstalmentState[], asOf: Day, core: Core): NextDue | undefined {
  const next = instalments.find((row) => row.dueOn >= asOf && row.outstandingFen > 0n)
  return next && { number: next.number, dueOn: next.dueOn, amountFen: maxFen(0n, next.outstandingFen - core.heldFen) }
}

function instalmentOn(row: Row, asOf: Day, epoch: number, facts: PenaltyFacts): InstalmentState {
  const { number, periodFrom, periodTo, dueOn } = row.period
  const { paid, waived, carried } = row
  const { principalFen, interestFen, feeFen } = row
  const asked = { principalFen, interestFen, feeFen, penaltyFen: penaltyOf(row, epoch, facts) }
  const due = carried === NO_PARTS ? asked : addParts(asked, carried)
  const outstanding = openOf(due, paid, waived)
  const planned = row.writtenOff ? addParts(due, row.writtenOff) : due
  const outstandingFen =
    outstanding.principalFen + outstanding.interestFen + outstanding.feeFen + outstanding.penaltyFen
  const status = statusOfRow(row, asOf, epoch)
  return {
    number,
    periodFrom,
    periodTo,
    dueOn,
    planned,
    paid,
    waived,
    outstanding,
    outstandingFen,
    carried,
    status,
    dpd: status === 'overdue' ? epoch - row.dueEpoch : 0,
    settledOn: row.settledOn,
    balanceFen: row.balanceFen,
    ...(row.writtenOff ? { writtenOff: row.writtenOff } : {}),
    interestSteps: row.interestSteps,
    penaltySteps: penaltyStepsOf(row, epoch, facts),
  }
}

function openOf(planned: Parts, paid: Parts, waived: Parts): Parts {
  return {
    principalFen: planned.principalFen - paid.principalFen - waived.principalFen,
    interestFen: planned.interestFen - paid.interestFen - waived.interestFen,
    feeFen: planned.feeFen - paid.feeFen - waived.feeFen,
    penaltyFen: planned.penaltyFen - paid.penaltyFen - waived.penaltyFen,
  }
}

function statusOfRow(row: Row, asOf: Day, epoch: number): InstalmentState['status'] {
  if (row.settledOn !== undefined && row.settledOn <= asOf) {
    if (row.writtenOff) return 'forgiven'
    return Object.values(row.carried).some((fen) => fen < 0n) ? 'moved' : 'paid'
  }
  if (row.dueEpoch > epoch) return 'future'
  return row.dueEpoch === epoch ? 'due' : 'overdue'
}

/** What every payment known was taken for, up to the last event: `allocationsOf(loan)`, without the cost of a state. */
export function allocationsOf(loan: Loan): readonly Allocation[] {
  return piecesOf(loan.core.allocations)
}
