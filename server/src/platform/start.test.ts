import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { StartRefused, startServer } from '../main.ts'
import { refusedBySystem } from './start-refused.ts'

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'puhui-start-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const refusal = (...args: string[]) =>
  startServer({ args, env: {} }).then(
    () => 'started',
    (error) => (error instanceof StartRefused ? error.message : `not in words: ${error}`),
  )

test('[START-1] a port that is taken is named in both languages', async () => {
  const taken = await listening()
  const { port } = taken.address() as { port: number }
  const said = await refusal('--data', folder(), '--port', String(port))
  expect(said).toContain(`127.0.0.1:${port} 已被别的程序占用`)
  expect(said).toContain('Another program listens on')
})

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server))
    onTestFinished(() => void server.close())
  })
}

test('[START-1] an address the machine does not have', async () => {
  const said = await refusal('--data', folder(), '--port', '0', '--host', '203.0.113.9')
  expect(said).toContain('This machine has no address 203.0.113.9:0')
})

test('[START-2] a data folder that is a file, lies below one, or is closed', async () => {
  const file = path.join(folder(), 'a file')
  writeFileSync(file, '')
  expect(await refusal('--data', file)).toContain(`The data folder ${file} is no folder`)
  expect(await refusal('--data', path.join(file, 'below'))).toContain('is no folder')
  const closed = refusedBySystem(Object.assign(new Error('no'), { code: 'EACCES' }), { dataDir: '/closed' })
  expect(closed.message).toContain('无权写入数据目录 /closed')
})

// Where the system makes no folder and says that there is none, Node's own recursive mkdir never ends.
test.runIf(process.platform === 'linux')('[START-2] a data folder where the system makes none', async () => {
  expect(await refusal('--data', '/proc/puhui/data')).toContain('The data folder /proc/puhui/data cannot be written')
})

test('[START-3] a stop while the demo lender is built breaks the build off', { timeout: 120_000 }, async () => {
  const server = await startServer({
    args: ['--data', folder(), '--port', '0'],
    env: { PUHUI_DEMO_CUSTOMERS: '20', PUHUI_LOG: 'silent' },
  })
  const end = server.ready.then(
    () => 'built to the end',
    (error: Error) => error.message,
  )
  while (!(await isBuilding(server.address))) await sleep(50)
  await server.stop()
  expect(await end).toContain('The start was broken off')
})

async function isBuilding(address: string): Promise<boolean> {
  const { progress } = (await (await fetch(`${address}/api/status`)).json()) as { progress: { total: number } | null }
  return (progress?.total ?? 0) > 0
}

test('[START-6] SIGTERM that comes twice stops in order; only Ctrl-C pressed again breaks the stop off', async () => {
  const { stopOnSignal } = await import(new URL('../../../bin/start/stop.mjs', import.meta.url).href)
  const exits: number[] = []
  const host = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) })
  let end = () => {}
  const server = { stop: () => new Promise<void>((resolve) => (end = resolve)) }
  const stopping: AbortSignal = stopOnSignal(server, host, () => {})
  host.emit('SIGTERM')
  host.emit('SIGTERM')
  expect([stopping.aborted, exits]).toEqual([true, []])
  host.emit('SIGINT')
  expect(exits).toEqual([130])
  end()
  await expect.poll(() => exits).toEqual([130, 0])
})

// A shell whose child outlives it and has another parent then: Windows has none.
test.runIf(process.platform !== 'win32').each(['start', 'npx'])(
  '[START-7] it ends when the npm that started it was ended: %s',
  async (npm_lifecycle_event) => {
    const watch = new URL('../../../bin/start/starter.mjs', import.meta.url).href
    const script = `import { whenNpmIsGone } from '${watch}'
    whenNpmIsGone(process, () => process.stdout.write('npm is gone', () => process.exit()))
    process.stdout.write('waiting '); setTimeout(() => {}, 60_000)`
    const file = path.join(folder(), 'started.mjs')
    writeFileSync(file, script)
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${file}"; true`], {
      env: { ...process.env, npm_lifecycle_event },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    shell.stdout.on('data', (chunk) => {
      said += chunk
    })
    await expect.poll(() => said, { timeout: 20_000 }).toBe('waiting ')
    shell.kill('SIGTERM')
    await expect.poll(() => said, { timeout: 20_000 }).toBe('waiting npm is gone')
  },
)
