import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { CommitRolledBack } from './db.ts'
import { freshDatabase } from './testing.ts'
import { tx } from './tx.ts'

const row = (name: string) => ({ name, value: sql`'1'::jsonb`, changed_at: '2026-11-22T00:00:00.000Z' })

test('[TX-1] a swallowed error does not pass for a commit', async () => {
  const { db } = await freshDatabase()
  const lost = tx(db, async (open) => {
    await open.insertInto('setting').values(row('kept')).execute()
    await sql`select 1/0`.execute(open).catch(() => {})
  })
  await expect(lost).rejects.toBeInstanceOf(CommitRolledBack)
  expect(await db.selectFrom('setting').selectAll().execute()).toEqual([])
})

test('[TX-2] a deadlock is retried until both have happened', async () => {
  const { db } = await freshDatabase()
  await db
    .insertInto('setting')
    .values([row('a'), row('b')])
    .execute()
  const add = (first: string, second: string) =>
    tx(db, async (open) => {
      for (const name of [first, second]) {
        await sql`update setting set value = to_jsonb((value)::int + 1) where name = ${name}`.execute(open)
        await sql`select pg_sleep(0.05)`.execute(open)
      }
    })
  await Promise.all([add('a', 'b'), add('b', 'a')])
  const rows = await db.selectFrom('setting').select(['name', 'value']).orderBy('name').execute()
  expect(rows).toEqual([
    { name: 'a', value: 3 },
    { name: 'b', value: 3 },
  ])
})

test('[TX-3] other errors are not retried', async () => {
  const { db } = await freshDatabase()
  let runs = 0
  const failing = tx(db, async (open) => {
    runs += 1
    await sql`select 1/0`.execute(open)
  })
  await expect(failing).rejects.toMatchObject({ code: '22012' })
  expect(runs).toBe(1)
})

test('[DB-1] int8 is bigint, date a day, timestamptz an instant', async () => {
  const { db } = await freshDatabase()
  const { rows } = await sql`select 9007199254740993::int8 as big, 1::int8 as small, date '2026-02-28' as day,
    timestamptz '2026-11-22 09:00:00+08' as at, array[1,2]::int8[] as list`.execute(db)
  expect(rows).toEqual([
    { big: 9007199254740993n, small: 1n, day: '2026-02-28', at: '2026-11-22T01:00:00.000Z', list: [1n, 2n] },
  ])
})
