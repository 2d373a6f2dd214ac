#!/usr/bin/env node
// Makes the npm package's dist/: the sources without their types (Node strips none inside node_modules), the pages of
// console and mobile web, migrations and import maps, all in the places they have in the repository.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inherit, install, isStaleInstall, nodeThatRuns } from './start/install.mjs'
import { buildPages } from './start/pages.mjs'
import { root } from './start/root.mjs'

const say = (text) => process.stderr.write(`${text}\n`)
const dist = path.join(root, 'dist')
const packages = readdirSync(path.join(root, 'packages')).filter((name) => existsSync(sourceOf(name)))
const SOURCES = [...packages.map((name) => `packages/${name}/src`), 'server/src', 'cli/src']
const COPIES = ['server/migrations', 'server/import-maps', 'console/dist', 'h5/dist']
const NOT_SHIPPED = /\.(test|bench|fixture)\.ts$|(^|\/)testing\.ts$/

if (isStaleInstall()) await install(say)
const node = nodeThatRuns()
if (node !== process.execPath) await inherit(node, [fileURLToPath(import.meta.url)])
else await build()

async function build() {
  await buildPages(say)
  rmSync(dist, { recursive: true, force: true })
  for (const folder of SOURCES) stripFolder(folder)
  for (const folder of COPIES.filter((place) => existsSync(path.join(root, place)))) {
    cpSync(path.join(root, folder), path.join(dist, folder), { recursive: true })
  }
  cpSync(path.join(root, 'package.json'), path.join(dist, 'package.json'))
  mkdirSync(path.join(dist, 'bin'), { recursive: true })
  writeFileSync(path.join(dist, 'bin', 'start.mjs'), `import '../../bin/start.mjs'\n`)
}

function sourceOf(name) {
  return path.join(root, 'packages', name, 'src', 'index.ts')
}

function stripFolder(folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })) {
    const from = path.join(entry.parentPath, entry.name)
    if (!entry.isFile() || !from.endsWith('.ts') || NOT_SHIPPED.test(from)) continue
    const place = path.relative(root, from)
    const to = path.join(dist, place.replace(/\.ts$/, '.js'))
    mkdirSync(path.dirname(to), { recursive: true })
    writeFileSync(to, withoutTypes(readFileSync(from, 'utf8'), place))
  }
}

/** The file as JavaScript; what it imports by `.ts` or by a workspace name is found beside it in dist/. */
function withoutTypes(source, place) {
  const { stripTypeScriptTypes } = createRequire(import.meta.url)('node:module')
  return stripTypeScriptTypes(source, { mode: 'strip' })
    .replace(/(from\s+|import\s*\(?\s*|new URL\(\s*)'(\.{1,2}\/[^']+)\.ts'/g, `$1'$2.js'`)
    .replace(/(from\s+|import\s*\(?\s*)'@puhui\/([a-z-]+)'/g, (_all, how, name) => `${how}'${relativeTo(place, name)}'`)
}

function relativeTo(place, name) {
  const to = path.relative(path.dirname(place), `packages/${name}/src/index.js`).split(path.sep).join('/')
  return to.startsWith('.') ? to : `./${to}`
}
