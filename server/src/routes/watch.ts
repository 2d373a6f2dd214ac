import { watchApi } from '@puhui/api'
import { sql } from 'kysely'
import { narrowedTo, seeAlert, setRule, startWatcher, type Watcher } from '../modules/watch/index.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { liveRulesShown, liveShown } from '../views/live.ts'
import { overrideReport } from '../views/overrides.ts'
import { inPlace, isNarrowed } from '../views/place-filter.ts'

/** What happens now, and how overrides turned out. The watch runs from the moment the server listens. */
export const watchModule: ServerModule = { name: 'watch', routes }

function routes(app: App): void {
  let watcher: Promise<Watcher> | undefined
  const watching = () => {
    watcher ??= startWatcher(app.platform)
    return watcher
  }
  app.server.addHook('onListen', () => void watching())
  app.server.addHook('preClose', async () => (await watcher)?.stop())

  mountRead(app, watchApi.live, async (ctx, { query }) => {
    const state = await (await watching()).newerThan(query.after, query.waitMs)
    if (!isNarrowed(query)) return liveShown(ctx, state)
    return liveShown(ctx, await narrowedTo(ctx, state, (customerId) => inPlace(query, sql.ref(customerId))))
  })
  mountRead(app, watchApi.liveRules, (ctx) => liveRulesShown(ctx))
  mountWrite(app, watchApi.setLiveRule, async (ctx, { params, body }) => {
    const { window: span, eventsMin: events_min, isOn: is_on, ...rest } = body
    await setRule(ctx, params.ruleId, { ...rest, span, events_min, is_on })
    return { done: true as const }
  })
  mountWrite(app, watchApi.seeAlert, async (ctx, { params, body }) => {
    await seeAlert(ctx, params.alertId, body.note)
    return { done: true as const }
  })
  mountRead(app, watchApi.overrides, (ctx, { query }) => overrideReport(ctx, query))
}
