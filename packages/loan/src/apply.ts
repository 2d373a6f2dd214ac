import { dayFromEpoch, epochOf } from '@puhui/calendar'
import { assertNever } from '@puhui/kernel'
import { type Fen, minFen, mulDiv, PPM } from '@puhui/money'
import { type MoneyKind, orderedBy, orderOf } from '@puhui/product'
import { type Order, type Taking, takeMoney, takeToDue } from './allocate.ts'
import { append } from './allocation-log.ts'
import { staysAsPlanned } from './as-planned.ts'
import { capitalise } from './capitalise.ts'
import { charge } from './charge.ts'
import { chargeBack } from './charge-back.ts'
import { chargeOffByPlan } from './charge-off-plan.ts'
import { comesOn, withComing, withoutComing } from './coming.ts'
import { type Core, emptyCore, fallenDue, isEnded, principalFrom, runningIndex, withRows } from './core.ts'
import { feesEarnedBy, giveUpDeferred } from './deferred.ts'
import { draw } from './draw.ts'
import { extend, moveDueDay } from './due-days.ts'
import type { ChargedOff, Disbursed, GivenUp, GoodwillCredited, LoanEvent, Prepaid, Refunded, Waived } from './event.ts'
import { forgive } from './forgive.ts'
import { pauseInterest } from './interest-pause.ts'
import { closeOn, planOf, replan } from './plan.ts'
import { asIfNeverLent, interestSaved, refundableInterest } from './refund-interest.ts'
import { reprice } from './reprice.ts'
import { reschedule } from './reschedule.ts'
import { settlementEpoch } from './rest.ts'
import { beginRest } from './rest-begin.ts'
import { changeAtRest } from './rest-change.ts'
import { endRest } from './rest-end.ts'
import { followRest } from './rest-rows.ts'
import { returnHeld } from './return-held.ts'
import { openPart, openWithoutPenalty, type Row } from './row.ts'
import type { Allocation } from './state.ts'
import type { LoanTerms } from './terms.ts'
import { waiveCharge } from './waive-charge.ts'
import { joinsWholePlan, planFirst } from './whole-plan.ts'

/** The events in force that were folded before, in their order. */
type Past = () => readonly LoanEvent[]

/** Folds events in the order of their value dates. */
export function foldOf(terms: LoanTerms, inForce: readonly LoanEvent[]): Core {
  return inForce.reduce((core, event, at) => apply(terms, core, event, () => inForce.slice(0, at)), emptyCore(terms))
}

/**
 * Lays the plan of all that was paid out, and takes for it anew, in its order, the money that has come.
 *
 * @source SPEC T7
 */
function laidAnew(terms: LoanTerms, events: readonly LoanEvent[], epoch: number): Core {
  const { plan, others } = planFirst(events)
  const inOrder = [...plan, ...others]
  const step = (core: Core, event: LoanEvent, at: number) =>
    apply(terms, core, event, () => inOrder.slice(0, at), 'in-plan-order')
  const planned = plan.reduce(step, emptyCore(terms))
  const begun = { ...planned, epoch: epochOf(planned.disbursedOn!) }
  const taken = others.reduce((core, event, at) => step(core, event, plan.length + at), begun)
  return advance(terms, taken, epoch)
}

/**
 * Applies one event to the fold. Events come in the order of their value dates. It never refuses: a later backdated
 * event may have changed the ground under this one, and then it does as much of its work as is left.
 */
export function apply(
  terms: LoanTerms,
  before: Core,
  event: LoanEvent,
  past: Past,
  order: 'in-time' | 'in-plan-order' = 'in-time',
): Core {
  if (event.kind === 'reversed') return before
  if (before.disbursedOn === undefined) return event.kind === 'disbursed' ? disburse(terms, before, event) : before
  const epoch = epochOf(event.valueOn)
  const core = advance(terms, before, epoch)
  const coming = comesOn(event)
  return coming ? withComing(core, coming) : happened(terms, core, event, { epoch, past, order })
}

