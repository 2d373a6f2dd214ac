import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import type { AnyOperation } from '@puhui/api'
import type { Locale } from '@puhui/kernel'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Platform } from '../context.ts'
import { type Host, readyHost } from '../host.ts'
import { RefusalError } from '../refusal-error.ts'
import { refuseCrossSite } from './cross-site.ts'
import { brokenProblem, problemOf, secondsToWait } from './problem.ts'

/** The HTTP side of a platform: routes are added with `mountRead`, `mountWrite` and `mountSteps`. */
export interface App {
  readonly platform: Platform
  readonly server: FastifyInstance
  readonly host: Host
  /** Operations that have a route. */
  readonly mounted: Map<string, AnyOperation>
}

const BODY_LIMIT = 1_048_576
export const UPLOAD_LIMIT = 200 * 1_048_576

/** Builds the HTTP server without listening; tests call `app.server.inject`. */
export async function createApp(platform: Platform, host: Host = readyHost): Promise<App> {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    connectionTimeout: 60_000,
    genReqId: () => `req_${randomUUID().replaceAll('-', '')}`,
    logger: false,
    trustProxy: platform.config.trustedProxies?.length ? [...platform.config.trustedProxies] : false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200, caseSensitive: true },
    // An address that cannot be read, or is longer than any of ours, reaches neither hooks nor routes.
    frameworkErrors: (_error, request, reply) =>
      answerError(platform, new RefusalError({ code: 'request.not_found' }), request, reply),
  })
  await server.register(cookie)
  await server.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 20, fieldSize: 65_536 } })
  await server.register(helmet, securityHeaders(platform))
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    refuseCrossSite(request, platform.config)
  })
  server.addHook('onResponse', async (request, reply) => logResponse(platform, request, reply))
  server.setErrorHandler((error, request, reply) => answerError(platform, error, request, reply))
  return { platform, server, host, mounted: new Map() }
}

function securityHeaders({ config }: Platform) {
  const self = ["'self'"]
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        scriptSrc: self,
        // The component library writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: self,
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: self,
        frameAncestors: self,
        frameSrc: ["'self'", 'blob:'],
        manifestSrc: self,
      },
    },
    strictTransportSecurity: config.publicUrl?.startsWith('https:')
      ? { maxAge: 31_536_000, includeSubDomains: true }
      : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' as const },
  }
}

/** The language of an answer: `?lang=`, then Accept-Language, Chinese first. */
export function localeOf(request: FastifyRequest): Locale {
  const asked = (request.query as { lang?: unknown } | null)?.lang
  if (asked === 'zh' || asked === 'en') return asked
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

function answerError(platform: Platform, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = localeOf(request)
  const refusal =
    error instanceof RefusalError
      ? error
      : (frameworkRefusal(error) ?? databaseRefusal(error) ?? brokenOff(error, request))
  const waitSeconds = refusal && secondsToWait(refusal)
  if (waitSeconds) reply.header('retry-after', waitSeconds)
  const problem = refusal ? problemOf(refusal, locale, request.id) : brokenProblem(locale, request.id)
  if (!refusal) platform.log.error('request.broke', { requestId: request.id, operation: operationOf(request), error })
  return reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem))
}

const UNIQUE_VIOLATION = '23505'

/** Of two who write what there can be one of, the second is told so, also where nobody looked before. */
function databaseRefusal(error: unknown): RefusalError | null {
  const { code } = error as { code?: unknown }
  return code === UNIQUE_VIOLATION ? new RefusalError({ code: 'request.already_there' }) : null
}

/** The client went away, or was sent away for taking too long, in the middle of its body: no fault of ours. */
function brokenOff(error: unknown, { raw }: FastifyRequest): RefusalError | null {
  const { code } = error as { code?: unknown }
  return code === 'ECONNRESET' && raw.readableAborted ? new RefusalError({ code: 'request.broken_form' }) : null
}

/** What the reader of forms says of one that breaks off; it has no codes. */
const BROKEN_FORM = /^(Unexpected end of |Part terminated early|Malformed part header|Multipart: Boundary not found)/

/** Fastify's own refusals: a body that is no JSON, too large, of another type. */
function frameworkRefusal(error: unknown): RefusalError | null {
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string }
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return new RefusalError({ code: 'request.too_large' })
  if (BROKEN_FORM.test(message ?? '')) return new RefusalError({ code: 'request.broken_form' })
  if (statusCode === 415) return new RefusalError({ code: 'request.wrong_media_type' })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new RefusalError({ code: 'request.not_json' })
  return null
}

function operationOf(request: FastifyRequest): string {
  return (request.routeOptions.config as { operationId?: string }).operationId ?? 'none'
}

function logResponse({ log }: Platform, request: FastifyRequest, reply: FastifyReply): void {
  const operation = operationOf(request)
  if (operation === 'none') return
  log.info('request', {
    requestId: request.id,
    operation,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime),
  })
}
