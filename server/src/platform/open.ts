import { existsSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { initialiseClock, type StoredClock, storedClock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Platform } from './context.ts'
import { derivedPassword, openKeys } from './crypto/keys.ts'
import { connect, type Db } from './db.ts'
import { type CopyPlace, dropCopy, keepCopy, restoreCopy } from './demo-copy.ts'
import { randomIds } from './ids.ts'
import { type OpenQueue, openQueue } from './jobs/queue.ts'
import { createQueueSchema } from './jobs/queue-schema.ts'
import type { Log } from './log.ts'
import { migrate, readMigrations } from './migrate.ts'
import { checkBelongs } from './postgres/check-belongs.ts'
import { checkAppRole, checkServer } from './postgres/check-server.ts'
import { type Cluster, SUPERUSER } from './postgres/cluster.ts'
import { emptyDatabase } from './postgres/empty-database.ts'
import { choosePlace, runAsUser } from './postgres/place.ts'
import { startSupervisedCluster } from './postgres/supervised.ts'
import { appLogin, ensureAppRoles } from './roles.ts'
import { readSecrets, type Secrets } from './secrets.ts'
import { StartRefused } from './start-refused.ts'
import './schema.ts'

const DATABASE = 'puhui'
const OWNER = 'puhui_owner'

/** A platform on its database, with the means to close it again. */
export interface OpenPlatform extends Platform {
  readonly clock: StoredClock
  readonly queue: OpenQueue
  /** As the owner of the tables: migrations, reset, backup; never for requests. */
  readonly owner: pg.ClientConfig
  readonly isPrivate: boolean
  /** Connections of its own whose commits do not wait for the disk, to build what can be built again; close them. */
  readonly connectHurried: () => Db
  /** On a server of our own: closes every connection, keeps a copy of the database as it is now, and opens it again. */
  readonly withCopyKept: (() => Promise<OpenPlatform>) | null
  close(): Promise<void>
}

interface Database {
  readonly owner: pg.ClientConfig
  readonly app: pg.ClientConfig
  readonly cluster: Pick<Cluster, 'host' | 'port' | 'stop'> | null
  /** Null on a lender's own server, where nothing is copied or dropped. */
  readonly copies: CopyPlace | null
}

export interface OpenOptions {
  readonly config: Config
  readonly log: Log
  /** Another process runs the private server already: use it, do not start it. */
  readonly isGuest?: boolean
  /** Everything of the lender goes first: to an empty database, or to the copy kept of the demo lender as it was built. */
  readonly reset?: 'empty' | 'demo'
}

/** Brings the database up and the schema up to date, and opens everything that stands on it. */
export async function openPlatform({ config, log, isGuest = false, reset }: OpenOptions): Promise<OpenPlatform> {
  const secrets = readSecrets(config.dataDir, config.masterKey)
  const database = config.databaseUrl
    ? await lendersDatabase(config, secrets)
    : await privateDatabase(config, secrets, log, isGuest)
  try {
    if (reset) await begin(database, reset)
    if (!isGuest) await bringUpToDate(database.owner)
    if (config.databaseUrl) await checkAppRole(database.app, config)
    return await openOn(database, { config, log, master: secrets.masterKey })
  } catch (error) {
    await database.cluster?.stop()
    throw error
  }
}

interface OnDatabase {
  readonly config: Config
  readonly log: Log
  readonly master: Buffer
}

async function openOn(database: Database, on: OnDatabase): Promise<OpenPlatform> {
  const { config, log, master } = on
  let isClosing = false
  const onError = (error: Error) => isClosing || log.warn('database.connection_lost', { error })
  const db = connect(database.app, { max: 20, onError })
  await initialiseClock(db, config.mode === 'production' ? 'real' : 'test', systemClock().now())
  const clock = await storedClock(db)
  const keys = await openKeys(db, master, clock)
  const queue = await openQueue(database.app, log)
  const disconnect = async () => {
    isClosing = true
    await queue.close()
    await db.destroy()
  }
  const close = async () => {
    await disconnect()
    await database.cluster?.stop()
  }
  const { copies } = database
  const withCopyKept = async (place: CopyPlace) => {
    await disconnect()
    await keepCopy(place, systemClock().now()).catch((error) => log.warn('demo.copy_not_kept', { error }))
    return openOn(database, on)
  }
  return {
    db,
    clock,
    keys,
    queue,
    config,
    log,
    ids: randomIds(clock),
    owner: database.owner,
    isPrivate: config.databaseUrl === null,
    connectHurried: () => connect(database.app, { max: 20, isHurried: true, onError }),
    withCopyKept: copies && (() => withCopyKept(copies)),
    close,
  }
}

async function bringUpToDate(owner: pg.ClientConfig): Promise<void> {
  await migrate(owner, await readMigrations())
  await createQueueSchema(owner)
}

async function privateDatabase(config: Config, secrets: Secrets, log: Log, isGuest: boolean): Promise<Database> {
  const { dataDir } = config
  const cluster = isGuest
    ? null
    : await startSupervisedCluster({ dataDir, superuserPassword: secrets.superuserPassword }, log)
  const at = cluster ?? guestPlace(dataDir)
  const superuser = {
    host: at.host,
    port: at.port,
    user: SUPERUSER,
    password: secrets.superuserPassword,
    database: 'postgres',
  }
  const owner = { ...superuser, user: OWNER, password: secrets.ownerPassword, database: DATABASE }
  const app = { ...owner, user: appLogin(DATABASE), password: derivedPassword(secrets.masterKey, appLogin(DATABASE)) }
  if (!isGuest) await ensureDatabase(superuser, owner, app)
  const copies = isGuest ? null : { superuser, database: DATABASE, owner: OWNER }
  return { owner, app, cluster, copies }
}

function guestPlace(dataDir: string): { host: string; port: number } {
  const place = choosePlace(dataDir, runAsUser())
  if (!existsSync(path.join(place.cluster, 'postmaster.pid')))
    throw new Error('the private PostgreSQL of this data folder is not running')
  return { host: place.socket, port: 5432 }
}

async function ensureDatabase(superuser: pg.ClientConfig, owner: pg.ClientConfig, app: pg.ClientConfig): Promise<void> {
  await ensureAppRoles(superuser, String(app.user), String(app.password))
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    const { rowCount: hasOwner } = await client.query('select 1 from pg_roles where rolname = $1', [OWNER])
    if (hasOwner === 0) await client.query(`create role ${OWNER} login`)
    await client.query(`alter role ${OWNER} password ${pg.escapeLiteral(String(owner.password))}`)
    const { rowCount: hasDatabase } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (hasDatabase === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
}

async function lendersDatabase(config: Config, secrets: Secrets): Promise<Database> {
  const owner: pg.ClientConfig = { connectionString: config.databaseUrl! }
  const { database, mayCreateRoles } = await checkServer(owner, config)
  await checkBelongs(owner, secrets.masterKey)
  if (config.appDatabaseUrl)
    return { owner, app: { connectionString: config.appDatabaseUrl }, cluster: null, copies: null }
  if (!mayCreateRoles) {
    throw new StartRefused(
      '数据库用户无权创建角色：请授予 CREATEROLE，或用 PUHUI_APP_DATABASE_URL 给出属于角色 puhui_app 的应用用户。' +
        '\nThe database user may not create roles: grant CREATEROLE, or give an application user that is a member of puhui_app with PUHUI_APP_DATABASE_URL.',
    )
  }
  const login = appLogin(database)
  const password = derivedPassword(secrets.masterKey, login)
  await ensureAppRoles(owner, login, password)
  const url = new URL(config.databaseUrl!)
  url.username = login
  url.password = password
  return { owner, app: { connectionString: url.toString() }, cluster: null, copies: null }
}

async function begin({ owner, copies }: Database, reset: 'empty' | 'demo'): Promise<void> {
  if (copies && reset === 'demo' && (await restoreCopy(copies, systemClock().now()))) return
  if (copies && reset === 'empty') await dropCopy(copies)
  await emptyDatabase(owner)
}
