import { assertNever } from '@puhui/kernel'
import { compileValue } from './compile-value.ts'
import type { FactRecord, Truth } from './fact.ts'
import { factsOf } from './facts-of.ts'
import { type Slot, slotOf } from './slot.ts'
import type { CompareOp, Condition, Expression } from './tree.ts'

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
