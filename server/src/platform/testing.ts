import { createHash, randomBytes } from 'node:crypto'
import type { Permission } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { type Actor, staffActor } from './actor.ts'
import { at, type Instant, initialiseClock, manualClock, type TestClock } from './clock.ts'
import { type Config, testConfig } from './config.ts'
import type { Platform } from './context.ts'
import { openKeys } from './crypto/keys.ts'
import { connect, type Db } from './db.ts'
import { seededIds } from './ids.ts'
import { silentLog } from './log.ts'
import { appLogin } from './roles.ts'
import './schema.ts'

const OWNER = 'puhui_owner'
const TEMPLATE = 'puhui_template'
const MASTER = createHash('sha256').update('master key of the tests').digest()

/** A database of its own for one test, already migrated. It goes away when the test ends. */
export interface FreshDatabase {
  /** As the application: no update or delete on the journal, the ledger and loan events. */
  readonly db: Db
  /** As the owner of the tables: for tampering in tests. */
  readonly owner: Db
  readonly connection: pg.ClientConfig
  readonly ownerConnection: pg.ClientConfig
  drop(): Promise<void>
}

/** Makes a database from the migrated template, about 0.1 s. The caller drops it. */
export async function makeDatabase(): Promise<FreshDatabase> {
  const { host, port, password } = inject('testPostgres')
  const name = `t_${randomBytes(6).toString('hex')}`
  const superuser = { host, port, password, user: 'postgres', database: 'postgres' }
  await run(superuser, `create database ${name} template ${TEMPLATE} owner ${OWNER} strategy file_copy`)
  const connection = { host, port, password, user: appLogin('puhui'), database: name }
  const ownerConnection = { ...connection, user: OWNER }
  const [db, owner] = [connect(connection, { max: 25 }), connect(ownerConnection, { max: 3 })]
  const drop = async () => {
    await Promise.all([db.destroy(), owner.destroy()])
    await run(superuser, `drop database if exists ${name} with (force)`)
  }
  return { db, owner, connection, ownerConnection, drop }
}

async function run(connection: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** Inside a test: a fresh database that goes away when the test has finished. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const fresh = await makeDatabase()
  onTestFinished(() => fresh.drop())
  return fresh
}

export interface TestPlatform extends Platform {
  readonly clock: TestClock
  readonly owner: Db
  readonly connection: pg.ClientConfig
  readonly ownerConnection: pg.ClientConfig
  drop(): Promise<void>
}

export interface TestPlatformOptions {
  /** The open business day; the clock stands at 09:00 of it. */
  readonly day?: string
  readonly config?: Partial<Config>
}

/** A whole platform on a fresh database with a clock that stands still. The caller drops it (use `afterAll`). */
export async function makePlatform({
  day = '2026-11-22',
  config = {},
}: TestPlatformOptions = {}): Promise<TestPlatform> {
  const { db, owner, connection, ownerConnection, drop } = await makeDatabase()
  const start: Instant = at(day as Day, '09:00')
  const clock = manualClock(start)
  await initialiseClock(db, 'test', start)
  const keys = await openKeys(db, MASTER, clock)
  const ids = seededIds(clock, 'test')
  return {
    db,
    owner,
    connection,
    ownerConnection,
    drop,
    clock,
    keys,
    ids,
    config: { ...testConfig, ...config },
    log: silentLog,
  }
}

/** Inside a test: a platform that goes away when the test has finished. */
export async function freshPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const platform = await makePlatform(options)
  onTestFinished(() => platform.drop())
  return platform
}

/** A member of staff who may do what the test needs. */
export function staffWith(...permissions: Permission[]): Actor {
  return staffActor('usr_tester', permissions)
}
