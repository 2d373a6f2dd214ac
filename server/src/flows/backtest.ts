import type { Day } from '@puhui/calendar'
import { compilePolicy, type Policy } from '@puhui/policy'
import {
  attachBacktest,
  contentHashOf,
  draftById,
  FACTS,
  finishBacktest,
  insertBacktest,
  type PolicyInUse,
  policyOn,
  policyProblems,
  readBacktest,
  rehearse,
  setBacktestJob,
  setBacktestRunning,
  versionInUse,
} from '../modules/policies/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { JobCancelled, type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { backtestResult } from './backtest-result.ts'
import { countPast, readPast } from './backtest-rows.ts'

export interface BacktestWanted {
  readonly code: string
  readonly draftId?: string | undefined
  readonly version?: number | undefined
  readonly againstVersion?: number | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly importId?: string | undefined
}

/**
 * Asks for a backtest of a draft or a version; one of a draft is attached to it.
 *
 * @refuses policies.nothing_to_test, policies.draft_not_found, policies.not_found, and policies.not_ready with every
 *   type error: what does not compile cannot run
 */
export async function startBacktest(ctx: WriteContext, wanted: BacktestWanted): Promise<string> {
  const { code } = wanted
  const tested = await testedPolicy(ctx, wanted)
  const against =
    wanted.againstVersion === undefined
      ? await policyOn(ctx, await businessDate(ctx.db), code)
      : await versionInUse(ctx, code, wanted.againstVersion)
  const { from, to, importId } = wanted
  const population = { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(importId ? { importId } : {}) }
  const id = await insertBacktest(ctx, {
    code,
    draftId: wanted.draftId ?? null,
    version: wanted.draftId === undefined ? (wanted.version ?? null) : null,
    againstVersion: against.version,
    contentHash: contentHashOf(tested),
    population,
  })
  if (wanted.draftId !== undefined) await attachBacktest(ctx, wanted.draftId, id)
  const jobId = await enqueue(ctx, backtestJob, { backtestId: id }, { objectKind: 'policy', objectId: code })
  await setBacktestJob(ctx, id, jobId)
  await record(ctx, {
    action: 'policies.backtest_started',
    objectKind: 'policy',
    objectId: code,
    after: { backtestId: id, againstVersion: against.version, ...population },
  })
  return id
}

async function testedPolicy(ctx: WriteContext, { code, draftId, version }: BacktestWanted): Promise<Policy> {
  if (draftId === undefined) {
    if (version === undefined) throw new RefusalError({ code: 'policies.nothing_to_test' })
    return (await versionInUse(ctx, code, version)).policy
  }
  const policy = (await draftById(ctx, draftId)).definition as Policy
  if (compilePolicy(policy, FACTS).ok) return policy
  const problems = policyProblems(policy, [])
  throw new RefusalError({ code: 'policies.not_ready', count: problems.length }, problems)
}

/** Asks a running backtest to stop; one that has ended stays as it ended. */
export async function cancelBacktest(ctx: WriteContext, id: string): Promise<void> {
  const row = await readBacktest(ctx.db, id)
  if (!row) throw new RefusalError({ code: 'policies.backtest_not_found' })
  if (row.status !== 'queued' && row.status !== 'running') return
  await ctx.tx.updateTable('job_run').set({ cancel_asked: true }).where('id', '=', row.job_id!).execute()
  if (row.status === 'queued') await finishBacktest(ctx, id, 'cancelled')
  await record(ctx, {
    action: 'policies.backtest_cancelled',
    objectKind: 'policy',
    objectId: row.code,
    after: { backtestId: id },
  })
}

/** Reads the past once into columns, runs both versions over it, keeps the counts. */
export const backtestJob = job<{ readonly backtestId: string }>({
  name: 'policies.backtest',
  title: { zh: '策略回测', en: 'Backtest of a policy' },
  retries: 0,
  run: async (ctx, { backtestId }) => {
    const row = await readBacktest(ctx.platform.db, backtestId)
    if (!row || (row.status !== 'queued' && row.status !== 'running')) return { skipped: true }
    await ctx.write((open) => setBacktestRunning(open, backtestId))
    try {
      const result = await runBacktest(ctx, row)
      await ctx.write(async (open) => {
        await finishBacktest(open, backtestId, 'done', result)
        await record(open, {
          action: 'policies.backtest_finished',
          objectKind: 'policy',
          objectId: row.code,
          after: { backtestId, applications: result.applications, swapIn: result.swapIn.count },
        })
      })
      return { applications: result.applications }
    } catch (error) {
      const status = error instanceof JobCancelled ? 'cancelled' : 'failed'
      await ctx.write(async (open) => void (await finishBacktest(open, backtestId, status)))
      throw error
    }
  },
})

type Row = NonNullable<Awaited<ReturnType<typeof readBacktest>>>

async function runBacktest(ctx: JobContext, row: Row) {
  const { db } = ctx.platform
  const champion = await versionInUse({ db }, row.code, row.against_version)
  const challenger = await challengerOf(ctx, row)
  const total = await countPast(db, row.population)
  const say = (done: number, zh: string, en: string) => ctx.progress({ done, total: total * 2, note: { zh, en } })
  await say(0, '读取历史申请', 'Reading past applications')
  const inputs = [...champion.compiled.inputs, ...challenger.compiled.inputs]
  const past = await readPast(db, row.population, inputs, total, ctx.platform.clock.now(), (done) =>
    say(done, '读取历史申请', 'Reading past applications'),
  )
  const started = performance.now()
  const tally = await rehearse({
    past: past.past,
    champion: champion.policy,
    challenger: challenger.policy,
    onProgress: (done) => say(total + done, '运行两个版本', 'Running both versions'),
  })
  const milliseconds = Math.round(performance.now() - started)
  return backtestResult({ tally, past, champion: champion.policy, challenger: challenger.policy, milliseconds })
}

async function challengerOf(
  { platform: { db } }: JobContext,
  row: Row,
): Promise<Pick<PolicyInUse, 'policy' | 'compiled'>> {
  if (row.draft_id === null) return versionInUse({ db }, row.code, row.version!)
  const draft = await draftById({ db }, row.draft_id)
  const policy = { ...(draft.definition as Policy), version: row.against_version }
  const compiled = compilePolicy(policy, FACTS)
  // Someone typed on since the start: what runs now would not be what was asked for.
  if (!compiled.ok || draft.content_hash !== row.content_hash)
    throw new RefusalError({ code: 'policies.backtest_stale' })
  return { policy, compiled: compiled.value }
}
