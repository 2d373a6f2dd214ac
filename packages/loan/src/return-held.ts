import { dayFromEpoch } from '@puhui/calendar'
import { minFen } from '@puhui/money'
import { append } from './allocation-log.ts'
import type { Core } from './core.ts'
import type { HeldReturned } from './event.ts'

/**
 * Pays money that is held back to the borrower.
 *
 * @source SPEC H1
 */
export function returnHeld(core: Core, event: HeldReturned, epoch: number): Core {
  const amountFen = minFen(event.amountFen, core.heldFen)
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
