import { type Day, epochOf } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { advance, apply, foldOf, foreseen } from './apply.ts'
import { type Core, emptyCore } from './core.ts'
import type { LoanEvent } from './event.ts'
import type { LoanTerms } from './terms.ts'

/** A loan in memory: its terms, every event known, and what the fold over them has reached. Never altered in place. */
export interface Loan {
  readonly terms: LoanTerms
  /** In the order of recording. */
  readonly events: readonly LoanEvent[]
  /** Those in force, in the order of value dates. */
  readonly inForce: readonly LoanEvent[]
  readonly core: Core
}

/** A loan before anything has happened. */
export function open(terms: LoanTerms): Loan {
  return { terms, events: [], inForce: [], core: emptyCore(terms) }
}

/**
 * Folds all events, in whatever order they arrive.
 *
 * @source SPEC L1-L3
 * @example replay(terms, [disbursed, repaid]) // equals evolve(evolve(open(terms), disbursed), repaid)
 */
export function replay(terms: LoanTerms, events: readonly LoanEvent[]): Loan {
  const bySeq = events.toSorted((a, b) => a.seq - b.seq)
  assert(new Set(bySeq.map((event) => event.seq)).size === bySeq.length, 'two events share a number', {
    loanId: terms.loanId,
  })
  const inForce = eventsInForce(bySeq)
  return {
    terms,
    events: bySeq,
    inForce,
    core: foldOf(terms, inForce),
  }
}

/**
 * Adds one event. An event that is the latest by value date is folded on; a backdated one or a reversal folds all
 * anew. Both give the same loan as a full replay.
 *
 * @source SPEC L2
 */
export function evolve(loan: Loan, event: LoanEvent): Loan {
  const last = loan.events.at(-1)
  const isLatest = event.kind !== 'reversed' && (last === undefined || last.seq < event.seq)
  const lastInForce = loan.inForce.at(-1)
  if (!isLatest || (lastInForce && lastInForce.valueOn > event.valueOn))
    return replay(loan.terms, [...loan.events, event])
  const core = apply(loan.terms, loan.core, event, () => loan.inForce)
  return { terms: loan.terms, events: [...loan.events, event], inForce: [...loan.inForce, event], core }
}

/** What was known at the close of a booking day: `stateOn(knownOn(loan, b), v)` is what was believed on b about v. */
export function knownOn(loan: Loan, bookedOn: Day): Loan {
  const events = loan.events.filter((event) => event.bookedOn <= bookedOn)
  return events.length === loan.events.length ? loan : replay(loan.terms, events)
}

/** The fold up to the morning of a day, payments of that day included, with what is agreed by then for days to come. */
export function coreOn(loan: Loan, asOf: Day): Core {
  return foreseen(loan.terms, reachedOn(loan, asOf))
}

function reachedOn(loan: Loan, asOf: Day): Core {
  const epoch = epochOf(asOf)
  if (loan.core.epoch <= epoch) return advance(loan.terms, loan.core, epoch)
  const until = loan.inForce.filter((event) => event.valueOn <= asOf)
  const core = foldOf(loan.terms, until)
  return advance(loan.terms, core, epoch)
}

function eventsInForce(events: readonly LoanEvent[]): readonly LoanEvent[] {
  const reversed = new Set(events.flatMap((event) => (event.kind === 'reversed' ? [event.eventId] : [])))
  return events
    .filter((event) => event.kind !== 'reversed' && !reversed.has(event.id))
    .toSorted((a, b) => (a.valueOn === b.valueOn ? a.seq - b.seq : a.valueOn < b.valueOn ? -1 : 1))
}
