import { investigationApi } from '@puhui/api'
import { decideAgain, recordCheck } from '../flows/decide-again.ts'
import { goOnWithPapers } from '../flows/papers-handed-in.ts'
import { applicationById } from '../modules/applications/index.ts'
import { requireConsent } from '../modules/customers/index.ts'
import {
  addPaper,
  decideParameters,
  parametersShown,
  proposeParameters,
  readPaperBy,
  showPaper,
} from '../modules/underwriting/index.ts'
import { write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite } from '../platform/http/mount.ts'
import { readWhole } from '../platform/http/upload.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { ownApplication } from '../views/borrower-journey.ts'
import { investigation } from '../views/investigation.ts'
import { ownPapers } from '../views/own-papers.ts'

/** Papers, checks, the decision on what they found, and the parameters of underwriting. */
export function underwriting(app: App): void {
  mountRead(app, investigationApi.getInvestigation, (ctx, { params }) => investigation(ctx, params.applicationId))
  mountSteps(app, investigationApi.addOwnPaper, async (ctx, { body }) => {
    await requireConsent(ctx, ctx.actor.id, 'loan-application')
    const content = await readWhole(ctx.file!, 'request.too_large')
    const { actor, requestId, locale } = ctx
    const { moreFollow, ...about } = body
    const paper = { ...about, fileName: ctx.file!.fileName, content }
    return write(ctx.platform, { actor, requestId, locale }, async (open) => {
      const paperId = await addPaper(open, actor.id, paper)
      return { paperId, wentOnTo: moreFollow === 'yes' ? null : await goOnWithPapers(open, actor.id) }
    })
  })
  mountRead(app, investigationApi.getOwnPapers, (ctx) => ownPapers(ctx, ctx.actor.id))
  mountWrite(app, investigationApi.goOnWithPapers, async (ctx, { params }) => {
    const application = await ownApplication(ctx, ctx.actor.id, params.applicationId)
    if (application.status !== 'moreData') return { status: application.status }
    const status = await goOnWithPapers(ctx, ctx.actor.id)
    if (status === null) throw new RefusalError({ code: 'underwriting.papers_missing' })
    return { status }
  })
  mountSteps(app, investigationApi.addPaper, async (ctx, { params, body }) => {
    const { customerId } = await applicationById(ctx, params.applicationId)
    const content = await readWhole(ctx.file!, 'request.too_large')
    const { actor, requestId, locale } = ctx
    const paper = { ...body, fileName: ctx.file!.fileName, content }
    return write(ctx.platform, { actor, requestId, locale }, async (open) => {
      const paperId = await addPaper(open, customerId, paper)
      await goOnWithPapers(open, customerId)
      return { paperId }
    })
  })
  mountWrite(app, investigationApi.showPaper, (ctx, { params, body }) => showPaper(ctx, params.paperId, body.purpose))
  mountWrite(app, investigationApi.readPaper, async (ctx, { params, body }) => {
    await readPaperBy(ctx, params.paperId, body)
    return { done: true as const }
  })
  mountWrite(app, investigationApi.recordCheck, async (ctx, { params, body }) => {
    const foundFen = body.foundFen === undefined ? undefined : BigInt(body.foundFen)
    return { checkId: await recordCheck(ctx, params.applicationId, { ...body, foundFen }) }
  })
  mountWrite(app, investigationApi.decideAgain, (ctx, { params, body }) =>
    decideAgain(ctx, params.applicationId, body.reason),
  )
  mountRead(app, investigationApi.getParameters, async (ctx) => {
    const { history, pending, ...rest } = await parametersShown(ctx)
    return { ...rest, history, pending } as never
  })
  mountWrite(app, investigationApi.proposeParameters, async (ctx, { body }) => ({
    approvalId: await proposeParameters(ctx, body),
  }))
  mountWrite(app, investigationApi.decideParameters, async (ctx, { body }) => ({
    version: await decideParameters(ctx, body),
  }))
}
