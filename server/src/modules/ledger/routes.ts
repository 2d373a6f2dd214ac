import { loansApi as api, ledgerApi, type loansApi, type OutputOf } from '@puhui/api'
import { accountOf, isAccountCode } from '@puhui/ledger'
import { sql } from 'kysely'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext } from '../../platform/context.ts'
import type { App } from '../../platform/http/app.ts'
import { mountRead, mountWrite } from '../../platform/http/mount.ts'
import { type CheckedQuery, listPage } from '../../platform/http/paging.ts'
import type { Adjustment } from './adjustments.ts'
import { adjustmentEntryId, askAdjustment, decideAdjustment } from './adjustments.ts'
import { askReopening, decideReopening, monthOf, readMonths } from './months.ts'
import { trialBalance } from './service.ts'
import { statements } from './statements.ts'
import { entriesBase } from './store.ts'

/** Accounts and the list of entries. One entry with the loans inside is in views/, because it names loans. */
export function routes(app: App): void {
  mountRead(app, api.listAccounts, (ctx, { query }) => accounts(ctx, query.asOf))
  mountRead(app, api.listEntries, (ctx, { query }) => entries(ctx, query))
  mountRead(app, ledgerApi.getStatements, (ctx, { query }) => statements(ctx, query))
  mountRead(app, ledgerApi.listMonths, months)
  mountWrite(app, ledgerApi.askReopening, async (ctx, { params, body }) => ({
    approvalId: await askReopening(ctx, params.month, body.reason),
  }))
  mountWrite(app, ledgerApi.decideReopening, async (ctx, { params, body }) => ({
    month: params.month,
    status: await decideReopening(ctx, params.month, body),
  }))
  mountRead(app, ledgerApi.listAdjustments, (ctx, { query }) => adjustments(ctx, query))
  mountWrite(app, ledgerApi.askAdjustment, (ctx, { body }) => askAdjustment(ctx, body as Adjustment))
  mountWrite(app, ledgerApi.decideAdjustment, (ctx, { params, body }) =>
    decideAdjustment(ctx, params.adjustmentId, body),
  )
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

async function months(ctx: ReadContext): Promise<OutputOf<typeof ledgerApi.listMonths>> {
  const rows = await readMonths(ctx)
  return {
    openMonth: monthOf(await businessDate(ctx.db)),
    months: rows.map(({ resultFen, pending, ...row }) => ({
      ...row,
      resultFen: String(resultFen),
      pending: pending && {
        approvalId: pending.id,
        makerId: pending.maker_id,
        makerName: pending.maker_name ?? pending.maker_id,
        reason: String((pending.payload as { reason?: string }).reason ?? ''),
      },
    })),
  }
}

async function adjustments(ctx: ReadContext, query: CheckedQuery): Promise<OutputOf<typeof ledgerApi.listAdjustments>> {
  const page = await listPage(ctx.db, ledgerApi.listAdjustments.list, query, {
    base: ctx.db
      .selectFrom('approval as a')
      .leftJoin('staff_user as maker', 'maker.id', 'a.maker_id')
      .leftJoin('staff_user as checker', 'checker.id', 'a.approver_id')
      .selectAll('a')
      .select(['maker.name as maker_name', 'checker.name as checker_name'])
      .where('a.kind', '=', 'ledger.adjust'),
    columns: { status: sql.ref('a.status'), askedAt: sql.ref('a.made_at') },
    search: [sql`a.payload->>'reason'`],
    tiebreak: sql.ref('a.id'),
  })
  const rows = page.rows.map((row) => {
    const { reason, bookedOn, amountFen, lines } = row.payload as Adjustment & { readonly amountFen: string }
    return {
      id: row.object_id,
      reason,
      bookedOn,
      amountFen,
      status: row.status,
      maker: row.maker_name ?? row.maker_id,
      makerId: row.maker_id,
      checker: row.checker_name ?? row.approver_id,
      askedAt: row.made_at,
      entryId: row.status === 'approved' ? adjustmentEntryId(row.object_id) : null,
      lines: lines.map((line) => ({ ...line, label: labelOfAccount(line.account) })),
    }
  })
  return { ...page, rows }
}

function labelOfAccount(code: string) {
  return isAccountCode(code) ? accountOf(code).name : { zh: code, en: code }
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
