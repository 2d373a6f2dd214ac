import type { loansApi, OutputOf } from '@puhui/api'
import { type Day, daysBetween } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { accountOf, type Line } from '@puhui/ledger'
import {
  type Allocation,
  evolve,
  type InstalmentState,
  type Loan,
  type LoanState,
  open,
  postingsOf,
  ruleInWords,
  stateOn,
} from '@puhui/loan'
import { interestInWords } from '../products/index.ts'
import { amountOf, coarse, plannedInterest, projected, stateHash } from './model.ts'
import { type EventRow, type Previewed, settlementOf } from './service.ts'
import { carriedInWords, eventInWords, eventNamed, penaltyInWords } from './words.ts'

type LoanFile = OutputOf<typeof loansApi.getLoan>
export type FiguresShown = LoanFile['figures']
export type InstalmentShown = LoanFile['schedule'][number]
export type EventShown = LoanFile['events'][number]
export type PostingShown = EventShown['postings'][number]
export type PreviewShown = OutputOf<typeof loansApi.previewRepayment>

/** The figures of a loan on a day, as the API shows them. */
export function figuresShown(loan: Loan, asOf: Day, state: LoanState = stateOn(loan, asOf)): FiguresShown {
  const { nextDueOn, nextDueFen, overdueFen, outstandingFen, dpd } = projected(state)
  return {
    status: state.status,
    bucket: coarse(state.bucket),
    dpd,
    outstandingFen: String(outstandingFen),
    accruedInterestFen: String(state.interestAccruedFen),
    penaltyFen: String(state.penaltyFen),
    feesDueFen: String(state.feeDueFen),
    dueFen: String(state.dueFen),
    overdueFen: String(overdueFen),
    paidPrincipalFen: String(state.paid.principalFen),
    paidInterestFen: String(state.paid.interestFen),
    paidFeeFen: String(state.paid.feeFen + state.prepaymentFeePaidFen),
    paidPenaltyFen: String(state.paid.penaltyFen),
    suspenseFen: String(state.heldFen),
    nextDueOn,
    nextDueFen: String(nextDueFen),
    settlementFen: String(settlementOf(loan, asOf, state)),
  }
}

/** The schedule as planned and as it went, each figure with its arithmetic. */
export function scheduleShown({ instalments }: LoanState): InstalmentShown[] {
  return instalments.map(instalmentShown)
}

const STATUSES = {
  future: 'upcoming',
  due: 'due',
  overdue: 'overdue',
  paid: 'paid',
  moved: 'moved',
  forgiven: 'forgiven',
} as const

