import { dueCallsApi as api } from '@puhui/api'
import {
  askDueCall,
  CALL_DUE,
  type DueCallPreview,
  decideDueCall,
  previewOfDueCall,
  withdrawDueCall,
} from '../flows/call-due.ts'
import { figuresShown, openLoan, postingsShown, readDueCall, scheduleShown } from '../modules/servicing/index.ts'
import { pendingApproval } from '../platform/auth/approval.ts'
import type { ReadContext } from '../platform/context.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { noticeShown } from '../views/due-call-shown.ts'

/** All of a loan called due by its contract: seen first, asked for by one, decided by another, told with its days. */
export const dueCallsModule: ServerModule = {
  name: 'due-calls',
  routes: (app) => {
    mountRead(app, api.getDueCall, (ctx, { params }) => dueCall(ctx, params.loanId))
    mountRead(app, api.previewDueCall, async (ctx, { params }) => shown(await previewOfDueCall(ctx, params.loanId)))
    mountWrite(app, api.askDueCall, async (ctx, { params, body }) => ({
      approvalId: await askDueCall(ctx, params.loanId, body.reason),
    }))
    mountWrite(app, api.decideDueCall, async (ctx, { params, body }) => ({
      notice: await decideDueCall(ctx, params.loanId, body),
    }))
    mountWrite(app, api.withdrawDueCall, async (ctx, { params, body }) => {
      await withdrawDueCall(ctx, params.loanId, body.reason)
      return { done: true as const }
    })
  },
}

async function dueCall(ctx: ReadContext, loanId: string) {
  const { loan } = await openLoan(ctx, loanId)
  const [asked, notice] = [await pendingApproval(ctx, CALL_DUE, loanId), await readDueCall(ctx.db, loanId)]
  const pending = asked && {
    approvalId: asked.id,
    makerId: asked.maker_id,
    makerName: asked.maker_name ?? asked.maker_id,
    reason: (asked.payload as { readonly reason: string }).reason,
    askedAt: asked.made_at,
  }
  const told = notice ? { ...noticeShown(notice), reason: notice.reason } : null
  return { clause: loan.terms.acceleration ?? null, pending, notice: told }
}

function shown({ noticedOn, payBy, dueOn, previewed }: DueCallPreview) {
  const { loan, evolved, event, before, after, lines } = previewed
  return {
    noticedOn,
    payBy,
    dueOn,
    postings: postingsShown(lines),
    before: figuresShown(loan, event.bookedOn, before),
    after: figuresShown(evolved, event.bookedOn, after),
    schedule: scheduleShown(after),
    dueFen: String(after.dueFen),
  }
}
