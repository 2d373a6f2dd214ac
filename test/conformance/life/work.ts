import { type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import type { Parts } from '@puhui/loan'
import type { Fen } from '@puhui/money'
import type { ChargeSpec, LifeEvent } from './life-event.ts'
import type { LifeRow } from './life-row.ts'
import type { LifeTerms } from './life-terms.ts'
import type { Model } from './model.ts'
import { NO_PARTS } from './parts.ts'

/** A charge inside a fold. */
export interface Charge {
  readonly spec: ChargeSpec
  readonly addedOn: number
  readonly dueEpoch: number
  amountFen: Fen
  paidFen: Fen
  waivedFen: Fen
  /** What a later waiver took off when the charge was put on. */
  waivedAhead?: Parts
  /** Charges on each instalment: amount and what is paid, by number of the row. */
  shares: Map<LifeRow, { amountFen: Fen; paidFen: Fen; waivedFen: Fen }>
}

/** How one event came out: the parts its money went to. */
export interface Outcome {
  readonly event: LifeEvent
  readonly on: number
  amountFen: Fen
  parts: Parts
  overpaidFen: Fen
  /** It came to nothing and counts as undone. */
  isVoid: boolean
  /** Pieces of money on rows, for what must find its way back. */
  pieces: { readonly row: LifeRow; parts: Parts }[]
  chargesPaid: { readonly chargeId: string; readonly amountFen: Fen }[]
  /** Interest earned by a charge-off or a termination: accruals are brought up to it. */
  earnedInterestFen: Fen | undefined
}

/** Everything a fold works on. */
export interface Work {
  readonly terms: LifeTerms
  readonly model: Model
  rows: LifeRow[]
  charges: Charge[]
  overpaidFen: Fen
  outcomes: Outcome[]
  refundedInterestFen: Fen
  isChargedOff: boolean
  isTerminated: boolean
  isSettling: boolean
  readonly skipped: Set<LifeRow>
  readonly disbursedOn: number
  /** All events in force, for what has to look ahead or to start over. */
  readonly events: readonly LifeEvent[]
}

export function newOutcome(event: LifeEvent, amountFen: Fen): Outcome {
  return {
    event,
    on: epochOf(event.valueOn),
    amountFen,
    parts: NO_PARTS,
    overpaidFen: 0n,
    isVoid: false,
    pieces: [],
    chargesPaid: [],
    earnedInterestFen: undefined,
  }
}

/** Whether interest follows what is paid: terms that say so, and the loan still runs. */
export function isRecalculating(work: Work): boolean {
  return isInterestBearing(work) && work.terms.recalculation !== undefined && !work.isChargedOff && !work.isTerminated
}

export function isRecalculated(work: Pick<Work, 'terms' | 'events'>): boolean {
  return isInterestBearing(work) && work.terms.recalculation !== undefined
}

/** By its first rate, or by one that comes later. */
export function isInterestBearing({ terms, events }: Pick<Work, 'terms' | 'events'>): boolean {
  const isRate = (event: LifeEvent) => event.kind === 'rateChanged' && event.annualRatePercent.units !== 0n
  return terms.annualRatePercent.units !== 0n || events.some(isRate)
}

/** The first row that is no down payment: its first day belongs to it. */
export function firstInstalment(rows: readonly LifeRow[]): LifeRow | undefined {
  return rows.find((row) => !row.isDownPayment)
}

export function dayOf(epoch: number): Day {
  return dayFromEpoch(epoch)
}

/** Numbers the rows in the order of their due days. */
export function renumber(work: Work): void {
  work.rows.forEach((row, index) => {
    row.number = index + 1
  })
}
