import { sessionApi } from '@puhui/api'
import { businessDate } from '../clock.ts'
import { demoState } from '../demo-state.ts'
import type { App } from '../http/app.ts'
import { mountRead } from '../http/mount.ts'
import { lenderProfile } from '../settings.ts'

export function statusRoutes(app: App): void {
  const { config, db } = app.platform
  mountRead(app, sessionApi.getStatus, async (ctx) => {
    const lender = await lenderProfile(ctx)
    return {
      version: app.host.version,
      mode:
        config.mode === 'production'
          ? ('production' as const)
          : config.isDemo
            ? ('demo' as const)
            : ('sandbox' as const),
      readiness: app.host.readiness,
      progress: app.host.progress,
      businessOn: await businessDate(ctx.db),
      now: ctx.clock.now(),
      lenderName: lender.name,
      lenderKind: lender.kind,
      hasTestClock: ctx.clock.isTest,
      hasDemoData: (await demoState(db)) === 'ready',
    }
  })
}
