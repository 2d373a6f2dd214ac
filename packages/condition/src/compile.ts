import { assertNever } from '@puhui/kernel'
import type { FactRecord, Truth } from './fact.ts'
import { factsOf } from './facts-of.ts'
import { type Slot, slotOf } from './slot.ts'
import type { CompareOp, Condition, Expression } from './tree.ts'
import { productDivisor, quotientFactor, scaleOf } from './units.ts'

/** Where each fact stands in an array of slots. */
export type SlotLayout = ReadonlyMap<string, number>
export type SlotTest = (slots: readonly Slot[]) => Truth
export type SlotValue = (slots: readonly Slot[]) => Slot

/**
 * Turns a condition into closures; nothing is generated as text, so it runs under a strict
 * content-security policy.
 *
 * @returns a pure function of one record: true, false or undefined (unknown)
 * @example compile(condition)({ age: 30 }) // true
 */
export function compile(condition: Condition): (record: FactRecord) => Truth {
  const facts = [...factsOf(condition)]
  const test = compileTest(condition, new Map(facts.map(([id], i) => [id, i])))
  return (record) => test(facts.map(([id, type]) => slotOf(type, record[id])))
}

/** The value of an expression for one record: fen, ppm, days since 1970-01-01, text or boolean. */
export function compileExpression(expression: Expression): (record: FactRecord) => Slot {
  const facts = [...factsOf(expression)]
  const value = compileValue(expression, new Map(facts.map(([id], i) => [id, i])))
  return (record) => value(facts.map(([id, type]) => slotOf(type, record[id])))
}

/** Like `compile`, over slots that are filled once and read by many conditions. */
export function compileTest(condition: Condition, layout: SlotLayout): SlotTest {
  switch (condition.kind) {
    case 'always': {
      const { value } = condition
      return () => value
    }
    case 'compare':
      return compileCompare(condition, layout)
    case 'range':
      return compileRange(condition, layout)
    case 'oneOf':
      return compileOneOf(condition, layout)
    case 'known':
      return compileKnown(condition, layout)
    case 'textual':
      return compileTextual(condition, layout)
    case 'holds':
      return compileValue(condition.of, layout) as SlotTest
    case 'and':
      return compileAll(condition.all.map((part) => compileTest(part, layout)))
    case 'or':
      return compileAny(condition.all.map((part) => compileTest(part, layout)))
    case 'not': {
      const test = compileTest(condition.of, layout)
      return (slots) => {
        const truth = test(slots)
        return truth === undefined ? undefined : !truth
      }
    }
    default:
      return assertNever(condition)
  }
}

function compileCompare(condition: Extract<Condition, { kind: 'compare' }>, layout: SlotLayout): SlotTest {
  const { op, left, right } = condition
  if (left.kind === 'fact' && right.kind === 'literal') return slotAgainst(op, layout.get(left.id)!, right.value)
  const [a, b] = [compileValue(left, layout), compileValue(right, layout)]
  return (slots) => {
    const [x, y] = [a(slots), b(slots)]
    return x === undefined || y === undefined ? undefined : holds(op, x, y)
  }
}

/** The commonest shape, a fact against a literal: one array read and one comparison. */
function slotAgainst(op: CompareOp, at: number, literal: number | string | boolean): SlotTest {
  switch (op) {
    case '=':
      return (slots) => (slots[at] === undefined ? undefined : slots[at] === literal)
    case '!=':
      return (slots) => (slots[at] === undefined ? undefined : slots[at] !== literal)
    case '<':
      return (slots) => (slots[at] === undefined ? undefined : slots[at]! < literal)
    case '<=':
      return (slots) => (slots[at] === undefined ? undefined : slots[at]! <= literal)
    case '>':
      return (slots) => (slots[at] === undefined ? undefined : slots[at]! > literal)
    case '>=':
      return (slots) => (slots[at] === undefined ? undefined : slots[at]! >= literal)
    default:
      return assertNever(op)
  }
}

function holds(op: CompareOp, x: number | string | boolean, y: number | string | boolean): boolean {
  switch (op) {
    case '=':
      return x === y
    case '!=':
      return x !== y
    case '<':
      return x < y
    case '<=':
      return x <= y
    case '>':
      return x > y
    case '>=':
      return x >= y
    default:
      return assertNever(op)
  }
}

function compileRange(condition: Extract<Condition, { kind: 'range' }>, layout: SlotLayout): SlotTest {
  const { of, low, high, lowClosed, highClosed } = condition
  const [value, from, to] = [of, low, high].map((part) => compileValue(part, layout)) as [
    SlotValue,
    SlotValue,
    SlotValue,
  ]
  return (slots) => {
    const [x, a, b] = [value(slots), from(slots), to(slots)]
    if (x === undefined) return undefined
    const isAbove = a === undefined ? undefined : lowClosed ? x >= a : x > a
    const isBelow = b === undefined ? undefined : highClosed ? x <= b : x < b
    if (isAbove === false || isBelow === false) return false
    return isAbove && isBelow
  }
}

