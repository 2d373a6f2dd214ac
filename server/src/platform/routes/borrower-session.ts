import { sessionApi } from '@puhui/api'
import { assert } from '@puhui/kernel'
import { customerActor } from '../actor.ts'
import { sendCode, tryCode, useCode } from '../auth/code.ts'
import { limitCodes, RESEND_SECONDS } from '../auth/code-limits.ts'
import { setSessionCookie } from '../auth/cookie.ts'
import { openSession, startSession } from '../auth/session.ts'
import { write } from '../context.ts'
import type { App } from '../http/app.ts'
import { mountSteps, mountWrite } from '../http/mount.ts'
import { record } from '../journal/record.ts'
import type { BorrowerDirectory } from '../module.ts'
import { lenderProfile } from '../settings.ts'
import { sessionOutput } from './session.ts'

/** Borrowers sign in with their mobile number and a code sent to it. */
export function borrowerSessionRoutes(app: App, borrowers: BorrowerDirectory | null): void {
  if (!borrowers) return
  mountWrite(
    app,
    sessionApi.sendOtp,
    async (ctx, { body }) => {
      const { name } = await lenderProfile(ctx)
      await sendCode(ctx, {
        purpose: 'sign_in',
        mobile: body.mobile,
        text: (code) =>
          `【${name.zh}】登录验证码 ${code}，10 分钟内有效，请勿告诉他人。 Your sign-in code is ${code}, valid for 10 minutes.`,
      })
      return {
        sent: true as const,
        resendAfterSeconds: RESEND_SECONDS,
        simulated: app.platform.config.mode !== 'production',
      }
    },
    (ctx, { body }) => limitCodes(ctx, { mobile: body.mobile, purpose: 'sign_in' }),
  )

  mountSteps(app, sessionApi.verifyOtp, async (ctx, { body }) => {
    const { platform } = ctx
    const proof = await tryCode(ctx, { purpose: 'sign_in', mobile: body.mobile }, body.code)
    const token = await write(platform, { actor: ctx.actor, requestId: ctx.requestId }, async (inner) => {
      await useCode(inner, proof)
      const customerId = await borrowers.findOrRegister(inner, body.mobile)
      const asCustomer = { ...inner, actor: customerActor(customerId) }
      await record(asCustomer, {
        action: 'session.signed_in',
        objectKind: 'customer',
        objectId: customerId,
        customerId,
      })
      return startSession(asCustomer, { kind: 'customer', subjectId: customerId })
    })
    setSessionCookie(ctx.reply, platform.config, 'customer', token)
    const actor = await openSession(platform, 'customer', token)
    assert(actor, 'a session just started is open')
    return sessionOutput(platform, ctx, actor, borrowers)
  })
}
