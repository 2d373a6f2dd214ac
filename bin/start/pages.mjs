import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compressPages } from './compress.mjs'
import { alone } from './lock.mjs'
import { root } from './root.mjs'

const SHARED = ['packages', 'package-lock.json', 'bin/start/compress.mjs']
const PAGES = [
  { name: 'console', zh: '管理台', en: 'console' },
  { name: 'h5', zh: '手机网页', en: 'mobile pages' },
]

/** Builds console and mobile pages where their sources changed since the last build. */
export async function buildPages(say) {
  const shared = hashOf(SHARED)
  for (const page of PAGES) {
    const folder = path.join(root, page.name)
    if (!existsSync(path.join(folder, 'index.html')) || isBuilt(folder, shared)) continue
    // Several platforms of one checkout may start at once: one builds, the others wait and find it done.
    await alone(path.join(folder, '.cache', 'building'), async () => {
      if (!isBuilt(folder, shared)) await buildPage(page, folder, shared, say)
    })
  }
}

function isBuilt(folder, shared) {
  const stamp = path.join(folder, 'dist', '.source-hash')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf([path.basename(folder)], shared)
}

/** Builds beside the pages that serve and changes places at the end, so that nobody is ever sent half a build. */
async function buildPage({ name, zh, en }, folder, shared, say) {
  say(`  正在构建${zh}… Building the ${en}…`)
  const serving = path.join(folder, 'dist')
  const fresh = path.join(folder, '.cache', 'dist')
  const hash = hashOf([name], shared)
  try {
    await build(folder, fresh)
    await compressPages(fresh)
    writeFileSync(path.join(fresh, '.source-hash'), hash)
    changePlaces(serving, fresh, path.join(folder, '.cache', 'dist-before'))
  } catch (error) {
    // Somebody is in the middle of a change: the pages of the last good build still serve.
    if (!existsSync(path.join(serving, 'index.html'))) throw error
    say(`${error.message}\n  ${zh}构建失败，沿用上次的页面。 The ${en} did not build; the last good build is served.`)
  }
}

function changePlaces(serving, fresh, before) {
  rmSync(before, { recursive: true, force: true })
  if (existsSync(serving)) renameSync(serving, before)
  renameSync(fresh, serving)
  rmSync(before, { recursive: true, force: true })
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

function build(folder, into) {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  return new Promise((resolve, reject) => {
    let said = ''
    const child = spawn(process.execPath, [vite, 'build', '--outDir', into, '--emptyOutDir', '--logLevel', 'warn'], {
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
