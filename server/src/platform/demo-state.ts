import pg from 'pg'
import type { Platform } from './context.ts'
import { type Db, json } from './db.ts'

/** `none`: never built. `building`: a build is under way, or was interrupted and must begin anew. */
export type DemoState = 'none' | 'building' | 'ready' | 'removed'

const NAME = 'demo'

export async function demoState(db: Db): Promise<DemoState> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', NAME).executeTakeFirst()
  if (row) return row.value as DemoState
  const person = await db.selectFrom('staff_user').select('id').limit(1).executeTakeFirst()
  return person ? 'removed' : 'none'
}

export async function markDemo({ db, clock }: Platform, state: DemoState): Promise<void> {
  const changed = { value: json(state), changed_at: clock.now() }
  await db
    .insertInto('setting')
    .values({ name: NAME, ...changed })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(changed))
    .execute()
}

/**
 * Lets one process at a time build in a database that several may start on; the others wait here and then find it built.
 * Held by a connection, so that a killed builder holds nothing.
 *
 * @returns how to let go
 */
export async function holdDemoBuild(owner: pg.ClientConfig): Promise<() => Promise<void>> {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  await client.query(`select pg_advisory_lock(hashtext('puhui.demo'))`)
  return () => client.end()
}
