import type { EventData, EventField, EventType } from '@puhui/events'
import { eventTypes } from '@puhui/events'
import type { Instant } from '../../platform/clock.ts'
import type { Announcement } from './announce.ts'

/** A line of the journal, as far as an event is made of it. */
export interface TellingLine {
  readonly id: bigint
  readonly action: string
  readonly object_kind: string
  readonly object_id: string
  readonly customer_id: string | null
  readonly after: unknown
  readonly recorded_at: Instant
}

const TYPE_OF: Readonly<Record<string, EventType>> = {
  'customers.registered': 'customer.registered',
  'applications.submitted': 'application.submitted',
  'applications.decided': 'application.decided',
  'applications.reviewed': 'application.decided',
  'contracts.signed': 'contract.signed',
  'loans.disbursed': 'loan.disbursed',
  'loans.repaid': 'repayment.received',
  'loans.prepaid': 'repayment.received',
  'loans.reversed': 'repayment.reversed',
  'loans.charged_off': 'loan.charged_off',
  'loans.charged_back': 'repayment.charged_back',
  'loans.rescheduled': 'loan.rescheduled',
  'loans.called_due': 'loan.rescheduled',
  'loans.refunded': 'loan.refunded',
}

/** The actions of the journal that are announced. */
export const TELLING_ACTIONS: readonly string[] = Object.keys(TYPE_OF)

const SETTLING: ReadonlySet<EventType> = new Set(['repayment.received', 'loan.refunded'])

/**
 * What a line of the journal announces: one event; a second one when it settled the loan, and the signature of a contract
 * that was signed and paid out in a batch, which has one line for both.
 */
export function eventsOfLine(line: TellingLine): Announcement[] {
  const type = TYPE_OF[line.action]
  if (type === undefined) return []
  const after = (line.after ?? {}) as Readonly<Record<string, unknown>>
  const first = announcement(line, type, after, sourceKeyOf(line, after))
  if (line.action === 'loans.disbursed' && after.channel === 'batch') {
    return [announcement(line, 'contract.signed', after, `signed:${first.sourceKey}`), first]
  }
  const isSettled = SETTLING.has(type) && after.status === 'settled'
  return isSettled ? [first, announcement(line, 'loan.settled', after, `settled:${first.sourceKey}`)] : [first]
}

/** What is booked on a loan is named by the loan's event: whoever announces it, it is announced once. */
function sourceKeyOf({ id, action }: TellingLine, { eventId }: Readonly<Record<string, unknown>>): string {
  return typeof eventId === 'string' && action !== 'loans.disbursed' ? loanEventKey(eventId) : `journal:${id}`
}

export function loanEventKey(eventId: string): string {
  return `loan_event:${eventId}`
}

function announcement(
  line: TellingLine,
  type: EventType,
  after: Readonly<Record<string, unknown>>,
  sourceKey: string,
): Announcement {
  const known: Readonly<Record<string, unknown>> = {
    ...after,
    amountFen: after.amountFen ?? after.requestedFen ?? after.principalFen,
    outcome: after.outcome ?? after.verdict,
    customerId: line.customer_id,
    [`${line.object_kind}Id`]: line.object_id,
  }
  return {
    type,
    sourceKey,
    objectKind: line.object_kind,
    objectId: line.object_id,
    customerId: line.customer_id,
    data: dataOf(eventTypes[type].fields, known),
    occurredAt: line.recorded_at,
  }
}

function dataOf(fields: readonly EventField[], known: Readonly<Record<string, unknown>>): EventData {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = known[field]
      return typeof value === 'string' || typeof value === 'number' ? [[field, value]] : []
    }),
  )
}
