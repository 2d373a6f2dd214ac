import { assertNever } from '@puhui/kernel'
import { compileTest, type SlotLayout, type SlotValue } from './compile.ts'
import type { Expression } from './tree.ts'
import { productDivisor, quotientFactor, scaleOf } from './units.ts'

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
