import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'
import { whenNpmIsGone } from './starter.mjs'

const lockfile = path.join(root, 'package-lock.json')
const modules = path.join(root, 'node_modules')
const stamp = path.join(modules, '.puhui-lock')
const NODE_MAJOR = 24

/** Whether node_modules is missing or was installed from another lockfile. */
export function isStaleInstall() {
  const marker = path.join(modules, '.package-lock.json')
  if (!existsSync(marker)) return true
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') !== lockHash()
  return statSync(lockfile).mtimeMs > statSync(marker).mtimeMs
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

/** Installs exactly what the lockfile says, telling now and then that it is still at it. */
export async function install(say) {
  const started = Date.now()
  const timer = setInterval(() => say(`  … ${Math.round((Date.now() - started) / 1000)} s`), 10_000)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  })
  clearInterval(timer)
  if (code !== 0) {
    process.stderr.write(
      '依赖安装失败，请运行 npm ci 查看原因。\nThe dependencies could not be installed; run npm ci to see why.\n',
    )
    process.exit(code)
  }
  writeFileSync(stamp, lockHash())
}

/** This Node when it is new enough, else the one that npm brought along. */
export function nodeThatRuns() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath
  const brought = path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(brought)) return brought
  process.stderr.write(
    `需要 Node ${NODE_MAJOR} 以上，当前为 ${process.version}。\nNode ${NODE_MAJOR} or later is needed; this is ${process.version}.\n`,
  )
  process.exit(1)
}

/** Runs another Node in this one's place: signals go through, its exit code is ours, and it ends when we are killed. */
export async function inherit(node, args) {
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], shell: node.endsWith('.cmd') })
  // The terminal sends SIGINT to the whole group; the child hears it by itself.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  whenNpmIsGone(process, () => child.kill('SIGTERM'))
  const code = await new Promise((resolve) => child.on('exit', (exitCode) => resolve(exitCode ?? 1)))
  process.exit(code)
}

/** Runs a program with our output; answers its exit code. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
