import type { Day } from '@puhui/calendar'
import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import { type Fen, sumFen } from '@puhui/money'
import type { AccountCode } from './chart.ts'

/** One side of an entry: debit above zero, credit below. The lines of an entry sum to zero. */
export interface Line {
  readonly account: AccountCode
  readonly amountFen: Fen
  /** The sub-ledger it belongs to; absent on lines that stand for many loans. */
  readonly loanId?: string
}

export interface Entry {
  readonly entryId: string
  /** The day of the books on which it counts. */
  readonly bookedOn: Day
  /** The day from which it has effect for the borrower. */
  readonly valueOn: Day
  /** Which recipe made it: `disbursed`, `repaid`, `accrued` … */
  readonly recipe: string
  readonly lines: readonly Line[]
}

export type EntryRefusal =
  | Refusal<'ledger.entry_empty'>
  | (Refusal<'ledger.entry_unbalanced'> & { readonly differenceFen: Fen })

/**
 * Whether lines may be posted.
 *
 * @returns the lines as they came
 * @refuses ledger.entry_empty, ledger.entry_unbalanced, checked in this order
 * @source SPEC G2
 * @example balanced([{ account: '1303', amountFen: 100n }]) // { ok: false, error: { code: 'ledger.entry_unbalanced', differenceFen: 100n } }
 */
export function balanced(lines: readonly Line[]): Result<readonly Line[], EntryRefusal> {
  if (lines.length === 0) return refuse({ code: 'ledger.entry_empty' })
  const differenceFen = sumFen(lines.map((line) => line.amountFen))
  return differenceFen === 0n ? ok(lines) : refuse({ code: 'ledger.entry_unbalanced', differenceFen })
}

/**
 * Sums lines by account, as day-end does with the accruals of a product's loans.
 *
 * @returns one line for each account that does not come to zero, in the order of the codes, without loan ids
 * @source SPEC G3
 */
export function aggregate(lines: Iterable<Line>): readonly Line[] {
  const sums = new Map<AccountCode, Fen>()
  for (const { account, amountFen } of lines) sums.set(account, (sums.get(account) ?? 0n) + amountFen)
  return [...sums]
    .filter(([, amountFen]) => amountFen !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, amountFen]) => ({ account, amountFen }))
}
