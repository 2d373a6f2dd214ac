import { assertNever } from '@puhui/kernel'
import { holds, isJsonList, isJsonObject, sameJson, ZEN_FUNCTIONS, zenText } from './zen-functions.ts'
import type { Json, Zen, ZenOperator } from './zen-syntax.ts'

const STEPS_MAX = 1_000_000

/** What an expression sees: the data by name, `$`, `#` in a walk over a list, `$nodes`, and the time now. */
export interface ZenScope {
  readonly data: Json
  readonly value: Json
  readonly item?: Json
  readonly nodes: Json
  readonly nowSeconds: number | null
  /** Counted up by every step of one evaluation; beyond 1,000,000 everything is null. */
  readonly spent: { steps: number }
}

/** Evaluates an expression. Total: what cannot be computed is null. */
export function evaluateZen(tree: Zen, scope: ZenScope): Json {
  scope.spent.steps += 1
  if (scope.spent.steps > STEPS_MAX) return null
  const of = (part: Zen) => evaluateZen(part, scope)
  switch (tree.kind) {
    case 'literal':
      return tree.value
    case 'name':
      return named(tree.name, scope)
    case 'member':
      return memberOf(of(tree.of), of(tree.name))
    case 'slice':
      return sliced(of(tree.of), tree.from ? of(tree.from) : 0, tree.to ? of(tree.to) : null)
    case 'list':
      return tree.items.map(of)
    case 'object':
      return Object.fromEntries(tree.entries.map(([key, value]) => [zenText(of(key)), of(value)]))
    case 'interval':
      return null
    case 'template':
      return tree.parts.map((part) => zenText(of(part))).join('')
    case 'negative': {
      const value = of(tree.of)
      return typeof value === 'number' ? -value : null
    }
    case 'not': {
      const value = of(tree.of)
      return typeof value === 'boolean' ? !value : null
    }
    case 'and':
      return of(tree.left) === true && of(tree.right) === true
    case 'or':
      return of(tree.left) === true || of(tree.right) === true
    case 'binary':
      return binary(tree.op, of(tree.left), () => of(tree.right))
    case 'test':
      return binary(tree.op, scope.value, () => of(tree.to))
    case 'in':
      return among(tree, scope)
    case 'choice':
      return of(tree.test) === true ? of(tree.then) : of(tree.otherwise)
    case 'call':
      return called(tree, scope)
    default:
      return assertNever(tree)
  }
}

function named(name: string, { data, value, item, nodes }: ZenScope): Json {
  if (name === '$') return value
  if (name === '#') return item ?? null
  if (name === '$nodes') return nodes
  return name === '$root' ? data : memberOf(data, name)
}

function memberOf(of: Json, name: Json): Json {
  if (isJsonList(of) && typeof name === 'number') return of[name] ?? null
  return isJsonObject(of) && typeof name === 'string' && Object.hasOwn(of, name) ? of[name]! : null
}

function sliced(of: Json, from: Json, to: Json): Json {
  if (typeof from !== 'number' || (!isJsonList(of) && typeof of !== 'string')) return null
  return of.slice(from, typeof to === 'number' ? to + 1 : undefined)
}

function binary(op: ZenOperator, a: Json, right: () => Json): Json {
  if (op === '??') return a ?? right()
  const b = right()
  if (op === '==') return sameJson(a, b)
  if (op === '!=') return !sameJson(a, b)
  if (op === '+' && typeof a === 'string' && typeof b === 'string') return a + b
  return typeof a === 'number' && typeof b === 'number' ? computed(op, a, b) : null
}

function computed(op: Exclude<ZenOperator, '??' | '==' | '!='>, a: number, b: number): Json {
  switch (op) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    default: {
      const value = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b, '^': a ** b }[op]
      return Number.isFinite(value) ? value : null
    }
  }
}

function among({ of, among: place, isNegated }: Extract<Zen, { kind: 'in' }>, scope: ZenScope): Json {
  const value = evaluateZen(of, scope)
  const isIn = place.kind === 'interval' ? inInterval(value, place, scope) : holds(evaluateZen(place, scope), value)
  return isIn === null ? null : isIn !== isNegated
}

function inInterval(value: Json, interval: Extract<Zen, { kind: 'interval' }>, scope: ZenScope): boolean | null {
  const [low, high] = [evaluateZen(interval.low, scope), evaluateZen(interval.high, scope)]
  if (typeof value !== 'number' || typeof low !== 'number' || typeof high !== 'number') return null
  return (interval.lowClosed ? value >= low : value > low) && (interval.highClosed ? value <= high : value < high)
}

function called({ name, args }: Extract<Zen, { kind: 'call' }>, scope: ZenScope): Json {
  const walk = WALKS[name]
  if (walk) {
    const items = evaluateZen(args[0] ?? { kind: 'literal', value: null }, scope)
    const body = args[1]
    return isJsonList(items) && body ? walk(items, (item) => evaluateZen(body, { ...scope, item })) : null
  }
  const body = ZEN_FUNCTIONS.get(name)
  return (
    body?.(
      args.map((arg) => evaluateZen(arg, scope)),
      scope.nowSeconds,
    ) ?? null
  )
}

type Walk = (items: readonly Json[], body: (item: Json) => Json) => Json

/** Functions that walk a list, with `#` for the item. */
const WALKS: Readonly<Record<string, Walk>> = {
  map: (items, body) => items.map(body),
  flatMap: (items, body) => items.map(body).flatMap((each) => (isJsonList(each) ? each : [each])),
  filter: (items, body) => items.filter((item) => body(item) === true),
  some: (items, body) => items.some((item) => body(item) === true),
  all: (items, body) => items.every((item) => body(item) === true),
  none: (items, body) => items.every((item) => body(item) !== true),
  one: (items, body) => items.filter((item) => body(item) === true).length === 1,
  count: (items, body) => items.filter((item) => body(item) === true).length,
}

/** The names of every function an expression may call. */
export const ZEN_FUNCTION_NAMES: ReadonlySet<string> = new Set([...ZEN_FUNCTIONS.keys(), ...Object.keys(WALKS)])
