import { sessionApi } from '@puhui/api'
import { customerActor, staffActor } from '../actor.ts'
import { setSessionCookie } from '../auth/cookie.ts'
import { openSession, startSession } from '../auth/session.ts'
import { demoUserOf } from '../auth/users.ts'
import { type Platform, write } from '../context.ts'
import type { App } from '../http/app.ts'
import { mountRead, mountSteps } from '../http/mount.ts'
import type { BorrowerDirectory } from '../module.ts'
import { RefusalError } from '../refusal-error.ts'
import { sessionOutput } from './session.ts'

/** What exists only while the platform is a demo. */
export function demoRoutes(app: App, borrowers: BorrowerDirectory | null): void {
  mountSteps(app, sessionApi.enterDemo, async (ctx, { body }) => {
    const { platform } = ctx
    requireDemo(platform)
    const isBorrower = body.role === 'borrower'
    const kind = isBorrower ? ('customer' as const) : ('staff' as const)
    const subjectId = isBorrower ? await borrowers?.demoBorrower(ctx) : await demoUserOf(ctx, body.role)
    if (!subjectId) throw new RefusalError({ code: 'demo.not_a_demo' })
    const caller = isBorrower ? customerActor(subjectId) : staffActor(subjectId, [])
    const token = await write(platform, { actor: caller, requestId: ctx.requestId }, (inner) =>
      startSession(inner, { kind, subjectId, roleId: isBorrower ? null : body.role }),
    )
    setSessionCookie(ctx.reply, platform.config, kind, token)
    return sessionOutput(platform, ctx, await openSession(platform, kind, token), borrowers)
  })

  mountRead(app, sessionApi.demoSms, async (ctx, { query }) => {
    requireDemo(app.platform)
    const codes = ctx.db
      .selectFrom('outbox_message')
      .innerJoin('otp_challenge', 'otp_challenge.id', 'outbox_message.object_id')
      .select(['outbox_message.id', 'outbox_message.body', 'outbox_message.created_at'])
      .where('outbox_message.object_kind', '=', 'otp')
    const own =
      query.mobile === undefined
        ? codes.where('outbox_message.customer_id', '=', ctx.actor.kind === 'customer' ? ctx.actor.id : '')
        : codes.where('otp_challenge.phone_index', '=', ctx.keys.blindIndex('otp.mobile', query.mobile))
    const messages = await own
      .orderBy('outbox_message.created_at', 'desc')
      .orderBy('outbox_message.id', 'desc')
      .limit(5)
      .execute()
    return {
      messages: messages.map(({ id, body, created_at }) => ({
        id,
        text: body,
        at: created_at,
        simulated: true as const,
      })),
    }
  })

  mountSteps(app, sessionApi.resetDemo, async () => askReset(app, true))
  mountSteps(app, sessionApi.removeDemo, async () => askReset(app, false))
}

/** The answer goes out first; then the server empties its database and begins anew, showing its progress page. */
function askReset({ platform, host }: App, withDemo: boolean): { beginsAnew: true } {
  requireDemo(platform)
  setTimeout(() => host.requestReset(withDemo), ANSWER_FIRST_MS)
  return { beginsAnew: true }
}

const ANSWER_FIRST_MS = 200

function requireDemo({ config }: Platform): void {
  if (!config.isDemo) throw new RefusalError({ code: 'demo.not_a_demo' })
}
