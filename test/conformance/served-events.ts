import { addDays, type Day, daysBetween } from '@puhui/calendar'
import type { LoanEvent } from '@puhui/loan'
import { periodsOf } from '@puhui/product'
import type { LifeEvent } from './life/life-event.ts'
import type { LifeTerms } from './life/life-terms.ts'
import { NotServed } from './not-served.ts'
import { isOfContract, ppmOf, servedTerms } from './served-terms.ts'

type Draft = LoanEvent extends infer E
  ? E extends LoanEvent
    ? Omit<E, 'id' | 'seq' | 'valueOn' | 'bookedOn'>
    : never
  : never

/** A case's events as those of a contract, one for one. */
export function servedEvents(
  terms: LifeTerms,
  events: readonly LifeEvent[],
  firstOn: Day | undefined,
): readonly LoanEvent[] {
  const ofRefunds = interestOfRefunds(events)
  return events.flatMap((event): LoanEvent[] => {
    const { id, bookedOn } = event
    const seq = placeOf(event, terms, firstOn)
    if (ofRefunds.has(event.kind === 'reversed' ? event.eventId : id)) return []
    if (event.kind === 'chargeAdded' && isOfContract(event)) return []
    if (event.kind === 'chargeWaived') return waiverOf(event, events, (added) => placeOf(added, terms, firstOn))
    const draft = inMultiples(terms, draftOf(event))
    const own = draft.kind === 'refunded' ? { ...draft, withInterest: refundsInterest(events, event) } : draft
    return [{ id, seq, bookedOn, ...daysOf(inWholePeriods(terms, event, events, firstOn), firstOn), ...own }]
  })
}

/** Without interest the outside system lays instalments anew in the multiples of the contract. */
function inMultiples({ recalculation, multipleFen }: LifeTerms, draft: Draft): Draft {
  if (draft.kind !== 'rescheduled' || recalculation || multipleFen <= 1n) return draft
  const { reAge, reAmortise } = draft
  return {
    ...draft,
    ...(reAge ? { reAge: { ...reAge, isInMultiples: true } } : {}),
    ...(reAmortise ? { reAmortise: { ...reAmortise, isInMultiples: true } } : {}),
  }
}

/** The outside system does not ask for a charge that is waived from the day on which it was put on. */
function waiverOf(
  event: Extract<LifeEvent, { kind: 'chargeWaived' }>,
  events: readonly LifeEvent[],
  place: (added: LifeEvent) => number,
): LoanEvent[] {
  const added = events.findLast((one) => one.kind === 'chargeAdded' && one.charge.chargeId === event.chargeId)
  if (added?.kind !== 'chargeAdded') throw new NotServed('waiver of a charge that is not there')
  if (isOfContract(added)) throw new NotServed('waiver of a fee of the contract')
  const { id, bookedOn } = event
  const seq = place(added) + 1
  const { amountFen, isPenalty } = added.charge
  const part = isPenalty ? 'penalty' : 'fee'
  return [
    {
      id,
      seq,
      bookedOn,
      valueOn: effectOf(added, undefined),
      kind: 'waived',
      part,
      amountFen,
      chargeId: added.id,
      reason: '',
    },
  ]
}

/**
 * In the order of recording, with room around each for what counts as recorded with it. Where the plan stands first, a
 * charge for a day that has come comes before the money of its day.
 */
function placeOf(event: LifeEvent, { isPlanBeforeMoney }: LifeTerms, firstOn: Day | undefined): number {
  const place = event.seq * 4
  if (!isPlanBeforeMoney || event.kind !== 'chargeAdded' || event.charge.timing !== 'due-date') return place
  const { dueOn = event.bookedOn } = event.charge
  return dueOn <= event.bookedOn && dueOn !== firstOn ? place - EARLIER : place
}

/** More than there are events. */
const EARLIER = 1_000_000

/** Interest that goes with a refund is no event of its own, unless its amount is told. */
function interestOfRefunds(events: readonly LifeEvent[]): ReadonlySet<string> {
  return new Set(events.filter(isInterestOfRefund).map(({ id }) => id))
}

export function isInterestOfRefund(event: LifeEvent): boolean {
  return event.kind === 'moneyIn' && event.money === 'interest-refund' && event.amountFen === 0n
}

function refundsInterest(events: readonly LifeEvent[], { id }: LifeEvent): boolean {
  const reversed = new Set(events.flatMap((event) => (event.kind === 'reversed' ? [event.eventId] : [])))
  return events.some(
    (event) =>
      isInterestOfRefund(event) && event.kind === 'moneyIn' && event.refundOf === id && !reversed.has(event.id),
  )
}

/** Where flat interest of the whole term is in equal parts, a new rate holds for whole periods: from the first day of the one that is due on its day or next. */
function inWholePeriods(
  terms: LifeTerms,
  event: LifeEvent,
  events: readonly LifeEvent[],
  firstOn: Day | undefined,
): LifeEvent {
  if (event.kind !== 'rateChanged' || terms.method !== 'flat-spread' || firstOn === undefined) return event
  const { schedule, holidays } = servedTerms(terms, firstOn, events)
  const own = periodsOf(schedule, firstOn, holidays).find(({ dueOn }) => dueOn >= event.valueOn)
  return own ? { ...event, valueOn: addDays(own.periodFrom, 1) } : event
}

/** A change of terms is agreed on the day on which it is booked, and holds from its own. */
function daysOf(event: LifeEvent, firstOn: Day | undefined): { readonly valueOn: Day; readonly from?: Day } {
  const on = effectOf(event, firstOn)
  const agreedOn = firstOn !== undefined && event.bookedOn < firstOn ? firstOn : event.bookedOn
  return isFromTheDayBefore(event) && on > agreedOn ? { valueOn: agreedOn, from: on } : { valueOn: on }
}

