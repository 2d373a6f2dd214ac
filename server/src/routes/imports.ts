import { applicationsApi } from '@puhui/api'
import { decideBatchJob } from '../flows/decide-batch.ts'
import { startImportJob, uploadImport } from '../flows/import-applicants.ts'
import { commitImportJob, startCheck } from '../flows/import-jobs.ts'
import { readRun } from '../modules/applications/index.ts'
import { type WriteContext, write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite } from '../platform/http/mount.ts'
import { readWhole } from '../platform/http/upload.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { badRowsCsv, importFile, importList, importMaps } from '../views/import-file.ts'

/** Files of applicants: upload, dry run, bad rows, import for good; then the batch decision. */
export function imports(app: App): void {
  mountRead(app, applicationsApi.listImports, (ctx, { query }) => importList(ctx, query))
  mountRead(app, applicationsApi.getImport, (ctx, { params }) => importFile(ctx, params.importId))
  mountRead(app, applicationsApi.importMaps, () => importMaps())
  mountRead(app, applicationsApi.importBadRows, (ctx, { params }) => badRowsCsv(ctx, params.importId))
  mountSteps(app, applicationsApi.uploadImport, async (ctx) => {
    const content = await readWhole(ctx.file!, 'imports.too_large')
    const { actor, requestId, locale } = ctx
    const id = await write(ctx.platform, { actor, requestId, locale }, (open) =>
      uploadImport(open, ctx.file!.fileName, content),
    )
    return importFile(ctx, id)
  })
  mountWrite(app, applicationsApi.checkImport, async (ctx, { params: { importId }, body: { map } }) => ({
    jobId: await startCheck(ctx, importId, map),
  }))
  mountWrite(app, applicationsApi.commitImport, async (ctx, { params: { importId }, body: { take } }) => {
    const run = await runOf(ctx, importId)
    if (take === 'all' && run.status === 'checked' && run.bad! > 0)
      throw new RefusalError({ code: 'imports.has_bad_rows', count: run.bad })
    const input = { importId, take, by: ctx.actor.id }
    const jobId = await enqueue(ctx, commitImportJob, input, {
      objectKind: 'import',
      objectId: importId,
      total: run.rows ?? 0,
    })
    await startImportJob(ctx, run, 'importing', { job_id: jobId })
    await record(ctx, { action: 'imports.commit_started', objectKind: 'import', objectId: importId, after: { take } })
    return { jobId }
  })
  mountWrite(app, applicationsApi.decideBatch, async (ctx, { body }) => {
    const { importId } = body
    const about = importId === undefined ? {} : { objectKind: 'import', objectId: importId }
    const jobId = await enqueue(ctx, decideBatchJob, body, about)
    const count = body.applicationIds?.length ?? null
    await record(ctx, {
      action: 'applications.decide_batch',
      objectKind: 'job',
      objectId: jobId,
      after: { importId, count, ...body.sources, ...(body.isDryRun ? { isDryRun: true } : {}) },
    })
    return { jobId }
  })
}

async function runOf(ctx: WriteContext, importId: string) {
  const run = await readRun(ctx.db, importId)
  if (!run) throw new RefusalError({ code: 'imports.not_found' })
  return run
}
