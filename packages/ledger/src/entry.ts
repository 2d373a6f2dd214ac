import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
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
