#!/usr/bin/env node
// Runs one of the project's TypeScript tools on the Node that can, after installing what is missing:
// `node bin/run.mjs tools/capabilities.ts --json`. What it says of itself goes to standard error.
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inherit, install, isStaleInstall, nodeThatRuns } from './start/install.mjs'
import { root } from './start/root.mjs'

const [tool, ...args] = process.argv.slice(2)
if (!tool) {
  process.stderr.write('usage: node bin/run.mjs TOOL.ts [ARGUMENT …]\n')
  process.exit(2)
}
if (isStaleInstall()) await install((text) => process.stderr.write(`${text}\n`))
const node = nodeThatRuns()
if (node !== process.execPath) await inherit(node, [fileURLToPath(import.meta.url), tool, ...args])
else {
  process.argv = [process.argv[0], path.join(root, tool), ...args]
  await import(pathToFileURL(path.join(root, tool)).href)
}
