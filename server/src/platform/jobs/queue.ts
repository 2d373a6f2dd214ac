import type pg from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Tx } from '../db.ts'
import type { Log } from '../log.ts'
import { QUEUE_SCHEMA } from './queue-schema.ts'

/** What a job message carries: the rest is in `job_run`. */
export interface JobMessage {
  readonly name: string
  readonly jobId: string
  readonly retries: number
}

export interface JobQueue {
  send(tx: Tx, message: JobMessage): Promise<void>
}

/** Keeps nothing: for tests and the simulator, which run what `job_run` holds themselves. */
export const heldQueue: JobQueue = { send: async () => {} }

/** The queue proper, in PostgreSQL. */
export interface OpenQueue extends JobQueue {
  readonly boss: PgBoss
  close(): Promise<void>
}

export const WORK_QUEUE = 'work'
export const TICK_QUEUE = 'tick'
const FAILED_QUEUE = 'failed'

/** A worker that died is noticed when its heartbeat stays away this long; then another takes the job. */
const HEARTBEAT_SECONDS = 30
const LONGEST_JOB_SECONDS = 6 * 3600

/** Opens the queue as the application role; its tables were made with the migrations. */
export async function openQueue(connection: pg.ClientConfig, log: Log): Promise<OpenQueue> {
  const boss = new PgBoss({
    ...(connection as object),
    schema: QUEUE_SCHEMA,
    max: 4,
    application_name: 'puhui-queue',
    migrate: false,
    createSchema: false,
    monitorVacuum: false,
    reindex: false,
    superviseIntervalSeconds: 15,
    maintenanceIntervalSeconds: 60,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 5,
  })
  boss.on('error', (error) => log.warn('queue.error', { error }))
  await boss.start()
  const options = {
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: LONGEST_JOB_SECONDS,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
  }
  await boss.createQueue(FAILED_QUEUE)
  await boss.createQueue(WORK_QUEUE, { ...options, deadLetter: FAILED_QUEUE })
  await boss.createQueue(TICK_QUEUE, { ...options, retryLimit: 0 })
  return {
    boss,
    send: async (tx, { name, jobId, retries }) => {
      await boss.send(WORK_QUEUE, { name, jobId }, { db: fromKysely(tx), retryLimit: retries, singletonKey: jobId })
    },
    close: () => boss.stop({ graceful: true, timeout: 5_000, close: true }),
  }
}
