import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const readyWithinMs = 240_000

/** The real platform with a small demo lender, on a port and in a folder of its own. */
export interface RunningPlatform {
  readonly url: string
  readonly folder: string
  /** The process that was started; another one after each `start`. */
  pid(): number
  hasEnded(): boolean
  /** What it has said so far, newest last. */
  said(): string
  /** Ends the process as a power cut would: no farewell. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder. */
  start(): void
  /** Ends it and takes its folder away. */
  stop(): Promise<void>
}

/** Starts a lender of so many customers; `untilReady` waits for it. */
export async function startPlatform({ customers = 200 } = {}): Promise<RunningPlatform> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'puhui-browser-'))
  const said: string[] = []
  let child: ChildProcess
  const start = () => {
    child = spawn(process.execPath, ['bin/start.mjs'], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: '',
        HOST: '127.0.0.1',
        PORT: String(port),
        PUHUI_DATA: folder,
        PUHUI_DEMO_CUSTOMERS: String(customers),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(String(chunk)))
  }
  start()
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    pid: () => child.pid!,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    said: () => said.join(''),
    start,
    kill: () => ended(child, 'SIGKILL'),
    stop: async () => {
      await ended(child, 'SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until a lender is built and serves; says what it said when it does not. */
export function untilReady(url: string, platform?: RunningPlatform): Promise<void> {
  return untilStatus((status) => status === 'ready', url, platform)
}

/** Waits until it answers at all; its lender may still be in the making. */
export function untilAnswering(platform: RunningPlatform): Promise<void> {
  return untilStatus((status) => status !== undefined, platform.url, platform)
}

async function untilStatus(
  isMet: (status: string | undefined) => boolean,
  url: string,
  platform?: RunningPlatform,
): Promise<void> {
  const until = performance.now() + readyWithinMs
  while (performance.now() < until) {
    if (platform?.hasEnded()) throw new Error(`the platform ended\n${platform.said().slice(-4000)}`)
    const status = await readiness(url)
    if (isMet(status)) return
    if (status === 'failed')
      throw new Error(`the demo lender could not be built\n${platform?.said().slice(-4000) ?? ''}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`${url} is not ready after ${readyWithinMs / 1000} s\n${platform?.said().slice(-4000) ?? ''}`)
}

async function readiness(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}/api/status`)
    return ((await answer.json()) as { readiness?: string }).readiness
  } catch {
    return undefined
  }
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  const patience = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(patience)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
