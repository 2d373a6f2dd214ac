import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Connection } from './db.ts'
import { StartRefused } from './start-refused.ts'

/** One step of the schema, forward only: `0001-platform.sql`. */
export interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url))

const FILE = /^\d{4}-[a-z0-9-]+\.sql$/

export async function readMigrations(folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => FILE.test(name)).sort()
  return Promise.all(names.map(async (name) => toMigration(name, await readFile(`${folder}/${name}`, 'utf8'))))
}

function toMigration(name: string, text: string): Migration {
  return { name, sql: text, checksum: createHash('sha256').update(text).digest('hex') }
}

/** One number for a whole set of migrations. */
export function fingerprintOf(migrations: readonly Migration[]): string {
  const whole = migrations.map(({ name, checksum }) => `${name} ${checksum}`).join('\n')
  return createHash('sha256').update(whole).digest('hex').slice(0, 16)
}

/**
 * Brings the schema up to date as the owner of the database; each file in a transaction of its own.
 *
 * Several processes may call it at once: an advisory lock lets one work while the others wait. A file that was changed
 * after it had been applied stops the start, because then nobody knows what the database looks like.
 *
 * @returns names of the files applied by this call
 */
export async function migrate(owner: Connection, migrations: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client(owner as pg.ClientConfig)
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('puhui.migrate'))`)
    await client.query(
      'create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    return await applyMissing(client, migrations)
  } finally {
    await client.end()
  }
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration')
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]))
  refuseChanged(applied, migrations)
  const missing = migrations.filter(({ name }) => !applied.has(name))
  for (const migration of missing) await apply(client, migration)
  return missing.map(({ name }) => name)
}

function refuseChanged(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const changed = migrations.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied.keys()].filter((name) => !known.has(name))
  if (changed.length === 0 && unknown.length === 0) return
  const names = [...changed.map(({ name }) => name), ...unknown].join(', ')
  throw new StartRefused(
    `数据库结构与本版本不符（${names}）：迁移文件在执行后被改动，或数据库由更新的版本建立。` +
      `\nThe schema does not belong to this release (${names}): a migration changed after it was applied, or a newer release made this database.`,
  )
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into migration (name, checksum) values ($1, $2)', [migration.name, migration.checksum])
    const result = await client.query('commit')
    if (result.command !== 'COMMIT') throw new Error(`COMMIT answered ${result.command}`)
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    throw new Error(`migration ${migration.name} failed: ${(cause as Error).message}`, { cause })
  }
}
