import { type Day, monthEnd } from '@puhui/calendar'
import { sql } from 'kysely'
import { askApprovalOnce, decidePending, type PendingDecision, pendingApproval } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { lockBooking } from './store.ts'

/** A month of the books: `2026-10`. */
export type Month = string
export type MonthStatus = 'open' | 'closed' | 'reopened'

const REOPEN = 'ledger.reopen'

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

export function monthEnds(month: Month): Day {
  return monthEnd(`${month}-01` as Day)
}

/** How a month stands: the last thing that was done to it says so. */
export async function monthStatus({ db }: Pick<ReadContext, 'db'>, month: Month): Promise<MonthStatus> {
  const last = await db
    .selectFrom('ledger_month_act')
    .select('act')
    .where('month', '=', month)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.act ?? 'open'
}

/** @refuses ledger.month_closed */
export async function assertMonthOpen(ctx: Pick<ReadContext, 'db'>, day: Day): Promise<void> {
  const month = monthOf(day)
  if ((await monthStatus(ctx, month)) === 'closed') throw new RefusalError({ code: 'ledger.month_closed', month })
}

/**
 * Closes a month. Whether its days are ended and its loans tie is asked before, by the flow.
 *
 * @refuses ledger.month_not_over, ledger.month_closed
 */
export async function closeMonth(
  ctx: WriteContext,
  month: Month,
  { reason, figures }: { readonly reason: string; readonly figures: Readonly<Record<string, string>> },
): Promise<void> {
  await lockBooking(ctx.tx)
  if (month >= monthOf(await businessDate(ctx.db))) throw new RefusalError({ code: 'ledger.month_not_over', month })
  await assertMonthOpen(ctx, monthEnds(month))
  await insertAct(ctx, { month, act: 'closed', reason, figures, approvalId: null })
  await record(ctx, {
    action: 'ledger.month_closed',
    objectKind: 'ledger_month',
    objectId: month,
    reason,
    after: figures,
  })
}

/**
 * Asks for a closed month to be opened again.
 *
 * @refuses ledger.month_not_closed, approvals.already_asked
 */
export async function askReopening(ctx: WriteContext, month: Month, reason: string): Promise<string> {
  if ((await monthStatus(ctx, month)) !== 'closed') throw new RefusalError({ code: 'ledger.month_not_closed', month })
  const payload = { code: month, reason }
  const request = { kind: REOPEN, objectKind: 'ledger_month', objectId: month, payload } as const
  const approvalId = await askApprovalOnce(ctx, request)
  await record(ctx, { action: 'ledger.reopening_asked', objectKind: 'ledger_month', objectId: month, reason })
  return approvalId
}

/**
 * Opens a closed month again, or does not. Whoever asked cannot decide.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check
 */
export async function decideReopening(
  ctx: WriteContext,
  month: Month,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<MonthStatus> {
  const approval = await decidePending(ctx, { kind: REOPEN, objectId: month, verdict, note })
  const { reason } = approval.payload as { readonly reason: string }
  await record(ctx, {
    action: 'ledger.reopening_decided',
    objectKind: 'ledger_month',
    objectId: month,
    reason: note === '' ? null : note,
    after: { verdict },
  })
  if (verdict === 'reject') return 'closed'
  await insertAct(ctx, { month, act: 'reopened', reason, figures: {}, approvalId: approval.id })
  return 'reopened'
}

interface NewAct {
  readonly month: Month
  readonly act: 'closed' | 'reopened'
  readonly reason: string
  readonly figures: Readonly<Record<string, string>>
  readonly approvalId: string | null
}

async function insertAct(ctx: WriteContext, { approvalId, figures, ...act }: NewAct): Promise<void> {
  const row = { ...act, figures: json(figures), approval_id: approvalId, actor: ctx.actor.id }
  await ctx.tx
    .insertInto('ledger_month_act')
    .values({ ...row, recorded_at: ctx.clock.now() })
    .execute()
}

export interface MonthRow {
  readonly month: Month
  readonly status: MonthStatus
  readonly lastAt: string | null
  readonly lastActor: string | null
  readonly reason: string | null
  readonly entries: number
  readonly resultFen: bigint
  readonly pending: Awaited<ReturnType<typeof pendingApproval>>
}

/** Every month that has entries, the latest first. */
export async function readMonths(ctx: Pick<ReadContext, 'db'>): Promise<MonthRow[]> {
  const { rows } = await sql<Omit<MonthRow, 'pending' | 'status'> & { act: MonthStatus | null }>`
    with entries as (
      select to_char(booked_on, 'YYYY-MM') as month, count(*)::int as entries from ledger_entry group by 1
    ), results as (
      select to_char(l.booked_on, 'YYYY-MM') as month, sum(l.credit_fen - l.debit_fen)::bigint as fen
        from ledger_line l join ledger_account a on a.code = l.account and a.type in ('income', 'expense') group by 1
    )
    select e.month, e.entries, coalesce(r.fen, 0)::bigint as "resultFen", last.act, last.reason,
        last.recorded_at as "lastAt", coalesce(u.name, last.actor) as "lastActor"
      from entries e left join results r using (month)
      left join lateral (select * from ledger_month_act m where m.month = e.month order by number desc limit 1) last on true
      left join staff_user u on u.id = last.actor
      order by e.month desc`.execute(ctx.db)
  const asked = await ctx.db
    .selectFrom('approval')
    .select('object_id')
    .where('kind', '=', REOPEN)
    .where('status', '=', 'pending')
    .execute()
  const waiting = new Set(asked.map((row) => row.object_id))
  return Promise.all(
    rows.map(async ({ act, ...row }) => ({
      ...row,
      status: act ?? 'open',
      pending: waiting.has(row.month) ? await pendingApproval(ctx, REOPEN, row.month) : null,
    })),
  )
}
