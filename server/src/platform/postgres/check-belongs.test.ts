import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { manualClock } from '../clock.ts'
import { openKeys } from '../crypto/keys.ts'
import { freshDatabase } from '../testing.ts'
import { checkBelongs } from './check-belongs.ts'

test('[START-4] a master key that does not fit is refused before the password of the application is changed', async () => {
  const { db, ownerConnection } = await freshDatabase()
  const master = randomBytes(32)
  await openKeys(db, master, manualClock('2026-11-22T01:00:00.000Z' as never))
  await expect(checkBelongs(ownerConnection, master)).resolves.toBeUndefined()
  await expect(checkBelongs(ownerConnection, randomBytes(32))).rejects.toThrow('The master key does not belong')
})

test('[START-5] a database with tables of something else is left alone', async () => {
  const { owner, ownerConnection } = await freshDatabase()
  await sql`drop table migration`.execute(owner)
  await expect(checkBelongs(ownerConnection, randomBytes(32))).rejects.toThrow('This database holds something else')
})