function compileOneOf(condition: Extract<Condition, { kind: 'oneOf' }>, layout: SlotLayout): SlotTest {
  const value = compileValue(condition.of, layout)
  const options = new Set<Slot>(condition.options.map((option) => option.value))
  return (slots) => {
    const x = value(slots)
    return x === undefined ? undefined : options.has(x)
  }
}

function compileKnown(condition: Extract<Condition, { kind: 'known' }>, layout: SlotLayout): SlotTest {
  const value = compileValue(condition.of, layout)
  return condition.isKnown ? (slots) => value(slots) !== undefined : (slots) => value(slots) === undefined
}

function compileTextual(condition: Extract<Condition, { kind: 'textual' }>, layout: SlotLayout): SlotTest {
  const { name, part } = condition
  const value = compileValue(condition.of, layout)
  return (slots) => {
    const x = value(slots)
    if (typeof x !== 'string') return undefined
    return name === 'contains' ? x.includes(part) : x.startsWith(part)
  }
}

function compileAll(tests: readonly SlotTest[]): SlotTest {
  return (slots) => {
    let truth: Truth = true
    for (let i = 0; i < tests.length; i += 1) {
      const one = tests[i]!(slots)
      if (one === false) return false
      if (one === undefined) truth = undefined
    }
    return truth
  }
}

function compileAny(tests: readonly SlotTest[]): SlotTest {
  return (slots) => {
    let truth: Truth = false
    for (let i = 0; i < tests.length; i += 1) {
      const one = tests[i]!(slots)
      if (one === true) return true
      if (one === undefined) truth = undefined
    }
    return truth
  }
}

/** A value over slots, as closures. */
export function compileValue(expression: Expression, layout: SlotLayout): SlotValue {
  switch (expression.kind) {
    case 'fact': {
      const at = layout.get(expression.id)!
      return (slots) => slots[at]
    }
    case 'literal': {
      const { value } = expression
      return () => value
    }
    case 'arithmetic':
      return compileArithmetic(expression, layout)
    case 'call':
      return compileCall(expression, layout)
    case 'if': {
      const test = compileTest(expression.test, layout)
      const then = compileValue(expression.then, layout)
      const otherwise = compileValue(expression.otherwise, layout)
      return (slots) => (test(slots) === true ? then(slots) : otherwise(slots))
    }
    case 'share': {
      const [of, scale] = [compileValue(expression.of, layout), scaleOf('rate')]
      return unary(of, (x) => x / scale)
    }
    default:
      return assertNever(expression)
  }
}

function compileArithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>, layout: SlotLayout): SlotValue {
  const { op, left, right, type } = expression
  const [a, b] = [compileValue(left, layout), compileValue(right, layout)]
  switch (op) {
    case '+':
      return binary(a, b, (x, y) => x + y)
    case '-':
      return binary(a, b, (x, y) => x - y)
    case '*': {
      const divisor = productDivisor(left.type, right.type, type)
      return divisor === 1 ? binary(a, b, (x, y) => x * y) : binary(a, b, (x, y) => (x * y) / divisor)
    }
    case '/': {
      const factor = quotientFactor(left.type, right.type, type)
      return binary(a, b, (x, y) => (y === 0 ? undefined : (x * factor) / y))
    }
    default:
      return assertNever(op)
  }
}

function compileCall(expression: Extract<Expression, { kind: 'call' }>, layout: SlotLayout): SlotValue {
  const args = expression.args.map((arg) => compileValue(arg, layout))
  const unit = scaleOf(expression.type)
  const [first, second] = args as [SlotValue, SlotValue]
  switch (expression.name) {
    case 'coalesce':
      return firstKnown(args)
    case 'min':
      return args.reduce((a, b) => binary(a, b, Math.min))
    case 'max':
      return args.reduce((a, b) => binary(a, b, Math.max))
    case 'abs':
      return unary(first, Math.abs)
    case 'floor':
      return unary(first, (x) => Math.floor(x / unit) * unit)
    case 'ceiling':
      return unary(first, (x) => Math.ceil(x / unit) * unit)
    case 'days between':
      return binary(first, second, (from, to) => to - from)
    default:
      return assertNever(expression.name)
  }
}

function unary(of: SlotValue, apply: (x: number) => number | undefined): SlotValue {
  return (slots) => {
    const x = of(slots)
    return typeof x === 'number' ? apply(x) : undefined
  }
}

function binary(a: SlotValue, b: SlotValue, apply: (x: number, y: number) => number | undefined): SlotValue {
  return (slots) => {
    const [x, y] = [a(slots), b(slots)]
    return typeof x === 'number' && typeof y === 'number' ? apply(x, y) : undefined
  }
}

function firstKnown(args: readonly SlotValue[]): SlotValue {
  return (slots) => {
    for (const arg of args) {
      const value = arg(slots)
      if (value !== undefined) return value
    }
    return undefined
  }
}
