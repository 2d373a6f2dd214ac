import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type PostgresPool, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Database } from './database.ts'

/** The database of the application role. Reads may run on it directly; writes go through `tx`. */
export type Db = Kysely<Database> & { readonly __db: true }

/** One open transaction. It has no way out of the database. */
export type Tx = Transaction<Database> & { readonly __tx: true }

/** What a store's read function takes: the database or a transaction. */
export type Reader = Kysely<Database>

/** The connection was lost while COMMIT was under way: done or not done is found out by the idempotency key. */
export class CommitUnknown extends Error {}

/** COMMIT answered ROLLBACK: an error inside the transaction was swallowed, and nothing was saved. */
export class CommitRolledBack extends Error {}

export interface ConnectOptions {
  /** Connections at most; the hot path needs few. */
  readonly max?: number
  /** A commit answers before it is on the disk: for what is built anew when the power fails. */
  readonly isHurried?: boolean
  readonly onError?: (error: Error) => void
}

export type Connection = string | pg.PoolConfig

/** Opens a pool of connections. Close it with `db.destroy()`. */
export function connect(connection: Connection, options: ConnectOptions = {}): Db {
  const config = typeof connection === 'string' ? { connectionString: connection } : connection
  const pool = new pg.Pool({
    ...config,
    max: options.max ?? 10,
    types: columnTypes(),
    application_name: 'puhui',
    ...(options.isHurried && { options: '-c synchronous_commit=off' }),
  })
  pool.on('error', options.onError ?? (() => {}))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: watchful(pool) }) }) as Db
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Db, pg.Pool>()

/** One statement with its values, prepared by name. */
export type Ask = <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>

/**
 * Statements that follow each other on one connection, without the query builder: for the few of which thousands come a
 * second. There each detour costs as much as the statement. Each is its own transaction.
 */
export async function onConnection<T>(db: Db, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = await pools.get(db)!.connect()
  try {
    return await work(async (text, values) => {
      const { rows } = await client.query({ ...statementName(text), text, values: values as unknown[] })
      return rows as never
    })
  } finally {
    client.release()
  }
}

/** A value for a jsonb column; bigint is written as text, as everywhere in JSON. */
export function json<T>(value: T): RawBuilder<T> {
  return sql`${stringify(value)}::jsonb`
}

export function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    // There is a bigint in it. A replacer costs ten times as much, so it is called only then.
    return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? item.toString() : item)) ?? 'null'
  }
}

const { builtins } = pg.types

/** Types per connection, not per process: the job queue keeps its own. */
function columnTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(builtins.INT8, BigInt)
  types.setTypeParser(builtins.DATE, (text: string) => text)
  types.setTypeParser(builtins.TIMESTAMPTZ, (text: string) => new Date(text).toISOString())
  types.setTypeParser(1115 as never, (text: string) => text)
  types.setTypeParser(1182 as never, (text: string) => arrayOfText(text))
  types.setTypeParser(1016 as never, (text: string) => arrayOfText(text).map(BigInt))
  return types
}

function arrayOfText(text: string): string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',')
}

/** What Kysely uses of a pool, with two things added: COMMIT is checked, and short statements are prepared by name. */
function watchful(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect()
      return {
        query: (...args: unknown[]) =>
          typeof args[0] === 'string' ? query(client, args[0], args[1] as unknown[]) : client.query(args[0] as never),
        release: () => client.release(),
      } as never
    },
    end: () => pool.end(),
    options: pool.options,
  } as PostgresPool
}

async function query(client: pg.PoolClient, text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
  if (text !== 'commit') return client.query({ ...statementName(text), text, values: values as unknown[] })
  const result = await client.query(text).catch((cause: unknown) => {
    throw isServerAnswer(cause) ? cause : new CommitUnknown('the connection was lost during COMMIT', { cause })
  })
  if (result.command !== 'COMMIT') throw new CommitRolledBack(`COMMIT answered ${result.command}: nothing was saved`)
  return result
}

function isServerAnswer(error: unknown): boolean {
  return (
    typeof (error as { code?: unknown }).code === 'string' && /^[0-9A-Z]{5}$/.test((error as { code: string }).code)
  )
}

const NAMED_LENGTH_MAX = 3_000
const NAMED_COUNT_MAX = 1_000
const names = new Map<string, string>()

/** A named statement is parsed once per connection (2.6 times as many selects per second); long ones vary too much to keep. */
function statementName(text: string): { name?: string } {
  const known = names.get(text)
  if (known) return { name: known }
  if (text.length > NAMED_LENGTH_MAX || names.size >= NAMED_COUNT_MAX) return {}
  const name = createHash('sha256').update(text).digest('hex').slice(0, 24)
  names.set(text, name)
  return { name }
}
