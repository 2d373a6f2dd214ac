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
  stop(): Promise<void>
}

/** `PUHUI_TEST_URL` names a platform that runs already; it is then left running. */
export async function startPlatform(): Promise<RunningPlatform> {
  const running = process.env.PUHUI_TEST_URL
  if (running) return { url: running.replace(/\/$/, ''), stop: async () => {} }
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'puhui-browser-'))
  const said: string[] = []
  const child = spawn(process.execPath, ['bin/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: '',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUHUI_DATA: folder,
      PUHUI_DEMO_CUSTOMERS: '200',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)))
  const url = `http://127.0.0.1:${port}`
  try {
    await ready(url, child)
  } catch (cause) {
    await stop(child, folder)
    throw new Error(`the platform did not get ready:\n${said.join('').slice(-4000)}`, { cause })
  }
  return { url, stop: () => stop(child, folder) }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + readyWithinMs
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const status = await readiness(url)
    if (status === 'ready') return
    if (status === 'failed') throw new Error('the demo lender could not be built')
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`not ready after ${readyWithinMs / 1000} s`)
}

async function readiness(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}/api/status`)
    return ((await answer.json()) as { readiness?: string }).readiness
  } catch {
    return undefined
  }
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const patience = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(patience)
  }
  rmSync(folder, { recursive: true, force: true })
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