function happened(terms: LoanTerms, core: Core, event: Happening, moment: Moment): Core {
  const { epoch } = moment
  return markSettled(useHeld(terms, applyOpened(terms, core, event, moment), epoch), epoch)
}

type Happening = Exclude<LoanEvent, { kind: 'reversed' }>

/** The day of an event, and what came before it. */
interface Moment {
  readonly epoch: number
  readonly past: Past
  readonly order: 'in-time' | 'in-plan-order'
}

/** What is agreed for a day to come needs nothing of the past. */
const alone = (epoch: number): Moment => ({ epoch, past: () => [], order: 'in-time' })

/** What an event makes due pays itself from money held, as on any other day. */
function useHeld(terms: LoanTerms, core: Core, epoch: number): Core {
  const takesAhead = core.rest !== undefined || staysAsPlanned(core.schedule)
  if (takesAhead && core.heldFen > 0n && core.firstOpen < core.rows.length) return payAheadFromHeld(terms, core, epoch)
  const oldest = core.rows[core.firstOpen]
  return core.heldFen > 0n && oldest && oldest.dueEpoch <= epoch ? payFromHeld(terms, core, epoch) : core
}

function applyOpened(terms: LoanTerms, core: Core, event: Happening, { epoch, past, order }: Moment): Core {
  switch (event.kind) {
    case 'disbursed':
      return order === 'in-time' && joinsWholePlan(core.schedule)
        ? laidAnew(terms, [...past(), event], epoch)
        : draw(terms, core, event, epoch)
    case 'repaid':
      return receive(terms, core, takingOf(event, epoch, 'due'), 'repayment')
    case 'recovered':
      return receive(terms, core, takingOf(event, epoch, 'recovery'), 'recovery')
    case 'prepaid':
      return event.mode === 'full'
        ? settleEarly(terms, core, event, { epoch })
        : prepayPart(terms, core, event, { epoch })
    case 'waived':
      return event.chargeId ? waiveCharge(core, event, epoch, past()) : waive(core, event, epoch)
    case 'chargedOff':
      return chargeOff(terms, core, event, epoch)
    case 'goodwillCredited':
      return creditGoodwill(terms, core, event, epoch)
    case 'refunded':
      return refund(terms, core, event, { epoch, past, order })
    case 'chargedBack':
      return chargeBack(terms, core, event, epoch)
    case 'repriced':
      return reprice(terms, core, event, epoch)
    case 'charged':
      return event.due === 'principal' ? capitalise(terms, core, event, epoch) : charge(terms, core, event, epoch)
    case 'dueDayMoved':
      return moveDueDay(terms, core, event, epoch)
    case 'extended':
      return extend(terms, core, event, epoch)
    case 'interestPaused':
      return pauseInterest(terms, core, event, epoch)
    case 'heldReturned':
      return returnHeld(terms, core, event, epoch)
    case 'rescheduled':
      if (event.isAllDue) return core.chargedOff || core.settledOn ? core : endPlan(terms, core, epoch).core
      return reschedule(terms, withoutComing(core, event), event, epoch)
    default:
      return assertNever(event)
  }
}

/** Lets the days pass: what was agreed for one of them holds from its morning on. */
export function advance(terms: LoanTerms, before: Core, epoch: number): Core {
  const [next, ...coming] = before.coming
  if (next === undefined || epochOf(next.valueOn) > epoch) return pass(terms, before, epoch)
  const on = epochOf(next.valueOn)
  return advance(terms, happened(terms, pass(terms, { ...before, coming }, on), next, alone(on)), epoch)
}

/** The plan with what has been agreed for days to come: until then, it is shown and not yet in force. */
export function foreseen(terms: LoanTerms, core: Core): Core {
  if (core.coming.length === 0) return core
  const own: Core = { ...core, coming: [] }
  return core.coming.reduce((seen, event) => applyOpened(terms, seen, event, alone(epochOf(event.valueOn))), own)
}

