#!/usr/bin/env node
// Starts Puhui from a checkout: installs what is missing, builds the pages that changed, runs the server. Runs on any
// Node from 20 on and goes over to the Node 24 that npm brought along.
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inherit, install, isStaleInstall, nodeThatRuns } from './start/install.mjs'
import { buildPages } from './start/pages.mjs'
import { root } from './start/root.mjs'

const say = (text) => process.stdout.write(`${text}\n`)
const args = process.argv.slice(2)

if (isStaleInstall()) {
  say('正在安装依赖… Installing dependencies…')
  await install(say)
}
const node = nodeThatRuns()
if (node !== process.execPath) await inherit(node, [fileURLToPath(import.meta.url), ...args])
else await run()

async function run() {
  const started = performance.now()
  const { startServer, StartRefused } = await import(pathToFileURL(`${root}/server/src/main.ts`).href)
  try {
    const server = await startServer({ args, env: process.env, buildPages: () => buildPages(say), say })
    stopOnSignal(server)
    say(`\n  普惠 Puhui  ${server.address}\n`)
    await server.ready
    say(`  就绪 Ready (${((performance.now() - started) / 1000).toFixed(1)} s)  ${server.address}`)
  } catch (error) {
    process.stderr.write(`${error instanceof StartRefused ? error.message : (error?.stack ?? error)}\n`)
    process.exit(1)
  }
}

function stopOnSignal(server) {
  let isStopping = false
  const stop = () => {
    if (isStopping) process.exit(130)
    isStopping = true
    say('\n正在停止… Stopping…')
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Started by another Node: when that one is gone, so are we.
  if (process.send) process.on('disconnect', stop)
}
