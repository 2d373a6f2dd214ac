import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { TestPlatform } from '../../../server/src/platform/testing.ts'

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const MASTER = createHash('sha256').update('master key of the tests').digest('base64')

/** A server process that can be killed as a power cut would: no signal handler, no goodbye. */
export interface Victim {
  readonly port: number
  /** Resolves when its day-ends are done; never when it is killed before. */
  readonly done: Promise<void>
  kill(): Promise<void>
}

export async function startVictim({ connection }: TestPlatform, endUntil?: string): Promise<Victim> {
  const child = fork(CHILD, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PUHUI_CHILD_CONNECTION: JSON.stringify(connection),
      PUHUI_CHILD_MASTER: MASTER,
      ...(endUntil === undefined ? {} : { PUHUI_CHILD_END_UNTIL: endUntil }),
    },
  })
  let said = ''
  child.stderr!.on('data', (chunk) => {
    said += chunk
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let isDone = () => {}
  const done = new Promise<void>((resolve) => {
    isDone = resolve
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message: { port?: number; done?: boolean }) => {
      if (message.port !== undefined) resolve(message.port)
      if (message.done) isDone()
    })
    void gone.then(() => reject(new Error(`the server ended by itself: ${said}`)))
  })
  return { port, done, kill: () => end(child, gone) }
}

async function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGKILL')
  await gone
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
export function seeded(seed: string): () => number {
  let count = 0
  return () => {
    count += 1
    return createHash('sha256').update(`${seed}|${count}`).digest().readUInt32BE(0) / 2 ** 32
  }
}
