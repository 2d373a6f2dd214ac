import { assertNever } from '@puhui/kernel'
import { FUNCTIONS } from './feel-functions.ts'
import type { Feel, FeelOperator, FeelTests, Iteration } from './feel-syntax.ts'
import { addTemporal, isTemporal, parseTemporal, propertyOf } from './feel-temporal.ts'
import {
  compared,
  equal,
  type FeelContext,
  type FeelFunction,
  type FeelValue,
  isContext,
  isFunction,
  isList,
  isRange,
  within,
} from './feel-value.ts'

const STEPS_MAX = 1_000_000
const DEPTH_MAX = 300
const ITEMS_MAX = 10_000

/** What one evaluation may still cost; what is beyond is null, never endless. */
export class FeelBudget {
  #steps = 0
  #depth = 0

  spend<T extends FeelValue>(work: () => T): T | null {
    this.#steps += 1
    if (this.#steps > STEPS_MAX || this.#depth >= DEPTH_MAX) return null
    this.#depth += 1
    const value = work()
    this.#depth -= 1
    return value
  }
}

export interface FeelScope {
  readonly names: FeelContext
  readonly budget: FeelBudget
}

/** Evaluates an expression of FEEL. Total: what cannot be computed is null. */
export function evaluateFeel(tree: Feel, scope: FeelScope): FeelValue {
  return scope.budget.spend(() => evaluated(tree, scope))
}

/** Whether the entry of an input column holds for a value. */
export function testsHold(tests: FeelTests, value: FeelValue, scope: FeelScope): boolean {
  if (tests === 'any') return true
  const inner = withNames(scope, [['?', value]])
  const truths = tests.tests.map((test) => tested(test, value, inner))
  return tests.isNegated ? truths.every((truth) => truth === false) : truths.includes(true)
}

export function withNames(scope: FeelScope, names: Iterable<readonly [string, FeelValue]>): FeelScope {
  return { ...scope, names: new Map([...scope.names, ...names]) }
}

function evaluated(tree: Feel, scope: FeelScope): FeelValue {
  const of = (part: Feel) => evaluateFeel(part, scope)
  switch (tree.kind) {
    case 'literal':
      return tree.value
    case 'at':
      return parseTemporal(tree.text)
    case 'name':
      return named(tree.name, scope)
    case 'path':
      return property(of(tree.of), tree.name)
    case 'list':
      return tree.items.map(of)
    case 'context':
      return contextOf(tree.entries, scope)
    case 'range':
      return { ...tree, low: of(tree.low), high: of(tree.high) }
    case 'test':
      return tested(tree, scope.names.get('?') ?? null, scope)
    case 'negative':
      return negative(of(tree.of))
    case 'binary':
      return binary(tree.op, of(tree.left), of(tree.right))
    case 'and':
    case 'or':
      return kleene(tree.kind === 'or', of(tree.left), () => of(tree.right))
    case 'if':
      return of(tree.test) === true ? of(tree.then) : of(tree.otherwise)
    case 'between':
      return within(of(tree.of), {
        kind: 'range',
        low: of(tree.low),
        high: of(tree.high),
        lowClosed: true,
        highClosed: true,
      })
    case 'in': {
      const value = of(tree.of)
      return kleeneAny(tree.tests.map((test) => tested(test, value, withNames(scope, [['?', value]]))))
    }
    case 'filter':
      return filtered(of(tree.of), tree.by, scope)
    case 'for':
      return iterations(tree.over, scope)?.map((inner) => evaluateFeel(tree.body, inner)) ?? null
    case 'some':
    case 'every':
      return quantified(tree, scope)
    case 'call':
      return called(tree, scope)
    case 'function':
      return functionOf(tree.parameters, scope, (inner) => evaluateFeel(tree.body, inner))
    case 'instanceOf':
      return typeNameOf(of(tree.of)) === tree.type
    default:
      return assertNever(tree)
  }
}

/** A name may hold points of its own; only where there is no such name they are a path. */
function named(name: string, { names }: FeelScope): FeelValue {
  const value = names.get(name)
  if (value !== undefined) return value
  const [first = '', ...path] = name.split('.')
  if (path.length > 0 && names.has(first)) return path.reduce(property, names.get(first) ?? null)
  return FUNCTIONS.get(name) ?? null
}

/** A function whose body sees what stood around it and its arguments. */
export function functionOf(
  parameters: readonly string[],
  scope: FeelScope,
  body: (inner: FeelScope) => FeelValue,
): FeelFunction {
  const call = (args: readonly FeelValue[]) =>
    body(
      withNames(
        scope,
        parameters.map((name, i) => [name, args[i] ?? null] as const),
      ),
    )
  return { kind: 'function', parameters, call }
}

export function typeNameOf(value: FeelValue): string {
  if (value === null) return 'null'
  if (isList(value)) return 'list'
  if (isContext(value)) return 'context'
  return typeof value === 'object' ? value.kind : typeof value
}

function tested(test: Feel, value: FeelValue, scope: FeelScope): boolean | null {
  if (test.kind === 'test') return truthOf(binary(test.op, value, evaluateFeel(test.to, scope)))
  const target = evaluateFeel(test, scope)
  if (typeof target === 'boolean' && asksForValue(test)) return target
  if (isRange(target)) return within(value, target)
  if (isList(target) && !isList(value))
    return target.some((item) => (isRange(item) ? within(value, item) : equal(value, item)) === true)
  if (typeof target === 'boolean' && value !== null && typeof value !== 'boolean') return target
  return equal(value, target)
}

function asksForValue(tree: unknown): boolean {
  if (Array.isArray(tree)) return tree.some(asksForValue)
  if (typeof tree !== 'object' || tree === null) return false
  if ('kind' in tree && tree.kind === 'name' && 'name' in tree && tree.name === '?') return true
  return Object.values(tree).some(asksForValue)
}

function truthOf(value: FeelValue): boolean | null {
  return typeof value === 'boolean' ? value : null
}

function kleene(deciding: boolean, left: FeelValue, right: () => FeelValue): boolean | null {
  if (left === deciding) return deciding
  const other = truthOf(right())
  if (other === deciding) return deciding
  return truthOf(left) === null || other === null ? null : !deciding
}

function kleeneAny(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(true)) return true
  return truths.includes(null) ? null : false
}

