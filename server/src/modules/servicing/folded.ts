import { evolve, type Loan, replay } from '@puhui/loan'
import type { Reader } from '../../platform/db.ts'
import { inTurns } from '../../platform/people-first.ts'
import { eventFrom, loanFrom, seqOf } from './model.ts'
import { readPayloads, readStoredLoans } from './store.ts'

/** A loan to be looked at, and the number of its last event as its row says. */
export interface LoanMark {
  readonly id: string
  readonly eventSeq: number
}

/** A loan, or why it cannot be folded: the rest of a run goes on without it. */
export type Folded = Loan | FoldError
export class FoldError extends Error {}

/**
 * Folded loans kept across the days of a run. What is kept counts only while its number is that of the row, so that a
 * payment taken meanwhile by another process is seen.
 */
export interface FoldedLoans {
  /** The loans of the marks, in the same order. */
  of(reader: Reader, marks: readonly LoanMark[]): Promise<Folded[]>
  /** Puts in a loan that the run itself has moved on. */
  keep(loan: Loan): void
  drop(loanId: string): void
  /**
   * Tells that a night begins. In the first one only what a fold starts from is kept: folding twice more costs less than the
   * pauses in which a heap full of folded loans is collected, and people pay meanwhile. A run that goes on keeps them whole.
   */
  nightBegins(): void
}

/** What is kept of a loan from which it is folded again without asking the database: a sixth of the folded one. */
type Known = Pick<Loan, 'terms' | 'events'>

/** @param max how many loans are kept; beyond it the ones that were put in first go */
export function foldedLoans(max = 30_000): FoldedLoans {
  const kept = new Map<string, Known>()
  let nights = 0
  const keep = (loan: Loan) => {
    kept.set(loan.terms.loanId, nights === 1 ? { terms: loan.terms, events: loan.events } : loan)
    const oldest = kept.size > max ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }
  return {
    keep,
    drop: (loanId) => kept.delete(loanId),
    nightBegins: () => {
      nights += 1
    },
    of: async (reader, marks) => {
      const own = new Map<string, Folded>()
      await inTurns(marks, ({ id, eventSeq }) => {
        const known = kept.get(id)
        if (known !== undefined && seqOf(known) === eventSeq) own.set(id, wholeOf(known))
      })
      const missing = marks.filter(({ id }) => !own.has(id))
      for (const [id, loan] of await foldAll(reader, missing, kept)) {
        own.set(id, loan)
        if (!(loan instanceof FoldError)) keep(loan)
      }
      return marks.map(({ id }) => own.get(id)!)
    },
  }
}

function wholeOf(known: Known): Loan {
  return 'core' in known ? (known as Loan) : replay(known.terms, known.events)
}

const AT_ONCE = 50

async function foldAll(
  reader: Reader,
  marks: readonly LoanMark[],
  kept: ReadonlyMap<string, Known>,
): Promise<Map<string, Folded>> {
  const loans = new Map<string, Folded>()
  for (let at = 0; at < marks.length; at += AT_ONCE) {
    const part = marks.slice(at, at + AT_ONCE)
    const [behind, unknown] = [part.filter(({ id }) => kept.has(id)), part.filter(({ id }) => !kept.has(id))]
    const ids = behind.map(({ id }) => id)
    const seen = ids.map((id) => seqOf(kept.get(id)!))
    const payloads = behind.length === 0 ? new Map<string, unknown[]>() : await readPayloads(reader, ids, seen)
    for (const id of ids) {
      loans.set(
        id,
        folded(() => (payloads.get(id) ?? []).map(eventFrom).reduce(evolve, wholeOf(kept.get(id)!))),
      )
    }
    const stored = await readStoredLoans(
      reader,
      unknown.map(({ id }) => id),
    )
    await inTurns(stored, ({ id, terms, events }) => {
      loans.set(
        id,
        folded(() => loanFrom(terms, events)),
      )
    })
  }
  return loans
}

function folded(fold: () => Loan): Folded {
  try {
    return fold()
  } catch (cause) {
    return new FoldError((cause as Error).message, { cause })
  }
}
