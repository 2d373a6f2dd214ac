import { addDays, type Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { evolve, knownOn, type Loan, type LoanEvent, type LoanState, type Parts, stateOn } from '@puhui/loan'
import type { Fen } from '@puhui/money'
import { amountOf } from './model.ts'
import { eventNamed } from './words.ts'

/** What is owed and what is held at the close of a day, as the books knew it then. */
export interface Standing extends Parts {
  readonly heldFen: Fen
}

/** One event, money held in advance that paid what fell due, or what an event changed in others. */
export interface StatementLine {
  readonly bookedOn: Day
  readonly valueOn: Day
  readonly words: Localized
  /** Negative for a reversal; absent for an event that moves no money. */
  readonly amountFen: Fen | null
  /** What it took off each claim; negative for a reversal. */
  readonly taken: Parts
  readonly heldFen: Fen
  /** Principal owed after it. */
  readonly balanceFen: Fen
}

/** A loan over a period of booking days: opening + grown − paid − waived = closing, claim by claim. */
export interface AccountStatement {
  readonly from: Day
  readonly to: Day
  readonly opening: Standing
  readonly grown: Parts
  readonly paid: Parts
  readonly waived: Parts
  readonly closing: Standing
  readonly lines: readonly StatementLine[]
  readonly disbursedFen: Fen
  readonly receivedFen: Fen
}

/**
 * What was booked on a loan from the first day to the last, both included. A backdated payment stands on the day on which
 * it was booked, with what it changed then; so does a reversal.
 */
export function accountStatement(loan: Loan, from: Day, to: Day): AccountStatement {
  const eve = addDays(from, -1)
  const before = stateOn(knownOn(loan, eve), eve)
  const after = stateOn(knownOn(loan, to), to)
  const [paid, waived] = [less(paidOf(after), paidOf(before)), less(after.waived, before.waived)]
  const [opening, closing] = [standingOf(before), standingOf(after)]
  const grown = plus(plus(less(closing, opening), paid), waived)
  return {
    from,
    to,
    opening,
    grown,
    paid,
    waived,
    closing,
    lines: linesBetween(loan, from, to),
    disbursedFen: after.disbursedFen - before.disbursedFen,
    receivedFen: sumOf(paid) + closing.heldFen - opening.heldFen,
  }
}

function linesBetween(loan: Loan, from: Day, to: Day): StatementLine[] {
  let known = knownOn(loan, addDays(from, -1))
  let last = stateOn(known, addDays(from, -1))
  const lines: StatementLine[] = []
  const passTo = (day: Day): void => {
    for (const dueOn of dueDaysWithMoneyHeld(last, day)) {
      const state = stateOn(known, dueOn)
      if (state.heldFen !== last.heldFen) lines.push(fromHeld(last, state))
      last = state
    }
    last = stateOn(known, day)
  }
  for (const event of loan.events.filter(({ bookedOn }) => bookedOn >= from && bookedOn <= to)) {
    passTo(event.bookedOn)
    known = evolve(known, event)
    const state = stateOn(known, event.bookedOn)
    lines.push(...linesOf(event, last, state, loan.events))
    last = state
  }
  passTo(to)
  return lines
}

function fromHeld(before: LoanState, after: LoanState): StatementLine {
  return {
    bookedOn: after.asOf,
    valueOn: after.asOf,
    words: { zh: '预收款抵扣到期款', en: 'Money held pays what fell due' },
    amountFen: null,
    taken: less(paidOf(after), paidOf(before)),
    heldFen: after.heldFen - before.heldFen,
    balanceFen: after.principalFen,
  }
}

function dueDaysWithMoneyHeld({ heldFen, asOf, instalments }: LoanState, until: Day): Day[] {
  return heldFen === 0n ? [] : instalments.map(({ dueOn }) => dueOn).filter((dueOn) => dueOn > asOf && dueOn <= until)
}

/** A backdated event or a reversal may change what waivers were used for: that stands on a line of its own. */
function linesOf(event: LoanEvent, before: LoanState, after: LoanState, events: readonly LoanEvent[]): StatementLine[] {
  const subject = event.kind === 'reversed' ? events.find(({ id }) => id === event.eventId)! : event
  const amountFen = amountOf(subject)
  const { bookedOn, valueOn } = event
  const head = { bookedOn, valueOn, balanceFen: after.principalFen }
  const [paid, waived] = [less(paidOf(after), paidOf(before)), less(after.waived, before.waived)]
  const [own, other] = subject.kind === 'waived' ? [waived, paid] : [paid, waived]
  const heldFen = after.heldFen - before.heldFen
  const line: StatementLine = {
    ...head,
    words: eventNamed(event),
    amountFen: amountFen !== null && (subject !== event) !== (subject.kind === 'chargedBack') ? -amountFen : amountFen,
    taken: own,
    heldFen: subject.kind === 'waived' ? 0n : heldFen,
  }
  const isMore = CLAIMS.some((claim) => other[claim] !== 0n) || line.heldFen !== heldFen
  const more = { ...head, words: REALLOCATED, amountFen: null, taken: other, heldFen: heldFen - line.heldFen }
  return isMore ? [line, more] : [line]
}

const CLAIMS = ['principalFen', 'interestFen', 'feeFen', 'penaltyFen'] as const
const REALLOCATED = { zh: '随之重新分配', en: 'Allocated anew in consequence' }

function standingOf(state: LoanState): Standing {
  const { principalFen, interestAccruedFen, feeDueFen, penaltyFen, heldFen } = state
  return { principalFen, interestFen: interestAccruedFen, feeFen: feeDueFen, penaltyFen, heldFen }
}

/** The fee on a prepayment is a fee like the others to whoever pays it. */
function paidOf({ paid, prepaymentFeePaidFen }: LoanState): Parts {
  return { ...paid, feeFen: paid.feeFen + prepaymentFeePaidFen }
}

function plus(a: Parts, b: Parts): Parts {
  return {
    principalFen: a.principalFen + b.principalFen,
    interestFen: a.interestFen + b.interestFen,
    feeFen: a.feeFen + b.feeFen,
    penaltyFen: a.penaltyFen + b.penaltyFen,
  }
}

function less(a: Parts, b: Parts): Parts {
  return {
    principalFen: a.principalFen - b.principalFen,
    interestFen: a.interestFen - b.interestFen,
    feeFen: a.feeFen - b.feeFen,
    penaltyFen: a.penaltyFen - b.penaltyFen,
  }
}

function sumOf({ principalFen, interestFen, feeFen, penaltyFen }: Parts): Fen {
  return principalFen + interestFen + feeFen + penaltyFen
}
