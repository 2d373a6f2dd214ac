import type { Day } from '@puhui/calendar'
import {
  type Allocation,
  earlySettlementQuote,
  type InstalmentState,
  type Loan,
  type LoanEvent,
  type LoanState,
  type Parts,
  replay,
  stateOn,
} from '@puhui/loan'
import type { Fen } from '@puhui/money'
import type { LifeEntry, LifeLine, LifeState } from './life/life.ts'
import type { LifeEvent } from './life/life-event.ts'
import type { LifeTerms } from './life/life-terms.ts'
import { chargesOf, withAmounts } from './served-charges.ts'
import { earnedAtEnd, earnedOn, isAsPlanned, runningOn } from './served-earned.ts'
import { NONE, withEmptyLines } from './served-empty.ts'
import { isEnd, through, withEnd } from './served-ended.ts'
import { isInterestOfRefund, servedEvents } from './served-events.ts'
import { servedTerms } from './served-terms.ts'

type MoneyIn = Extract<LifeEvent, { kind: 'moneyIn' }>

/**
 * A scenario's loan as the fold that serves loans sees it, in the shape in which the replays look at loans.
 *
 * @throws NotServed where the scenario has no counterpart among the terms and events of a contract
 * @returns undefined before the first disbursement
 */
export function servedLifeOn(terms: LifeTerms, told: readonly LifeEvent[], asOf: Day): LifeState | undefined {
  const firstOn = inForce(told, asOf).find(({ kind }) => kind === 'paidOut')?.valueOn
  const loanOf = (some: readonly LifeEvent[]) =>
    replay(servedTerms(terms, firstOn, some), servedEvents(terms, some, firstOn))
  const events = withAmounts(told, loanOf)
  const loan = withEnd(loanOf(events))
  const state = stateOn(asWrittenOff(terms, loan, asOf), asOf)
  return state.disbursedOn === undefined ? undefined : lifeOf(terms, loan, state, events)
}

/** A claim that is given up is shown there as if its interest had followed what is owed, though a charge-off had ended it. */
function asWrittenOff({ recalculation }: LifeTerms, loan: Loan, asOf: Day): Loan {
  const isEnded = loan.terms.chargeOff === 'without-interest' && isForgiven(loan, asOf)
  if (recalculation === undefined || !isEnded) return loan
  const isKept = (event: LoanEvent) => event.kind !== 'chargedOff' || event.isForgiven === true
  return replay(loan.terms, loan.inForce.filter(isKept))
}

function lifeOf(terms: LifeTerms, loan: Loan, state: LoanState, events: readonly LifeEvent[]): LifeState {
  const { asOf, instalments } = state
  const entries = inForce(events, asOf).map((event) => entryIn(loan, event, state))
  const outstandingFen = instalments.reduce((sum, row) => sum + row.outstandingFen, 0n)
  return {
    asOf,
    status: isForgiven(loan, asOf)
      ? 'writtenOff'
      : outstandingFen > 0n
        ? 'active'
        : state.heldFen > 0n
          ? 'overpaid'
          : 'settled',
    isChargedOff: state.status === 'chargedOff' || entries.some(isChargeOff),
    lines: linesOf(loan, state, terms.downPayment?.isBeforeInstalment ?? false),
    entries,
    charges: chargesOf(
      loan,
      inForce(events, asOf).filter((event) => event.kind === 'chargeAdded'),
      state,
    ),
    principalFen: state.disbursedFen,
    outstandingFen,
    overpaidFen: state.heldFen,
    payoffOn: (on) => payoff(loan, on, asOf),
    interestEarnedOn: (on) => earnedOn(loan, on),
    interestRunningOn: (on) => runningOn(loan, on),
  }
}

/** A loan that was charged off stays so when it is paid. */
function isChargeOff({ event, isVoid }: LifeEntry): boolean {
  return event.kind === 'chargedOff' && !isVoid
}

