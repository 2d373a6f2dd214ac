import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { createQueueSchema } from '../jobs/queue-schema.ts'
import { fingerprintOf, migrate, readMigrations } from '../migrate.ts'
import { appLogin, ensureAppRoles } from '../roles.ts'
import { type Cluster, SUPERUSER, startCluster } from './cluster.ts'

export const TEST_PASSWORD = 'only-for-tests'
export const TEMPLATE = 'puhui_template'
export const OWNER = 'puhui_owner'

export interface TestPostgres {
  readonly host: string
  readonly port: number
  readonly password: string
  stop(): Promise<void>
}

/** Tests may forget everything at a power cut; nothing else runs like this. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '200',
}

/**
 * A PostgreSQL for one test run: a copy of a cluster that already holds the migrated template database.
 *
 * The cluster is made once per state of the migrations; a run then costs a copy and a start, well below a second.
 */
export async function startTestPostgres(): Promise<TestPostgres> {
  const home = path.join(tmpdir(), `puhui-test-${process.getuid?.() ?? 'user'}`)
  await mkdir(home, { recursive: true, mode: 0o755 })
  await chmod(home, 0o755)
  await sweep(home)
  const prepared = await prepareOnce(home)
  const dataDir = path.join(
    home,
    `run-${process.pid}-${createHash('sha256').update(String(performance.now())).digest('hex').slice(0, 4)}`,
  )
  await cp(prepared, dataDir, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  await giveLikeOriginal(path.join(dataDir, 'postgres'))
  const cluster = await startCluster({ dataDir, superuserPassword: TEST_PASSWORD, settings: FAST })
  return { host: cluster.host, port: cluster.port, password: TEST_PASSWORD, stop: () => end(cluster, dataDir) }
}

async function end(cluster: Cluster, dataDir: string): Promise<void> {
  await cluster.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function prepareOnce(home: string): Promise<string> {
  const migrations = await readMigrations()
  const target = path.join(home, `made-${fingerprintOf(migrations)}`)
  if (existsSync(target)) return target
  await removeOldTemplates(home)
  const building = `${target}.${process.pid}`
  const cluster = await startCluster({ dataDir: building, superuserPassword: TEST_PASSWORD, settings: FAST })
  try {
    await makeTemplate(cluster)
  } finally {
    await cluster.stop()
  }
  await rename(building, target).catch(() => rm(building, { recursive: true, force: true }))
  return target
}

const TEMPLATE_LIFE_MS = 2 * 3_600_000

/** Each state of the migrations leaves a template of 50 MB; those of yesterday go. */
async function removeOldTemplates(home: string): Promise<void> {
  for (const name of (await readdir(home)).filter((entry) => /^made-[0-9a-f]+$/.test(entry))) {
    const place = path.join(home, name)
    const { mtimeMs } = await stat(place)
    if (Date.now() - mtimeMs > TEMPLATE_LIFE_MS) await rm(place, { recursive: true, force: true })
  }
}

async function makeTemplate({ host, port }: Cluster): Promise<void> {
  const superuser = { host, port, user: SUPERUSER, password: TEST_PASSWORD, database: 'postgres' }
  await ensureAppRoles(superuser, appLogin('puhui'), TEST_PASSWORD)
  const client = new pg.Client(superuser)
  await client.connect()
  await client.query(`create role ${OWNER} login password '${TEST_PASSWORD}'`)
  await client.query(`create database ${TEMPLATE} owner ${OWNER}`)
  await client.end()
  const owner = { ...superuser, user: OWNER, database: TEMPLATE }
  await migrate(owner, await readMigrations())
  await createQueueSchema(owner)
}

/** A copy made by root belongs to root; the cluster must belong to the user that runs it. */
async function giveLikeOriginal(root: string): Promise<void> {
  const { runAsUser } = await import('./place.ts')
  const runAs = runAsUser()
  if (!runAs) return
  const { chown } = await import('node:fs/promises')
  await chown(root, runAs.uid, runAs.gid)
  for (const name of await readdir(root, { recursive: true })) await chown(path.join(root, name), runAs.uid, runAs.gid)
}

/** Takes away what killed runs left: their folder names carry the process that made them. */
async function sweep(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = Number(/^run-(\d+)-/.exec(name)?.[1] ?? /^made-[0-9a-f]+\.(\d+)$/.exec(name)?.[1] ?? 0)
    if (pid === 0 || isAlive(pid)) continue
    await stopLeftOver(path.join(home, name))
    await rm(path.join(home, name), { recursive: true, force: true })
  }
}

async function stopLeftOver(dataDir: string): Promise<void> {
  const { choosePlace, runAsUser } = await import('./place.ts')
  const { stopOrphan } = await import('./cluster.ts')
  await stopOrphan(choosePlace(dataDir, runAsUser()))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
