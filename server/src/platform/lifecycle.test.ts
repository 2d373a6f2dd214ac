import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const main = new URL('../main.ts', import.meta.url).href
const root = fileURLToPath(new URL('../../../', import.meta.url))
const dataDir = mkdtempSync(path.join(tmpdir(), 'puhui-life-'))
const children: ChildProcess[] = []

const program = `
  const { startServer } = await import(${JSON.stringify(main)})
  const server = await startServer({ args: ['--data', ${JSON.stringify(dataDir)}, '--port', '0', '--no-demo'], env: {} })
    .catch((error) => { process.stderr.write(error.message); process.exit(1) })
  process.stdout.write('at ' + server.address + '\\n')
  process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
  await server.ready
  process.stdout.write('ready\\n')`

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

function start(): Started {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (said = said.concat(String(chunk))))
  return { child, said: () => said, ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))) }
}

async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (await check()) return
    await sleep(50)
  }
  throw new Error(`waited in vain until ${what}`)
}

const addressOf = (started: Started) => /at (\S+)/.exec(started.said())![1]!
const isReady = (address: string) =>
  fetch(`${address}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  )

/** The running server of this folder, found by the command line of its process; null when there is none. */
function postmaster(): number | null {
  const place = placeOfCluster()
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const found = pids.find((pid) => readCommand(pid).includes(path.join(place, 'cluster')))
  return found === undefined ? null : Number(found)
}

/** As root the cluster lies outside a closed folder, and a pointer says where. */
function placeOfCluster(): string {
  const pointer = path.join(dataDir, 'postgres.path')
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : path.join(dataDir, 'postgres')
}

function killPostmaster(): number {
  const pid = postmaster()
  if (pid === null) throw new Error('no server runs on this folder')
  process.kill(pid, 'SIGKILL')
  return pid
}

function readCommand(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  if (postmaster() !== null) killPostmaster()
  rmSync(placeOfCluster(), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
})

// The test finds and kills the database's processes by /proc, which only Linux has.
test.runIf(process.platform === 'linux')(
  '[OPS-1] it comes back by itself from every kill, opens nothing twice and stops clean',
  { timeout: 180_000 },
  async () => {
    const first = start()
    await until('the first is ready', () => first.said().includes('ready'))
    const address = addressOf(first)
    expect(await isReady(address)).toBe(true)

    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(address)
    expect(second.said()).toContain('already running')

    const before = killPostmaster()
    await until(
      'another postmaster serves',
      async () => ![null, before].includes(postmaster()) && (await isReady(address)),
    )

    first.child.kill('SIGKILL')
    await first.ended
    await until('its database has gone along', () => postmaster() === null)
    const third = start()
    await until('the third is ready', () => third.said().includes('ready'))

    killPostmaster()
    third.child.kill('SIGKILL')
    await third.ended
    const fourth = start()
    await until('the fourth is ready', () => fourth.said().includes('ready'))
    fourth.child.kill('SIGTERM')
    expect(await fourth.ended).toBe(0)
    expect(postmaster()).toBeNull()
  },
)
