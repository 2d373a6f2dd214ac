import { loanChangesApi as api, type BodyOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { planFigures } from '@puhui/loan'
import { type Change, changeLoan, previewOfChange } from '../flows/change-loan.ts'
import { figuresShown, type Previewed, postingsShown, scheduleShown, stateHash } from '../modules/servicing/index.ts'
import { mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'

/** What the journal keeps as the reason of a borrower. */
const ASKED_BY_BORROWER = { zh: '借款人自助调整', en: 'Changed by the borrower' } as const

/** Fees on an event, moved repayment days, extensions and pauses: previewed, then booked as previewed. */
export const loanChangesModule: ServerModule = {
  name: 'loan-changes',
  routes: (app) => {
    mountWrite(app, api.previewLoanChange, async (ctx, { params, body }) => {
      const previewed = await previewOfChange(ctx, params.loanId, changeIn(body))
      return { ...changeShown(previewed), postings: postingsShown(previewed.lines) }
    })
    mountWrite(app, api.changeLoan, (ctx, { params, body: { reason, stateHash: seen, ...body } }) =>
      changeLoan(ctx, params.loanId, changeIn(body), { reason, stateHash: seen }),
    )
    mountWrite(app, api.borrowerPreviewDueDay, async (ctx, { params, body }) => {
      const change = { kind: 'moveDueDay' as const, ...body }
      return changeShown(await previewOfChange(ctx, params.loanId, change, ctx.actor.id))
    })
    mountWrite(app, api.borrowerMoveDueDay, async (ctx, { params, body }) => {
      const change = { kind: 'moveDueDay' as const, dayOfMonth: body.dayOfMonth }
      const options = { reason: ASKED_BY_BORROWER[ctx.locale], stateHash: body.stateHash, customerId: ctx.actor.id }
      const { eventId } = await changeLoan(ctx, params.loanId, change, options)
      return { eventId }
    })
  },
}

function changeIn({ amountFen, valueOn, until, from, dueOn, ...body }: BodyOf<typeof api.previewLoanChange>): Change {
  return {
    ...body,
    valueOn: valueOn as Day,
    until: until as Day | undefined,
    from: from as Day | undefined,
    dueOn: dueOn as Day | undefined,
    ...(amountFen === undefined ? {} : { amountFen: BigInt(amountFen) }),
  }
}

function changeShown(previewed: Previewed) {
  const { loan, evolved, event, before, after } = previewed
  return {
    before: figuresShown(loan, event.bookedOn, before),
    after: figuresShown(evolved, event.bookedOn, after),
    schedule: scheduleShown(after),
    differenceFen: String(planFigures(after).totalFen - planFigures(before).totalFen),
    stateHash: stateHash(loan, event.bookedOn),
  }
}
