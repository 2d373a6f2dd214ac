import { regulationsApi as api, type BodyOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { applyWhatIf } from '../flows/apply-what-if.ts'
import { repriceDueJob, repriceJob, startRepricing } from '../flows/reprice-contracts.ts'
import { cancelWhatIf, repeatWhatIf, startWhatIf, whatIfJob } from '../flows/what-if-rule.ts'
import {
  acknowledgeReading,
  addAction,
  changeRegulation,
  decideParameters,
  enterRegulation,
  finishAction,
  interpret,
  keepRegisterJob,
  planRegulation,
  proposeParameters,
  readAction,
  supersede,
} from '../modules/regulations/index.ts'
import type { WriteContext } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { regulationFile, regulationOptions } from '../views/regulation-file.ts'
import { regulationAlerts, regulationList } from '../views/regulation-list.ts'
import { whatIfFile, whatIfList } from '../views/what-if-file.ts'

const DONE = { done: true } as const

/** The register of policies, what they set, and what a change would do. */
export const regulationsModule: ServerModule = {
  name: 'regulations',
  jobs: [whatIfJob, keepRegisterJob, repriceJob, repriceDueJob],
  routes: (app) => {
    register(app)
    numbers(app)
    repricing(app)
    whatIfs(app)
  },
}

function register(app: App): void {
  mountRead(app, api.listRegulations, (ctx, { query }) => regulationList(ctx, api.listRegulations.list, query))
  mountRead(app, api.getRegulationOptions, (ctx) => regulationOptions(ctx))
  mountRead(app, api.regulationAlerts, (ctx) => regulationAlerts(ctx))
  mountRead(app, api.getRegulation, (ctx, { params }) => regulationFile(ctx, params.regulationId))
  mountWrite(app, api.enterRegulation, async (ctx, { body }) => ({
    regulationId: await enterRegulation(ctx, writtenOf(body)),
  }))
  mountWrite(app, api.changeRegulation, async (ctx, { params, body }) => {
    await changeRegulation(ctx, params.regulationId, { ...writtenOf(body), revision: body.revision })
    return DONE
  })
  mountWrite(app, api.interpretRegulation, async (ctx, { params, body }) => ({
    noteId: await interpret(ctx, params.regulationId, body),
  }))
  mountWrite(app, api.acknowledgeRegulation, async (ctx, { params, body }) => {
    await acknowledgeReading(ctx, params.regulationId, body.revision)
    return DONE
  })
  mountWrite(app, api.addRegulationAction, async (ctx, { params, body }) => ({
    actionId: await addAction(ctx, { regulationId: params.regulationId, ...body, dueOn: body.dueOn as Day }),
  }))
  mountWrite(app, api.finishRegulationAction, async (ctx, { params, body }) => {
    await requireOwner(ctx, params.actionId)
    await finishAction(ctx, params.actionId, body.note)
    return DONE
  })
  mountWrite(app, api.planRegulation, async (ctx, { params }) => {
    await planRegulation(ctx, params.regulationId)
    return DONE
  })
  mountWrite(app, api.supersedeRegulation, async (ctx, { params, body }) => {
    await supersede(ctx, params.regulationId, body.byId)
    return DONE
  })
}

function numbers(app: App): void {
  mountWrite(app, api.proposeNumbers, async (ctx, { params, body }) => ({
    approvalId: await proposeParameters(ctx, params.regulationId, body.numbers),
  }))
  mountWrite(app, api.decideNumbers, async (ctx, { params, body }) => ({
    status: await decideParameters(ctx, params.regulationId, body),
  }))
}

function repricing(app: App): void {
  mountWrite(app, api.repriceContracts, async (ctx, { params }) => ({
    jobId: await startRepricing(ctx, params.regulationId),
  }))
}

function whatIfs(app: App): void {
  mountRead(app, api.listWhatIfs, (ctx, { query }) => whatIfList(ctx, api.listWhatIfs.list, query))
  mountRead(app, api.getWhatIf, (ctx, { params }) => whatIfFile(ctx, params.whatIfId))
  mountWrite(app, api.startWhatIf, (ctx, { body }) =>
    startWhatIf(ctx, { ...body, effectiveOn: body.effectiveOn as Day }),
  )
  mountWrite(app, api.cancelWhatIf, async (ctx, { params }) => {
    await cancelWhatIf(ctx, params.whatIfId)
    return DONE
  })
  mountWrite(app, api.repeatWhatIf, (ctx, { params }) => repeatWhatIf(ctx, params.whatIfId))
  mountWrite(app, api.applyWhatIf, async (ctx, { params, body }) => {
    const { versions, approvalId } = await applyWhatIf(ctx, params.whatIfId, body)
    return { versions: [...versions], approvalId }
  })
}

function writtenOf(body: BodyOf<typeof api.enterRegulation>) {
  const { publishedOn, effectiveOn, title, issuer, reference, address, ...rest } = body
  return {
    title,
    issuer,
    reference,
    address: address ?? null,
    body: rest.body,
    publishedOn: (publishedOn ?? null) as Day | null,
    effectiveOn: effectiveOn as Day,
    oldContracts: rest.oldContracts,
    rules: rest.rules,
    ownerId: rest.ownerId ?? null,
  }
}

/** Whoever owns an action finishes it, or who keeps the register. */
async function requireOwner(ctx: WriteContext, actionId: string): Promise<void> {
  const action = await readAction(ctx.db, actionId)
  if (!action || action.owner_id === ctx.actor.id || ctx.actor.permissions.has('regulations.edit')) return
  throw new RefusalError({ code: 'regulations.action_of_another' })
}
