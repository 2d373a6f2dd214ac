import { jobActor } from '../actor.ts'
import { type Platform, write } from '../context.ts'
import { json } from '../db.ts'
import { RefusalError } from '../refusal-error.ts'
import { JobCancelled, type JobContext, type JobDefinition, type Progress } from './job.ts'

/**
 * Runs one job whose row is in `job_run`, and writes down how it ended. Throws what the job threw, so that the queue
 * may try again; a refusal or a cancellation is an end, not a failure to retry.
 */
export async function runJob(platform: Platform, definition: JobDefinition<never>, jobId: string): Promise<void> {
  const row = await begin(platform, jobId)
  if (!row) return
  const ctx = contextOf(platform, definition, jobId)
  try {
    const result = await definition.run(ctx, row.input as never)
    await end(platform, jobId, { status: 'completed', result: json(result ?? null), error: null })
    if (definition.isSilent) await platform.db.deleteFrom('job_run').where('id', '=', jobId).execute()
  } catch (error) {
    if (error instanceof JobCancelled) return end(platform, jobId, { status: 'cancelled' })
    if (error instanceof RefusalError) return end(platform, jobId, { status: 'failed', error: error.refusal.code })
    platform.log.error('job.failed', { job: definition.name, jobId, error })
    await end(platform, jobId, { status: 'failed', error: messageOf(error) })
    throw error
  }
}

async function begin(platform: Platform, jobId: string) {
  const { db, clock } = platform
  const cancelled = await db
    .updateTable('job_run')
    .set({ status: 'cancelled', ended_at: clock.now() })
    .where('id', '=', jobId)
    .where('status', '=', 'queued')
    .where('cancel_asked', '=', true)
    .executeTakeFirst()
  if (cancelled.numUpdatedRows > 0n) return undefined
  return db
    .updateTable('job_run')
    .set((eb) => ({
      status: 'running',
      attempts: eb('attempts', '+', 1),
      started_at: clock.now(),
      ended_at: null,
      error: null,
    }))
    .where('id', '=', jobId)
    .where('status', 'in', ['queued', 'running', 'failed'])
    .returning('input')
    .executeTakeFirst()
}

async function end(platform: Platform, jobId: string, outcome: Record<string, unknown>): Promise<void> {
  await platform.db
    .updateTable('job_run')
    .set({ ...outcome, ended_at: platform.clock.now() })
    .where('id', '=', jobId)
    .execute()
}

function contextOf(platform: Platform, definition: JobDefinition<never>, jobId: string): JobContext {
  const actor = jobActor(definition.name)
  return {
    platform,
    jobId,
    actor,
    requestId: jobId,
    write: (work) => write(platform, { actor, requestId: jobId }, work),
    progress: (progress) => showProgress(platform, jobId, progress),
  }
}

/** In a statement of its own, so that people see it while the work's transactions are open. */
async function showProgress(platform: Platform, jobId: string, { done, total, note }: Progress): Promise<void> {
  const row = await platform.db
    .updateTable('job_run')
    .set({
      ...(done === undefined ? {} : { done: BigInt(done) }),
      ...(total === undefined ? {} : { total: total === null ? null : BigInt(total) }),
      ...(note === undefined ? {} : { note: json(note) }),
    })
    .where('id', '=', jobId)
    .returning('cancel_asked')
    .executeTakeFirst()
    .catch(() => undefined)
  if (row?.cancel_asked) throw new JobCancelled('the job was asked to stop')
}

/** Without values: what a job says of a failure is read by people who may not see the data. */
function messageOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string }
  if (code && /^[0-9A-Z]{5}$/.test(code)) return `SQLSTATE ${code}`
  return (message ?? 'unknown').replace(/\d{7,}[\dXx]?/g, '…').slice(0, 500)
}
