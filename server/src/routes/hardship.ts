import { hardshipApi as api, type BodyOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { ReAge } from '@puhui/loan'
import { askForHelp, decidePlan, declineHelp, type HardshipWish, proposePlan, withdrawHelp } from '../flows/hardship.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { borrowerHardship, hardshipFile, hardshipList, planPreview } from '../views/hardship-file.ts'

/** Help for borrowers in hardship: asked for, worked out, agreed, decided by two. */
export const hardshipModule: ServerModule = {
  name: 'hardship',
  routes: (app) => {
    mountRead(app, api.listHardship, (ctx, { query }) => hardshipList(ctx, query))
    mountRead(app, api.getHardship, (ctx, { params }) => hardshipFile(ctx, params.requestId))
    mountWrite(app, api.previewPlan, (ctx, { params, body }) => planPreview(ctx, params.requestId, termsIn(body)))
    mountWrite(app, api.openHardship, async (ctx, { params, body }) => ({
      requestId: await askForHelp(ctx, params.loanId, wishIn(body)),
    }))
    mountWrite(app, api.proposePlan, async (ctx, { params, body: { advice, agreedBy, ...terms } }) => ({
      approvalId: await proposePlan(ctx, params.requestId, { ...termsIn(terms), advice, agreedBy }),
    }))
    mountWrite(app, api.declineHardship, async (ctx, { params, body }) => {
      await declineHelp(ctx, params.requestId, body.reason)
      return { done: true as const }
    })
    mountWrite(app, api.decidePlan, (ctx, { params, body }) => decidePlan(ctx, params.requestId, body))
    mountRead(app, api.borrowerHardship, (ctx, { params }) => borrowerHardship(ctx, ctx.actor.id, params.loanId))
    mountWrite(app, api.borrowerAskHelp, async (ctx, { params, body }) => ({
      requestId: await askForHelp(ctx, params.loanId, wishIn(body), ctx.actor.id),
    }))
    mountWrite(app, api.borrowerWithdrawHelp, async (ctx, { params }) => {
      await withdrawHelp(ctx, ctx.actor.id, params.loanId, params.requestId)
      return { done: true as const }
    })
  },
}

function termsIn(body: BodyOf<typeof api.previewPlan>) {
  const { reAge, reAmortise, ...terms } = body
  const annualRatePpm = BigInt(body.annualRatePpm)
  return { ...terms, annualRatePpm, ...(reAge ? { reAge: reAgeIn(reAge) } : {}), ...(reAmortise ? { reAmortise } : {}) }
}

function reAgeIn({ firstDueOn, unit, every, interest }: NonNullable<BodyOf<typeof api.previewPlan>['reAge']>): ReAge {
  return { firstDueOn: firstDueOn as Day, unit, every, ...(interest ? { interest } : {}) }
}

function wishIn({ reason, story, ...money }: BodyOf<typeof api.borrowerAskHelp>): HardshipWish {
  return {
    reason,
    story,
    incomeBeforeFen: BigInt(money.incomeBeforeFen),
    incomeNowFen: BigInt(money.incomeNowFen),
    payableFen: BigInt(money.payableFen),
  }
}
