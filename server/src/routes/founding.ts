import { systemApi } from '@puhui/api'
import { foundLender } from '../flows/found-lender.ts'
import { mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'

/** The first act of a lender. */
export const foundingModule: ServerModule = {
  name: 'founding',
  routes: (app) => {
    mountWrite(app, systemApi.foundLender, (ctx, { body }) => foundLender(ctx, body))
  },
}