/** Money held in advance pays instalments on the day they fall due. */
function pass(terms: LoanTerms, before: Core, epoch: number): Core {
  let core = before
  for (const dueEpoch of before.heldFen > 0n ? dueDaysUntil(terms, before, epoch) : []) {
    if (core.heldFen > 0n) core = markSettled(payFromHeld(terms, followed(terms, core, dueEpoch), dueEpoch), dueEpoch)
  }
  return core === before && core.epoch === epoch ? core : { ...followed(terms, core, epoch), epoch }
}

/** What money held has paid on a day may change what comes after it. */
function followed(terms: LoanTerms, core: Core, epoch: number): Core {
  return core.settledOn === undefined ? followRest(terms, core, epoch) : core
}

/** The days to come up to a day on which instalments fall due, or charges by their own day. */
function dueDaysUntil({ allocation }: LoanTerms, { rows, firstOpen, epoch }: Core, until: number): readonly number[] {
  const open = rows.slice(firstOpen)
  const own = allocation.chargesDue === 'own-day' ? open.flatMap(({ ownDays = [] }) => ownDays) : []
  const days = new Set([...open.map(({ dueEpoch }) => dueEpoch), ...own.map((charge) => charge.epoch)])
  return [...days].filter((day) => day > epoch && day <= until).sort((a, b) => a - b)
}

/** Where money goes to instalments to come, money held does too, when there are any again. */
function payAheadFromHeld(terms: LoanTerms, core: Core, epoch: number): Core {
  const taken = takeMoney(terms, core, orderFor(terms, 'repayment'), heldTaking(core, epoch))
  return { ...taken.core, heldFen: taken.leftFen }
}

function payFromHeld(terms: LoanTerms, core: Core, epoch: number): Core {
  const taken = takeToDue(core, orderFor(terms, 'repayment'), heldTaking(core, epoch))
  return { ...taken.core, heldFen: taken.leftFen, epoch }
}

function heldTaking({ heldFromEventId, heldFen }: Core, epoch: number): Taking {
  return { eventId: heldFromEventId, epoch, amountFen: heldFen, as: 'paid', cause: 'held' }
}

function disburse(terms: LoanTerms, core: Core, event: Disbursed): Core {
  const schedule = { ...terms.schedule, principalFen: event.amountFen }
  const plan = planOf({ ...terms, schedule }, event.valueOn)
  const paidOut = { disbursedOn: event.valueOn, disbursedFen: event.amountFen }
  const epoch = epochOf(event.valueOn)
  return beginRest(terms, { ...core, ...plan, ...paidOut, schedule, epoch }, epoch)
}

function takingOf(event: { readonly id: string; readonly amountFen: Fen }, epoch: number, cause: string): Taking {
  return { eventId: event.id, epoch, amountFen: event.amountFen, as: 'paid', cause }
}

function orderFor({ allocation }: LoanTerms, kind: MoneyKind): Order {
  const isByOwnDay = allocation.chargesDue === 'own-day'
  return { direction: allocation.direction, isByOwnDay, ...orderOf(allocation, kind) }
}

/** Takes money in the order of its kind; what no instalment takes is held. */
function receive(terms: LoanTerms, before: Core, taking: Taking, kind: MoneyKind): Core {
  const core = { ...before, receivedFen: before.receivedFen + taking.amountFen }
  const taken = takeMoney(terms, core, orderFor(terms, kind), taking)
  return hold(taken.core, taking, taken.leftFen)
}

function hold(core: Core, { eventId, epoch }: Pick<Taking, 'eventId' | 'epoch'>, amountFen: Fen): Core {
  if (amountFen === 0n) return core
  const kept: Allocation = {
    eventId,
    on: dayFromEpoch(epoch),
    part: 'held',
    instalment: undefined,
    amountFen,
    rule: 'held',
  }
  return {
    ...core,
    heldFen: core.heldFen + amountFen,
    heldFromEventId: eventId,
    allocations: append(core.allocations, [kept]),
  }
}