/** A charge has effect from the day it is put on; a backdated one from its due day. */
function effectOf(event: LifeEvent, firstOn: Day | undefined): Day {
  if (isFromTheDayBefore(event)) return event.valueOn === firstOn ? firstOn : addDays(event.valueOn, -1)
  if (event.kind !== 'chargeAdded') return event.valueOn
  const { dueOn, timing } = event.charge
  return timing === 'due-date' && dueOn !== undefined && dueOn < event.bookedOn ? dueOn : event.bookedOn
}

/** The outside system lets a change of terms count on its own day, which ends with the interest of that day. */
function isFromTheDayBefore({ kind }: LifeEvent): boolean {
  return (
    kind === 'rateChanged' ||
    kind === 'interestPaused' ||
    kind === 'dueDayMoved' ||
    kind === 'termExtended' ||
    kind === 'graceGiven'
  )
}

function draftOf(event: LifeEvent): Draft {
  switch (event.kind) {
    case 'paidOut':
      return { kind: 'disbursed', amountFen: event.amountFen, channel: 'case' }
    case 'moneyIn':
      return moneyOf(event)
    case 'balanceRefunded':
      return { kind: 'heldReturned', amountFen: event.amountFen, channel: 'case', reason: '' }
    case 'chargedBack':
      return {
        kind: 'chargedBack',
        eventId: event.paymentId,
        amountFen: event.amountFen,
        chargesFee: false,
        reason: '',
      }
    case 'chargeAdded':
      return chargeOf(event)
    case 'incomeCapitalised':
      return { kind: 'charged', feeCode: 'income', amountFen: event.amountFen, due: 'principal', reason: '' }
    case 'rateChanged': {
      const published = { benchmark: 'LPR1Y', benchmarkPpm: 0n, publishedOn: event.valueOn } as const
      return { kind: 'repriced', annualRatePpm: ppmOf(event.annualRatePercent), ...published }
    }
    case 'interestPaused':
      return { kind: 'interestPaused', until: event.untilOn, reason: '' }
    case 'dueDayMoved':
      return {
        kind: 'extended',
        unit: 'day',
        count: daysBetween(event.fromDueOn, event.toDueOn),
        spacing: 'from-new-day',
        reason: '',
      }
    case 'graceGiven':
      if (event.interest > 0) throw new NotServed('interest that is put off')
      return { kind: 'extended', unit: 'instalment', count: event.principal, principal: 'put-off', reason: '' }
    case 'termExtended':
      return { kind: 'extended', unit: 'instalment', count: event.instalments, reason: '' }
    case 'reAged': {
      const { firstDueOn, instalments, unit, every, interest } = event
      const own = unit === 'year' ? ({ unit: 'month', every: every * 12 } as const) : { unit, every }
      return {
        kind: 'rescheduled',
        instalments,
        ...AS_BEFORE,
        reAge: { firstDueOn, ...own, ...REAGE_INTEREST[interest] },
        reason: '',
      }
    }
    case 'reAmortised': {
      const reAmortise = REAMORTISE_INTEREST[event.interest]
      return { kind: 'rescheduled', instalments: 1, ...AS_BEFORE, reAmortise, reason: '' }
    }
    case 'terminated':
      return { kind: 'rescheduled', instalments: 1, ...AS_BEFORE, isAllDue: true, reason: '' }
    case 'writtenOff':
      return { kind: 'chargedOff', isForgiven: true, reason: '' }
    case 'chargedOff':
      return { kind: 'chargedOff', reason: event.reason }
    case 'reversed':
      return { kind: 'reversed', eventId: event.eventId, reason: '' }
    default:
      throw new NotServed(`event ${event.kind}`)
  }
}

const AS_BEFORE = { annualRatePpm: 0n, graceInstalments: 0, arrears: 'carried' } as const

const REAMORTISE_INTEREST = {
  recalculated: { interest: 'next' },
  'equal-split': { interest: 'equal-parts', letsOffRemainder: true, isEarnedAnew: true },
} as const

const REAGE_INTEREST = {
  recalculated: {},
  'equal-payable': { interest: 'equal-to-day', isEarnedAnew: true },
  'equal-full': { interest: 'equal-to-term', isEarnedAnew: true, isOwedWhole: true },
} as const

function chargeOf({ charge, bookedOn }: Extract<LifeEvent, { kind: 'chargeAdded' }>): Draft {
  const { chargeId: feeCode, amountFen, dueOn = bookedOn, isPenalty } = charge
  return { kind: 'charged', feeCode, amountFen, due: 'next', dueOn, isPenalty, reason: '' }
}

function moneyOf({ money, amountFen }: Extract<LifeEvent, { kind: 'moneyIn' }>): Draft {
  switch (money) {
    case 'repayment':
    case 'down-payment':
      return { kind: 'repaid', amountFen, channel: 'case' }
    case 'goodwill-credit':
      return { kind: 'goodwillCredited', amountFen, reason: '' }
    case 'interest-payment-waiver':
    case 'interest-refund':
    case 'charge-adjustment':
    case 'capitalised-income-adjustment':
      return { kind: 'goodwillCredited', amountFen, givesUp: money, reason: '' }
    case 'merchant-refund':
      return { kind: 'refunded', amountFen, withInterest: false, channel: 'case', reason: '' }
    case 'payout-refund':
      return { kind: 'refunded', amountFen, isOfPayout: true, withInterest: false, channel: 'case', reason: '' }
    default:
      throw new NotServed(`money ${money}`)
  }
}
