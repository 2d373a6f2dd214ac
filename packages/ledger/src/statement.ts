import { type Fen, maxFen, sumFen } from '@puhui/money'
import { type Account, type AccountType, accountOf } from './chart.ts'
import { aggregate, type Line } from './entry.ts'

/** One row of a trial balance; exactly one side is above zero. */
export interface TrialBalanceRow {
  readonly account: Account
  readonly debitFen: Fen
  readonly creditFen: Fen
}

export interface TrialBalance {
  readonly rows: readonly TrialBalanceRow[]
  readonly debitFen: Fen
  readonly creditFen: Fen
  /** Debits less credits: 0n, or the books are wrong. */
  readonly differenceFen: Fen
}

/**
 * All accounts with a balance, debits beside credits.
 *
 * @param lines every line of the period, or balances by account
 * @source SPEC G4
 */
export function trialBalance(lines: Iterable<Line>): TrialBalance {
  const rows = aggregate(lines).map(({ account, amountFen }) => ({
    account: accountOf(account),
    debitFen: maxFen(0n, amountFen),
    creditFen: maxFen(0n, -amountFen),
  }))
  const [debitFen, creditFen] = [sumFen(rows.map((r) => r.debitFen)), sumFen(rows.map((r) => r.creditFen))]
  return { rows, debitFen, creditFen, differenceFen: debitFen - creditFen }
}

export interface StatementRow {
  readonly account: Account
  /** In the account's own direction: income earned and expense borne are above zero. */
  readonly amountFen: Fen
}

export interface IncomeStatement {
  readonly income: readonly StatementRow[]
  readonly expenses: readonly StatementRow[]
  readonly incomeFen: Fen
  readonly expenseFen: Fen
  readonly resultFen: Fen
}

/**
 * Income less expense of the lines of a period.
 *
 * @source SPEC G5
 */
export function incomeStatement(lines: Iterable<Line>): IncomeStatement {
  const totals = aggregate(lines)
  const income = statementRows(totals, 'income', -1n)
  const expenses = statementRows(totals, 'expense', 1n)
  const [incomeFen, expenseFen] = [total(income), total(expenses)]
  return { income, expenses, incomeFen, expenseFen, resultFen: incomeFen - expenseFen }
}

function statementRows(totals: readonly Line[], type: AccountType, sign: 1n | -1n): readonly StatementRow[] {
  return totals
    .map(({ account, amountFen }) => ({ account: accountOf(account), amountFen: sign * amountFen }))
    .filter((row) => row.account.type === type)
}

function total(rows: readonly StatementRow[]): Fen {
  return sumFen(rows.map((row) => row.amountFen))
}
