import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'

type Kind = 'staff' | 'customer'

/** Staff and borrower sessions have cookies of their own, so that one browser may hold both in a demo. */
export function cookieName(config: Config, kind: Kind): string {
  return isSecure(config) ? `__Host-puhui-${kind}` : `puhui-${kind}`
}

function isSecure(config: Config): boolean {
  return config.publicUrl?.startsWith('https:') ?? false
}

function options(config: Config): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(config) }
}

export function setSessionCookie(reply: FastifyReply, config: Config, kind: Kind, token: string): void {
  reply.setCookie(cookieName(config, kind), token, options(config))
}

export function clearSessionCookie(reply: FastifyReply, config: Config, kind: Kind): void {
  reply.clearCookie(cookieName(config, kind), options(config))
}
