import type { Day } from '@puhui/calendar'
import type { LifeEvent, LoanEvent } from '@puhui/loan'
import { NotServed } from './not-served.ts'

type Draft = LoanEvent extends infer E
  ? E extends LoanEvent
    ? Omit<E, 'id' | 'seq' | 'valueOn' | 'bookedOn'>
    : never
  : never

/** A case's events as those of a contract, one for one. */
export function servedEvents(events: readonly LifeEvent[]): readonly LoanEvent[] {
  return events.map((event) => {
    const { id, seq, bookedOn } = event
    return { id, seq, bookedOn, valueOn: effectOf(event), ...draftOf(event) }
  })
}

/** A charge has effect from the day it is put on; a backdated one from its due day. */
function effectOf(event: LifeEvent): Day {
  if (event.kind !== 'chargeAdded') return event.valueOn
  const { dueOn, timing } = event.charge
  return timing === 'due-date' && dueOn !== undefined && dueOn < event.bookedOn ? dueOn : event.bookedOn
}

function draftOf(event: LifeEvent): Draft {
  switch (event.kind) {
    case 'paidOut':
      return { kind: 'disbursed', amountFen: event.amountFen, channel: 'case' }
    case 'moneyIn':
      return moneyOf(event)
    case 'balanceRefunded':
      return { kind: 'heldReturned', amountFen: event.amountFen, channel: 'case', reason: '' }
    case 'reversed':
      return { kind: 'reversed', eventId: event.eventId, reason: '' }
    default:
      throw new NotServed(`event ${event.kind}`)
  }
}

function moneyOf({ money, amountFen }: Extract<LifeEvent, { kind: 'moneyIn' }>): Draft {
  switch (money) {
    case 'repayment':
    case 'down-payment':
      return { kind: 'repaid', amountFen, channel: 'case' }
    case 'goodwill-credit':
      return { kind: 'goodwillCredited', amountFen, reason: '' }
    case 'merchant-refund':
    case 'payout-refund':
      return { kind: 'refunded', amountFen, withInterest: false, channel: 'case', reason: '' }
    default:
      throw new NotServed(`money ${money}`)
  }
}