/** What was made due on the first day of a period has no days: it is asked for with the instalment of that day. */
function linesOf(loan: Loan, state: LoanState, isPaidDownFirst: boolean): readonly LifeLine[] {
  const cuts = cutsOf(loan, state.asOf)
  const shown = inOrder(state.instalments, isPaidDownFirst).map((row) => lineOf(row, state, cuts))
  const lines = withEmptyLines(loan, state.asOf, shown)
  const [before, last] = lines.slice(-2)
  const isOfDay = last !== undefined && last.from === last.dueOn && before?.kind === 'instalment'
  const isDebt = isOfDay && last.kind === 'instalment' && last.creditedPrincipalFen + last.creditedInterestFen > 0n
  const isOne = isOfDay && before.dueOn === last.dueOn && (isDebt || endedOn(loan) === last.dueOn)
  const own = isOne ? [...lines.slice(0, -2), together(before, last)] : lines
  const cut = withoutEmptyCuts(loan, own)
  const isReAged = cuts.length > 0
  return (isReAged && !isPaidDownFirst ? endToEnd(cut) : cut).map((line, at) => ({ ...line, number: at + 1 }))
}

/** After a re-age the outside system lets each line begin on the day of the one before it, a down payment among them. */
function endToEnd(lines: readonly LifeLine[]): readonly LifeLine[] {
  return lines.map((line, at) => ({
    ...line,
    from: line.kind === 'down-payment' ? line.from : (lines[at - 1]?.dueOn ?? line.from),
  }))
}

/** Of lines that a re-age cut off empty, one soon after another, the outside system shows one; where interest runs on, as met on the first day. */
function withoutEmptyCuts({ inForce: all, terms }: Loan, lines: readonly LifeLine[]): readonly LifeLine[] {
  const reAges = all.flatMap((event) =>
    event.kind === 'rescheduled' && event.reAge ? [{ on: event.valueOn, ...event.reAge }] : [],
  )
  const isCut = ({ kind, dueOn, asked, paid }: LifeLine) =>
    kind === 'instalment' &&
    reAges.some(({ on }) => on === dueOn) &&
    [...Object.values(asked), ...Object.values(paid)].every((fen) => fen === 0n)
  const runsOn = ({ dueOn }: LifeLine) =>
    terms.schedule.annualRatePpm > 0n && reAges.some(({ on, interest }) => on === dueOn && interest === undefined)
  const kept: LifeLine[] = []
  for (const line of lines) {
    const before = kept.at(-1)
    if (before && isCut(before) && isCut(line)) {
      const metOn = runsOn(line) ? before.metOn : line.metOn
      kept[kept.length - 1] = { ...line, from: before.from, metOn }
    } else kept.push(line)
  }
  return kept
}

/** The day on which all was made due. */
function endedOn(loan: Loan): Day | undefined {
  return loan.inForce.find((event) => isEnd(loan, event))?.valueOn
}

function together(a: LifeLine, b: LifeLine): LifeLine {
  return {
    ...a,
    metOn: a.metOn && b.metOn ? (a.metOn > b.metOn ? a.metOn : b.metOn) : undefined,
    asked: plus(a.asked, b.asked),
    paid: plus(a.paid, b.paid),
    waived: plus(a.waived, b.waived),
    creditedPrincipalFen: a.creditedPrincipalFen + b.creditedPrincipalFen,
    creditedInterestFen: a.creditedInterestFen + b.creditedInterestFen,
    outstandingFen: a.outstandingFen + b.outstandingFen,
    paidInAdvanceFen: a.paidInAdvanceFen + b.paidInAdvanceFen,
    paidLateFen: a.paidLateFen + b.paidLateFen,
  }
}

function plus(a: Parts, b: Parts): Parts {
  return {
    principalFen: a.principalFen + b.principalFen,
    interestFen: a.interestFen + b.interestFen,
    feeFen: a.feeFen + b.feeFen,
    penaltyFen: a.penaltyFen + b.penaltyFen,
  }
}

