#!/usr/bin/env node
// The `puhui` command: from a checkout it runs the TypeScript sources, from the npm package the plain JavaScript in dist/.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inherit, install, isStaleInstall, nodeThatRuns } from './start/install.mjs'
import { root } from './start/root.mjs'

const source = path.join(root, 'cli', 'src', 'main.ts')
const shipped = path.join(root, 'dist', 'cli', 'src', 'main.js')
const args = process.argv.slice(2)

// The platform itself runs in this process, so that it ends with who started it.
if (args[0] === 'start') {
  process.argv.splice(2, 1)
  await import('./start.mjs')
} else if (!existsSync(source)) await import(pathToFileURL(shipped).href)
else await fromSource()

async function fromSource() {
  if (isStaleInstall()) await install((text) => process.stderr.write(`${text}\n`))
  const node = nodeThatRuns()
  const self = fileURLToPath(import.meta.url)
  if (node !== process.execPath) return inherit(node, [self, ...args])
  return import(pathToFileURL(source).href)
}
