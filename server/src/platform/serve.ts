import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Host } from './host.ts'
import { createApp } from './http/app.ts'
import type { Handler } from './http/front.ts'
import { mountHealth } from './http/health.ts'
import { mountOpenApi } from './http/openapi.ts'
import { mountPages } from './http/pages.ts'
import { startWorkers } from './jobs/workers.ts'
import { sealJournal } from './journal/seal.ts'
import { startLoop } from './loop.ts'
import type { ServerModule } from './module.ts'
import type { OpenPlatform } from './open.ts'
import { deliverDue, simulatedDeliveries } from './outbox/deliver.ts'
import { platformModule } from './routes/index.ts'

/** A platform that answers requests and does its background work. */
export interface Service {
  readonly handler: Handler
  stop(): Promise<void>
}

const DELIVER_EVERY_MS = 500
const SEAL_EVERY_MS = 5_000
const CLOCK_EVERY_MS = 1_000

/** Mounts all modules and starts workers and loops of this process. */
export async function serve(platform: OpenPlatform, host: Host, modules: readonly ServerModule[]): Promise<Service> {
  const all = [platformModule(modules), ...modules]
  const app = await createApp(platform, host)
  for (const module of all) module.routes?.(app)
  mountHealth(app)
  mountOpenApi(app)
  await mountPages(app, pageFolders())
  await app.server.ready()
  await startWorkers(
    platform,
    platform.queue,
    all.flatMap((module) => module.jobs ?? []),
  )
  const own = all.flatMap((module) => module.deliveries?.(platform.config) ?? [])
  const deliveries = platform.config.mode === 'production' ? own : [...own, ...simulatedDeliveries]
  const { log } = platform
  const loops = [
    startLoop('outbox', DELIVER_EVERY_MS, log, async () => (await deliverDue(platform, deliveries)) > 0),
    startLoop('journal', SEAL_EVERY_MS, log, async () => (await sealJournal(platform)) > 0),
    startLoop('clock', CLOCK_EVERY_MS, log, async () => {
      await platform.clock.refresh()
      return false
    }),
    ...all
      .flatMap((module) => module.loops ?? [])
      .map(({ name, everyMs, round }) => startLoop(name, everyMs, log, () => round(platform))),
  ]
  return {
    handler: (request, response) => app.server.routing(request, response),
    stop: async () => {
      await app.server.close()
      await Promise.all(loops.map((loop) => loop.stop()))
      await platform.close()
    },
  }
}

function pageFolders(): { console: string; h5: string } {
  const find = (name: string) => {
    const places = [`../../../${name}/dist/`, `./${name}/`].map((place) =>
      fileURLToPath(new URL(place, import.meta.url)),
    )
    return places.find((place) => existsSync(place)) ?? places[0]!
  }
  return { console: find('console'), h5: find('h5') }
}
