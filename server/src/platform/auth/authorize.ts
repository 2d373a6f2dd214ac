import { type AnyOperation, permissions, rolesWith } from '@puhui/api'
import type { FastifyRequest } from 'fastify'
import { type Actor, ANONYMOUS } from '../actor.ts'
import type { Platform } from '../context.ts'
import { localeOf } from '../http/app.ts'
import { RefusalError } from '../refusal-error.ts'
import { cookieName } from './cookie.ts'
import { operatorActor } from './operator.ts'
import { openSession } from './session.ts'

const nobody: Actor = { kind: 'customer', id: ANONYMOUS, permissions: new Set(), sessionId: null }

/** Finds who is calling and whether they may; the only door to a handler. */
export async function requireActor(
  platform: Platform,
  request: FastifyRequest,
  needed: AnyOperation['permission'],
): Promise<Actor> {
  if (needed === 'public')
    return (
      (await sessionActor(platform, request, 'staff')) ?? (await sessionActor(platform, request, 'customer')) ?? nobody
    )
  if (needed === 'borrower') return requireSession(platform, request, 'customer')
  const actor = await requireSession(platform, request, 'staff')
  if (needed !== 'signedIn' && !actor.permissions.has(needed)) {
    const locale = localeOf(request)
    const roles = rolesWith(needed).map((role) => role.label[locale])
    throw new RefusalError({
      code: 'auth.forbidden',
      permission: permissions[needed][locale],
      permissionId: needed,
      roles: roles.join(locale === 'zh' ? '、' : ', '),
    })
  }
  return actor
}

async function requireSession(platform: Platform, request: FastifyRequest, kind: 'staff' | 'customer'): Promise<Actor> {
  const actor = await sessionActor(platform, request, kind)
  if (actor) return actor
  const hadCookie = request.cookies[cookieName(platform.config, kind)] !== undefined
  throw new RefusalError({ code: hadCookie ? 'auth.session_expired' : 'auth.not_signed_in' })
}

/** The actor of the session cookie of that kind; null without one that still holds. */
export async function sessionActor(
  platform: Platform,
  request: FastifyRequest,
  kind: 'staff' | 'customer',
): Promise<Actor | null> {
  const operator = kind === 'staff' ? operatorActor(platform.config, request) : null
  if (operator) return operator
  const token = request.cookies[cookieName(platform.config, kind)]
  return token === undefined ? null : openSession(platform, kind, token)
}
