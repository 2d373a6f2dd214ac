import { adjustmentsApi as api, type BodyOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { adjustLoan, previewOfAdjustment } from '../flows/adjust-loan.ts'
import { figuresShown, postingsShown, scheduleShown, stateHash } from '../modules/servicing/index.ts'
import { mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'

/** Credits, refunds and chargebacks of loans: previewed, then booked as previewed. */
export const adjustmentsModule: ServerModule = {
  name: 'adjustments',
  routes: (app) => {
    mountWrite(app, api.previewAdjustment, async (ctx, { params, body }) => {
      const previewed = await previewOfAdjustment(ctx, params.loanId, wishIn(body))
      const { loan, evolved, event, before, after, lines } = previewed
      return {
        postings: postingsShown(lines),
        before: figuresShown(loan, event.bookedOn, before),
        after: figuresShown(evolved, event.bookedOn, after),
        schedule: scheduleShown(after),
        stateHash: stateHash(loan, event.bookedOn),
      }
    })
    mountWrite(app, api.adjustLoan, (ctx, { params, body: { reason, stateHash: seen, ...body } }) =>
      adjustLoan(ctx, params.loanId, { ...wishIn(body), reason }, seen),
    )
  },
}

function wishIn(body: BodyOf<typeof api.previewAdjustment>) {
  const { kind, withInterest = true, chargesFee = false, eventId } = body
  return { kind, withInterest, chargesFee, eventId, amountFen: BigInt(body.amountFen), valueOn: body.valueOn as Day }
}
