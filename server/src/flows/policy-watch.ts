import { assert } from '@puhui/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import {
  type DriftFinding,
  driftOf,
  endChallenge,
  insertAlarms,
  insertPointer,
  lockPolicy,
  type PointerRow,
  type Rates,
  readBacktest,
  readOpen,
  readPointerOn,
  readVersionBefore,
  readVersionRow,
  readWatch,
  type Watch,
} from '../modules/policies/index.ts'
import { businessDate, type Instant, later } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'

/** Looks at every policy: what it approves and why, against what is normal for it. */
export const watchPoliciesJob = job({
  name: 'policies.watch',
  title: { zh: '策略漂移监控', en: 'Watch policies for drift' },
  cron: '*/10 * * * *',
  isSilent: true,
  run: async (ctx) => {
    const { rows } = await sql<{ code: string }>`select distinct code from policy_pointer`.execute(ctx.platform.db)
    for (const { code } of rows) await ctx.write((open) => watchPolicy(open, code))
    return { policies: rows.length }
  },
})

export interface Watched {
  readonly version: number
  readonly findings: readonly DriftFinding[]
  readonly fellBackTo: number | null
}

/**
 * Compares the decisions of the version in force within the window with what is normal for it. When it has drifted, an
 * alarm is raised and, where the watch says so, the version before it takes over from today. A challenger that drifts
 * from the version in force is ended. One alarm per version and window; a fall-back never falls back again by itself.
 */
export async function watchPolicy(ctx: WriteContext, code: string): Promise<Watched> {
  await lockPolicy(ctx, code)
  const watch = await readWatch(ctx.db, code)
  const today = await businessDate(ctx.db)
  const pointer = await readPointerOn(ctx.db, code, today)
  assert(pointer, 'a policy that is watched is in force', { code })
  const since = windowStart(ctx, watch)
  await watchChallengers(ctx, code, pointer.version, since, watch)
  const observed = await ratesOf(ctx.db, code, pointer.version, { from: since })
  const before = await readVersionBefore(ctx.db, code, today, pointer.version)
  const expected = await expectedOf(ctx.db, pointer, before, since, watch)
  const findings = expected ? driftOf(observed, expected, watch) : []
  const { version } = pointer
  if (findings.length === 0 || (await isTold(ctx.db, code, version, since)))
    return { version, findings, fellBackTo: null }
  const fellBackTo = watch.fallsBack && pointer.kind !== 'fallback' ? before : null
  await raise(ctx, { code, version, findings, fellBackTo }, [observed.decisions, expected!.decisions])
  if (fellBackTo !== null) await fallBack(ctx, code, version, fellBackTo, findings)
  return { version, findings, fellBackTo }
}

export interface WatchReading {
  readonly version: number
  readonly since: Instant
  readonly observed: Rates
  /** What is normal; null where too little was decided to say. */
  readonly expected: Rates | null
  readonly findings: readonly DriftFinding[]
}

/** What the watch would say now, of some decisions where `only` names them; it raises nothing. */
export async function watchReading(
  ctx: ReadContext,
  code: string,
  only: RawBuilder<SqlBool> | undefined,
): Promise<WatchReading> {
  const watch = await readWatch(ctx.db, code)
  const today = await businessDate(ctx.db)
  const pointer = await readPointerOn(ctx.db, code, today)
  if (!pointer) throw new RefusalError({ code: 'policies.not_found' })
  const since = windowStart(ctx, watch)
  const observed = await ratesOf(ctx.db, code, pointer.version, { from: since, only })
  const before = await readVersionBefore(ctx.db, code, today, pointer.version)
  const expected = (await expectedOf(ctx.db, pointer, before, since, watch, only)) ?? null
  const findings = expected ? driftOf(observed, expected, watch) : []
  return { version: pointer.version, since, observed, expected, findings }
}

function windowStart(ctx: Pick<ReadContext, 'clock'>, { windowHours }: Watch): Instant {
  return later(ctx.clock.now(), -windowHours * 3_600_000)
}

interface Stretch {
  readonly from: Instant
  readonly to?: Instant | undefined
  /** Of these decisions only: a condition on `decision.customer_id`. */
  readonly only?: RawBuilder<SqlBool> | undefined
}