/** Pays what is due, then lowers principal that is not due yet; the fee is inside the amount. */
function prepayPart(
  terms: LoanTerms,
  before: Core,
  event: Prepaid,
  { epoch, kind = 'repayment' }: { readonly epoch: number; readonly kind?: MoneyKind },
): Core {
  const taking = takingOf(event, epoch, 'due')
  const received = { ...before, receivedFen: before.receivedFen + event.amountFen }
  const taken = takeToDue(received, orderFor(terms, kind), taking)
  const index = runningIndex(taken.core, epoch)
  const split = splitPrepayment(terms, taken.core, epoch, taken.leftFen)
  const openFen = principalFrom(taken.core, index)
  if (split.principalFen === 0n || split.principalFen >= openFen) return hold(taken.core, taking, taken.leftFen)

  const { rest } = taken.core
  if (rest) {
    const isLevelAnew = event.mode === 'lower-instalment'
    const change = { index, on: event.valueOn, epoch, paidFen: split.principalFen, isLevelAnew }
    return prepayLines(changeAtRest(terms, taken.core, rest, change), event, split)
  }
  const change = {
    index,
    on: event.valueOn,
    balanceFen: openFen - split.principalFen,
    keepsInstalment: event.mode === 'fewer-instalments',
  }
  const plan = replan({ ...terms, schedule: taken.core.schedule }, taken.core, change)
  return prepayLines(withRows({ ...taken.core, targetFen: plan.targetFen }, plan.rows), event, split)
}

/** The part of a prepayment that lowers principal, and the fee on it; together they are the amount. */
export function splitPrepayment(terms: LoanTerms, core: Core, epoch: number, amountFen: Fen) {
  const feePpm = prepaymentFeePpm(terms, core, epoch)
  const principalFen = mulDiv(amountFen, PPM, PPM + feePpm, 'floor')
  return { principalFen, feeFen: amountFen - principalFen }
}

export function prepaymentFeePpm(terms: LoanTerms, core: Core, epoch: number): bigint {
  return fallenDue(core, epoch) >= terms.prepayment.freeAfterInstalments ? 0n : terms.prepayment.feePpm
}

/** A partial prepayment stands in a row of its own among the paid sums: it belongs to no instalment. */
function prepayLines(core: Core, event: Prepaid, split: { principalFen: Fen; feeFen: Fen }): Core {
  const base = { eventId: event.id, on: event.valueOn, instalment: undefined, rule: 'prepayment' }
  const lines: Allocation[] = [{ ...base, part: 'principal', amountFen: split.principalFen }]
  if (split.feeFen > 0n) lines.push({ ...base, part: 'prepaymentFee', amountFen: split.feeFen })
  return {
    ...core,
    paid: { ...core.paid, principalFen: core.paid.principalFen + split.principalFen },
    prepaymentFeeFen: core.prepaymentFeeFen + split.feeFen,
    allocations: append(core.allocations, lines),
  }
}

/** Ends the contract on a day: fee first, then everything in the order of the contract. Money held takes part. */
function settleEarly(
  terms: LoanTerms,
  before: Core,
  event: Prepaid,
  { epoch, kind = 'repayment' }: { readonly epoch: number; readonly kind?: MoneyKind },
): Core {
  const amountFen = event.amountFen + before.heldFen
  const received = { ...before, receivedFen: before.receivedFen + event.amountFen, heldFen: 0n }
  const { core, futureFen } = endForSettlement(terms, received, epoch)
  const feeFen = minFen(mulDiv(futureFen, prepaymentFeePpm(terms, received, epoch), PPM, 'half-even'), amountFen)
  const taking: Taking = { eventId: event.id, epoch, amountFen: amountFen - feeFen, as: 'paid', cause: 'settlement' }
  const taken = takeToDue(core, orderFor(terms, kind), taking)
  return hold(withPrepaymentFee(taken.core, event, feeFen), taking, taken.leftFen)
}

