import { evolve, type Loan } from '@puhui/loan'
import type { Reader } from '../../platform/db.ts'
import { eventFrom, loanFrom, seqOf } from './model.ts'
import { readPayloads, readStoredLoans } from './store.ts'

/** A loan to be looked at, and the number of its last event as its row says. */
export interface LoanMark {
  readonly id: string
  readonly eventSeq: number
}

/**
 * Folded loans kept across the days of a run. What is kept counts only while its number is that of the row, so that a
 * payment taken meanwhile by another process is seen.
 */
export interface FoldedLoans {
  /** The loans of the marks, in the same order. */
  of(reader: Reader, marks: readonly LoanMark[]): Promise<Loan[]>
  /** Puts in a loan that the run itself has moved on. */
  keep(loan: Loan): void
  drop(loanId: string): void
}

/** @param max how many loans are kept; beyond it the ones that were put in first go */
export function foldedLoans(max = 20_000): FoldedLoans {
  const kept = new Map<string, Loan>()
  const keep = (loan: Loan) => {
    kept.set(loan.terms.loanId, loan)
    if (kept.size <= max) return
    for (const id of kept.keys()) {
      kept.delete(id)
      if (kept.size <= max) return
    }
  }
  return {
    keep,
    drop: (loanId) => kept.delete(loanId),
    of: async (reader, marks) => {
      const behind = marks.filter((mark) => {
        const loan = kept.get(mark.id)
        return loan !== undefined && seqOf(loan) < mark.eventSeq
      })
      const unknown = marks.filter((mark) => !kept.has(mark.id))
      for (const loan of await catchUp(reader, behind, kept)) keep(loan)
      const read = new Map((await foldAll(reader, unknown)).map((loan) => [loan.terms.loanId, loan]))
      for (const loan of read.values()) keep(loan)
      return marks.map((mark) => read.get(mark.id) ?? kept.get(mark.id)!)
    },
  }
}

async function catchUp(reader: Reader, marks: readonly LoanMark[], kept: ReadonlyMap<string, Loan>): Promise<Loan[]> {
  if (marks.length === 0) return []
  const loans = marks.map((mark) => kept.get(mark.id)!)
  const ids = marks.map((mark) => mark.id)
  const payloads = await readPayloads(reader, ids, loans.map(seqOf))
  return loans.map((loan, at) => (payloads.get(ids[at]!) ?? []).map(eventFrom).reduce(evolve, loan))
}

const AT_ONCE = 2_000

async function foldAll(reader: Reader, marks: readonly LoanMark[]): Promise<Loan[]> {
  const loans: Loan[] = []
  for (let at = 0; at < marks.length; at += AT_ONCE) {
    const ids = marks.slice(at, at + AT_ONCE).map((mark) => mark.id)
    for (const stored of await readStoredLoans(reader, ids)) loans.push(loanFrom(stored.terms, stored.events))
  }
  return loans
}
