import { epochOf } from '@puhui/calendar'
import type { Parts } from '@puhui/loan'
import { minFen } from '@puhui/money'
import { orderOf } from '@puhui/product'
import { allocateMoney } from './allocate-life.ts'
import { changeInterestRate, extend, giveGrace, moveDue, pause } from './change-terms.ts'
import { placeCharge, waiveCharge } from './charge.ts'
import { chargeOff, terminate, writeOff } from './close-books.ts'
import { chargeBack, refundBalance } from './give-back.ts'
import { refundInterest } from './interest-refund.ts'
import type { ChargeAdded, ChargeWaived, LifeEvent } from './life-event.ts'
import { addParts, checkMet, newRow, openTotal, totalOfParts, updateMet } from './life-row.ts'
import type { LifeTerms } from './life-terms.ts'
import { addUnits, newModel } from './model.ts'
import { spansFrom } from './model-change.ts'
import { runOverdue } from './overdue.ts'
import { NO_PARTS } from './parts.ts'
import { payOut, payOutIncome } from './pay-out.ts'
import { reAge } from './re-age.ts'
import { reAmortise } from './re-amortise.ts'
import { isSettling, takeMoney } from './take-money.ts'
import { type Charge, newOutcome, type Outcome, renumber, type Work } from './work.ts'

/** Folds the events in force, in the order of their effect, and lets interest run on to a day. */
export function foldLife(terms: LifeTerms, events: readonly LifeEvent[], until: number): Work | undefined {
  const inForce = inOrderOfTerms(terms, orderedInForce(events))
  const first = inForce.find((event) => event.kind === 'paidOut')
  if (!first) return undefined
  const work = newWork(terms, first, inForce)
  for (const event of inForce) applyEvent(work, event)
  runOverdue(work, until)
  tidyRows(work)
  return work
}

/** Where the terms say so, the plan of all that is paid out stands first, and money is taken for it in its order. */
function inOrderOfTerms({ isPlanBeforeMoney }: LifeTerms, events: readonly LifeEvent[]): readonly LifeEvent[] {
  if (!isPlanBeforeMoney) return events
  const isPlan = (event: LifeEvent) =>
    event.kind === 'paidOut' || isChangeOfTerms(event) || (event.kind === 'chargeAdded' && isBackdated(event))
  return [...events.filter(isPlan), ...events.filter((event) => !isPlan(event))]
}

function newWork(terms: LifeTerms, first: LifeEvent, events: readonly LifeEvent[]): Work {
  const disbursedOn = epochOf(first.valueOn)
  const start = terms.startOn === 'disbursement' ? disbursedOn : epochOf(terms.startOn)
  const spans = spansFrom(start, terms.instalments, terms.frequency.unit, terms.frequency.every)
  if (terms.lastDueAfter !== undefined) spans.at(-1)!.due = addUnits(start, terms.lastDueAfter, terms.frequency.unit)
  const work: Work = {
    terms,
    model: newModel(terms, spans),
    rows: spans.map(({ from, due }) => newRow(from, due)),
    charges: [],
    overpaidFen: 0n,
    outcomes: [],
    refundedInterestFen: 0n,
    isChargedOff: false,
    isTerminated: false,
    isSettling: false,
    skipped: new Set(),
    disbursedOn,
    events,
  }
  for (const row of work.rows) updateMet(row, disbursedOn)
  renumber(work)
  return work
}

/** By the day of effect; then terms before money, the day of booking, the order of recording. */
export function orderedInForce(events: readonly LifeEvent[]): readonly LifeEvent[] {
  const reversed = new Set(events.flatMap((event) => (event.kind === 'reversed' ? [event.eventId] : [])))
  return events
    .filter((event) => event.kind !== 'reversed' && !reversed.has(event.id))
    .map((event) => ({ event, key: orderOfEvent(event) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ event }) => event)
}

function orderOfEvent(event: LifeEvent): readonly (string | number)[] {
  const { valueOn, bookedOn, seq } = event
  if (isChangeOfTerms(event)) return [valueOn, valueOn, RANK[event.kind], seq]
  return [effectOf(event), bookedOn, 9, seq]
}

/** A charge has effect from the day it is put on; a backdated one from its due day. */
function effectOf(event: LifeEvent): string {
  if (event.kind !== 'chargeAdded') return event.valueOn
  const { dueOn, timing } = event.charge
  return timing === 'due-date' && dueOn !== undefined && dueOn < event.bookedOn ? dueOn : event.bookedOn
}

const RANK = { rateChanged: 1, interestPaused: 2, termExtended: 3, dueDayMoved: 4, graceGiven: 5 } as const