function withPrepaymentFee(core: Core, event: Prepaid, feeFen: Fen): Core {
  if (feeFen === 0n) return core
  const fee: Allocation = {
    eventId: event.id,
    on: event.valueOn,
    part: 'prepaymentFee',
    instalment: undefined,
    amountFen: feeFen,
    rule: 'settlement',
  }
  return { ...core, prepaymentFeeFen: core.prepaymentFeeFen + feeFen, allocations: append(core.allocations, [fee]) }
}

/** Makes all that is left fall due as a settlement on a day asks for it. */
export function endForSettlement(terms: LoanTerms, core: Core, epoch: number): { core: Core; futureFen: Fen } {
  return endPlan(terms, core, epoch, settlementEpoch(core, epoch))
}

/** Makes all that is left fall due on a day; `futureFen` is the principal that had not been due. */
export function endPlan(
  terms: LoanTerms,
  core: Core,
  epoch: number,
  interestUntil = epoch,
): { core: Core; futureFen: Fen } {
  if (core.settledOn !== undefined) return { core, futureFen: 0n }
  if (core.rest) return endRest(terms, core, core.rest, { epoch, interestUntil })
  const due = {
    ...core,
    rows: core.rows.map((row) => (row.toEpoch <= epoch && row.dueEpoch > epoch ? dueAt(row, epoch) : row)),
  }
  const index = runningIndex(due, epoch)
  if (index === due.rows.length) return { core: due, futureFen: 0n }
  const futureFen = principalFrom(due, index)
  return { core: withRows(due, closeOn(terms, due, index, dayFromEpoch(epoch), futureFen).rows), futureFen }
}

/** A row whose period has ended and whose due day a holiday had put off. */
function dueAt(row: Row, epoch: number): Row {
  return { ...row, dueEpoch: epoch, penaltyFromEpoch: epoch, period: { ...row.period, dueOn: dayFromEpoch(epoch) } }
}

function waive(core: Core, event: Waived, epoch: number): Core {
  const order = { direction: 'horizontal', ...orderedBy('horizontal', [event.part]) } as const
  const taking: Taking = { eventId: event.id, epoch, amountFen: event.amountFen, as: 'waived', cause: 'waiver' }
  return takeToDue(core, order, taking).core
}

/** Pays what is due, as money would. */
function creditGoodwill(terms: LoanTerms, before: Core, event: GoodwillCredited, epoch: number): Core {
  const { amountFen, givesUp } = event
  if (givesUp) return giveBack(terms, before, takingOf(event, epoch, givesUp), givesUp)
  const core = { ...before, goodwillFen: before.goodwillFen + amountFen }
  return receive(terms, core, takingOf(event, epoch, 'goodwill'), 'goodwill-credit')
}

/** What a fee that joined the principal cannot bear is a credit like any other. */
function giveUpFee(core: Core, amountFen: Fen): Core {
  const { deferred, leftFen } = giveUpDeferred(core.deferred, amountFen)
  const deferredGivenUpFen = core.deferredGivenUpFen + amountFen - leftFen
  return { ...core, deferred, deferredGivenUpFen, goodwillFen: core.goodwillFen + leftFen }
}

/** Interest that the lender gives up pays what is owed, as money would, and so does what a charge is lowered by. */
function giveBack(terms: LoanTerms, before: Core, taking: Taking, kind: GivenUp): Core {
  if (taking.amountFen === 0n) return before
  if (kind === 'capitalised-income-adjustment') return receive(terms, giveUpFee(before, taking.amountFen), taking, kind)
  const core =
    kind === 'charge-adjustment'
      ? { ...before, chargesLoweredFen: before.chargesLoweredFen + taking.amountFen }
      : { ...before, refundedInterestFen: before.refundedInterestFen + taking.amountFen }
  return receive(terms, core, taking, kind)
}

