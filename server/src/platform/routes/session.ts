import type { Permission } from '@puhui/api'
import { sessionApi, systemApi } from '@puhui/api'
import { type Actor, ANONYMOUS } from '../actor.ts'
import { sessionActor } from '../auth/authorize.ts'
import { clearSessionCookie, setSessionCookie } from '../auth/cookie.ts'
import { endSession, openSession } from '../auth/session.ts'
import { signIn } from '../auth/sign-in.ts'
import { confirmTotp, enrolTotp, limitTotpTries, markFactorShown, requireTotp } from '../auth/totp.ts'
import { userById } from '../auth/users.ts'
import { type Platform, type ReadContext, readContext, write } from '../context.ts'
import type { App } from '../http/app.ts'
import { mountSteps, mountWrite } from '../http/mount.ts'
import { record } from '../journal/record.ts'
import type { BorrowerDirectory } from '../module.ts'

export function sessionRoutes(app: App, borrowers: BorrowerDirectory | null): void {
  mountSteps(app, sessionApi.getSession, async (ctx) => {
    const kind = (ctx.request.headers['x-puhui-client'] ?? '') === 'h5' ? ('customer' as const) : null
    const actor = kind ? await sessionActor(ctx.platform, ctx.request, kind) : ctx.actor
    return sessionOutput(ctx.platform, ctx, actor, borrowers)
  })

  mountSteps(app, sessionApi.signIn, async (ctx, { body }) => {
    const { userId, token } = await signIn(ctx.platform, body, ctx.requestId)
    setSessionCookie(ctx.reply, ctx.platform.config, 'staff', token)
    const actor = await openSession(ctx.platform, 'staff', token)
    return sessionOutput(ctx.platform, ctx, actor ?? { ...ctx.actor, id: userId }, borrowers)
  })

  mountSteps(app, sessionApi.signOut, async (ctx) => {
    const { platform, request, reply } = ctx
    const asks = request.headers['x-puhui-client']
    const kinds =
      asks === 'h5'
        ? (['customer'] as const)
        : asks === 'console'
          ? (['staff'] as const)
          : (['staff', 'customer'] as const)
    for (const kind of kinds) {
      const actor = await sessionActor(platform, request, kind)
      clearSessionCookie(reply, platform.config, kind)
      if (!actor?.sessionId) continue
      await write(platform, { actor, requestId: ctx.requestId }, async (inner) => {
        await endSession(inner, actor.sessionId!, 'signed out')
        await record(inner, {
          action: 'session.signed_out',
          objectKind: actor.kind === 'staff' ? 'user' : 'customer',
          objectId: actor.id,
        })
      })
    }
    return { done: true as const }
  })

  mountWrite(app, sessionApi.enrolTotp, async (ctx) => {
    const enrolled = await enrolTotp(ctx)
    await record(ctx, { action: 'session.totp_enrolled', objectKind: 'user', objectId: ctx.actor.id })
    return enrolled
  })

  mountWrite(
    app,
    sessionApi.confirmTotp,
    async (ctx, { body }) => {
      await confirmTotp(ctx, body.code)
      await markFactorShown(ctx)
      await record(ctx, { action: 'session.totp_confirmed', objectKind: 'user', objectId: ctx.actor.id })
      return { done: true as const }
    },
    limitTotpTries,
  )

  mountWrite(
    app,
    systemApi.stepUp,
    async (ctx, { body }) => {
      await requireTotp(ctx, ctx.actor.id, body.code)
      await markFactorShown(ctx)
      await record(ctx, { action: 'session.stepped_up', objectKind: 'user', objectId: ctx.actor.id })
      return { done: true as const }
    },
    limitTotpTries,
  )
}

export interface SessionOutput {
  subject: 'nobody' | 'staff' | 'customer'
  id: string | null
  name: string | null
  roles: string[]
  permissions: Permission[]
  isDemo: boolean
}

/** Who is signed in, as the pages need it. */
export async function sessionOutput(
  platform: Platform,
  ctx: ReadContext,
  actor: Actor | null,
  borrowers: BorrowerDirectory | null,
): Promise<SessionOutput> {
  const { isDemo } = platform.config
  if (!actor || actor.id === ANONYMOUS)
    return { subject: 'nobody', id: null, name: null, roles: [], permissions: [], isDemo }
  const reader = { ...readContext(platform, { actor, requestId: ctx.requestId, locale: ctx.locale }) }
  if (actor.kind === 'customer') {
    const name = (await borrowers?.nameOf(reader, actor.id)) ?? null
    return { subject: 'customer', id: actor.id, name, roles: [], permissions: [], isDemo }
  }
  const user = await userById(reader, actor.id)
  const session = await platform.db
    .selectFrom('session')
    .select('role_id')
    .where('id', '=', actor.sessionId ?? '')
    .executeTakeFirst()
  const roles = session?.role_id ? [session.role_id] : user.roles
  return { subject: 'staff', id: user.id, name: user.name, roles, permissions: [...actor.permissions], isDemo }
}
