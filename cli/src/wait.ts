import { setTimeout as sleep } from 'node:timers/promises'
import { type OutputOf, systemApi } from '@puhui/api'
import type { Connection } from './connect.ts'

type Job = OutputOf<typeof systemApi.getJob>

/** Follows a job to its end, with its progress on one line of standard error; throws when it failed. */
export async function waitFor(connection: Connection, jobId: string): Promise<Job> {
  for (;;) {
    const job = await connection.call(systemApi.getJob, { params: { jobId } })
    show(job, connection.locale)
    if (job.status === 'completed') return finished(job)
    if (job.status === 'failed' || job.status === 'cancelled') {
      finished(job)
      throw new Error(job.error ?? job.status)
    }
    await sleep(300)
  }
}

function show(job: Job, locale: 'zh' | 'en'): void {
  if (!process.stderr.isTTY) return
  const share = job.total ? ` ${Math.floor((100 * job.done) / job.total)}%` : ''
  process.stderr.write(
    `\r\x1b[K${job.title[locale]}${share} ${job.done}/${job.total ?? '…'} ${job.note?.[locale] ?? ''}`,
  )
}

function finished(job: Job): Job {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  return job
}
