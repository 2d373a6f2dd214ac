import { payoutsApi as api } from '@puhui/api'
import { decidePayout, payOut, pendingPayout, previewOfPayout } from '../flows/payout.ts'
import {
  decideServicingParameters,
  parametersInForce,
  proposeServicingParameters,
} from '../flows/servicing-parameters.ts'
import { figuresShown, openLoan, type Previewed, postingsShown, stateHash } from '../modules/servicing/index.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'

/** What the journal keeps as the reason of a borrower. */
const ASKED_BY_BORROWER = { zh: '借款人申请退还', en: 'Asked for by the borrower' } as const

/** Money held that goes back, payments that wait for a second person, and the sums above which they do. */
export const payoutsModule: ServerModule = {
  name: 'payouts',
  routes: (app) => {
    mountWrite(app, api.previewHeldReturn, async (ctx, { params, body }) => {
      const wish = { kind: 'heldReturn' as const, amountFen: BigInt(body.amountFen) }
      const previewed = await previewOfPayout(ctx, params.loanId, wish)
      return { ...heldReturnShown(previewed), postings: postingsShown(previewed.lines) }
    })
    mountWrite(app, api.returnHeld, async (ctx, { params, body: { amountFen, ...rest } }) => {
      const wish = { kind: 'heldReturn' as const, ...rest, amountFen: BigInt(amountFen) }
      const { booked, approvalId = null } = await payOut(ctx, params.loanId, wish)
      return { eventId: booked?.eventId ?? null, entryId: booked?.entryId ?? null, approvalId }
    })
    mountWrite(app, api.borrowerPreviewHeldReturn, async (ctx, { params, body }) => {
      const wish = { kind: 'heldReturn' as const, amountFen: BigInt(body.amountFen), customerId: ctx.actor.id }
      return heldReturnShown(await previewOfPayout(ctx, params.loanId, wish))
    })
    mountWrite(app, api.borrowerReturnHeld, async (ctx, { params, body }) => {
      const reason = ASKED_BY_BORROWER[ctx.locale]
      const own = { stateHash: body.stateHash, customerId: ctx.actor.id, reason }
      const wish = { kind: 'heldReturn' as const, amountFen: BigInt(body.amountFen), ...own }
      const { booked } = await payOut(ctx, params.loanId, wish)
      return { eventId: booked?.eventId ?? null }
    })
    mountRead(app, api.getPendingPayout, async (ctx, { params }) => {
      await openLoan(ctx, params.loanId)
      return { pending: await pendingPayout(ctx, params.loanId) }
    })
    mountWrite(app, api.decidePayout, async (ctx, { params, body }) => {
      const booked = await decidePayout(ctx, params.loanId, body)
      return { eventId: booked?.eventId ?? null, entryId: booked?.entryId ?? null }
    })
    mountRead(app, api.getServicingParameters, parametersInForce)
    mountWrite(app, api.proposeServicingParameters, async (ctx, { body }) => ({
      approvalId: await proposeServicingParameters(ctx, body),
    }))
    mountWrite(app, api.decideServicingParameters, async (ctx, { body }) => ({
      version: await decideServicingParameters(ctx, body),
    }))
  },
}

function heldReturnShown(previewed: Previewed & { readonly aloneFenMax: bigint }) {
  const { loan, evolved, event, before, after, aloneFenMax } = previewed
  return {
    before: figuresShown(loan, event.bookedOn, before),
    after: figuresShown(evolved, event.bookedOn, after),
    aloneFenMax: String(aloneFenMax),
    stateHash: stateHash(loan, event.bookedOn),
  }
}
