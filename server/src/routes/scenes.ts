import { merchantsApi } from '@puhui/api'
import { mountRead } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { sceneReport } from '../views/scene-report.ts'

/** Lending by scene, over applications, loans, products and merchants. */
export const scenesModule: ServerModule = {
  name: 'scenes',
  routes: (app) => mountRead(app, merchantsApi.sceneReport, (ctx, { query }) => sceneReport(ctx, query)),
}
