import type { Selectable } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import type { PolicyAlarmTable } from './schema.ts'

/** What is normal, and what happens when it is not. */
export interface Watch {
  readonly windowHours: number
  readonly decisionsMin: number
  readonly approvalDriftPpm: number
  readonly reasonDriftPpm: number
  readonly fallsBack: boolean
}

export const DEFAULT_WATCH: Watch = {
  windowHours: 24,
  decisionsMin: 100,
  approvalDriftPpm: 150_000,
  reasonDriftPpm: 200_000,
  fallsBack: true,
}

export async function readWatch(reader: Reader, code: string): Promise<Watch> {
  const row = await reader.selectFrom('policy_watch').selectAll().where('code', '=', code).executeTakeFirst()
  if (!row) return DEFAULT_WATCH
  return {
    windowHours: row.window_hours,
    decisionsMin: row.decisions_min,
    approvalDriftPpm: row.approval_drift_ppm,
    reasonDriftPpm: row.reason_drift_ppm,
    fallsBack: row.falls_back,
  }
}

export async function setWatch(ctx: WriteContext, code: string, watch: Watch): Promise<void> {
  const before = await readWatch(ctx.db, code)
  const set = {
    window_hours: watch.windowHours,
    decisions_min: watch.decisionsMin,
    approval_drift_ppm: watch.approvalDriftPpm,
    reason_drift_ppm: watch.reasonDriftPpm,
    falls_back: watch.fallsBack,
    changed_by: ctx.actor.id,
    changed_at: ctx.clock.now(),
  }
  await ctx.tx
    .insertInto('policy_watch')
    .values({ code, ...set })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(set))
    .execute()
  await record(ctx, { action: 'policies.watch_set', objectKind: 'policy', objectId: code, before, after: watch })
}

export type Alarm = Selectable<PolicyAlarmTable>

export async function insertAlarms(
  ctx: WriteContext,
  alarms: readonly Omit<Alarm, 'id' | 'raised_at'>[],
): Promise<void> {
  const now = ctx.clock.now()
  await ctx.tx
    .insertInto('policy_alarm')
    .values(alarms.map((alarm) => ({ ...alarm, id: ctx.ids.next('pal'), raised_at: now })))
    .execute()
}

export function readAlarms(reader: Reader, code: string): Promise<Alarm[]> {
  return reader
    .selectFrom('policy_alarm')
    .selectAll()
    .where('code', '=', code)
    .orderBy('raised_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
}
