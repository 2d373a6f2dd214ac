import type { BodyOf, loansApi, OutputOf } from '@puhui/api'

export type Loan = OutputOf<typeof loansApi.getLoan>
export type Instalment = Loan['schedule'][number]
export type LoanFigures = Loan['figures']
export type LoanEvent = Loan['events'][number]
export type RepayValues = BodyOf<typeof loansApi.previewRepayment>
export type Posting = LoanEvent['postings'][number]
export type Allocation = LoanEvent['allocations'][number]

/** Adds up amounts as the API sends them. */
export function sumOf(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n).toString()
}

/** `sumOf` of one field over rows. */
export function totalOf<K extends string>(rows: readonly Readonly<Record<K, string>>[], field: K): string {
  return sumOf(rows.map((row) => row[field]))
}

export function lessOf(a: string, b: string): string {
  return (BigInt(a) - BigInt(b)).toString()
}

/** Whole yuan as a number, for a chart's axis only. */
export function yuanOf(fen: string): number {
  return Number(BigInt(fen)) / 100
}

/** What may be let off, part by part: only what has fallen due; interest of the running period is not due yet. */
export function waivableOf({ figures, schedule }: Pick<Loan, 'figures' | 'schedule'>) {
  const due = schedule.filter(({ status }) => status === 'due' || status === 'overdue')
  return {
    penalty: figures.penaltyFen,
    fee: figures.feesDueFen,
    interest: lessOf(totalOf(due, 'interestFen'), totalOf(due, 'paidInterestFen')),
  }
}

/** May still be paid, waived or charged off as a loan. */
export function isRunning({ figures }: Pick<Loan, 'figures'>): boolean {
  return figures.status === 'active' || figures.status === 'overdue'
}
