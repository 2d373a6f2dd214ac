import type { WriteContext } from '../context.ts'
import { json } from '../db.ts'
import type { JobDefinition } from './job.ts'

export interface EnqueueOptions {
  /** What it works on, for the list of jobs. */
  readonly objectKind?: string
  readonly objectId?: string
  readonly total?: number | bigint
}

/** Sends a job with the transaction: it runs after COMMIT, or never. Returns the id under which its progress shows. */
export async function enqueue<I>(
  ctx: WriteContext,
  job: JobDefinition<I>,
  input: I,
  options: EnqueueOptions = {},
): Promise<string> {
  const jobId = ctx.ids.next('job')
  await ctx.tx
    .insertInto('job_run')
    .values({
      id: jobId,
      name: job.name,
      title: json(job.title),
      object_kind: options.objectKind ?? null,
      object_id: options.objectId ?? null,
      is_silent: job.isSilent ?? false,
      total: options.total === undefined ? null : BigInt(options.total),
      note: null,
      result: null,
      error: null,
      requested_by: ctx.actor.id,
      input: json(input),
      created_at: ctx.clock.now(),
    })
    .execute()
  await ctx.queue.send(ctx.tx, { name: job.name, jobId, retries: job.retries ?? DEFAULT_RETRIES })
  return jobId
}

export const DEFAULT_RETRIES = 3
