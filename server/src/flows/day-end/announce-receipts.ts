import type { Day } from '@puhui/calendar'
import { amountOf, type Projection } from '../../modules/servicing/index.ts'
import { type Announcement, announce, loanEventKey } from '../../modules/webhooks/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import type { Receipt } from './debits.ts'

/** Tells systems outside of payments that are booked many at once, without a line of the journal for each. */
export function announceReceipts(
  ctx: WriteContext,
  receipts: readonly Receipt[],
  shown: ReadonlyMap<string, Pick<Projection, 'status' | 'outstandingFen'>>,
  on: Day,
): Promise<number> {
  const occurredAt = ctx.clock.now()
  return announce(
    ctx,
    receipts.flatMap(({ due, event }): Announcement[] => {
      const { status, outstandingFen } = shown.get(due.id)!
      const about = { objectKind: 'loan', objectId: due.id, customerId: due.customerId, occurredAt }
      const ids = { loanId: due.id, customerId: due.customerId, bookedOn: on }
      const sourceKey = loanEventKey(event.id)
      const moved = {
        ...ids,
        eventId: event.id,
        amountFen: String(amountOf(event)),
        outstandingFen: String(outstandingFen),
        status,
        valueOn: event.valueOn,
      }
      const paid: Announcement = { ...about, type: 'repayment.received', sourceKey, data: moved }
      if (status !== 'settled') return [paid]
      return [paid, { ...about, type: 'loan.settled', sourceKey: `settled:${sourceKey}`, data: ids }]
    }),
  )
}
