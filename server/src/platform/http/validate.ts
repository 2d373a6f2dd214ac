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
  refuseTooDeep(raw.body)
  const problems: RefusalProblem[] = []
  const values = {
    params: parse(schemas.params, nothingIfEmpty(raw.params), 'params', problems),
    query: parse(schemas.query, nothingIfEmpty(raw.query), 'query', problems),
    body: parse(schemas.body, nothingIfNull(raw.body), '', problems),
  }
  if (problems.length > 0)
    throw new RefusalError({ code: 'request.invalid', count: problems.length }, problems.slice(0, PROBLEMS_SHOWN))
  return values as T
}

/** A body of a megabyte can be wrong in a hundred thousand places; an answer says this many of them. */
const PROBLEMS_SHOWN = 200
const DEPTH_MAX = 64

/** What is nested deeper than any form or rule would overflow the stack of whoever walks over it. */
function refuseTooDeep(body: unknown): void {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) throw new RefusalError({ code: 'request.too_deep', maximum: DEPTH_MAX })
    level = level.flatMap((value) => (value !== null && typeof value === 'object' ? Object.values(value) : []))
  }
}

function parse(schema: z.ZodType, value: unknown, place: string, problems: RefusalProblem[]): unknown {
  const isOptionalObject = value === undefined && schema.type === 'object'
  const result = schema.safeParse(isOptionalObject ? {} : value)
  if (!result.success)
    problems.push(...firstOfEach(result.error.issues.flatMap((issue) => problemsOf(issue, place, value))))
  for (const path of unkeepable(value))
    problems.push({ pointer: pointerOf(place, path), code: 'request.characters_not_kept' })
  if (result.success) problems.push(...tooLarge(result.data, place))
  return result.success ? result.data : undefined
}

/** A list where a text belongs is also too short for a text; the first thing wrong with a place is what to say of it. */
function firstOfEach(problems: readonly RefusalProblem[]): RefusalProblem[] {
  const byPlace = new Map<string, RefusalProblem>()
  for (const problem of problems) if (!byPlace.has(problem.pointer)) byPlace.set(problem.pointer, problem)
  return [...byPlace.values()]
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
      return issue.input === undefined && issue.message.includes('undefined')
        ? 'request.missing'
        : (KINDS[issue.expected] ?? 'request.wrong_kind')
    case 'invalid_format':
      return issue.format === 'datetime' ? 'request.not_an_instant' : knownCode(issue.message, 'request.wrong_format')
    case 'invalid_value':
      return issue.input === undefined
        ? 'request.missing'
        : optionsOf(issue)
          ? 'request.not_one_of'
          : 'request.not_an_option'
    case 'too_small':
      return TOO_SMALL[issue.origin] ?? 'request.below_minimum'
    case 'too_big':
      return TOO_BIG[issue.origin] ?? 'request.above_maximum'
    case 'custom':
      return knownCode(String(issue.params?.code ?? ''), 'request.wrong_format')
    default:
      return 'request.wrong_format'
  }
}

const KINDS: Readonly<Record<string, RefusalCode>> = {
  string: 'request.not_text',
  number: 'request.not_a_number',
  int: 'request.not_whole',
  boolean: 'request.not_true_or_false',
  array: 'request.not_a_list',
  object: 'request.not_an_object',
  record: 'request.not_an_object',
  undefined: 'request.not_expected',
}
const TOO_SMALL: Readonly<Record<string, RefusalCode>> = { string: 'request.too_short', array: 'request.too_few' }
const TOO_BIG: Readonly<Record<string, RefusalCode>> = { string: 'request.too_long', array: 'request.too_many' }
const OPTIONS_SHOWN = 20

/** The values that would be right, where they are few enough to be read. */
function optionsOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'invalid_value' && issue.values.length <= OPTIONS_SHOWN ? issue.values.join(', ') : undefined
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
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) + (issue.inclusive === false ? 1 : 0) }
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) - (issue.inclusive === false ? 1 : 0) }
  const options = optionsOf(issue)
  return options === undefined ? undefined : { options }
}

/** RFC 6901 into the body; `query/<name>` and `params/<name>` for the rest. */
function pointerOf(place: string, path: readonly string[]): string {
  const escaped = path.map((part) => part.replace(/~/g, '~0').replace(/\//g, '~1'))
  return [place, ...escaped].join('/') || '/'
}

/**
 * PostgreSQL cannot keep U+0000 nor half of a surrogate pair, in a text or in the name of a field; either would be an
 * error far from its place.
 */
function unkeepable(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string') return isKeepable(value) ? [] : [path]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, item]) => [
    ...(isKeepable(name) ? [] : [path]),
    ...unkeepable(item, [...path, name]),
  ])
}

function isKeepable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}

const WHOLE_MAX = 2_147_483_647

/** Whole numbers are kept in four bytes; amounts are no numbers but texts, and go further. */
function tooLarge(value: unknown, place: string, path: readonly string[] = []): RefusalProblem[] {
  if (typeof value === 'number') return wholeProblem(value, pointerOf(place, path))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, item]) => tooLarge(item, place, [...path, name]))
}

function wholeProblem(value: number, pointer: string): RefusalProblem[] {
  if (!Number.isInteger(value) || Math.abs(value) <= WHOLE_MAX) return []
  return value > 0
    ? [{ pointer, code: 'request.above_maximum', facts: { maximum: WHOLE_MAX } }]
    : [{ pointer, code: 'request.below_minimum', facts: { minimum: -WHOLE_MAX } }]
}

function nothingIfEmpty(value: unknown): unknown {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0 ? undefined : value
}

function nothingIfNull(value: unknown): unknown {
  return value === null ? undefined : value
}
