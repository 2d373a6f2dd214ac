import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate, readMigrations } from '../migrate.ts'
import { freshDatabase } from '../testing.ts'
import { emptyDatabase } from './empty-database.ts'

test('[START-6] an emptied database is as a new one: every migration runs again', async () => {
  const { owner, ownerConnection } = await freshDatabase()
  await emptyDatabase(ownerConnection)
  const { rows } = await sql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace
    union all select typname from pg_type where typnamespace = 'public'::regnamespace and typtype <> 'b'`.execute(owner)
  expect(rows).toEqual([])
  await expect(migrate(ownerConnection, await readMigrations())).resolves.not.toThrow()
})
