import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartRefused } from '../start-refused.ts'
import { type Binaries, prepareBinaries } from './binaries.ts'
import { choosePlace, type Place, type RunAs, runAsUser } from './place.ts'

export interface ClusterOptions {
  readonly dataDir: string
  readonly superuserPassword: string
  /** Server settings beside the safe defaults; tests switch fsync off here, nobody else does. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A running private PostgreSQL. */
export interface Cluster {
  readonly host: string
  readonly port: number
  readonly pid: number
  /** Resolves when the server has ended by itself, which it never does in good health. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export const SUPERUSER = 'postgres'

const DEFAULTS: Readonly<Record<string, string>> = {
  max_connections: '100',
  shared_buffers: `${pageCacheMb(Math.min(totalmem(), process.constrainedMemory() || totalmem()))}MB`,
  // After each checkpoint every page that is touched is written to the log whole, which for payments all over the table is
  // most of what they write. A quarter of an hour apart is usual; a server that was killed has so much to go through again.
  checkpoint_timeout: '15min',
  max_wal_size: '3GB',
  log_min_messages: 'warning',
  log_timezone: 'UTC',
  timezone: 'UTC',
  unix_socket_permissions: '0700',
}

/**
 * An eighth of the memory there is, or of what the process is held to: other programs live there, and the system keeps files
 * in memory too. Only what is used is taken. A payment touches a loan that nobody has read for weeks, in six tables; with
 * half a gigabyte a lender of 100,000 loans took a fifth fewer of them than with all pages at hand.
 */
export function pageCacheMb(memoryBytes: number): number {
  return Math.min(4_096, Math.max(128, Math.floor(memoryBytes / 8 / 2 ** 20)))
}

/**
 * Starts the private PostgreSQL of a data folder, creating it on the first call.
 *
 * What a killed predecessor left behind is cleared first: an orphaned server is stopped in good order, a stale pid file
 * is PostgreSQL's own to judge. The caller holds the instance lock, so nobody else is starting here.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const runAs = runAsUser()
  const place = choosePlace(options.dataDir, runAs)
  const binaries = await prepareBinaries(runAs !== null)
  await stopOrphan(place)
  if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) await initialise(binaries, place, options.superuserPassword)
  await refuseOtherVersion(place)
  return launchPatiently(binaries, place, options)
}

async function initialise(binaries: Binaries, place: Place, password: string): Promise<void> {
  const building = `${place.cluster}.new`
  const passwordFile = path.join(place.root, 'initial-password')
  await rm(building, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (place.runAs) await chown(passwordFile, place.runAs.uid, place.runAs.gid)
  const args = ['-D', building, '-U', SUPERUSER, '-E', 'UTF8', '--locale=C', '--data-checksums', '--no-instructions']
  try {
    await run(binaries.initdb, [...args, '--auth=scram-sha-256', `--pwfile=${passwordFile}`], place)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(building, place.cluster)
}

function run(program: string, args: readonly string[], place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: place.root,
      env: childEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...identity(place.runAs),
    })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(program)} ended with ${code}\n${said}`)),
    )
  })
}

function childEnv(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(process.platform === 'win32' ? process.env : {}),
  }
}

function identity(runAs: RunAs | null): { uid?: number; gid?: number } {
  return runAs ? { uid: runAs.uid, gid: runAs.gid } : {}
}

async function refuseOtherVersion(place: Place): Promise<void> {
  const version = (await readFile(path.join(place.cluster, 'PG_VERSION'), 'utf8')).trim()
  if (version === '18') return
  throw new StartRefused(
    `数据目录由 PostgreSQL ${version} 创建，本版本附带的是 18；请先用旧版本导出数据。` +
      `\nThe data folder was made by PostgreSQL ${version}, this release carries 18; export with the older release first.`,
  )
}

/** Just after a kill the old server's children may still hold its memory; PostgreSQL then refuses and a retry succeeds. */
async function launchPatiently(binaries: Binaries, place: Place, options: ClusterOptions): Promise<Cluster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(binaries, place, options)
    } catch (error) {
      if (attempt === 8) throw error
      await sleep(100 * attempt)
    }
  }
}

async function launch(binaries: Binaries, place: Place, options: ClusterOptions): Promise<Cluster> {
  const overTcp = process.platform === 'win32'
  const host = overTcp ? '127.0.0.1' : place.socket
  const port = overTcp ? await freePort() : 5432
  const settings = {
    ...DEFAULTS,
    ...options.settings,
    port: String(port),
    listen_addresses: overTcp ? host : '',
    unix_socket_directories: overTcp ? '' : place.socket,
  }
  const args = ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const logFile = path.join(place.root, 'postgres.log')
  const log = openSync(logFile, 'w')
  // Its own process group: Ctrl-C reaches the platform first, which then stops the server in order.
  const child = spawn(binaries.postgres, args, {
    cwd: place.root,
    env: childEnv(),
    stdio: ['ignore', log, log],
    detached: true,
    ...identity(place.runAs),
  })
  closeSync(log)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  watchOver(child, place.runAs)
  await untilReady({ host, port, password: options.superuserPassword, child, logFile })
  return { host, port, pid: child.pid ?? 0, ended, stop: () => stopChild(child, ended) }
}

/**
 * Leaves a shell at the other end of a pipe: when this process is gone, however it went, the pipe closes and the shell stops
 * the server in good order. Nothing is ever written to the pipe.
 */
function watchOver(server: ChildProcess, runAs: RunAs | null): void {
  if (process.platform === 'win32' || server.pid === undefined) return
  const watcher = spawn('/bin/sh', ['-c', 'read -r nothing; kill -INT "$0"', String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: childEnv(),
    detached: true,
    ...identity(runAs),
  })
  // Without a shell the next start stops what was left behind.
  watcher.once('error', () => {})
  watcher.unref()
  ;(watcher.stdin as unknown as { unref(): void } | null)?.unref()
  server.once('exit', () => watcher.kill('SIGKILL'))
}

interface Waiting {
  readonly host: string
  readonly port: number
  readonly password: string
  readonly child: ChildProcess
  readonly logFile: string
}

const READY_WITHIN_MS = 60_000

async function untilReady({ host, port, password, child, logFile }: Waiting): Promise<void> {
  const started = performance.now()
  for (;;) {
    if (child.exitCode !== null || child.pid === undefined)
      throw new Error(`PostgreSQL did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
    const client = new pg.Client({
      host,
      port,
      user: SUPERUSER,
      password,
      database: 'postgres',
      connectionTimeoutMillis: 2000,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      await client.end().catch(() => {})
      if ((error as { code?: string }).code === '28P01') {
        child.kill('SIGINT')
        throw new Error(
          'PostgreSQL refuses the password in secrets.json: the file does not belong to this data folder',
          { cause: error },
        )
      }
      if (performance.now() - started > READY_WITHIN_MS) throw error
      await sleep(25)
    }
  }
}

/** Fast shutdown: open transactions roll back, everything is flushed. */
async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  await ended
}

export async function stopOrphan(place: Place): Promise<void> {
  const pid = orphanPid(place)
  if (pid === null) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 20_000 && isOurServer(pid, place); waited += 25) await sleep(25)
}

function orphanPid(place: Place): number | null {
  const file = path.join(place.cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return Number.isInteger(pid) && pid > 1 && isOurServer(pid, place) ? pid : null
}

/** The number in a pid file may by now belong to any other program: only a server of this very cluster counts. */
function isOurServer(pid: number, place: Place): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(place.cluster)
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
