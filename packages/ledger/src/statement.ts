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

export interface BalanceSheet {
  readonly assets: readonly StatementRow[]
  readonly liabilities: readonly StatementRow[]
  readonly equity: readonly StatementRow[]
  /** Income less expense that has not been carried to equity yet. */
  readonly resultFen: Fen
  readonly assetsFen: Fen
  readonly liabilitiesFen: Fen
  /** With the result. */
  readonly equityFen: Fen
  /** Assets less liabilities and equity: 0n, or the books are wrong. */
  readonly differenceFen: Fen
}

/**
 * What the lender has and owes at the close of a day. An allowance stands among the assets, below zero.
 *
 * @param lines every line up to the day, or balances by account
 * @source SPEC G8
 */
export function balanceSheet(lines: Iterable<Line>): BalanceSheet {
  const totals = aggregate(lines)
  const assets = statementRows(totals, 'asset', 1n)
  const liabilities = statementRows(totals, 'liability', -1n)
  const equity = statementRows(totals, 'equity', -1n)
  const { resultFen } = incomeStatement(totals)
  const [assetsFen, liabilitiesFen, equityFen] = [total(assets), total(liabilities), total(equity) + resultFen]
  const differenceFen = assetsFen - liabilitiesFen - equityFen
  return { assets, liabilities, equity, resultFen, assetsFen, liabilitiesFen, equityFen, differenceFen }
}

function statementRows(totals: readonly Line[], type: AccountType, sign: 1n | -1n): readonly StatementRow[] {
  return totals
    .map(({ account, amountFen }) => ({ account: accountOf(account), amountFen: sign * amountFen }))
    .filter((row) => row.account.type === type)
}

function total(rows: readonly StatementRow[]): Fen {
  return sumFen(rows.map((row) => row.amountFen))
}
