import { readMap, readRun, updateRun } from '../modules/applications/index.ts'
import { readContext, type WriteContext } from '../platform/context.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { type JobContext, job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { checkFile, commitImport, keepChecked, startImportJob } from './import-applicants.ts'

/** The dry run: reads everything, writes only what it found. */
export const checkImportJob = job<{ readonly importId: string }>({
  name: 'imports.check',
  title: { zh: '试运行导入', en: 'Dry run of an import' },
  run: async (ctx, { importId }) => {
    const read = readContext(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId })
    const run = await readRun(read.db, importId)
    if (!run) throw new RefusalError({ code: 'imports.not_found' })
    try {
      const checked = await checkFile(read, run, progressOf(ctx))
      await ctx.write((open) => keepChecked(open, importId, checked))
      return { rows: checked.rows, good: checked.good, bad: checked.bad.size }
    } catch (error) {
      await ctx.write(async (open) => void (await updateRun(open, importId, ['checking'], { status: 'failed' })))
      throw error
    }
  },
})

/** The import for good: one transaction, so that a crash in the middle leaves nothing and the job may run again. */
export const commitImportJob = job<{
  readonly importId: string
  readonly take: 'all' | 'goodRows'
  readonly by: string
}>({
  name: 'imports.commit',
  title: { zh: '正式导入', en: 'Import for good' },
  run: async (ctx, { importId, ...how }) => {
    try {
      const imported = await ctx.write((open) => commitImport(open, importId, how, progressOf(ctx)))
      return { imported }
    } catch (error) {
      if (error instanceof RefusalError)
        await ctx.write(async (open) => void (await updateRun(open, importId, ['importing'], { status: 'checked' })))
      throw error
    }
  },
})

/** Asks for the dry run of a file with a map, which is read first. Returns the job's id. */
export async function startCheck(ctx: WriteContext, importId: string, map: string): Promise<string> {
  const run = await readRun(ctx.db, importId)
  if (!run) throw new RefusalError({ code: 'imports.not_found' })
  readMap(map)
  const jobId = await enqueue(ctx, checkImportJob, { importId }, { objectKind: 'import', objectId: importId })
  await startImportJob(ctx, run, 'checking', { map, job_id: jobId })
  await record(ctx, { action: 'imports.check_started', objectKind: 'import', objectId: importId, after: { map } })
  return jobId
}

function progressOf(ctx: JobContext) {
  return (rows: number) => ctx.progress({ done: rows, note: { zh: `已读 ${rows} 行`, en: `${rows} rows read` } })
}
