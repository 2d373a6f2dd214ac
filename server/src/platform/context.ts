import type { Locale } from '@puhui/kernel'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Keys } from './crypto/keys.ts'
import type { Db, Reader, Tx } from './db.ts'
import type { Ids } from './ids.ts'
import type { JobQueue } from './jobs/queue.ts'
import type { Log } from './log.ts'
import { tx } from './tx.ts'

/** What stands when the platform runs: the database, the time, the keys. Made once, in `main.ts` or by a test. */
export interface Platform {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly keys: Keys
  readonly config: Config
  readonly log: Log
  /** Hands work to the job workers; inside a transaction, with it or not at all. */
  readonly queue: JobQueue
}

/** What a read gets. */
export interface ReadContext {
  readonly actor: Actor
  readonly clock: Clock
  readonly ids: Ids
  readonly keys: Keys
  readonly requestId: string
  readonly locale: Locale
  /** For store functions that read: the database, or the open transaction of a write. */
  readonly db: Reader
}

/** What a write gets: one open transaction, and nothing that reaches outside the database. */
export interface WriteContext extends ReadContext {
  readonly tx: Tx
  readonly queue: JobQueue
  /** How many journal lines this transaction has written. */
  readonly journalled: { count: number }
}

export interface Caller {
  readonly actor: Actor
  readonly requestId?: string
  readonly locale?: Locale
}

export function readContext(platform: Platform, { actor, requestId, locale }: Caller): ReadContext {
  const { clock, ids, keys, db } = platform
  return { actor, clock, ids, keys, db, requestId: requestId ?? ids.next('req'), locale: locale ?? 'zh' }
}

/**
 * Runs one write: a transaction, its actor and its time together.
 *
 * @example await write(platform, { actor }, (ctx) => openProduct(ctx, draft))
 */
export async function write<T>(
  platform: Platform,
  caller: Caller,
  work: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  const context = readContext(platform, caller)
  return tx(platform.db, (open) =>
    work({ ...context, db: open, tx: open, queue: platform.queue, journalled: { count: 0 } }),
  )
}
