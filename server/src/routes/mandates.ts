import { mandatesApi } from '@puhui/api'
import type { MandateRule } from '@puhui/product'
import { mandateCodeText } from '../flows/borrower-messages.ts'
import { mandateRuleFor, revokeMandate, signMandate } from '../flows/mandate.ts'
import { languageOf, mobileOf } from '../modules/customers/index.ts'
import { ruleHashOf } from '../modules/mandates/index.ts'
import { type CodeProof, sendCode, tryCode, useCode } from '../platform/auth/code.ts'
import { limitCodes, RESEND_SECONDS } from '../platform/auth/code-limits.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import { record } from '../platform/journal/record.ts'
import type { ServerModule } from '../platform/module.ts'
import { mandateReceiptOf, mandateShown, ruleShown } from '../views/mandate-shown.ts'

interface SignedRule {
  readonly proof: CodeProof
  readonly rule: MandateRule
}

/** Direct-debit mandates: the borrower signs a rule by its hash; anybody who may see the loan can check a receipt. */
export const mandatesModule: ServerModule = {
  name: 'mandates',
  routes: (app) => {
    mountRead(app, mandatesApi.borrowerMandate, (ctx, { params }) => mandateShown(ctx, params.loanId, ctx.actor.id))
    mountWrite(
      app,
      mandatesApi.sendMandateCode,
      async (ctx, { params, body }) => {
        const wish = { ...body, maxFen: BigInt(body.maxFen) }
        const rule = await mandateRuleFor(ctx, ctx.actor.id, params.loanId, wish)
        const ruleHash = ruleHashOf(rule)
        const language = await languageOf(ctx, ctx.actor.id)
        await sendCode(ctx, {
          purpose: 'sign_mandate',
          mobile: await mobileOf(ctx, ctx.actor.id),
          boundTo: `mandate:${ruleHash}`,
          customerId: ctx.actor.id,
          text: (code) => mandateCodeText(rule.accountTail, code)[language],
        })
        await record(ctx, {
          action: 'mandates.code_sent',
          objectKind: 'loan',
          objectId: params.loanId,
          customerId: ctx.actor.id,
          after: { ruleHash },
        })
        return { rule: ruleShown(rule), ruleHash, resendAfterSeconds: RESEND_SECONDS }
      },
      async (ctx) => limitCodes(ctx, { mobile: await mobileOf(ctx, ctx.actor.id), purpose: 'sign_mandate' }),
    )
    mountWrite(
      app,
      mandatesApi.signMandate,
      async (ctx, { params }, { proof, rule }: SignedRule) => {
        await useCode(ctx, proof)
        await signMandate(ctx, ctx.actor.id, rule)
        return mandateShown(ctx, params.loanId, ctx.actor.id)
      },
      async (ctx, { params, body: { code, ...wish } }) => {
        const rule = await mandateRuleFor(ctx, ctx.actor.id, params.loanId, { ...wish, maxFen: BigInt(wish.maxFen) })
        const mobile = await mobileOf(ctx, ctx.actor.id)
        const boundTo = `mandate:${ruleHashOf(rule)}`
        return { proof: await tryCode(ctx, { purpose: 'sign_mandate', mobile, boundTo }, code), rule }
      },
    )
    mountWrite(app, mandatesApi.revokeMandate, async (ctx, { params }) => {
      await revokeMandate(ctx, ctx.actor.id, params.loanId)
      return { done: true as const }
    })
    mountRead(app, mandatesApi.borrowerReceipt, (ctx, { params }) =>
      mandateReceiptOf(ctx, params.executionId, ctx.actor.id),
    )
    mountRead(app, mandatesApi.loanMandate, (ctx, { params }) => mandateShown(ctx, params.loanId))
    mountRead(app, mandatesApi.mandateReceipt, (ctx, { params }) => mandateReceiptOf(ctx, params.executionId))
  },
}
