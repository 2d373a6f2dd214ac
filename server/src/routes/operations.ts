import { applicationsApi, loansApi, systemApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { advanceClock, askDayEnd, type DayEndJobs } from '../flows/advance-clock.ts'
import { originateBatchJob } from '../flows/originate-batch.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { record } from '../platform/journal/record.ts'
import { dayEndFile, dayEndList } from '../views/day-end-file.ts'
import { portfolioReport } from '../views/portfolio-report.ts'

/** What runs the lender as a whole: days, batches, the portfolio report. */
export function operations(app: App, jobs: DayEndJobs): void {
  mountRead(app, loansApi.listDayEnds, (ctx, { query }) => dayEndList(ctx, query))
  mountRead(app, loansApi.getDayEnd, (ctx, { params }) => dayEndFile(ctx, params.dayEndId))
  mountWrite(app, loansApi.runDayEnd, async (ctx, { body }) => ({
    jobId: await askDayEnd(ctx, jobs, body.until as Day),
  }))
  mountWrite(app, systemApi.advanceClock, (ctx, { body }) =>
    advanceClock(ctx, jobs, body as { days: number } | { until: Day }),
  )
  mountWrite(app, applicationsApi.originateBatch, async (ctx, { body }) => {
    const jobId = await enqueue(ctx, originateBatchJob, { ...body, confirmedBy: ctx.actor.id })
    await record(ctx, { action: 'applications.origination_asked', objectKind: 'job', objectId: jobId, after: body })
    return { jobId }
  })
  mountRead(app, applicationsApi.portfolioReport, (ctx, { query }) => portfolioReport(ctx, query))
}