/**
 * Pays what is due and lowers principal without a fee, together with the interest that is given back; whole, it ends the
 * loan. Instalments are level again, unless refunds have an order of their own.
 */
function refund(terms: LoanTerms, before: Core, event: Refunded, { epoch, past }: Moment): Core {
  if (!event.withInterest || terms.refundInterest !== 'as-if-never-lent')
    return refundMoney(terms, before, event, epoch)
  const core = refundMoney(terms, before, { ...event, withInterest: false }, epoch)
  const without = advance(terms, foldOf(terms, asIfNeverLent([...past(), event])), epoch)
  const amountFen = interestSaved(terms, core, without, epoch)
  return giveBack(terms, core, takingOf({ id: event.id, amountFen }, epoch, 'interest-refund'), 'interest-refund')
}

function refundMoney(terms: LoanTerms, before: Core, event: Refunded, epoch: number): Core {
  const interestFen = event.withInterest ? refundableInterest(terms, before, event.amountFen, epoch) : 0n
  const core = {
    ...before,
    refundedFen: before.refundedFen + event.amountFen,
    refundedInterestFen: before.refundedInterestFen + interestFen,
  }
  const amountFen = event.amountFen + interestFen
  if (isEnded(core)) return receive(terms, core, takingOf({ id: event.id, amountFen }, epoch, 'recovery'), 'recovery')
  const free = { ...terms, prepayment: { ...terms.prepayment, feePpm: 0n } }
  const { id, seq, valueOn, bookedOn, channel } = event
  const money = { id, seq, valueOn, bookedOn, channel, kind: 'prepaid', amountFen } as const
  const refundKind: MoneyKind = event.isOfPayout ? 'payout-refund' : 'merchant-refund'
  const on = { epoch, kind: refundKind }
  const order = terms.allocation.byKind[refundKind]
  const takesAhead = core.rest !== undefined || staysAsPlanned(core.schedule)
  const endsInOrder = takesAhead && order !== undefined && order.future !== 'held'
  if (!endsInOrder && amountFen + core.heldFen >= toEndOn(terms, core, epoch)) {
    return settleEarly(free, core, { ...money, mode: 'full' }, on)
  }
  return order
    ? receive(terms, core, takingOf(money, epoch, 'due'), refundKind)
    : prepayPart(free, core, { ...money, mode: 'lower-instalment' }, on)
}

/** What ends the loan on a day, without a fee. */
function toEndOn(terms: LoanTerms, before: Core, epoch: number): Fen {
  const { rows, penalty } = endForSettlement(terms, before, epoch).core
  const open = rows.filter((row) => row.settledOn === undefined)
  return open.reduce((sum, row) => sum + openWithoutPenalty(row) + openPart(row, 'penalty', epoch, penalty), 0n)
}

function chargeOff(terms: LoanTerms, before: Core, event: ChargedOff, epoch: number): Core {
  if (event.isForgiven) return forgive(before, event, epoch)
  if (before.chargedOff) return before
  if (terms.chargeOff) return chargeOffByPlan(terms, before, event, epoch)
  // Nothing is left to end where a payment that was booked later had settled the loan by then.
  const core = before.settledOn ? before : payFromHeld(terms, endPlan(terms, before, epoch).core, epoch)
  const principalFen = core.disbursedFen - core.paid.principalFen
  const feesEarnedFen = feesEarnedBy(before, epoch)
  const chargedOff = { on: event.valueOn, principalFen, paidBefore: core.paid, rowsBefore: core.rows, feesEarnedFen }
  return { ...core, chargedOff, penalty: { ...core.penalty, stopEpoch: epoch } }
}

function markSettled(core: Core, epoch: number): Core {
  const isSettled = core.rows.length > 0 && core.firstOpen === core.rows.length
  if (!isSettled || core.settledOn !== undefined || core.chargedOff?.forgivenFen !== undefined) return core
  return { ...core, settledOn: dayFromEpoch(epoch) }
}
