import { drawsApi as api } from '@puhui/api'
import { draw, previewOfDraw } from '../flows/draw.ts'
import { figuresShown, type Previewed, postingsShown, scheduleShown, stateHash } from '../modules/servicing/index.ts'
import { mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'

/** Further parts of loans that are paid out in parts: staff pay them out, borrowers draw them. */
export const drawsModule: ServerModule = {
  name: 'draws',
  routes: (app) => {
    mountWrite(app, api.previewDraw, async (ctx, { params, body }) => {
      const previewed = await previewOfDraw(ctx, params.loanId, { amountFen: BigInt(body.amountFen) })
      return { ...drawShown(previewed), postings: postingsShown(previewed.lines) }
    })
    mountWrite(app, api.payOutDraw, async (ctx, { params, body: { amountFen, ...rest } }) => {
      const { eventId, entryId } = await draw(ctx, params.loanId, { ...rest, amountFen: BigInt(amountFen) })
      return { eventId, entryId }
    })
    mountWrite(app, api.borrowerPreviewDraw, async (ctx, { params, body }) => {
      const wish = { amountFen: BigInt(body.amountFen), customerId: ctx.actor.id }
      return drawShown(await previewOfDraw(ctx, params.loanId, wish))
    })
    mountWrite(app, api.borrowerDraw, async (ctx, { params, body }) => {
      const wish = { amountFen: BigInt(body.amountFen), stateHash: body.stateHash, customerId: ctx.actor.id }
      const { eventId, previewed } = await draw(ctx, params.loanId, wish)
      return { eventId, restFen: restOf(previewed) }
    })
  },
}

function drawShown(previewed: Previewed) {
  const { loan, evolved, event, before, after } = previewed
  return {
    before: figuresShown(loan, event.bookedOn, before),
    after: figuresShown(evolved, event.bookedOn, after),
    schedule: scheduleShown(after),
    restFen: restOf(previewed),
    stateHash: stateHash(loan, event.bookedOn),
  }
}

function restOf({ after }: Previewed): string {
  return String(after.drawable?.restFen ?? 0n)
}
