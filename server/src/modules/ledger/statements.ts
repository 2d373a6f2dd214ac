import type { ledgerApi, OutputOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { balanceSheet, incomeStatement, type StatementRow } from '@puhui/ledger'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext } from '../../platform/context.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { readMovement } from './store.ts'

/**
 * The income statement between two days and the balance sheet at the close of the last.
 *
 * @refuses ledger.period_reversed
 */
export async function statements(
  { db }: Pick<ReadContext, 'db'>,
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<OutputOf<typeof ledgerApi.getStatements>> {
  const to = (query.to ?? (await businessDate(db))) as Day
  const from = (query.from ?? `${to.slice(0, 4)}-01-01`) as Day
  if (from > to) throw new RefusalError({ code: 'ledger.period_reversed' })
  const income = incomeStatement(await readMovement(db, from, to))
  const sheet = balanceSheet(await readMovement(db, null, to))
  return {
    from,
    to,
    income: income.income.map(rowShown),
    expenses: income.expenses.map(rowShown),
    incomeFen: String(income.incomeFen),
    expenseFen: String(income.expenseFen),
    resultFen: String(income.resultFen),
    assets: sheet.assets.map(rowShown),
    liabilities: sheet.liabilities.map(rowShown),
    equity: sheet.equity.map(rowShown),
    carriedResultFen: String(sheet.resultFen),
    assetsFen: String(sheet.assetsFen),
    liabilitiesFen: String(sheet.liabilitiesFen),
    equityFen: String(sheet.equityFen),
    differenceFen: String(sheet.differenceFen),
  }
}

function rowShown({ account, amountFen }: StatementRow) {
  return { code: account.code, name: account.name, amountFen: String(amountFen) }
}
