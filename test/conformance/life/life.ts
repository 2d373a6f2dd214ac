import { type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import type { Parts } from '@puhui/loan'
import type { Fen } from '@puhui/money'
import { chargeOpen } from './charge.ts'
import { principalOf } from './close-books.ts'
import { foldLife } from './fold.ts'
import type { LifeEvent } from './life-event.ts'
import { addParts, type LifeRow, openOf, openTotal } from './life-row.ts'
import type { LifeTerms } from './life-terms.ts'
import { isIn } from './model.ts'
import { openUntil, periodInterestUntil } from './model-until.ts'
import { NO_PARTS } from './parts.ts'
import { isInterestBearing, isRecalculating, type Outcome, type Work } from './work.ts'

export type LifeStatus = 'active' | 'overpaid' | 'settled' | 'writtenOff'

/** A line of the schedule as it stands. */
export interface LifeLine {
  readonly number: number
  readonly kind: 'instalment' | 'down-payment' | 'beyond-term'
  readonly from: Day
  readonly dueOn: Day
  readonly metOn: Day | undefined
  readonly asked: Parts
  readonly paid: Parts
  readonly waived: Parts
  readonly writtenOff: Parts
  readonly creditedPrincipalFen: Fen
  readonly creditedInterestFen: Fen
  readonly outstandingFen: Fen
  readonly paidInAdvanceFen: Fen
  readonly paidLateFen: Fen
}

export interface LifeCharge {
  readonly chargeId: string
  readonly amountFen: Fen
  readonly paidFen: Fen
  readonly waivedFen: Fen
  readonly outstandingFen: Fen
  /** Of a charge on every instalment: what each of them asks for, waivers taken off. */
  readonly shares: readonly { readonly dueOn: Day; readonly amountFen: Fen }[]
}

/** One event and where its money went. */
export interface LifeEntry {
  readonly event: LifeEvent
  readonly amountFen: Fen
  readonly parts: Parts
  readonly overpaidFen: Fen
  /** It came to nothing: there was nothing left to do. */
  readonly isVoid: boolean
  /** That part of it which an overpayment paid at once. */
  readonly repaid: Parts
  readonly chargesPaid: readonly { readonly chargeId: string; readonly amountFen: Fen }[]
  readonly earnedInterestFen: Fen | undefined
}

/** A loan as it stands on a day. */
export interface LifeState {
  readonly asOf: Day
  readonly status: LifeStatus
  readonly isChargedOff: boolean
  readonly lines: readonly LifeLine[]
  readonly entries: readonly LifeEntry[]
  readonly charges: readonly LifeCharge[]
  readonly principalFen: Fen
  readonly outstandingFen: Fen
  readonly overpaidFen: Fen
  /** What settles the loan on a day. */
  readonly payoffOn: (on: Day) => Parts
  /** Interest earned by a day, whether due or not. */
  readonly interestEarnedOn: (on: Day) => Fen
  /** That part of it which has run in the instalment the day lies in. */
  readonly interestRunningOn: (on: Day) => Fen
}

/**
 * The life of a loan folded up to a day.
 *
 * @param events in any order of arrival; those that are reversed do not count
 * @returns undefined before the first disbursement
 * @source SPEC F1-F3
 */
export function lifeOn(terms: LifeTerms, events: readonly LifeEvent[], asOf: Day): LifeState | undefined {
  const work = foldLife(terms, events, epochOf(asOf))
  return work ? stateOf(work, asOf) : undefined
}

function stateOf(work: Work, asOf: Day): LifeState {
  const outstandingFen = work.rows.reduce((sum, row) => sum + openTotal(row), 0n)
  return {
    asOf,
    status: statusOf(work, outstandingFen),
    isChargedOff: work.isChargedOff,
    lines: work.rows.map(lineOf),
    entries: work.outcomes.map(entryOf),
    charges: work.charges.map((charge) => ({
      chargeId: charge.spec.chargeId,
      amountFen: charge.amountFen,
      paidFen: charge.paidFen,
      waivedFen: charge.waivedFen,
      outstandingFen: chargeOpen(charge),
      shares: [...charge.shares].map(([row, { amountFen, waivedFen }]) => ({
        dueOn: dayFromEpoch(row.due),
        amountFen: amountFen - waivedFen,
      })),
    })),
    principalFen: principalOf(work),
    outstandingFen,
    overpaidFen: work.overpaidFen,
    payoffOn: (on) => payoff(work, epochOf(on)),
    interestEarnedOn: (on) => earned(work, epochOf(on)),
    interestRunningOn: (on) => runningOn(work, epochOf(on)),
  }
}

function statusOf(work: Work, outstandingFen: Fen): LifeStatus {
  if (work.outcomes.some(({ event, isVoid }) => event.kind === 'writtenOff' && !isVoid)) return 'writtenOff'
  if (outstandingFen > 0n) return 'active'
  return work.overpaidFen > 0n ? 'overpaid' : 'settled'
}

function lineOf(row: LifeRow): LifeLine {
  return {
    number: row.number,
    kind: row.isDownPayment ? 'down-payment' : row.isExtra ? 'beyond-term' : 'instalment',
    from: dayFromEpoch(row.from),
    dueOn: dayFromEpoch(row.due),
    metOn: row.metOn === undefined ? undefined : dayFromEpoch(row.metOn),
    asked: row.asked,
    paid: row.paid,
    waived: row.waived,
    writtenOff: row.writtenOff,
    creditedPrincipalFen: row.credited.principalFen,
    creditedInterestFen: row.credited.interestFen,
    outstandingFen: openTotal(row),
    paidInAdvanceFen: row.advanceFen,
    paidLateFen: row.lateFen,
  }
}

function entryOf(outcome: Outcome): LifeEntry {
  const { event, amountFen, parts, overpaidFen, isVoid, chargesPaid, earnedInterestFen, pieces } = outcome
  const repaid = pieces.reduce((sum, piece) => addParts(sum, piece.parts), NO_PARTS)
  return {
    event,
    amountFen,
    parts,
    overpaidFen,
    isVoid,
    chargesPaid,
    earnedInterestFen,
    repaid,
  }
}

/** All that is open, interest only up to the day or to the next rest day. */
function payoff(work: Work, on: number): Parts {
  const open = (row: LifeRow): Parts => ({
    principalFen: openOf(row, 'principal'),
    interestFen: openOf(row, 'interest'),
    feeFen: openOf(row, 'fee'),
    penaltyFen: openOf(row, 'penalty'),
  })
  const all = work.rows.reduce((sum, row) => addParts(sum, open(row)), NO_PARTS)
  if (!isRecalculating(work)) return all
  const current = work.rows.find((row, index) => isIn(on, row.from, row.due, index === 0)) ?? work.rows[0]!
  const until = work.terms.recalculation?.settlement === 'to-rest' ? current.due : on
  const model = openUntil(work.model, until)
  const beside = work.rows
    .filter((row) => row.isDownPayment || row.isExtra)
    .reduce((sum, row) => addParts(sum, open(row)), NO_PARTS)
  return {
    principalFen: model.principalFen + beside.principalFen,
    interestFen: model.interestFen + beside.interestFen,
    feeFen: all.feeFen,
    penaltyFen: all.penaltyFen,
  }
}

function earned(work: Work, on: number): Fen {
  if (!isInterestBearing(work)) return 0n
  let total = 0n
  for (const row of work.rows) {
    if (row.isExtra || row.isDownPayment) continue
    if (on > row.due) total += row.asked.interestFen - row.credited.interestFen
    else if (on > row.from) total += running(work, row, on)
  }
  return total
}

function runningOn(work: Work, on: number): Fen {
  if (!isInterestBearing(work)) return 0n
  const row = work.rows.find(
    (candidate) => !candidate.isExtra && !candidate.isDownPayment && on > candidate.from && on <= candidate.due,
  )
  return row ? running(work, row, on) : 0n
}

function running(work: Work, row: LifeRow, on: number): Fen {
  return periodInterestUntil(work.model, row, on, { isCreditedIn: false, isFixedByDays: true })
}
