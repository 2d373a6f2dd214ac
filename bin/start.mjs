#!/usr/bin/env node
// Starts Puhui. From a checkout it installs what is missing and builds the pages that changed; from the npm package all
// is there. Runs on any Node from 20 on and goes over to the Node 24 that npm brought along.
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inherit, install, isStaleInstall, nodeThatRuns } from './start/install.mjs'
import { buildPages } from './start/pages.mjs'
import { root } from './start/root.mjs'
import { stopOnSignal } from './start/stop.mjs'

const say = (text) => process.stdout.write(`${text}\n`)
const args = process.argv.slice(2)

const source = `${root}/server/src/main.ts`
const isCheckout = existsSync(source)

if (isCheckout && isStaleInstall()) {
  say('正在安装依赖… Installing dependencies…')
  await install(say)
}
const node = nodeThatRuns()
if (node !== process.execPath) await inherit(node, [fileURLToPath(import.meta.url), ...args])
else await run()

async function run() {
  const started = performance.now()
  const { startServer, StartRefused, asksForHelp, USAGE } = await import(
    pathToFileURL(isCheckout ? source : `${root}/dist/server/src/main.js`).href
  )
  if (asksForHelp(args)) return say(USAGE)
  try {
    const server = await startServer({
      args,
      env: process.env,
      buildPages: isCheckout ? () => buildPages(say) : async () => {},
      say,
    })
    const stopping = stopOnSignal(server, process, say)
    say(`\n  普惠 Puhui  ${server.address}\n`)
    await server.ready.catch((error) => {
      if (stopping.aborted) return new Promise(() => {})
      throw error
    })
    say(`  就绪 Ready (${((performance.now() - started) / 1000).toFixed(1)} s)  ${server.address}`)
  } catch (error) {
    process.stderr.write(`\n${error instanceof StartRefused ? error.message : (error?.stack ?? error)}\n`)
    process.exit(1)
  }
}
