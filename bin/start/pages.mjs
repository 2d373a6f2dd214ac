import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compressPages } from './compress.mjs'
import { root } from './root.mjs'

const SHARED = ['packages', 'package-lock.json', 'bin/start/compress.mjs']
const PAGES = [
  { name: 'console', zh: '管理台', en: 'console' },
  { name: 'h5', zh: '手机网页', en: 'mobile pages' },
]

/** Builds console and mobile pages where their sources changed since the last build. */
export async function buildPages(say) {
  const shared = hashOf(SHARED)
  for (const page of PAGES) await buildPage(page, shared, say)
}

async function buildPage({ name, zh, en }, shared, say) {
  const folder = path.join(root, name)
  if (!existsSync(path.join(folder, 'index.html'))) return
  const stamp = path.join(folder, 'dist', '.source-hash')
  const hash = hashOf([name], shared)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say(`  正在构建${zh}… Building the ${en}…`)
  try {
    await build(folder)
    await compressPages(path.join(folder, 'dist'))
    writeFileSync(stamp, hash)
  } catch (error) {
    // Somebody is in the middle of a change: the pages of the last good build still serve.
    if (!existsSync(path.join(folder, 'dist', 'index.html'))) throw error
    say(`${error.message}\n  ${zh}构建失败，沿用上次的页面。 The ${en} did not build; the last good build is served.`)
  }
}

/** One hash of what the sources say, not of when they were touched. */
function hashOf(places, seed = '') {
  const hash = createHash('sha256').update(seed)
  for (const place of places) addTo(hash, path.join(root, place))
  return hash.digest('hex')
}

const SKIPPED = new Set(['node_modules', 'dist', '.cache'])

function addTo(hash, place) {
  if (!existsSync(place)) return
  const entries = isFolder(place) ? readdirSync(place).sort() : null
  if (entries === null) {
    hash.update(path.relative(root, place)).update(readFileSync(place))
    return
  }
  for (const name of entries) {
    if (!SKIPPED.has(name) && !/\.(test|bench)\.tsx?$|\.md$/.test(name)) addTo(hash, path.join(place, name))
  }
}

function isFolder(place) {
  try {
    readdirSync(place)
    return true
  } catch {
    return false
  }
}

function build(folder) {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  return new Promise((resolve, reject) => {
    let said = ''
    const child = spawn(process.execPath, [vite, 'build', '--emptyOutDir', '--logLevel', 'warn'], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`vite build in ${path.basename(folder)} ended with ${code}\n${said}`)),
    )
  })
}