/** What a version decided, from a moment on or before it; the one in the shadow counts with what it would have said. */
async function ratesOf(reader: Reader, code: string, version: number, { from, to, only }: Stretch): Promise<Rates> {
  const ofThese = only ?? sql`true`
  const beside = only ? sql`decision_id in (select id from decision where ${only})` : sql`true`
  const { rows } = await sql<{ measure: string; count: bigint }>`
    with made as (
      select outcome, (select array_agg(distinct r->>'code') from jsonb_array_elements(reasons) r) as codes
      from decision where policy_code = ${code} and policy_version = ${version}
        and decided_at >= ${from}::timestamptz and decided_at < coalesce(${to ?? null}::timestamptz, 'infinity') and ${ofThese}
      union all
      select outcome, reason_codes from shadow_verdict where code = ${code} and version = ${version}
        and at >= ${from}::timestamptz and at < coalesce(${to ?? null}::timestamptz, 'infinity') and ${beside}
    )
    select '' as measure, count(*) as count from made
    union all select 'approval', count(*) from made where outcome = 'approve'
    union all select code, count(*) from made, unnest(codes) as code group by code`.execute(reader)
  const counts = new Map(rows.map(({ measure, count }) => [measure, Number(count)]))
  const reasons = new Map([...counts].filter(([measure]) => measure !== '' && measure !== 'approval'))
  return { decisions: counts.get('') ?? 0, approved: counts.get('approval') ?? 0, reasons }
}

const LONG_AGO = '1970-01-01T00:00:00.000Z' as Instant

/** Normal is what the version itself did before the window; while it is young, its backtest; else the version before it. */
async function expectedOf(
  reader: Reader,
  { code, version }: PointerRow,
  before: number | null,
  since: Instant,
  { decisionsMin }: Watch,
  only?: RawBuilder<SqlBool>,
): Promise<Rates | undefined> {
  const own = await ratesOf(reader, code, version, { from: LONG_AGO, to: since, only })
  if (own.decisions >= decisionsMin) return own
  const row = await readVersionRow(reader, code, version)
  const rehearsed =
    !only && row?.backtest_id ? rehearsedRates((await readBacktest(reader, row.backtest_id))?.result) : undefined
  if (rehearsed && rehearsed.decisions >= decisionsMin) return rehearsed
  if (before === null) return undefined
  return ratesOf(reader, code, before, { from: LONG_AGO, only })
}

/** A backtest counts every reason that was met; only its approval is comparable with decisions. */
function rehearsedRates(result: unknown): Rates | undefined {
  const read = result as { applications?: number; challenger?: { approve?: number } } | null | undefined
  if (!read?.applications || read.challenger?.approve === undefined) return undefined
  return { decisions: read.applications, approved: read.challenger.approve, reasons: new Map() }
}

async function isTold(reader: Reader, code: string, version: number, since: Instant): Promise<boolean> {
  const row = await reader
    .selectFrom('policy_alarm')
    .select('id')
    .where('code', '=', code)
    .where('version', '=', version)
    .where('raised_at', '>=', since)
    .executeTakeFirst()
  return row !== undefined
}

interface Raised extends Watched {
  readonly code: string
}

async function raise(
  ctx: WriteContext,
  raised: Raised,
  [decisions, baseline]: readonly [number, number],
): Promise<void> {
  const { code, version, findings, fellBackTo } = raised
  await insertAlarms(
    ctx,
    findings.map(({ measure, expectedPpm, observedPpm }) => ({
      code,
      version,
      measure,
      expected_ppm: expectedPpm,
      observed_ppm: observedPpm,
      decisions,
      baseline_decisions: baseline,
      fell_back_to: fellBackTo,
    })),
  )
  await record(ctx, {
    action: 'policies.drift_alarm',
    objectKind: 'policy',
    objectId: code,
    after: { version, decisions, findings },
  })
}

async function fallBack(
  ctx: WriteContext,
  code: string,
  from: number,
  version: number,
  findings: readonly DriftFinding[],
): Promise<void> {
  const reason = findings.map(({ measure, expectedPpm, observedPpm }) => `${measure} ${expectedPpm}→${observedPpm} ppm`)
  const effectiveOn = await businessDate(ctx.db)
  await insertPointer(ctx, { code, version, effectiveOn, kind: 'fallback', reason: reason.join('; ') })
  await record(ctx, {
    action: 'policies.fell_back',
    objectKind: 'policy',
    objectId: code,
    reason: reason.join('; '),
    before: { version: from },
    after: { version, effectiveOn },
  })
}

/** A challenger with a share of the traffic that drifts from the version in force loses its share. */
async function watchChallengers(
  ctx: WriteContext,
  code: string,
  champion: number,
  since: Instant,
  watch: Watch,
): Promise<void> {
  const open = (await readOpen(ctx.db, code)).filter(({ mode }) => mode === 'share')
  if (open.length === 0) return
  const expected = await ratesOf(ctx.db, code, champion, { from: since })
  for (const { id, version } of open) {
    const observed = await ratesOf(ctx.db, code, version, { from: since })
    const findings = driftOf(observed, expected, watch)
    if (findings.length === 0) continue
    await raise(ctx, { code, version, findings, fellBackTo: champion }, [observed.decisions, expected.decisions])
    await endChallenge(ctx, id, findings.map(({ measure }) => measure).join('; '))
  }
}
