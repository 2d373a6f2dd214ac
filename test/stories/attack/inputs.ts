import type { AnyOperation } from '@puhui/api'
import { z } from 'zod'

/** A choice that is the same for the same seed. */
export interface Dice {
  below(limit: number): number
  of<T>(items: readonly T[]): T
}

/** Mulberry32: small, and the same on every machine. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit)
  }
  return { below, of: (items) => items[below(items.length)]! }
}

export type Names = ReadonlyMap<string, readonly string[]>
type Json = Record<string, unknown>
export type Part = 'params' | 'query' | 'body'
export type Whole = { readonly [P in Part]: unknown }

const PARTS = ['params', 'query', 'body'] as const

/** An input that the declaration of an operation takes: made from its schema, mended until the schema is content. */
export function fitting(operation: AnyOperation, names: Names, dice: Dice): Whole {
  const made = PARTS.map((part) => [part, fittingPart(operation[part], names, dice)] as const)
  return Object.fromEntries(made) as Whole
}

function fittingPart(type: z.ZodType, names: Names, dice: Dice): unknown {
  if (type.type === 'undefined') return undefined
  let value = made(schemaOf(type), '', names, dice)
  for (let round = 0; round < ROUNDS; round++) {
    const checked = type.safeParse(value)
    if (checked.success) return value
    for (const { path } of checked.error.issues) value = withAt(value, path, dice.of(MENDERS))
  }
  return value
}

/** The JSON schema of what goes in. */
export function schemaOf(type: z.ZodType): Json {
  return z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Json
}

const ROUNDS = 40

/** What the schema does not say and only the check knows: days, months, numbers of cards, addresses. */
const MENDERS: readonly unknown[] = [
  '2026-11-22',
  '2026-11',
  '2026-11-22T01:00:00.000Z',
  '10000',
  '13800138000',
  '123456',
  'someone@example.com',
  'https://example.com/hook',
  'a-word',
  'A1',
  '330106',
  '330000',
  '11010519491231002X',
  '6222021234567890128',
  'age >= 18',
  1,
  12,
  100_000,
  true,
]

function made(schema: Json | boolean, name: string, names: Names, dice: Dice): unknown {
  if (typeof schema === 'boolean') return undefined
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return dice.of(schema.enum)
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  if (choices) return made(choices.find(isListOfValues) ?? dice.of(choices), name, names, dice)
  switch (schema.type) {
    case 'object':
      return modelOf(schema, name, names, dice) ?? madeObject(schema, names, dice)
    case 'array':
      return Array.from({ length: Math.max(Number(schema.minItems ?? 0), 1 + dice.below(2)) }, () =>
        made((schema.items ?? {}) as Json, name, names, dice),
      )
    case 'integer':
    case 'number':
      return madeNumber(schema, name, dice)
    case 'boolean':
      return dice.below(2) === 1
    case 'null':
      return null
    default:
      return madeText(schema, name, names, dice)
  }
}

/** Of the two ways to write several values, `a,b` and `x=a&x=b`, the one that says which there are. */
const isListOfValues = ({ type, items }: Json) => type === 'array' && 'enum' in ((items ?? {}) as Json)

/** A whole document whose shape a package owns, as one stands in the database under the name `terms{}`. */
function modelOf(schema: Json, name: string, names: Names, dice: Dice): unknown {
  const models = names.get(`${name}{}`)
  return models && !('properties' in schema) ? JSON.parse(dice.of(models)) : undefined
}

function madeObject(schema: Json, names: Names, dice: Dice): Json {
  const properties = (schema.properties ?? {}) as Record<string, Json>
  const required = new Set((schema.required ?? []) as string[])
  const taken = Object.entries(properties).filter(([name]) => required.has(name) || dice.below(3) > 0)
  return Object.fromEntries(taken.map(([name, property]) => [name, made(property, name, names, dice)]))
}

function madeNumber({ minimum, maximum }: Json, name: string, dice: Dice): number {
  if (/^(waitMs|skip)$/.test(name)) return 0
  if (name.toLowerCase().endsWith('version')) return 1 + dice.below(2)
  const [low, high] = [Number(minimum ?? 0), Number(maximum ?? 1_000_000)]
  return Math.abs(low) > 1e12 ? dice.below(100) : low + dice.below(Math.min(high - low, 1_000_000) + 1)
}

function madeText(schema: Json, name: string, names: Names, dice: Dice): string {
  const known = names.get(name)
  if (known && dice.below(10) > 0) return dice.of(known)
  if (/Fen(From|To|Max)?$/.test(name)) return String(100 * (1 + dice.below(50_000)))
  if (/(On|From|To)$|^(from|to|until|asOf|before|date)$/.test(name))
    return `2026-${dice.of(['08-15', '10-31', '11-19', '11-20', '11-20', '11-20', '12-15'])}`
  return 'words'.padEnd(Number(schema.minLength ?? 0), 's')
}

/** A copy with another value at a path; a path that leads nowhere changes nothing. */
export function withAt(value: unknown, path: readonly PropertyKey[], put: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return put
  if (Array.isArray(value)) return value.map((item, at) => (at === Number(step) ? withAt(item, rest, put) : item))
  if (value === null || typeof value !== 'object') return value
  return { ...value, [step]: withAt((value as Record<PropertyKey, unknown>)[step], rest, put) }
}

/** The paths of all values inside, also of those that hold others. */
export function pathsOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [[...path]]
  const inside = Array.isArray(value)
    ? value.flatMap((item, at) => pathsOf(item, [...path, at]))
    : Object.entries(value).flatMap(([name, item]) => pathsOf(item, [...path, name]))
  return [[...path], ...inside]
}
