import { agreementsApi as api } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { ESignPort } from '../adapters/e-sign/port.ts'
import { simulatedESign } from '../adapters/e-sign/simulated.ts'
import {
  acknowledgeAgreement,
  agreementById,
  declineAgreement,
  journal,
  requireRead,
  requireReadAndWaiting,
  signAgreement,
  voidAgreement,
} from '../flows/agreement.ts'
import { attachCopy, decideCopy, showCopy } from '../flows/agreement-copy.ts'
import { agreementCodeText } from '../flows/borrower-messages.ts'
import type { Agreement } from '../modules/contracts/index.ts'
import { languageOf, mobileOf } from '../modules/customers/index.ts'
import { sendCode, tryCode, useCode } from '../platform/auth/code.ts'
import { limitCodes, RESEND_SECONDS } from '../platform/auth/code-limits.ts'
import { type ReadContext, write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite, type StepsContext } from '../platform/http/mount.ts'
import { readWhole } from '../platform/http/upload.ts'
import { record } from '../platform/journal/record.ts'
import type { ServerModule } from '../platform/module.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { borrowerAgreements, loanAgreements } from '../views/agreement.ts'
import { agreementFileName, agreementPaperOf, setForSigning } from '../views/agreement-paper.ts'

/** Supplementary agreements: read and signed by the borrower, or signed on paper and checked by two. */
export function agreementsModule(eSign: ESignPort = simulatedESign()): ServerModule {
  return {
    name: 'agreements',
    routes: (app) => {
      borrowerSide(app, eSign)
      staffSide(app)
    },
  }
}

function borrowerSide(app: App, eSign: ESignPort): void {
  mountRead(app, api.borrowerAgreements, (ctx, { params }) => borrowerAgreements(ctx, ctx.actor.id, params.loanId))
  mountRead(app, api.borrowerAgreementPdf, async (ctx, { params }) =>
    pdfOf(ctx, await agreementById(ctx, params.agreementId, ctx.actor.id)),
  )
  mountWrite(
    app,
    api.sendAgreementCode,
    async (ctx, { params, body }) => {
      const agreement = await agreementById(ctx, params.agreementId, ctx.actor.id)
      await acknowledgeAgreement(ctx, agreement, body)
      const language = await languageOf(ctx, ctx.actor.id)
      await sendCode(ctx, {
        purpose: 'sign_agreement',
        mobile: await mobileOf(ctx, ctx.actor.id),
        boundTo: agreement.id,
        customerId: ctx.actor.id,
        text: (code) => agreementCodeText(agreement.number, code)[language],
      })
      await journal(ctx, agreement, 'agreements.code_sent', { ...body })
      return { sent: true as const, resendAfterSeconds: RESEND_SECONDS }
    },
    async (ctx, { params, body }) => {
      await requireRead(ctx, await agreementById(ctx, params.agreementId, ctx.actor.id), body)
      await limitCodes(ctx, { mobile: await mobileOf(ctx, ctx.actor.id), purpose: 'sign_agreement' })
    },
  )
  mountWrite(
    app,
    api.signAgreement,
    async (ctx, { params }, before: Awaited<ReturnType<typeof signPaper>>) => {
      if (before === null) throw new RefusalError({ code: 'agreements.not_waiting', status: 'signed' })
      await useCode(ctx, before.proof)
      await signAgreement(ctx, ctx.actor.id, params.agreementId, before.paper)
      return { done: true as const }
    },
    (ctx, { params, body }) => signPaper(ctx, eSign, params.agreementId, body.code),
  )
  mountWrite(app, api.declineAgreement, async (ctx, { params, body }) => {
    await declineAgreement(ctx, await agreementById(ctx, params.agreementId, ctx.actor.id), body.reason)
    return { done: true as const }
  })
}

function staffSide(app: App): void {
  mountRead(app, api.loanAgreements, (ctx, { params }) => loanAgreements(ctx, params.loanId))
  mountSteps(app, api.agreementPdf, async (ctx, { params }) => {
    const agreement = await agreementById(ctx, params.agreementId)
    // A paper names a person in full: who opened it stays in the journal.
    await write(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId }, (open) =>
      record(open, {
        action: 'loans.paper_opened',
        objectKind: 'loan',
        objectId: agreement.loanId,
        customerId: agreement.customerId,
        after: { agreementId: agreement.id },
      }),
    )
    return pdfOf(ctx, agreement)
  })
  mountSteps(app, api.attachCopy, async (ctx, { params, body }) => {
    const content = await readWhole(ctx.file!, 'request.too_large')
    const copy = { fileName: ctx.file!.fileName, content, signedOn: body.signedOn as Day }
    const { actor, requestId, locale } = ctx
    const copyId = await write(ctx.platform, { actor, requestId, locale }, async (open) =>
      attachCopy(open, await agreementById(open, params.agreementId), copy),
    )
    return { copyId }
  })
  mountWrite(app, api.showCopy, (ctx, { params }) => showCopy(ctx, params.agreementId, params.copyId))
  mountWrite(app, api.decideCopy, (ctx, { params, body }) => decideCopy(ctx, params.agreementId, body))
  mountWrite(app, api.voidAgreement, async (ctx, { params, body }) => {
    await voidAgreement(ctx, await agreementById(ctx, params.agreementId), body.reason)
    return { done: true as const }
  })
}

async function pdfOf(ctx: ReadContext, agreement: Agreement) {
  const content = await agreementPaperOf(ctx, agreement, ctx.locale)
  return { fileName: agreementFileName(agreement, ctx.locale), content, isInline: true as const }
}

/** The code is tried, the paper is set as it will be signed, and the provider signs its hash; null when it is signed. */
async function signPaper(ctx: StepsContext, eSign: ESignPort, agreementId: string, code: string) {
  const agreement = await agreementById(ctx, agreementId, ctx.actor.id)
  if (agreement.status === 'signed') return null
  const signedAt = ctx.clock.now()
  await requireReadAndWaiting(ctx, agreement, signedAt)
  const mobile = await mobileOf(ctx, ctx.actor.id)
  const proof = await tryCode(ctx, { purpose: 'sign_agreement', mobile, boundTo: agreement.id }, code)
  return { proof, paper: await setForSigning(ctx, eSign, agreement, signedAt) }
}
