import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AnyOperation,
  ApiProblem,
  type CallOptions,
  type FetchLike,
  type InputOf,
  makeClient,
  type OutputOf,
} from '@puhui/api'
import type { Locale } from '@puhui/kernel'
import { UsageError } from './failure.ts'

/** Options every command shares. */
export interface Shared {
  readonly url?: string
  readonly data: string
  readonly token?: string
  readonly lang: Locale
}

/** A platform the command talks to, as its operator. */
export interface Connection {
  readonly locale: Locale
  call<Op extends AnyOperation>(operation: Op, input: InputOf<Op>, options?: CallOptions): Promise<OutputOf<Op>>
  upload<T>(address: string, file: { name: string; content: Uint8Array }): Promise<T>
  text(address: string): Promise<string>
}

interface Operator {
  readonly address: string
  readonly token: string
}

/**
 * Runs a command against the platform: the one named by `--url`, else the one running on the data folder, else one
 * started for this command alone and stopped after it.
 */
export async function withPlatform(shared: Shared, work: (connection: Connection) => Promise<void>): Promise<void> {
  if (shared.url) {
    const token = shared.token ?? process.env.PUHUI_TOKEN
    if (!token) throw new UsageError('--url 需要 --token 或 PUHUI_TOKEN / --url needs --token or PUHUI_TOKEN')
    return work(connectionTo({ address: shared.url, token }, shared.lang))
  }
  const running = await runningOn(shared.data)
  if (running) return work(connectionTo(running, shared.lang))
  const started = await startFor(shared.data)
  try {
    await work(connectionTo(started.operator, shared.lang))
  } finally {
    await started.stop()
  }
}

function operatorFile(dataDir: string): string {
  return path.resolve(dataDir, 'operator.json')
}

async function runningOn(dataDir: string): Promise<Operator | undefined> {
  const file = operatorFile(dataDir)
  if (!existsSync(file)) return undefined
  const operator = JSON.parse(readFileSync(file, 'utf8')) as Operator
  const answer = await fetch(`${operator.address}/api/status`).catch(() => undefined)
  return answer?.ok ? operator : undefined
}

async function startFor(dataDir: string): Promise<{ operator: Operator; stop: () => Promise<void> }> {
  const starter = path.resolve(import.meta.dirname, '../../bin/start.mjs')
  const child = spawn(process.execPath, [starter, '--data', dataDir, '--no-demo'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: process.env.PORT ?? '0' },
  })
  const stop = async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
  for (let waited = 0; waited < 120_000; waited += 250) {
    if (child.exitCode !== null) throw new Error('平台未能启动 / the platform did not start')
    const operator = await runningOn(dataDir)
    if (operator && (await isReady(operator))) return { operator, stop }
    await sleep(250)
  }
  await stop()
  throw new Error('平台启动超时 / the platform took too long to start')
}

async function isReady({ address }: Operator): Promise<boolean> {
  const answer = await fetch(`${address}/api/status`).catch(() => undefined)
  return answer?.ok === true && ((await answer.json()) as { readiness: string }).readiness === 'ready'
}

function connectionTo({ address, token }: Operator, locale: Locale): Connection {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': locale === 'zh' ? 'zh-CN' : 'en' }
  const reach: FetchLike = (url, { signal: _signal, ...init }) =>
    fetch(url, { ...init, headers: { ...init.headers, ...headers } })
  const client = makeClient(reach, address)
  return {
    locale,
    call: (operation, input, options = {}) =>
      client(operation, input, { locale, idempotencyKey: crypto.randomUUID(), ...options }),
    upload: async <T>(at: string, file: { name: string; content: Uint8Array }) => {
      const form = new FormData()
      form.append('file', new Blob([file.content as Uint8Array<ArrayBuffer>]), file.name)
      const answer = await fetch(address + at, { method: 'POST', headers, body: form })
      if (!answer.ok) throw await refusalIn(answer)
      return (await answer.json()) as T
    },
    text: async (at) => {
      const answer = await fetch(address + at, { headers })
      if (!answer.ok) throw await refusalIn(answer)
      return answer.text()
    },
  }
}

/** What an answer refuses, as the typed client would say it; text that is no refusal as it came. */
async function refusalIn(answer: Response): Promise<Error> {
  const text = await answer.text()
  if (!answer.headers.get('content-type')?.includes('problem+json')) return new Error(text)
  return new ApiProblem(JSON.parse(text))
}
