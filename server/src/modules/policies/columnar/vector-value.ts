import { compileValue, type Expression, type FactType } from '@puhui/condition'
import { assertNever } from '@puhui/kernel'
import { CHUNK, type TestMaker, UNKNOWN, type VectorValue } from './chunk.ts'
import { type Columns, numberOf } from './columns.ts'

/** Facts as numbers, unknown is NaN, in steps of whole stretches. Every operation is the one of `compileValue`. */
export function vectorValue(expression: Expression, columns: Columns, makeTest: TestMaker): VectorValue {
  switch (expression.kind) {
    case 'fact': {
      const column = columns.facts.get(expression.id)
      if (column === undefined) return constant(Number.NaN)
      if (column.kind === 'text') throw new Error('assertion failed: a text is no number')
      return (from, count) => column.values.subarray(from, from + count)
    }
    case 'literal':
      return constant(numberOf(expression.value))
    case 'arithmetic':
      return arithmetic(expression, columns, makeTest)
    case 'call':
      return called(expression, columns, makeTest)
    case 'if':
      return chosen(expression, columns, makeTest)
    case 'share': {
      const scale = Math.round(1 / unaryAt(expression, expression.of.type)(1))
      return mapped(vectorValue(expression.of, columns, makeTest), (x) => x / scale)
    }
    default:
      return assertNever(expression)
  }
}

function constant(value: number): VectorValue {
  const filled = new Float64Array(CHUNK).fill(value)
  return () => filled
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>

function arithmetic({ op, left, right, type }: Of<'arithmetic'>, columns: Columns, makeTest: TestMaker): VectorValue {
  const [a, b] = [vectorValue(left, columns, makeTest), vectorValue(right, columns, makeTest)]
  const out = new Float64Array(CHUNK)
  switch (op) {
    case '+':
      return (from, count) => {
        const [x, y] = [a(from, count), b(from, count)]
        for (let i = 0; i < count; i += 1) out[i] = x[i]! + y[i]!
        return out
      }
    case '-':
      return (from, count) => {
        const [x, y] = [a(from, count), b(from, count)]
        for (let i = 0; i < count; i += 1) out[i] = x[i]! - y[i]!
        return out
      }
    case '*': {
      const divisor = Math.round(1 / binaryAt({ kind: 'arithmetic', op, type, left, right }))
      return (from, count) => {
        const [x, y] = [a(from, count), b(from, count)]
        for (let i = 0; i < count; i += 1) out[i] = (x[i]! * y[i]!) / divisor
        return out
      }
    }
    case '/': {
      const factor = binaryAt({ kind: 'arithmetic', op, type, left, right })
      return (from, count) => {
        const [x, y] = [a(from, count), b(from, count)]
        for (let i = 0; i < count; i += 1) out[i] = y[i] === 0 ? Number.NaN : (x[i]! * factor) / y[i]!
        return out
      }
    }
    default:
      return assertNever(op)
  }
}

/** What the scalar form makes of one and one: it knows how units divide and multiply. */
function binaryAt(expression: Of<'arithmetic'>): number {
  const [left, right] = [placed('a', expression.left.type), placed('b', expression.right.type)]
  const scalar = compileValue({ ...expression, left, right }, LAYOUT)
  return numberOf(scalar([1, 1]))
}

function unaryAt(expression: Of<'share'>, type: FactType): (x: number) => number {
  const scalar = compileValue({ ...expression, of: placed('a', type) }, LAYOUT)
  return (x) => numberOf(scalar([x]))
}

const LAYOUT = new Map([
  ['a', 0],
  ['b', 1],
])

function placed(id: string, type: FactType): Expression {
  return { kind: 'fact', id, type }
}

function mapped(of: VectorValue, apply: (x: number) => number): VectorValue {
  const out = new Float64Array(CHUNK)
  return (from, count) => {
    const x = of(from, count)
    for (let i = 0; i < count; i += 1) out[i] = apply(x[i]!)
    return out
  }
}

function combined(parts: readonly VectorValue[], apply: (x: number, y: number) => number): VectorValue {
  return parts.reduce((a, b) => {
    const out = new Float64Array(CHUNK)
    return (from, count) => {
      const [x, y] = [a(from, count), b(from, count)]
      for (let i = 0; i < count; i += 1) out[i] = apply(x[i]!, y[i]!)
      return out
    }
  })
}

function called(expression: Of<'call'>, columns: Columns, makeTest: TestMaker): VectorValue {
  const args = expression.args.map((arg) => vectorValue(arg, columns, makeTest))
  switch (expression.name) {
    case 'coalesce':
      return combined(args, (x, y) => (Number.isNaN(x) ? y : x))
    case 'min':
      return combined(args, Math.min)
    case 'max':
      return combined(args, Math.max)
    case 'abs':
      return mapped(args[0]!, Math.abs)
    case 'days between':
      return combined(args, (from, to) => to - from)
    case 'floor':
    case 'ceiling': {
      const scalar = compileValue({ ...expression, args: [placed('a', expression.args[0]!.type)] }, LAYOUT)
      return mapped(args[0]!, (x) => (Number.isNaN(x) ? x : numberOf(scalar([x]))))
    }
    default:
      return assertNever(expression.name)
  }
}

function chosen(expression: Of<'if'>, columns: Columns, makeTest: TestMaker): VectorValue {
  const test = makeTest(expression.test, columns)
  const [then, otherwise] = [
    vectorValue(expression.then, columns, makeTest),
    vectorValue(expression.otherwise, columns, makeTest),
  ]
  const out = new Float64Array(CHUNK)
  return (from, count) => {
    const [is, x, y] = [test(from, count), then(from, count), otherwise(from, count)]
    for (let i = 0; i < count; i += 1) out[i] = is[i]! > UNKNOWN ? x[i]! : y[i]!
    return out
  }
}
