import { drawsApi as api } from '@puhui/api'
import { payOut, previewOfPayout } from '../flows/payout.ts'
import { figuresShown, type Previewed, postingsShown, scheduleShown, stateHash } from '../modules/servicing/index.ts'
import { mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'

/** Further parts of loans that are paid out in parts: staff pay them out, borrowers draw them. */
export const drawsModule: ServerModule = {
  name: 'draws',
  routes: (app) => {
    mountWrite(app, api.previewDraw, async (ctx, { params, body }) => {
      const wish = { kind: 'draw' as const, amountFen: BigInt(body.amountFen) }
      const previewed = await previewOfPayout(ctx, params.loanId, wish)
      return { ...drawShown(previewed), postings: postingsShown(previewed.lines) }
    })
    mountWrite(app, api.payOutDraw, async (ctx, { params, body: { amountFen, ...rest } }) => {
      const wish = { kind: 'draw' as const, ...rest, amountFen: BigInt(amountFen) }
      const { booked, approvalId = null } = await payOut(ctx, params.loanId, wish)
      return { eventId: booked?.eventId ?? null, entryId: booked?.entryId ?? null, approvalId }
    })
    mountWrite(app, api.borrowerPreviewDraw, async (ctx, { params, body }) => {
      const wish = { kind: 'draw' as const, amountFen: BigInt(body.amountFen), customerId: ctx.actor.id }
      return drawShown(await previewOfPayout(ctx, params.loanId, wish))
    })
    mountWrite(app, api.borrowerDraw, async (ctx, { params, body }) => {
      const { stateHash: seen } = body
      const own = { stateHash: seen, customerId: ctx.actor.id }
      const wish = { kind: 'draw' as const, amountFen: BigInt(body.amountFen), ...own }
      const { booked, previewed } = await payOut(ctx, params.loanId, wish)
      return { eventId: booked?.eventId ?? null, restFen: restOf(previewed) }
    })
  },
}

function drawShown(previewed: Previewed & { readonly aloneFenMax: bigint }) {
  const { loan, evolved, event, before, after, aloneFenMax } = previewed
  return {
    before: figuresShown(loan, event.bookedOn, before),
    after: figuresShown(evolved, event.bookedOn, after),
    schedule: scheduleShown(after),
    restFen: restOf(previewed),
    aloneFenMax: String(aloneFenMax),
    stateHash: stateHash(loan, event.bookedOn),
  }
}

function restOf({ after }: Previewed): string {
  return String(after.drawable?.restFen ?? 0n)
}
