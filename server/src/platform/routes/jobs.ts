import { systemApi } from '@puhui/api'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../context.ts'
import type { App } from '../http/app.ts'
import { mountRead, mountWrite } from '../http/mount.ts'
import { listPage } from '../http/paging.ts'
import { record } from '../journal/record.ts'
import { RefusalError } from '../refusal-error.ts'
import type { JobRunTable } from '../schema.ts'

export function jobRoutes(app: App): void {
  mountRead(app, systemApi.listJobs, async (ctx, { query }) => {
    const page = await listPage(ctx.db, systemApi.listJobs.list, query, {
      base: ctx.db.selectFrom('job_run').selectAll().where('is_silent', '=', false),
      columns: {
        kind: sql.ref('name'),
        status: sql.ref('status'),
        createdAt: sql.ref('created_at'),
        finishedAt: sql.ref('ended_at'),
      },
      search: [sql.ref('name'), sql`title::text`, sql.ref('id')],
      tiebreak: sql.ref('id'),
    })
    return { ...page, rows: page.rows.map(toJob) }
  })

  mountRead(app, systemApi.getJob, async (ctx, { params }) => {
    const row = await ctx.db.selectFrom('job_run').selectAll().where('id', '=', params.jobId).executeTakeFirst()
    if (!row) throw new RefusalError({ code: 'jobs.not_found' })
    return { ...toJob(row), result: (row.result ?? null) as Record<string, unknown> | null }
  })

  mountWrite(app, systemApi.cancelJob, async (ctx, { params }) => {
    const job = await lockJob(ctx, params.jobId)
    if (job.status !== 'queued' && job.status !== 'running') throw new RefusalError({ code: 'jobs.already_finished' })
    const isWaiting = job.status === 'queued'
    await ctx.tx
      .updateTable('job_run')
      .set({ cancel_asked: true, ...(isWaiting ? { status: 'cancelled' as const, ended_at: ctx.clock.now() } : {}) })
      .where('id', '=', job.id)
      .execute()
    await record(ctx, { action: 'jobs.cancelled', objectKind: 'job', objectId: job.id })
    return { done: true as const }
  })

  mountWrite(app, systemApi.retryJob, async (ctx, { params }) => {
    const job = await lockJob(ctx, params.jobId)
    if (job.status !== 'failed' && job.status !== 'cancelled') throw new RefusalError({ code: 'jobs.not_failed' })
    await ctx.tx
      .updateTable('job_run')
      .set({ status: 'queued', cancel_asked: false, error: null, ended_at: null })
      .where('id', '=', job.id)
      .execute()
    await ctx.queue.send(ctx.tx, { name: job.name, jobId: job.id, retries: 0 })
    await record(ctx, { action: 'jobs.retried', objectKind: 'job', objectId: job.id })
    return { jobId: job.id }
  })
}

async function lockJob(ctx: WriteContext, jobId: string): Promise<Selectable<JobRunTable>> {
  const row = await ctx.tx.selectFrom('job_run').selectAll().where('id', '=', jobId).forUpdate().executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'jobs.not_found' })
  return row
}

function toJob(row: Selectable<JobRunTable>) {
  return {
    id: row.id,
    kind: row.name,
    title: row.title,
    status: row.status,
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    note: row.note,
    error: row.error,
    createdAt: row.created_at,
    finishedAt: row.ended_at,
  }
}
