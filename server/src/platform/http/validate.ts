import type { RefusalCode } from '@puhui/api'
import type { z } from 'zod'
import { RefusalError, type RefusalProblem } from '../refusal-error.ts'
import { knownCode } from './problem.ts'

export interface RawInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

interface Schemas {
  readonly params: z.ZodType
  readonly query: z.ZodType
  readonly body: z.ZodType
}

/** Checks params, query and body together, and refuses with every problem of the three at once. */
export function validateInput<T>(schemas: Schemas, raw: RawInput): T {
  const problems: RefusalProblem[] = []
  const values = {
    params: parse(schemas.params, nothingIfEmpty(raw.params), 'params', problems),
    query: parse(schemas.query, nothingIfEmpty(raw.query), 'query', problems),
    body: parse(schemas.body, nothingIfNull(raw.body), '', problems),
  }
  if (problems.length > 0) throw new RefusalError({ code: 'request.invalid', count: problems.length }, problems)
  return values as T
}

function parse(schema: z.ZodType, value: unknown, place: string, problems: RefusalProblem[]): unknown {
  const isOptionalObject = value === undefined && schema.type === 'object'
  const result = schema.safeParse(isOptionalObject ? {} : value)
  if (!result.success) problems.push(...result.error.issues.flatMap((issue) => problemsOf(issue, place, value)))
  for (const pointer of nulCharacters(value, place)) problems.push({ pointer, code: 'request.wrong_format' })
  return result.success ? result.data : undefined
}

function problemsOf(issue: z.core.$ZodIssue, place: string, value: unknown): RefusalProblem[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerOf(place, [...path, key]), code: 'request.unknown_field' }))
  }
  const facts = factsOf(issue)
  const code = isBlank(value, issue.path) ? 'request.missing' : codeOf(issue)
  return [{ pointer: pointerOf(place, path), code, ...(facts === undefined ? {} : { facts }) }]
}

function codeOf(issue: z.core.$ZodIssue): RefusalCode {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.includes('undefined') ? 'request.missing' : 'request.wrong_kind'
    case 'invalid_format':
      return knownCode(issue.message, 'request.wrong_format')
    case 'invalid_value':
      return issue.input === undefined ? 'request.missing' : 'request.not_an_option'
    case 'too_small':
      return issue.origin === 'string' ? 'request.too_short' : 'request.too_small'
    case 'too_big':
      return issue.origin === 'string' ? 'request.too_long' : 'request.too_big'
    case 'custom':
      return knownCode(String(issue.params?.code ?? ''), 'request.wrong_format')
    default:
      return 'request.wrong_format'
  }
}

/** A field that was left empty is missing, whatever else would be wrong with it. */
function isBlank(value: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  )
  return typeof found === 'string' && found.trim() === ''
}

function factsOf(issue: z.core.$ZodIssue): Record<string, unknown> | undefined {
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) }
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) }
  return undefined
}

/** RFC 6901 into the body; `query/<name>` and `params/<name>` for the rest. */
function pointerOf(place: string, path: readonly string[]): string {
  const escaped = path.map((part) => part.replace(/~/g, '~0').replace(/\//g, '~1'))
  return [place, ...escaped].join('/') || '/'
}

/** PostgreSQL cannot keep U+0000 in a text; it would be an error far from its place. */
function nulCharacters(value: unknown, pointer: string): string[] {
  if (typeof value === 'string') return value.includes('\0') ? [pointer || '/'] : []
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, item]) => nulCharacters(item, `${pointer}/${name}`))
}

function nothingIfEmpty(value: unknown): unknown {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0 ? undefined : value
}

function nothingIfNull(value: unknown): unknown {
  return value === null ? undefined : value
}