function negative(value: FeelValue): FeelValue {
  if (typeof value === 'number') return -value
  if (!isTemporal(value)) return null
  if (value.kind === 'days and time duration') return { ...value, ms: -value.ms }
  return value.kind === 'years and months duration' ? { ...value, months: -value.months } : null
}

function binary(op: FeelOperator, a: FeelValue, b: FeelValue): FeelValue {
  switch (op) {
    case '=':
      return equal(a, b)
    case '!=': {
      const same = equal(a, b)
      return same === null ? null : !same
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(op, compared(a, b))
    default:
      return arithmetic(op, a, b)
  }
}

function ordered(op: '<' | '<=' | '>' | '>=', difference: number | null): boolean | null {
  if (difference === null) return null
  if (difference === 0) return op === '<=' || op === '>='
  return difference < 0 === (op === '<' || op === '<=')
}

function arithmetic(op: '+' | '-' | '*' | '/' | '**', a: FeelValue, b: FeelValue): FeelValue {
  if (typeof a === 'string' && typeof b === 'string') return op === '+' ? a + b : null
  if (isTemporal(a) && isTemporal(b)) return op === '+' || op === '-' ? addTemporal(a, b, op === '+' ? 1 : -1) : null
  if (isTemporal(a) && typeof b === 'number') return scaledDuration(op, a, b)
  if (isTemporal(b) && typeof a === 'number') return op === '*' ? scaledDuration(op, b, a) : null
  if (typeof a !== 'number' || typeof b !== 'number') return null
  return finite({ '+': a + b, '-': a - b, '*': a * b, '/': b === 0 ? Number.NaN : a / b, '**': a ** b }[op])
}

function scaledDuration(op: string, of: FeelValue, by: number): FeelValue {
  if (!isTemporal(of) || (op !== '*' && op !== '/') || (op === '/' && by === 0)) return null
  const factor = op === '*' ? by : 1 / by
  if (of.kind === 'days and time duration') return { ...of, ms: Math.trunc(of.ms * factor) }
  return of.kind === 'years and months duration' ? { ...of, months: Math.trunc(of.months * factor) } : null
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function property(of: FeelValue, name: string): FeelValue {
  if (isContext(of)) return of.get(name) ?? null
  if (isList(of)) return of.map((item) => property(item, name))
  if (isTemporal(of)) return propertyOf(of, name)
  if (!isRange(of)) return null
  return { start: of.low, end: of.high, 'start included': of.lowClosed, 'end included': of.highClosed }[name] ?? null
}

function contextOf(entries: readonly (readonly [string, Feel])[], scope: FeelScope): FeelContext | null {
  const context = new Map<string, FeelValue>()
  for (const [name, tree] of entries) {
    if (context.has(name)) return null
    context.set(name, evaluateFeel(tree, withNames(scope, context)))
  }
  return context
}

function filtered(of: FeelValue, by: Feel, scope: FeelScope): FeelValue {
  const list = isList(of) ? of : of === null ? [] : [of]
  const at = by.kind === 'literal' || by.kind === 'negative' || by.kind === 'name' ? evaluateFeel(by, scope) : null
  if (typeof at === 'number') return list[at > 0 ? at - 1 : list.length + at] ?? null
  return list.filter((item) => {
    const names = [
      ...(isContext(item) ? item : []),
      ...(isContext(item) && item.has('item') ? [] : [['item', item] as const]),
      ['?', item] as const,
    ]
    return evaluateFeel(by, withNames(scope, names)) === true
  })
}

function quantified({ kind, over, body }: Extract<Feel, { kind: 'for' | 'some' | 'every' }>, scope: FeelScope) {
  const truths = iterations(over, scope)?.map((inner) => truthOf(evaluateFeel(body, inner)))
  if (!truths) return null
  if (kind === 'some') return kleeneAny(truths)
  const isBroken = kleeneAny(truths.map((truth) => (truth === null ? null : !truth)))
  return isBroken === null ? null : !isBroken
}

/** One scope per round of the loops, the last loop fastest; undefined when there would be too many. */
function iterations(over: readonly Iteration[], scope: FeelScope): readonly FeelScope[] | undefined {
  let scopes: readonly FeelScope[] = [scope]
  for (const { name, of, to } of over) {
    const next: FeelScope[] = []
    for (const outer of scopes) {
      const items = itemsOf(evaluateFeel(of, outer), to ? evaluateFeel(to, outer) : undefined)
      if (next.length + items.length > ITEMS_MAX) return undefined
      for (const item of items) next.push(withNames(outer, [[name, item]]))
    }
    scopes = next
  }
  return scopes
}

function itemsOf(of: FeelValue, to: FeelValue | undefined): readonly FeelValue[] {
  if (to === undefined) return isList(of) ? of : of === null ? [] : [of]
  if (typeof of !== 'number' || typeof to !== 'number' || Math.abs(to - of) >= ITEMS_MAX) return []
  const step = to < of ? -1 : 1
  return Array.from({ length: Math.floor(Math.abs(to - of)) + 1 }, (_, i) => of + step * i)
}

function called(tree: Extract<Feel, { kind: 'call' }>, scope: FeelScope): FeelValue {
  const target = evaluateFeel(tree.of, scope)
  if (!isFunction(target)) return null
  const args = tree.args.map((arg) => evaluateFeel(arg, scope))
  const { names } = tree
  if (!names) return target.call(args)
  if (names.some((name) => !target.parameters.includes(name))) return null
  return target.call(target.parameters.map((name) => args[names.indexOf(name)] ?? null))
}
