import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { RefusalError } from '../refusal-error.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Writes come from our own pages only. The cookie is SameSite=Strict already; this is the second wall: what the browser
 * says about the origin of the request must be us. Programs without a browser send neither header.
 */
export function refuseCrossSite(request: FastifyRequest, config: Config): void {
  if (SAFE.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new RefusalError({ code: 'request.cross_site' })
  const origin = request.headers.origin
  if (origin !== undefined && !isOwnOrigin(origin, request, config))
    throw new RefusalError({ code: 'request.cross_site' })
}

function isOwnOrigin(origin: string, request: FastifyRequest, config: Config): boolean {
  if (config.publicUrl !== null) return origin === new URL(config.publicUrl).origin
  return URL.canParse(origin) && new URL(origin).host === request.headers.host
}