/** By their due days; a down payment stands after the instalment of its day, or before it. */
function inOrder(rows: readonly InstalmentState[], isPaidDownFirst: boolean): readonly InstalmentState[] {
  const place = (number: number) => (isPaidDownFirst && number < 0 ? 1_500 : 5_000) - number
  const key = ({ dueOn, number }: InstalmentState) => `${dueOn} ${number < 1 ? place(number) : 2_000 + number}`
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

function inForce(events: readonly LifeEvent[], asOf: Day): readonly LifeEvent[] {
  const reversed = new Set(events.flatMap((event) => (event.kind === 'reversed' ? [event.eventId] : [])))
  return events
    .filter((event) => event.kind !== 'reversed' && !reversed.has(event.id) && event.valueOn <= asOf)
    .toSorted((a, b) => (a.valueOn === b.valueOn ? a.seq - b.seq : a.valueOn < b.valueOn ? -1 : 1))
}

function lineOf(row: InstalmentState, state: LoanState, cuts: readonly Cut[]): LifeLine {
  const { allocations } = state
  const { own, early } = piecesOf(row, state, cuts)
  const sum = (isWanted: (piece: Allocation) => boolean) => totalFen(own.filter(isWanted))
  const debts = debtsOf(row, allocations, cuts)
  const back = heldBack(debts, allocations)
  const backFromHeldFen = -totalFen(back)
  const letOffFen = row.waived.interestFen
  const isEarly = (piece: Allocation) => piece.on < row.dueOn && !wasDue(piece)
  return {
    number: row.number,
    kind: row.number < 1 ? 'down-payment' : isBeyond(row) ? 'beyond-term' : 'instalment',
    from: row.periodFrom,
    dueOn: row.dueOn,
    metOn: row.settledOn,
    asked: { ...plus(row.planned, principal(backFromHeldFen)), interestFen: row.planned.interestFen - letOffFen },
    paid: plus(row.paid, principal(backFromHeldFen)),
    waived: { ...row.waived, interestFen: 0n },
    writtenOff: row.writtenOff ?? NONE,
    creditedPrincipalFen: creditedFen(debts, 'principal') + backFromHeldFen,
    creditedInterestFen: creditedFen(debts, 'interest'),
    outstandingFen: row.outstandingFen,
    paidInAdvanceFen:
      sum(isEarly) +
      totalFen(early.filter((piece) => !wasDue(piece) || piece.instalment !== row.number)) -
      totalFen(back.filter(isEarly)),
    paidLateFen: sum(({ on }) => on > row.dueOn),
  }
}

function wasDue({ rule }: Allocation): boolean {
  return /:(due|past-due):/u.test(rule)
}

/** A line for charges behind the last instalment. */
function isBeyond({ planned, carried, balanceFen, interestSteps }: InstalmentState): boolean {
  const isCharge = carried.feeFen + carried.penaltyFen > 0n && interestSteps.length === 0
  return isCharge && planned.principalFen + planned.interestFen + balanceFen === 0n
}

/** A re-age cuts the running instalment off on its day: what was paid for it and later ones before stays in it. */
interface Cut {
  readonly number: number
  readonly paidBefore: ReadonlySet<string>
}

function cutsOf({ terms, inForce: all }: Loan, asOf: Day): readonly Cut[] {
  return all.flatMap((event, at) => {
    if (event.kind !== 'rescheduled' || !event.reAge || event.valueOn > asOf) return []
    const before = all.slice(0, at)
    const { instalments } = stateOn(replay(terms, before), event.valueOn)
    const running = instalments.find((row) => row.number > 0 && row.dueOn >= event.valueOn)
    return running ? [{ number: running.number, paidBefore: new Set(before.map(({ id }) => id)) }] : []
  })
}

function isCut({ eventId, instalment = 0 }: Allocation, cut: Cut): boolean {
  return instalment >= cut.number && cut.paidBefore.has(eventId)
}

/** The pieces that a line has been paid with, and which of them came for an instalment that has been cut off. */
function piecesOf({ number }: InstalmentState, { allocations, instalments }: LoanState, cuts: readonly Cut[]) {
  const money = allocations.filter(isMoney)
  const cut = cuts.find((one) => one.number === number)
  const early = cut ? money.filter((piece) => isCut(piece, cut)) : []
  // What was paid for instalments that are gone stays in the last one.
  const last = instalments.reduce((most, row) => (row.number > most ? row.number : most), 1)
  const isOwn = ({ instalment }: Allocation) =>
    instalment === number || (number === last && instalment !== undefined && instalment > last)
  const own = money.filter((piece) => isOwn(piece) && !cuts.some((one) => isCut(piece, one)))
  return { own, early }
}

function isMoney({ rule }: Allocation): boolean {
  return !rule.startsWith('waiver') && rule !== 'chargeback'
}

/** What chargebacks brought back into a line; the line of a cut has what they had brought into those that are gone. */
function debtsOf({ number }: InstalmentState, pieces: readonly Allocation[], cuts: readonly Cut[]) {
  const placeOf = (piece: Allocation) => cuts.find((one) => isCut(piece, one))?.number ?? piece.instalment
  return pieces.filter((piece) => piece.rule === 'chargeback' && placeOf(piece) === number)
}

/** Where a debt comes back only in part, because money was held, the outside system asks for the whole, and pays it from that money. */
function heldBack(debts: readonly Allocation[], pieces: readonly Allocation[]): readonly Allocation[] {
  const events = new Set(debts.map(({ eventId }) => eventId))
  return pieces.filter(({ part, eventId, amountFen }) => part === 'held' && amountFen < 0n && events.has(eventId))
}

function principal(principalFen: Fen): Parts {
  return { ...NONE, principalFen }
}

function creditedFen(debts: readonly Allocation[], part: Allocation['part']): Fen {
  return -totalFen(debts.filter((piece) => piece.part === part))
}

function totalFen(pieces: readonly Allocation[]): Fen {
  return pieces.reduce((sum, { amountFen }) => sum + amountFen, 0n)
}

function entryIn(loan: Loan, event: LifeEvent, state: LoanState): LifeEntry {
  if (event.kind === 'moneyIn') return moneyEntry(loan, event, state)
  if (event.kind === 'chargeWaived') return waivedEntry(event, state)
  if (event.kind === 'writtenOff') return writtenOffEntry(event, state)
  if (event.kind === 'reAged') return reAgedEntry(loan, event)
  if (event.kind === 'reAmortised') return reAmortisedEntry(loan, event)
  return event.kind === 'chargedOff' || event.kind === 'terminated'
    ? endedEntry(loan, event)
    : entryOf(loan, event, state)
}

/** What a re-amortisation spreads: principal and interest that are past due. */
function reAmortisedEntry({ terms, inForce: all }: Loan, event: LifeEvent): LifeEntry {
  const before = replay(
    terms,
    all.slice(
      0,
      all.findIndex(({ id }) => id === event.id),
    ),
  )
  const due = stateOn(before, event.valueOn).instalments.filter(({ dueOn }) => dueOn <= event.valueOn)
  const sum = (part: 'principalFen' | 'interestFen') => due.reduce((total, row) => total + row.outstanding[part], 0n)
  const parts = { ...NONE, principalFen: sum('principalFen'), interestFen: sum('interestFen') }
  const amountFen = parts.principalFen + parts.interestFen
  return { ...NO_ENTRY, event, amountFen, parts, isVoid: amountFen === 0n }
}

/** What a charge-off takes off the books, or the end of the contract makes due: all that instalments ask for, and the interest that has been earned. */
function endedEntry(loan: Loan, event: LifeEvent): LifeEntry {
  const until = replay(loan.terms, through(loan, event.id))
  const state = stateOn(until, event.valueOn)
  const open = state.instalments.map(({ outstanding }) => outstanding)
  const sum = (part: keyof Parts) => open.reduce((total, parts) => total + parts[part], 0n)
  const [principalFen, interestFen] = [sum('principalFen'), sum('interestFen')]
  const parts = { principalFen, interestFen, feeFen: sum('feeFen'), penaltyFen: sum('penaltyFen') }
  const amountFen = principalFen + interestFen + parts.feeFen + parts.penaltyFen
  const earnedInterestFen = earnedAtEnd(until, state)
  return { ...NO_ENTRY, event, amountFen, parts, isVoid: amountFen === 0n, earnedInterestFen }
}

function isForgiven({ inForce: all }: Loan, asOf: Day): boolean {
  return all.some((event) => event.kind === 'chargedOff' && event.isForgiven && event.valueOn <= asOf)
}

function writtenOffEntry(event: LifeEvent, { instalments }: LoanState): LifeEntry {
  const parts = instalments.reduce((sum, row) => plus(sum, row.writtenOff ?? NONE), NONE)
  const amountFen = parts.principalFen + parts.interestFen + parts.feeFen + parts.penaltyFen
  return { ...NO_ENTRY, event, amountFen, parts, isVoid: false }
}

function waivedEntry(event: LifeEvent, { allocations }: LoanState): LifeEntry {
  const own = allocations.filter(({ eventId }) => eventId === event.id)
  return { ...NO_ENTRY, event, amountFen: totalFen(own), parts: partsOf(own, 1n), isVoid: false }
}

function moneyEntry(loan: Loan, event: MoneyIn, state: LoanState): LifeEntry {
  if (isInterestOfRefund(event)) return interestEntry(loan, event, state)
  const isRefund = event.money === 'merchant-refund' || event.money === 'payout-refund'
  return isRefund ? refundEntry(loan, event, state) : entryOf(loan, event, state)
}

/** A refund without the interest that goes with it. */
function refundEntry(loan: Loan, event: MoneyIn, state: LoanState): LifeEntry {
  const own = state.allocations.filter((piece) => !(piece.eventId === event.id && isInterestRefund(piece)))
  const entry = entryOf(loan, event, { ...state, allocations: own })
  const { overpaidFen } = interestWith(loan, event.id, state)
  return { ...entry, overpaidFen: entry.overpaidFen - overpaidFen }
}

function interestEntry(loan: Loan, event: MoneyIn, state: LoanState): LifeEntry {
  const { amountFen, parts, overpaidFen } = interestWith(loan, event.refundOf!, state)
  return { ...NO_ENTRY, event, amountFen, parts, overpaidFen, isVoid: amountFen === 0n }
}

/** The interest that goes with a refund: what of it was taken, and what is held. */
function interestWith({ terms, inForce: all }: Loan, refundId: string, { allocations }: LoanState) {
  const at = all.findIndex(({ id }) => id === refundId)
  const on = all[at]?.valueOn
  if (on === undefined) return { amountFen: 0n, parts: NONE, overpaidFen: 0n }
  const givenBy = (count: number) => stateOn(replay(terms, all.slice(0, count)), on).refundedInterestFen
  const amountFen = givenBy(at + 1) - givenBy(at)
  const own = allocations.filter((piece) => piece.eventId === refundId && isInterestRefund(piece))
  return { amountFen, parts: partsOf(own, 1n), overpaidFen: amountFen - totalFen(own) }
}

function isInterestRefund({ rule }: Allocation): boolean {
  return rule.startsWith('interest-refund:')
}

function entryOf(loan: Loan, event: LifeEvent, state: LoanState): LifeEntry {
  const own = state.allocations.filter((piece) => piece.eventId === event.id && !isOfDisbursement(piece, loan))
  const amountFen = 'amountFen' in event ? event.amountFen : 0n
  return {
    event,
    amountFen,
    parts: partsOf(own, event.kind === 'chargedBack' || event.kind === 'balanceRefunded' ? -1n : 1n),
    overpaidFen: paysFromHeld(loan, event) ? paidFromHeld(event, state) : sizeFen(own),
    isVoid: false,
    repaid: event.kind === 'chargedBack' && paysFromHeld(loan, event) ? partsOf(heldPieces(event, state), 1n) : NONE,
    chargesPaid: [],
    earnedInterestFen: undefined,
  }
}

/** Money that had been held pays back at once what is paid out or charged back: it is none of the payment that it came with. */
function isOfDisbursement({ rule, on }: Allocation, { inForce: all }: Loan): boolean {
  const isDebt = ({ kind }: LoanEvent) => kind === 'disbursed' || kind === 'chargedBack'
  return rule.startsWith('held:') && all.some((event) => isDebt(event) && event.valueOn === on)
}

/** Whether money held pays an event at once: a disbursement, or a chargeback that leaves it. */
function paysFromHeld({ terms }: Loan, { kind }: LifeEvent): boolean {
  return kind === 'paidOut' || (kind === 'chargedBack' && terms.allocation.chargeback?.held === 'stays')
}

/** What was paid back at once, from money held. */
function paidFromHeld(event: LifeEvent, state: LoanState): Fen {
  return totalFen(heldPieces(event, state))
}

function heldPieces({ valueOn }: Pick<LifeEvent, 'valueOn'>, { allocations }: Pick<LoanState, 'allocations'>) {
  return allocations.filter(({ on, rule }) => on === valueOn && rule.startsWith('held:'))
}

function sizeFen(pieces: readonly Allocation[]): Fen {
  const heldFen = totalFen(pieces.filter(({ part }) => part === 'held'))
  return heldFen < 0n ? -heldFen : heldFen
}

/** What a re-age lays out: all principal, and the interest that has run. */
function reAgedEntry({ terms, inForce: all }: Loan, event: Extract<LifeEvent, { kind: 'reAged' }>): LifeEntry {
  const before = all.slice(
    0,
    all.findIndex(({ id }) => id === event.id),
  )
  const state = stateOn(replay(terms, before), event.valueOn)
  const parts = event.interest === 'recalculated' ? openWithoutCharges(state) : openParts(state, event.interest)
  const amountFen = parts.principalFen + parts.interestFen + parts.feeFen + parts.penaltyFen
  return { ...NO_ENTRY, event, amountFen, parts, isVoid: amountFen === 0n }
}

function openWithoutCharges({ principalFen, interestAccruedFen }: LoanState): Parts {
  return { ...NONE, principalFen, interestFen: interestAccruedFen }
}

/** All that is open, interest up to the day or up to the end of the term. */
function openParts(state: LoanState, interest: 'equal-payable' | 'equal-full'): Parts {
  const open = state.instalments.map(({ outstanding }) => outstanding)
  const sum = (part: keyof Parts) => open.reduce((total, parts) => total + parts[part], 0n)
  const interestFen = interest === 'equal-full' ? sum('interestFen') : state.interestAccruedFen
  return { principalFen: state.principalFen, interestFen, feeFen: sum('feeFen'), penaltyFen: sum('penaltyFen') }
}

const NO_ENTRY = { overpaidFen: 0n, repaid: NONE, chargesPaid: [], earnedInterestFen: undefined }

function partsOf(pieces: readonly Allocation[], sign: 1n | -1n): Parts {
  const of = (part: Allocation['part']) => sign * totalFen(pieces.filter((piece) => piece.part === part))
  return { principalFen: of('principal'), interestFen: of('interest'), feeFen: of('fee'), penaltyFen: of('penalty') }
}

/** What settles the loan on a day; the outside system asks for the fees of all instalments, and where interest stays as planned, all that the outside system asks for is open. Without interest that is what is open now, on whatever day it is asked. */
function payoff(loan: Loan, on: Day, asOf: Day): Parts {
  if (loan.terms.schedule.annualRatePpm === 0n && on < asOf) return openOn(loan, asOf)
  if (isAsPlanned(loan)) {
    return stateOn(loan, on).instalments.reduce((sum, row) => plus(sum, row.outstanding), NONE)
  }
  const quote = earlySettlementQuote(loan, on)
  if (!quote.ok) return stateOn(loan, on).status === 'chargedOff' ? openOn(loan, on) : NONE
  const { principalFen, interestFen, penaltyFen } = quote.value
  return { principalFen, interestFen, feeFen: openOn(loan, on).feeFen, penaltyFen }
}

function openOn(loan: Loan, on: Day): Parts {
  return openParts(stateOn(loan, on), 'equal-full')
}
