import type { Readable } from 'node:stream'
import type { AnyOperation, BodyOf, OutputOf, ParamsOf, QueryOf } from '@puhui/api'
import { assert } from '@puhui/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireActor } from '../auth/authorize.ts'
import type { Platform } from '../context.ts'
import { type Caller, type ReadContext, readContext, type WriteContext, write } from '../context.ts'
import { stringify } from '../db.ts'
import { RefusalError } from '../refusal-error.ts'
import { type App, localeOf } from './app.ts'
import { addCsvRoute } from './csv-route.ts'
import { type Answer, keyedRequest, oncePerKey } from './idempotency.ts'
import { readUpload, type UploadedFile } from './upload.ts'
import { validateInput } from './validate.ts'

/** What a handler gets of the request, checked and typed by the operation. */
export interface Input<Op extends AnyOperation> {
  readonly params: ParamsOf<Op>
  readonly query: QueryOf<Op>
  readonly body: BodyOf<Op>
}

/** The answer of an operation that `answers: 'pdf'` or `'csv'`. */
export interface FileAnswer {
  readonly fileName: string
  readonly content: Buffer | Readable | string
  readonly isInline?: boolean
}

type Output<Op extends AnyOperation> = Op['answers'] extends 'pdf' | 'csv' ? FileAnswer : OutputOf<Op> | FileAnswer
type ReadHandler<Op extends AnyOperation> = (ctx: ReadContext, input: Input<Op>) => Promise<Output<Op>>

/** What a handler of several steps gets: the platform, to open its own transactions, and the raw exchange. */
export interface StepsContext extends ReadContext {
  readonly platform: Platform
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** The file of an operation that `takes: 'upload'`. */
  readonly file: UploadedFile | null
}
type StepsHandler<Op extends AnyOperation> = (ctx: StepsContext, input: Input<Op>) => Promise<Output<Op>>

/** Serves a read. Lists also get `<path>.csv`. */
export function mountRead<Op extends AnyOperation>(app: App, operation: Op, handler: ReadHandler<Op>): void {
  assert(operation.method === 'GET', 'a read is a GET', { operation: operation.id })
  route(app, operation, async ({ caller, input, reply }) => {
    const output = await handler(readContext(app.platform, caller), input)
    return answerWith(app, operation, reply, output)
  })
  if (operation.list) addCsvRoute(app, operation, handler as never)
}

/**
 * Serves a write: one transaction around the handler. Where the operation asks for an idempotency key, key, effect and
 * answer are kept together, and a repeated request gets the first answer.
 *
 * @param before runs outside and ahead of that transaction, for what must be counted even when the write is refused
 *   (`tryCode`); what it returns is the handler's third argument
 */
export function mountWrite<Op extends AnyOperation, B = undefined>(
  app: App,
  operation: Op,
  handler: (ctx: WriteContext, input: Input<Op>, before: B) => Promise<Output<Op>>,
  before: (ctx: StepsContext, input: Input<Op>) => Promise<B> = async () => undefined as B,
): void {
  assert(operation.method !== 'GET', 'a write is no GET', { operation: operation.id })
  route(app, operation, async ({ caller, input, request, reply, key, file }) => {
    const steps = { ...readContext(app.platform, caller), platform: app.platform, request, reply, file }
    const known = await before(steps, input)
    const answer = await write(app.platform, caller, async (ctx) => {
      const work = async (): Promise<Answer> => {
        const output = await handler(ctx, input, known)
        assertJournalled(app, operation, ctx)
        return { status: 200, body: stringify(checkedOutput(app, operation, output)) }
      }
      return key === null ? work() : oncePerKey(ctx, keyedRequest(caller.actor.id, operation.id, key, input), work)
    })
    return sendJson(reply, answer)
  })
}

/** Serves a write that needs several transactions (a login that counts failures, an upload): the handler opens them. */
export function mountSteps<Op extends AnyOperation>(app: App, operation: Op, handler: StepsHandler<Op>): void {
  route(app, operation, async ({ caller, input, request, reply, file }) => {
    const ctx = { ...readContext(app.platform, caller), platform: app.platform, request, reply, file }
    return answerWith(app, operation, reply, await handler(ctx, input))
  })
}

