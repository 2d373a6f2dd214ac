import { createHash, randomBytes } from 'node:crypto'
import { type CallOptions, type FetchLike, makeClient, type Permission, type RoleId } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { type Actor, staffActor, systemActor } from './actor.ts'
import { cookieName } from './auth/cookie.ts'
import { startSession } from './auth/session.ts'
import { at, type Instant, initialiseClock, manualClock, type TestClock } from './clock.ts'
import { type Config, testConfig } from './config.ts'
import { type Platform, write } from './context.ts'
import { openKeys } from './crypto/keys.ts'
import { connect, type Db } from './db.ts'
import { type App, createApp } from './http/app.ts'
import { seededIds } from './ids.ts'
import type { JobDefinition } from './jobs/job.ts'
import { heldQueue } from './jobs/queue.ts'
import { runJob } from './jobs/run.ts'
import { silentLog } from './log.ts'
import type { ServerModule } from './module.ts'
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

/** What must hold of every platform when its tests are over; a setup file of a test project adds to it. */
export const beforeDrop: ((platform: Pick<TestPlatform, 'owner'>) => Promise<void>)[] = []

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
    drop: async () => {
      try {
        for (const check of beforeDrop) await check({ owner })
      } finally {
        await drop()
      }
    },
    clock,
    keys,
    ids,
    config: { ...testConfig, ...config },
    log: silentLog,
    queue: heldQueue,
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

/** A signed-in person in a test: `call` answers or throws `ApiProblem`; a write gets an idempotency key of its own. */
export interface TestCaller {
  readonly cookie: string
  readonly call: ReturnType<typeof makeClient>
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
}

export interface TestApp {
  readonly app: App
  /** A member of staff with one role. */
  as(role: RoleId): Promise<TestCaller>
  asBorrower(customerId: string): Promise<TestCaller>
  readonly nobody: TestCaller
}

/** The HTTP side of some modules, called without a socket. */
export async function testApp(platform: Platform, modules: readonly ServerModule[]): Promise<TestApp> {
  const app = await createApp(platform)
  for (const module of modules) module.routes?.(app)
  const signIn = async (kind: 'staff' | 'customer', subjectId: string) => {
    const token = await write(platform, { actor: systemActor('test') }, (ctx) => startSession(ctx, { kind, subjectId }))
    return callerWith(app, `${cookieName(platform.config, kind)}=${token}`)
  }
  return {
    app,
    as: async (role) => signIn('staff', await ensureUser(platform, role)),
    asBorrower: (customerId) => signIn('customer', customerId),
    nobody: callerWith(app, ''),
  }
}

async function ensureUser({ db, clock }: Platform, role: RoleId): Promise<string> {
  const id = `usr_${role}`
  const now = clock.now()
  const user = {
    id,
    login: role,
    name: role,
    password_hash: null,
    totp_secret: null,
    totp_last_step: null,
    created_at: now,
    changed_at: now,
  }
  await db
    .insertInto('staff_user')
    .values(user)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const grant = { user_id: id, role_id: role, granted_by: 'test', granted_at: now }
  await db
    .insertInto('staff_user_role')
    .values(grant)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}

let keys = 0

function callerWith(app: App, cookie: string): TestCaller {
  const inject = (options: InjectOptions) => app.server.inject({ ...options, headers: { cookie, ...options.headers } })
  const fetchLike: FetchLike = async (url, { method, headers, body }) => {
    const answer = await inject({
      method: method as 'GET',
      url,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    })
    const header = (name: string) => (answer.headers[name] === undefined ? null : String(answer.headers[name]))
    return {
      ok: answer.statusCode < 400,
      status: answer.statusCode,
      headers: { get: header },
      text: async () => answer.body,
    }
  }
  const client = makeClient(fetchLike)
  const call: TestCaller['call'] = (operation, input, options: CallOptions = {}) => {
    keys += 1
    return client(operation, input, { idempotencyKey: `test-${keys}`, ...options })
  }
  return { cookie, call, inject }
}

/** Runs what was enqueued of these jobs, in order, as a worker would; returns how many ran. */
export async function runQueuedJobs(platform: Platform, definitions: readonly JobDefinition<never>[]): Promise<number> {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]))
  for (let count = 0; ; count++) {
    const row = await platform.db
      .selectFrom('job_run')
      .select(['id', 'name'])
      .where('status', '=', 'queued')
      .where('name', 'in', [...byName.keys()])
      .orderBy('id')
      .executeTakeFirst()
    if (!row) return count
    await runJob(platform, byName.get(row.name)!, row.id)
  }
}