function instalmentShown(one: InstalmentState): InstalmentShown {
  const { planned, paid, balanceFen } = one
  const { carried } = one
  const interest = interestInWords(one.interestSteps, planned.interestFen - carried.interestFen)
  const penaltyFen = planned.penaltyFen - carried.penaltyFen
  const penalty = penaltyFen > 0n ? penaltyInWords(one.penaltySteps, penaltyFen) : null
  const carriedFen = carried.interestFen + carried.feeFen + carried.penaltyFen
  const parts = [interest, ...(penalty ? [penalty] : []), ...(carriedFen === 0n ? [] : [carriedInWords(carried)])]
  return {
    number: one.number,
    periodFrom: one.periodFrom,
    dueOn: one.dueOn,
    days: daysBetween(one.periodFrom, one.periodTo),
    openingFen: String(balanceFen + planned.principalFen),
    principalFen: String(planned.principalFen),
    interestFen: String(planned.interestFen),
    feeFen: String(planned.feeFen),
    dueFen: String(planned.principalFen + planned.interestFen + planned.feeFen),
    balanceFen: String(balanceFen),
    explanation: { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') },
    interestExplanation: interest,
    penaltyExplanation: penalty,
    carriedExplanation: carriedFen === 0n ? null : carriedInWords(carried),
    carriedFen: String(carriedFen),
    penaltyFen: String(planned.penaltyFen),
    paidPrincipalFen: String(paid.principalFen),
    paidInterestFen: String(paid.interestFen),
    paidFeeFen: String(paid.feeFen),
    paidPenaltyFen: String(paid.penaltyFen),
    openFen: String(one.outstandingFen),
    status: STATUSES[one.status],
    paidOn: one.settledOn ?? null,
    dpd: one.dpd,
  }
}

/** The events of a loan in the order of recording, each with what its money was taken for and what it posted. */
export function eventsShown(
  loan: Loan,
  state: LoanState,
  rows: readonly EventRow[],
  actorNames: ReadonlyMap<string, string>,
): EventShown[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  let before = open(loan.terms)
  const reversed = new Set(loan.events.flatMap((event) => (event.kind === 'reversed' ? [event.eventId] : [])))
  return loan.events.map((event) => {
    const row = rowOf.get(event.id)
    assert(row, 'an event has its row', { eventId: event.id })
    const lines = postingsOf(before, event)
    before = evolve(before, event)
    const taker = reversed.has(event.id) ? stateOn(before, event.bookedOn).allocations : state.allocations
    const amountFen = amountOf(event)
    return {
      id: event.id,
      sequence: event.seq,
      kind: event.kind,
      valueOn: event.valueOn,
      bookedOn: event.bookedOn,
      recordedAt: row.recorded_at,
      amountFen: amountFen === null ? null : String(amountFen),
      channel: 'channel' in event ? event.channel : null,
      name: eventNamed(event),
      note: eventInWords(event),
      isReversed: reversed.has(event.id),
      allocations: allocationsShown(taker.filter((piece) => piece.eventId === event.id)),
      postings: postingsShown(lines),
      entryId: row.entry_id,
      actorName: actorNames.get(row.actor) ?? row.actor,
    }
  })
}

export function allocationsShown(allocations: readonly Allocation[]): EventShown['allocations'] {
  return allocations.map((piece) => ({
    instalmentNumber: piece.instalment ?? null,
    part: piece.part === 'held' ? 'overpayment' : piece.part,
    amountFen: String(piece.amountFen),
    rule: ruleInWords(piece),
    isFromHeld: piece.part !== 'held' && piece.rule.startsWith('held'),
  }))
}

/** Lines as debits and credits, debits first. */
export function postingsShown(lines: readonly Line[]): PostingShown[] {
  return lines
    .map(({ account, amountFen }) => ({
      account,
      label: accountOf(account).name,
      debitFen: String(amountFen > 0n ? amountFen : 0n),
      creditFen: String(amountFen < 0n ? -amountFen : 0n),
    }))
    .sort((a, b) => Number(a.debitFen === '0') - Number(b.debitFen === '0'))
}

/** A repayment that was taken: as it was previewed, with the instalments that it changed. */
export function takenShown(previewed: Previewed): PreviewShown {
  const { before, after } = previewed
  return previewShown(
    previewed,
    after.instalments.filter((one, at) => !isSame(one, before.instalments[at])),
  )
}

function isSame(one: InstalmentState, other: InstalmentState | undefined): boolean {
  if (one === other) return true
  return (
    other !== undefined &&
    one.outstandingFen === other.outstandingFen &&
    one.status === other.status &&
    one.planned.principalFen === other.planned.principalFen &&
    one.planned.interestFen === other.planned.interestFen
  )
}

/** A previewed repayment, figure by figure; booking it gives exactly this. */
export function previewShown(
  { loan, evolved, event, before, after, allocations, lines }: Previewed,
  instalments: readonly InstalmentState[] = after.instalments,
): PreviewShown {
  const fee = allocations.filter((piece) => piece.part === 'prepaymentFee')
  return {
    amountFen: String(amountOf(event) ?? 0n),
    allocations: allocationsShown(allocations),
    prepaymentFeeFen: String(fee.reduce((sum, piece) => sum + piece.amountFen, 0n)),
    postings: postingsShown(lines),
    before: figuresShown(loan, event.bookedOn, before),
    after: figuresShown(evolved, event.bookedOn, after),
    schedule: instalments.map(instalmentShown),
    interestSavedFen: String(plannedInterest(before) - plannedInterest(after)),
    stateHash: stateHash(loan, event.bookedOn),
  }
}
