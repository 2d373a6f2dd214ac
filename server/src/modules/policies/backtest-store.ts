import type { Day } from '@puhui/calendar'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { BacktestStatus, PolicyBacktestTable } from './schema.ts'

export type BacktestRow = Selectable<PolicyBacktestTable>

export interface NewBacktest {
  readonly code: string
  readonly draftId: string | null
  readonly version: number | null
  readonly againstVersion: number
  readonly contentHash: string
  readonly population: { readonly from?: Day; readonly to?: Day; readonly importId?: string }
}

export async function insertBacktest(ctx: WriteContext, of: NewBacktest): Promise<string> {
  const id = ctx.ids.next('pbt')
  await ctx.tx
    .insertInto('policy_backtest')
    .values({
      id,
      code: of.code,
      draft_id: of.draftId,
      version: of.version,
      against_version: of.againstVersion,
      content_hash: of.contentHash,
      population: json(of.population),
      job_id: null,
      result: null,
      created_by: ctx.actor.id,
      created_at: ctx.clock.now(),
    })
    .execute()
  return id
}

export async function setBacktestJob(ctx: WriteContext, id: string, jobId: string): Promise<void> {
  await ctx.tx.updateTable('policy_backtest').set({ job_id: jobId }).where('id', '=', id).execute()
}

export async function setBacktestRunning(ctx: WriteContext, id: string): Promise<void> {
  await ctx.tx
    .updateTable('policy_backtest')
    .set({ status: 'running' })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .execute()
}

/** @returns false when it had ended already */
export async function finishBacktest(
  ctx: WriteContext,
  id: string,
  status: Exclude<BacktestStatus, 'queued' | 'running'>,
  result: unknown = null,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('policy_backtest')
    .set({ status, result: json(result), finished_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export function readBacktest(reader: Reader, id: string): Promise<BacktestRow | undefined> {
  return reader.selectFrom('policy_backtest').selectAll().where('id', '=', id).executeTakeFirst()
}

export function readBacktestsOf(reader: Reader, code: string) {
  return reader
    .selectFrom('policy_backtest as b')
    .leftJoin('staff_user as u', 'u.id', 'b.created_by')
    .select(['b.id', 'b.code', 'b.draft_id', 'b.version', 'b.against_version', 'b.population', 'b.status', 'b.job_id'])
    .select(['b.created_at', 'b.finished_at'])
    .select(sql<string>`coalesce(u.name, b.created_by)`.as('created_by'))
    .where('b.code', '=', code)
    .orderBy('b.created_at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(100)
    .execute()
}
