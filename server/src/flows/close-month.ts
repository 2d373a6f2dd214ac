import type { AccountCode } from '@puhui/ledger'
import { accountOf } from '@puhui/ledger'
import { formatYuan } from '@puhui/money'
import { closeMonth, holdBooking, monthEnds, type TrialBalance, trialBalance } from '../modules/ledger/index.ts'
import { readDayEndOf } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'

/**
 * Closes a month of the books: its last day is ended, the accounts of loans are the sum of the loans, and debits meet
 * credits. The trial balance is kept with the act.
 *
 * @refuses ledger.month_day_end_missing, ledger.month_does_not_tie, ledger.month_not_over, ledger.month_closed
 */
export async function closeBooks(ctx: WriteContext, month: string, reason: string) {
  await holdBooking(ctx)
  const lastDay = monthEnds(month)
  const run = await readDayEndOf(ctx.db, lastDay)
  if (!run || run.status === 'running') throw new RefusalError({ code: 'ledger.month_day_end_missing', day: lastDay })
  const balance = await trialBalance(ctx, lastDay)
  assertTies(balance, (run.figures as { standing?: Record<string, string> | null }).standing ?? {})
  const figures = Object.fromEntries(
    balance.accounts.filter((one) => one.balanceFen !== 0n).map((one) => [one.code, String(one.balanceFen)]),
  )
  await closeMonth(ctx, month, { reason, figures })
  return { month, figures }
}

/** @param standing what the loans themselves said at the close of the day, debit above zero */
function assertTies(balance: TrialBalance, standing: Readonly<Record<string, string>>): void {
  for (const [account, loans] of Object.entries(standing)) {
    const row = balance.accounts.find(({ code }) => code === account)
    const { normalSide } = accountOf(account as AccountCode)
    const loansFen = normalSide === 'debit' ? BigInt(loans) : -BigInt(loans)
    const differenceFen = (row?.balanceFen ?? 0n) - loansFen
    if (differenceFen !== 0n) {
      const difference = formatYuan(differenceFen)
      throw new RefusalError({ code: 'ledger.month_does_not_tie', account, difference })
    }
  }
}
