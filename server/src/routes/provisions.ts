import { provisionsApi as api } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { decideRun, makeRun } from '../flows/provision.ts'
import { askWriteOff, decideWriteOff, previewOfWriteOff } from '../flows/write-off.ts'
import { askOverride, decideOverride, decideTable, listTables, proposeTable } from '../modules/provisions/index.ts'
import { figuresShown, postingsShown } from '../modules/servicing/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { loanRisk, riskList, writeOffList } from '../views/loan-risk.ts'
import { provisionRun, provisionRunLoans, provisionRuns } from '../views/provision-run.ts'
import { riskOverview } from '../views/risk-overview.ts'
import { vintages } from '../views/vintages.ts'

/** Categories, expected loss, provisions and write-offs. */
export const provisionsModule: ServerModule = {
  name: 'provisions',
  routes: (app) => {
    mountRead(app, api.getRiskOverview, (ctx, { query }) => riskOverview(ctx, query))
    mountRead(app, api.getVintages, (ctx, { query }) => vintages(ctx, query))
    mountRead(app, api.listRisk, (ctx, { query }) => riskList(ctx, query))
    mountRead(app, api.getLoanRisk, (ctx, { params }) => loanRisk(ctx, params.loanId))
    mountWrite(app, api.askOverride, async (ctx, { params, body }) => ({
      approvalId: await askOverride(ctx, params.loanId, body),
    }))
    mountWrite(app, api.decideOverride, async (ctx, { params, body }) => ({
      category: await decideOverride(ctx, params.loanId, body),
    }))
    mountRead(app, api.listTables, async (ctx) => ({ tables: await listTables(ctx) }))
    mountWrite(app, api.proposeTable, async (ctx, { body }) => ({
      version: await proposeTable(ctx, { ...body, effectiveOn: body.effectiveOn as Day }),
    }))
    mountWrite(app, api.decideTable, async (ctx, { params, body }) => ({
      status: await decideTable(ctx, params.version, body),
    }))
    mountRead(app, api.listRuns, (ctx, { query }) => provisionRuns(ctx, api.listRuns.list, query))
    mountRead(app, api.getRun, (ctx, { params }) => provisionRun(ctx, params.runId))
    mountRead(app, api.listRunLoans, (ctx, { params, query }) =>
      provisionRunLoans(ctx, api.listRunLoans.list, { runId: params.runId, query }),
    )
    mountWrite(app, api.makeRun, async (ctx, { body }) => ({ runId: await makeRun(ctx, body.month) }))
    mountWrite(app, api.decideRun, (ctx, { params, body }) => decideRun(ctx, params.runId, body))
    mountRead(app, api.listWriteOffs, (ctx, { query }) => writeOffList(ctx, query))
    mountRead(app, api.previewWriteOff, (ctx, { params }) => writeOffShown(ctx, params.loanId))
    mountWrite(app, api.askWriteOff, async (ctx, { params, body }) => ({
      approvalId: await askWriteOff(ctx, params.loanId, body.reason),
    }))
    mountWrite(app, api.decideWriteOff, async (ctx, { params, body }) => {
      const { allowanceUsedFen, ...decided } = await decideWriteOff(ctx, params.loanId, body)
      return { ...decided, allowanceUsedFen: String(allowanceUsedFen) }
    })
  },
}

async function writeOffShown(ctx: ReadContext, loanId: string) {
  const preview = await previewOfWriteOff(ctx, loanId, { reason: 'preview', eventId: 'lev_preview' })
  const { previewed, principalFen, claimFen, allowanceUsedFen, allowanceLines } = preview
  const { before, after, event, loan, evolved, lines } = previewed
  return {
    principalFen: String(principalFen),
    claimFen: String(claimFen),
    allowanceUsedFen: String(allowanceUsedFen),
    lossFen: String(principalFen - allowanceUsedFen),
    postings: postingsShown([...lines, ...allowanceLines]),
    before: figuresShown(loan, event.bookedOn, before),
    after: figuresShown(evolved, event.bookedOn, after),
  }
}
