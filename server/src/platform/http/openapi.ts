import { type AnyOperation, isRefusalCode, refusalCatalogue } from '@puhui/api'
import { z } from 'zod'
import type { App } from './app.ts'
import { webhooksOf } from './openapi-webhooks.ts'

/** Serves the OpenAPI description and a page that shows it. */
export function mountOpenApi({ server, mounted, host }: App): void {
  server.get('/api/openapi.json', async () => openApiOf([...mounted.values()], host.version))
  server.get('/api/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage([...mounted.values()])),
  )
}

/** OpenAPI 3.1 of a set of operations. */
export function openApiOf(operations: readonly AnyOperation[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const path = `/api${operation.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: entryOf(operation) }
  }
  const securitySchemes = {
    session: { type: 'apiKey', in: 'cookie', name: 'puhui-staff' },
    borrower: { type: 'apiKey', in: 'cookie', name: 'puhui-customer' },
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Puhui 普惠', version },
    paths,
    webhooks: webhooksOf(),
    components: { securitySchemes, schemas: { Problem: PROBLEM } },
  }
}

function entryOf(operation: AnyOperation): Record<string, unknown> {
  const { permission } = operation
  const security = permission === 'public' ? [] : permission === 'borrower' ? [{ borrower: [] }] : [{ session: [] }]
  const body = requestBodyOf(operation)
  return {
    operationId: operation.id,
    tags: [operation.id.split('.')[0]],
    summary: `${operation.summary.zh} ${operation.summary.en}`,
    'x-permission': permission,
    'x-idempotency': operation.idempotency,
    'x-audit': operation.audit,
    'x-refusals': operation.refusals,
    security,
    parameters: [
      ...parametersOf(operation.params, 'path'),
      ...parametersOf(operation.query, 'query'),
      ...keyParameter(operation),
    ],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { '200': successOf(operation), ...refusalResponses(operation) },
  }
}

type JsonSchema = Record<string, unknown> & { properties?: Record<string, unknown>; required?: string[] }

function schemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as JsonSchema
  return schema
}

function parametersOf(type: z.ZodType, place: 'path' | 'query'): unknown[] {
  if (type.type === 'undefined') return []
  const { properties = {}, required = [] } = schemaOf(type, 'input')
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }))
}

function keyParameter({ idempotency }: AnyOperation): unknown[] {
  if (idempotency !== 'key') return []
  return [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', maxLength: 255 } }]
}

function requestBodyOf(operation: AnyOperation): unknown {
  if (operation.takes === 'upload') {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] }
    return { required: true, content: { 'multipart/form-data': { schema } } }
  }
  if (operation.body.type === 'undefined') return undefined
  return { required: true, content: { 'application/json': { schema: schemaOf(operation.body, 'input') } } }
}

function successOf(operation: AnyOperation): unknown {
  if (operation.answers === 'pdf') return { description: 'OK', content: { 'application/pdf': {} } }
  if (operation.answers === 'csv') return { description: 'OK', content: { 'text/csv': {} } }
  return { description: 'OK', content: { 'application/json': { schema: schemaOf(operation.output, 'output') } } }
}

function refusalResponses({ refusals }: AnyOperation): Record<string, unknown> {
  const byStatus = groupBy(refusals.filter(isRefusalCode), (code) => String(refusalCatalogue[code].status))
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, { description: codes.join(', '), content }]),
  )
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    help: { type: 'string' },
    requestId: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    facts: { type: 'object' },
  },
}

/** A plain page: every operation with what it needs and how it may refuse. */
function docsPage(operations: readonly AnyOperation[]): string {
  const areas = groupBy(operations, ({ id }) => id.split('.')[0] ?? '')
  const sections = [...areas].map(
    ([area, of]) => `<section><h2>${area}</h2>${of.map(operationHtml).join('')}</section>`,
  )
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Puhui API</title><style>${STYLE}</style></head><body><main><h1>普惠 API</h1>
<p><a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>${sections.join('')}</main></body></html>`
}

function operationHtml(operation: AnyOperation): string {
  const { id, method, path, summary, permission, idempotency, refusals, body, query, output } = operation
  const part = (title: string, type: z.ZodType, io: 'input' | 'output') =>
    type.type === 'undefined'
      ? ''
      : `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(schemaOf(type, io), null, 2))}</pre></details>`
  return `<article id="${id}"><h3><b>${method}</b> <code>/api${escapeHtml(path)}</code></h3><p>${escapeHtml(summary.zh)} · ${escapeHtml(summary.en)}</p>
<p><code>${id}</code> · ${permission} · idempotency: ${idempotency}${refusals.length ? ` · ${refusals.map((code) => `<code>${code}</code>`).join(' ')}` : ''}</p>
${part('query', query, 'input')}${part('body', body, 'input')}${part('200', output, 'output')}</article>`
}

const STYLE = `:root{color-scheme:light dark}body{font-family:system-ui,"Noto Sans SC",sans-serif;margin:0 auto;max-width:60rem;padding:1rem}
article{border-top:1px solid #8884;padding:.5rem 0}h3{font-weight:400}pre{overflow:auto;font-size:.8rem}code{font-size:.9em}`

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
