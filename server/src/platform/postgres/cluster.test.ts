import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { pageCacheMb } from './cluster.ts'
import { choosePlace, runAsUser } from './place.ts'

const CLUSTER = pathToFileURL(join(import.meta.dirname, 'cluster.ts')).href
const START = `
  const { startCluster } = await import('${CLUSTER}')
  const cluster = await startCluster({ dataDir: process.argv[1], superuserPassword: 'x', settings: { fsync: 'off' } })
  console.log(cluster.pid)
  setInterval(() => {}, 1000)`

test('[DB-7] a process that is killed takes its private PostgreSQL along', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puhui-cluster-'))
  const { root } = choosePlace(folder, runAsUser())
  onTestFinished(() => {
    for (const place of [root, folder]) rmSync(place, { recursive: true, force: true })
  })
  const starter = spawn(process.execPath, ['--input-type=module', '-e', START, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(starter.stdout, 'data')) as [Buffer]
  const pid = Number(said.toString())
  expect(isRunning(pid)).toBe(true)
  starter.kill('SIGKILL')
  await expect.poll(() => isRunning(pid), { timeout: 30_000 }).toBe(false)
})

test('[DB-8] pages are kept by the size of the machine', () => {
  const gib = 2 ** 30
  expect([1, 4, 8, 16, 64].map((size) => pageCacheMb(size * gib))).toEqual([128, 512, 1024, 2048, 4096])
})

/** A server that has ended and that nobody has waited for is not running either. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
