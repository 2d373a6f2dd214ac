import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, minFen } from '@puhui/money'
import { append } from './allocation-log.ts'
import { oweParts } from './charge-back-debt.ts'
import { type Core, isEnded } from './core.ts'
import type { HeldReturned } from './event.ts'
import { NO_PARTS } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Pays money that is held back to the borrower. What turns out not to have been held is owed again as principal, where a
 * chargeback is new debt.
 *
 * @source SPEC H1, H3
 */
export function returnHeld(terms: LoanTerms, core: Core, event: HeldReturned, epoch: number): Core {
  const heldFen = minFen(event.amountFen, core.heldFen)
  const isOwed = terms.allocation.chargeback !== undefined && !isEnded(core)
  const owedFen = isOwed ? event.amountFen - heldFen : 0n
  const returned = paidBack(core, event, epoch, heldFen)
  if (owedFen === 0n) return returned
  const gone = {
    ...returned,
    receivedFen: returned.receivedFen - owedFen,
    returnedFen: returned.returnedFen + owedFen,
    settledOn: undefined,
  }
  return oweParts(terms, gone, event, epoch, { ...NO_PARTS, principalFen: owedFen })
}

function paidBack(core: Core, event: HeldReturned, epoch: number, amountFen: Fen): Core {
  if (amountFen === 0n) return core
  const piece = {
    eventId: event.id,
    on: dayFromEpoch(epoch),
    part: 'held',
    instalment: undefined,
    amountFen: -amountFen,
    rule: 'heldReturned',
  } as const
  return {
    ...core,
    receivedFen: core.receivedFen - amountFen,
    heldFen: core.heldFen - amountFen,
    returnedFen: core.returnedFen + amountFen,
    allocations: append(core.allocations, [piece]),
  }
}
