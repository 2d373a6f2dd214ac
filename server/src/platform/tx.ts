import { setTimeout as sleep } from 'node:timers/promises'
import type { Db, Tx } from './db.ts'

const RETRYABLE = new Set(['40001', '40P01'])
const ATTEMPTS = 6

/**
 * Runs `work` in one transaction: all of it happens or none of it.
 *
 * Resolves only after COMMIT really committed. On a serialization failure or a deadlock the whole of `work` runs again,
 * so it must have no effect outside the transaction; the `Tx` it gets has no way to reach one.
 *
 * @example const id = await tx(db, async (tx) => { await insertCustomer(tx, customer); return customer.id })
 */
export async function tx<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute((open) => work(open as Tx))
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRYABLE.has((error as { code?: string }).code ?? '')) throw error
      await sleep(5 * 2 ** attempt * (0.5 + Math.random()))
    }
  }
}
