import { type Day, maxDay } from '@puhui/calendar'
import { type Fen, minFen } from '@puhui/money'
import { type AnnualCost, annualCost } from '@puhui/product'
import { piecesOf } from './allocation-log.ts'
import { coreOn, type Loan } from './loan.ts'
import { stateOn } from './view.ts'

/**
 * The annual cost of a loan as it went and as it will go by plan: what was paid out, what was paid for principal, interest
 * and fees, and what is still open. Penalty interest is left out: it has a ceiling of its own (CN-RATE-009).
 *
 * @param asOf what is open is paid on its due day, and what is past due on this day
 * @returns undefined before anything is paid out
 * @source CN-RATE-002 and 004; SPEC E6
 */
export function allInCostOf(loan: Loan, asOf: Day): AnnualCost | undefined {
  const core = coreOn(loan, asOf)
  const { disbursedOn } = core
  if (disbursedOn === undefined) return undefined
  const out = loan.inForce.flatMap((event) =>
    event.kind === 'disbursed' && event.valueOn <= asOf ? [{ on: event.valueOn, amountFen: event.amountFen }] : [],
  )
  const paid = piecesOf(core.allocations).flatMap(({ on, part, amountFen, rule }) =>
    part === 'penalty' || part === 'held' || rule.startsWith('waiver') ? [] : [{ on, amountFen: -amountFen }],
  )
  const upfront = { on: disbursedOn, amountFen: -core.upfrontFeeFen }
  return annualCost(
    [...out, upfront, ...paid, ...toCome(loan, asOf)].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
  )
}

function toCome(loan: Loan, asOf: Day): { on: Day; amountFen: Fen }[] {
  const { instalments, heldFen } = stateOn(loan, asOf)
  let leftFen = heldFen
  const open = instalments.map(({ dueOn, outstanding: { principalFen, interestFen, feeFen } }) => {
    const openFen = principalFen + interestFen + feeFen
    const fromHeld = minFen(leftFen, openFen)
    leftFen -= fromHeld
    return { on: maxDay(dueOn, asOf), amountFen: fromHeld - openFen }
  })
  return [{ on: asOf, amountFen: -heldFen }, ...open].filter(({ amountFen }) => amountFen !== 0n)
}
