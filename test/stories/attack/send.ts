import type { AnyOperation } from '@puhui/api'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../../../server/src/platform/testing.ts'
import { jsonOf, Raw } from './hostile.ts'
import type { Whole } from './inputs.ts'

let keys = 0

/** Sends an input as it is, checked by nobody on this side. */
export function send(
  { app }: TestApp,
  operation: AnyOperation,
  input: Whole,
  headers: Readonly<Record<string, string>> = {},
): Promise<LightMyRequestResponse> {
  keys += 1
  const hasBody = operation.method !== 'GET' && input.body !== undefined
  return app.server.inject({
    method: operation.method,
    url: urlOf(operation, input),
    headers: {
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(operation.idempotency === 'key' ? { 'idempotency-key': `attack-${keys}` } : {}),
      ...headers,
    },
    ...(hasBody ? { payload: jsonOf(input.body) } : {}),
  })
}

/** The address of a request, with the parameters put in as they are. */
export function urlOf(operation: AnyOperation, { params, query }: Pick<Whole, 'params' | 'query'>): string {
  const at = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = textOf((params as Record<string, unknown> | undefined)?.[name])
    return encoded(value) || '%20'
  })
  const asked = Object.entries((query ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 3) : [value]).map((item) => `${encoded(name)}=${encoded(textOf(item))}`),
  )
  return `/api${at}${asked.length === 0 ? '' : `?${asked.join('&')}`}`
}

const TEXT_MAX = 3_000

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : value instanceof Raw ? value.json : jsonOf(value)
  return text.slice(0, TEXT_MAX)
}

/** A lone half of a pair cannot be written into an address: it goes as the bytes that a careless program would send. */
function encoded(text: string): string {
  return /\p{Surrogate}/u.test(text) ? '%ED%A0%80' : encodeURIComponent(text)
}
