import { redesignsApi } from '@puhui/api'
import { applyRedesign, makeRedesign, reckonOffers, reckonOffersJob } from '../flows/redesign-product.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { redesignShown, redesignsOf } from '../views/redesigns-shown.ts'

/** What a lower limit or rate would do to a product's book, and the version and offers that follow. */
export const redesignsModule: ServerModule = {
  name: 'redesigns',
  jobs: [reckonOffersJob],
  routes: (app) => {
    mountRead(app, redesignsApi.listRedesigns, async (ctx, { params }) => ({
      redesigns: await redesignsOf(ctx, params.productId),
    }))
    mountWrite(app, redesignsApi.makeRedesign, async (ctx, { params, body }) => {
      const { amountMaxFen, perCustomerFen, rateShiftPpm, debtToIncomeMaxPpm } = body.change
      const change = {
        ...(amountMaxFen === undefined ? {} : { amountMaxFen: BigInt(amountMaxFen) }),
        ...(perCustomerFen === undefined ? {} : { perCustomerFen: BigInt(perCustomerFen) }),
        ...(rateShiftPpm === undefined ? {} : { rateShiftPpm: BigInt(rateShiftPpm) }),
        ...(debtToIncomeMaxPpm === undefined ? {} : { debtToIncomeMaxPpm: BigInt(debtToIncomeMaxPpm) }),
      }
      return redesignShown(ctx, await makeRedesign(ctx, params.productId, { change, reason: body.reason }))
    })
    mountWrite(app, redesignsApi.applyRedesign, async (ctx, { params, body }) => {
      await applyRedesign(ctx, params.redesignId, body.effectiveOn)
      return redesignShown(ctx, params.redesignId)
    })
    mountWrite(app, redesignsApi.reckonOffers, async (ctx, { params }) => {
      await reckonOffers(ctx, params.redesignId)
      return redesignShown(ctx, params.redesignId)
    })
  },
}
