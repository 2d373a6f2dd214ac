import { loansApi as api, type loansApi, type OutputOf } from '@puhui/api'
import { sql } from 'kysely'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext } from '../../platform/context.ts'
import type { App } from '../../platform/http/app.ts'
import { mountRead } from '../../platform/http/mount.ts'
import { type CheckedQuery, listPage } from '../../platform/http/paging.ts'
import { trialBalance } from './service.ts'
import { entriesBase } from './store.ts'

/** Accounts and the list of entries. One entry with the loans inside is in views/, because it names loans. */
export function routes(app: App): void {
  mountRead(app, api.listAccounts, (ctx, { query }) => accounts(ctx, query.asOf))
  mountRead(app, api.listEntries, (ctx, { query }) => entries(ctx, query))
}

async function accounts(ctx: ReadContext, asOf: string | undefined): Promise<OutputOf<typeof loansApi.listAccounts>> {
  const day = (asOf ?? (await businessDate(ctx.db))) as Awaited<ReturnType<typeof businessDate>>
  const balance = await trialBalance(ctx, day)
  return {
    asOf: balance.asOf,
    accounts: balance.accounts.map(({ code, name, type, debitFen, creditFen, balanceFen }) => ({
      code,
      name,
      type,
      debitFen: String(debitFen),
      creditFen: String(creditFen),
      balanceFen: String(balanceFen),
    })),
    totalDebitFen: String(balance.totalDebitFen),
    totalCreditFen: String(balance.totalCreditFen),
    differenceFen: String(balance.totalDebitFen - balance.totalCreditFen),
  }
}

const COLUMNS = {
  number: sql.ref('e.number'),
  bookedOn: sql.ref('e.booked_on'),
  postedOn: sql.ref('e.posted_on'),
  kind: sql.ref('e.kind'),
  amountFen: sql.ref('e.amount_fen'),
  recordedAt: sql.ref('e.recorded_at'),
  account: sql`(select string_agg(l.account, ' ') from ledger_line l where l.entry_id = e.id)`,
}

async function entries(ctx: ReadContext, query: CheckedQuery): Promise<OutputOf<typeof loansApi.listEntries>> {
  const page = await listPage(ctx.db, api.listEntries.list, query, {
    base: entriesBase(ctx.db),
    columns: COLUMNS,
    search: [sql.ref('e.natural_key'), sql`e.text->>'zh'`, sql`e.text->>'en'`],
    searchExact: (q) => [
      sql<boolean>`e.id = ${q}`,
      sql<boolean>`e.loan_id = ${q}`,
      sql<boolean>`e.number::text = ${q}`,
    ],
    tiebreak: sql.ref('e.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    number: Number(row.number),
    postedOn: row.posted_on,
    bookedOn: row.booked_on,
    kind: row.kind,
    text: row.text,
    amountFen: String(row.amount_fen),
    loanId: row.loan_id,
    loans: row.loans,
    recordedAt: row.recorded_at,
  }))
  return { ...page, rows }
}