interface Exchange<Op extends AnyOperation> {
  readonly caller: Required<Caller>
  readonly input: Input<Op>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly key: string | null
  readonly file: UploadedFile | null
}

function route<Op extends AnyOperation>(
  app: App,
  operation: Op,
  serve: (exchange: Exchange<Op>) => Promise<FastifyReply>,
): void {
  assert(!app.mounted.has(operation.id), 'an operation has one route', { operation: operation.id })
  assertComplete(operation)
  app.mounted.set(operation.id, operation)
  app.server.route({
    method: operation.method,
    url: `/api${operation.path}`,
    config: { operationId: operation.id },
    ...(operation.bodyBytesMax === undefined ? {} : { bodyLimit: operation.bodyBytesMax }),
    handler: async (request, reply) => {
      const caller = await callerOf(app, operation, request)
      const key = keyOf(operation, request)
      const upload = operation.takes === 'upload' ? await readUpload(request) : null
      const raw = {
        params: request.params,
        query: withoutLanguage(request.query),
        body: upload ? upload.fields : request.body,
      }
      const input = validateInput<Input<Op>>(operation, raw)
      return serve({ caller, input, request, reply, key, file: upload?.file ?? null })
    },
  })
}

/** A route without its metadata does not start. */
function assertComplete(operation: AnyOperation): void {
  const { id, summary, permission, output, idempotency, audit, method } = operation
  const isComplete = Boolean(id && summary?.zh && summary.en && permission && output && idempotency && audit)
  assert(isComplete, 'an operation declares summary, permission, output, idempotency and audit', { id })
  assert((method === 'GET') === (idempotency === 'none'), 'reads have no idempotency key, writes say how they repeat', {
    id,
  })
}

async function callerOf(app: App, operation: AnyOperation, request: FastifyRequest): Promise<Required<Caller>> {
  const actor = await requireActor(app.platform, request, operation.permission)
  return { actor, requestId: request.id, locale: localeOf(request) }
}

const KEY_LENGTH_MAX = 255

function keyOf(operation: AnyOperation, request: FastifyRequest): string | null {
  if (operation.idempotency !== 'key') return null
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '' || key.length > KEY_LENGTH_MAX)
    throw new RefusalError({ code: 'idempotency.key_missing' })
  return key
}

/** `?lang=` belongs to the platform, not to the operation. */
function withoutLanguage(query: unknown): unknown {
  const { lang: _lang, ...rest } = (query ?? {}) as Record<string, unknown>
  return rest
}

function assertJournalled(app: App, operation: AnyOperation, ctx: WriteContext): void {
  if (app.platform.config.mode === 'production' || operation.audit === 'none' || operation.idempotency !== 'key') return
  assert(ctx.journalled.count > 0, 'an audited write writes the journal', { operation: operation.id })
}

/** In tests and development an answer that is not what was declared is a bug; in production it is not worth a failure. */
function checkedOutput(app: App, operation: AnyOperation, output: unknown): unknown {
  if (app.platform.config.mode === 'production') return output
  const result = operation.output.safeParse(JSON.parse(stringify(output)))
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`assertion failed: ${operation.id} answers what it declares: ${issues.join('; ')}`)
}

function answerWith(app: App, operation: AnyOperation, reply: FastifyReply, output: unknown): FastifyReply {
  if (isFile(output)) return sendFile(reply, operation, output)
  return sendJson(reply, { status: 200, body: stringify(checkedOutput(app, operation, output)) })
}

function isFile(output: unknown): output is FileAnswer {
  return typeof output === 'object' && output !== null && 'fileName' in output && 'content' in output
}

export function sendJson(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  return reply.status(status).type('application/json; charset=utf-8').send(body)
}

const MEDIA_TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

function sendFile(reply: FastifyReply, operation: AnyOperation, file: FileAnswer): FastifyReply {
  const how = file.isInline ? 'inline' : 'attachment'
  const plainName = file.fileName.replace(/[^\w.-]/g, '_')
  const disposition = `${how}; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`
  return reply
    .type(MEDIA_TYPES[operation.answers ?? 'json'])
    .header('content-disposition', disposition)
    .send(file.content)
}