/** A charge that is put on for a day that has come already. */
function isBackdated({ charge: { dueOn, timing }, bookedOn }: ChargeAdded): boolean {
  return timing === 'due-date' && dueOn !== undefined && dueOn <= bookedOn
}

function isChangeOfTerms(event: LifeEvent): event is Extract<LifeEvent, { kind: keyof typeof RANK }> {
  return event.kind in RANK
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < a.length; index += 1) {
    if (a[index]! < b[index]!) return -1
    if (a[index]! > b[index]!) return 1
  }
  return 0
}

export function applyEvent(work: Work, event: LifeEvent): void {
  const outcome = newOutcome(event, 'amountFen' in event ? event.amountFen : 0n)
  if (event.kind === 'moneyIn') work.isSettling = isSettling(work, outcome.on, event.amountFen)
  if (!isChangeOfTerms(event) && event.kind !== 'chargeAdded') runOverdue(work, outcome.on)
  const handle = HANDLERS[event.kind] as Handler<LifeEvent['kind']>
  handle(work, outcome, event)
  work.outcomes.push(outcome)
}

type Handler<K extends LifeEvent['kind']> = (
  work: Work,
  outcome: Outcome,
  event: Extract<LifeEvent, { kind: K }>,
) => void

const HANDLERS: { readonly [K in LifeEvent['kind']]: Handler<K> } = {
  paidOut: payOut,
  incomeCapitalised: payOutIncome,
  moneyIn: (work, outcome, event) => {
    if (event.money === 'interest-refund') refundInterest(work, outcome, event, foldLife)
    else takeMoney(work, outcome, event)
  },
  chargedBack: chargeBack,
  balanceRefunded: refundBalance,
  chargeAdded: addCharge,
  chargeWaived: (work, outcome, event) => {
    outcome.parts = waivedParts(work, event)
    outcome.amountFen = totalOfParts(outcome.parts)
  },
  rateChanged: changeInterestRate,
  interestPaused: pause,
  dueDayMoved: moveDue,
  termExtended: extend,
  graceGiven: giveGrace,
  reAged: reAge,
  reAmortised: reAmortise,
  chargedOff: chargeOff,
  writtenOff: writeOff,
  terminated: terminate,
  reversed: () => undefined,
}

function waivedParts(work: Work, event: ChargeWaived): Parts {
  const ahead = work.charges.find((charge) => charge.spec.chargeId === event.chargeId)?.waivedAhead ?? NO_PARTS
  return addParts(ahead, waiveCharge(work, event.chargeId, event.instalment))
}

function addCharge(work: Work, outcome: Outcome, event: ChargeAdded): void {
  const { charge: spec } = event
  const addedOn = epochOf(event.bookedOn)
  const dueEpoch = spec.dueOn ? epochOf(spec.dueOn) : addedOn
  const charge: Charge = {
    spec,
    addedOn,
    dueEpoch,
    amountFen: spec.amountFen,
    paidFen: 0n,
    waivedFen: 0n,
    shares: new Map(),
  }
  work.charges.push(charge)
  placeCharge(work, charge)
  waiveAhead(work, charge)
  outcome.amountFen = charge.amountFen
  useOverpayments(work)
}

/** A charge that is waived later, and had not been paid by then, is not asked for from the start. */
function waiveAhead(work: Work, charge: Charge): void {
  const { chargeId } = charge.spec
  const waiver = work.events.find((event) => event.kind === 'chargeWaived' && event.chargeId === chargeId)
  if (waiver?.kind === 'chargeWaived') charge.waivedAhead = waiveCharge(work, chargeId, waiver.instalment)
}

/** A charge that comes up after an overpayment is paid out of it, the earliest payment first. */
function useOverpayments(work: Work): void {
  for (const outcome of work.outcomes) {
    const { event } = outcome
    if (event.kind !== 'moneyIn') continue
    const usedFen = minFen(work.overpaidFen, outcome.overpaidFen)
    if (usedFen <= 0n) continue
    const leftFen = allocateMoney(work, outcome, usedFen, orderOf(work.terms.allocation, event.money))
    outcome.overpaidFen += leftFen - usedFen
    work.overpaidFen += leftFen - usedFen
  }
}

/** A row beyond the term that asks for nothing goes; what is open again is not met. */
function tidyRows(work: Work): void {
  const last = work.rows.at(-1)!
  if (last.isExtra && totalOfParts(last.asked) === 0n) work.rows.pop()
  for (const row of work.rows) if (openTotal(row) > 0n) checkMet(row, undefined)
  renumber(work)
}
