import { realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { shortHash } from './postgres/place.ts'

/** What the holder of a data folder says of itself. */
export interface Holder {
  readonly pid: number
  readonly address: string | null
  /** On its way out: who comes next waits for it. */
  readonly isStopping?: boolean
}

export interface InstanceLock {
  /** Tells later starts where this one is reached. */
  announce(address: string): void
  announceStop(): void
  release(): Promise<void>
}

const STOPS_WITHIN_MS = 30_000
/** One whose starter was killed a moment ago may not have noticed yet that it is to stop. */
const SPEAKS_WITHIN_MS = 1_500

/**
 * Takes a data folder that exists for this process alone. The lock is a socket with a name of its own, so it dies with its holder,
 * even by `kill -9`, and leaves nothing to clean up. A holder that is stopping is waited for.
 *
 * @returns the lock, or who holds it
 */
export async function lockInstance(dataDir: string): Promise<{ lock: InstanceLock } | { holder: Holder }> {
  const name = lockName(realpathSync(dataDir))
  const [stopsBy, speaksBy] = [performance.now() + STOPS_WITHIN_MS, performance.now() + SPEAKS_WITHIN_MS]
  for (let attempt = 1; ; attempt++) {
    const taken = await tryLock(name)
    if (taken) return { lock: taken }
    const holder = await askHolder(name)
    if (holder && performance.now() < (holder.isStopping ? stopsBy : speaksBy)) {
      await sleep(100)
      attempt = 0
      continue
    }
    if (holder) return { holder }
    if (process.platform === 'darwin') rmSync(name, { force: true })
    if (attempt === 3) return { holder: { pid: 0, address: null } }
  }
}

function lockName(dataDir: string): string {
  const name = `puhui-${shortHash(dataDir)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`)
}

function tryLock(name: string): Promise<InstanceLock | null> {
  let holder: Holder = { pid: process.pid, address: null }
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(JSON.stringify(holder))
  })
  return new Promise((resolve) => {
    server.once('error', () => resolve(null))
    server.listen(name, () => {
      server.unref()
      resolve({
        announce: (at) => {
          holder = { ...holder, address: at }
        },
        announceStop: () => {
          holder = { ...holder, isStopping: true }
        },
        release: () => new Promise<void>((done) => server.close(() => done())),
      })
    })
  })
}

const ANSWER_WITHIN_MS = 2_000

function askHolder(name: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(name)
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error('no answer')))
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.on('error', () => resolve(null))
    socket.on('end', () => resolve(said === '' ? null : (JSON.parse(said) as Holder)))
  })
}
