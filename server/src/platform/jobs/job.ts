import type { Localized } from '@puhui/kernel'
import type { Actor } from '../actor.ts'
import type { Platform, WriteContext } from '../context.ts'

/** What a run shows of itself while it works. */
export interface Progress {
  readonly done?: number | bigint
  readonly total?: number | bigint | null
  readonly note?: Localized
}

/** What a job gets to work with. */
export interface JobContext {
  readonly platform: Platform
  readonly jobId: string
  readonly actor: Actor
  readonly requestId: string
  /** One transaction. A job may be run again after a crash: what it writes needs a natural key. */
  write<T>(work: (ctx: WriteContext) => Promise<T>): Promise<T>
  /** Shows how far it is; throws `JobCancelled` when someone asked to stop. Call it between chunks. */
  progress(progress: Progress): Promise<void>
}

/** Work that runs outside a request. Declare it once, list it in the module, send it with `enqueue`. */
export interface JobDefinition<I = never> {
  /** `module.what_it_does`; also the name of its queue. */
  readonly name: string
  readonly title: Localized
  /** Runs again after a failure, at growing intervals; 0 for work a person should look at first. */
  readonly retries?: number
  /** In the lender's zone, in real time: '*\/5 * * * *'. */
  readonly cron?: string
  /** Housekeeping that leaves no row in the list of jobs. */
  readonly isSilent?: boolean
  /** What it returns is kept as the result and shown. */
  run(ctx: JobContext, input: I): Promise<unknown>
}

/** Someone asked the job to stop; what its chunks committed stays. */
export class JobCancelled extends Error {}

/** Keeps the type of the input: `export const importJob = job<{ uploadId: string }>({ … })`. */
export function job<I = Record<string, never>>(definition: JobDefinition<I>): JobDefinition<I> {
  return definition
}
