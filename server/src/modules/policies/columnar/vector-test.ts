import { type Condition, compileTest, factsOf, type Slot } from '@puhui/condition'
import { assertNever } from '@puhui/kernel'
import { CHUNK, FALSE, TRUE, UNKNOWN, type VectorTest, type VectorValue } from './chunk.ts'
import { type Column, type Columns, isTextual, numberOf, slotAt } from './columns.ts'
import { vectorValue } from './vector-value.ts'

/** A condition over columns, a stretch at a time. It says of every row what `compileTest` says of it. */
export function vectorTest(condition: Condition, columns: Columns): VectorTest {
  if (!hasTexts(condition)) return numericTest(condition, columns)
  if (condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'not')
    return numericTest(condition, columns)
  return byName(condition, columns) ?? rowByRow(condition, columns)
}

function hasTexts(condition: Condition): boolean {
  return [...factsOf(condition).values()].some(isTextual) || JSON.stringify(condition).includes('"value":"')
}

function numericTest(condition: Condition, columns: Columns): VectorTest {
  switch (condition.kind) {
    case 'always': {
      const filled = new Uint8Array(CHUNK).fill(condition.value ? TRUE : FALSE)
      return () => filled
    }
    case 'compare':
      return compared(condition, columns)
    case 'range':
      return inRange(condition, columns)
    case 'oneOf':
      return among(condition, columns)
    case 'known':
      return whetherKnown(vectorValue(condition.of, columns, vectorTest), condition.isKnown)
    case 'holds':
      return filling(vectorValue(condition.of, columns, vectorTest), (x) =>
        x === 1 ? TRUE : x === 0 ? FALSE : UNKNOWN,
      )
    case 'and':
      return folded(condition.all, columns, TRUE, (a, b) => (a < b ? a : b))
    case 'or':
      return folded(condition.all, columns, FALSE, (a, b) => (a > b ? a : b))
    case 'not':
      return inverted(vectorTest(condition.of, columns))
    case 'textual':
      return rowByRow(condition, columns)
    default:
      return assertNever(condition)
  }
}

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>

/** NaN is neither below nor at least anything: what is neither is unknown. */
function compared({ op, left, right }: Of<'compare'>, columns: Columns): VectorTest {
  const a = vectorValue(left, columns, vectorTest)
  const out = new Uint8Array(CHUNK)
  if (right.kind === 'literal') {
    const c = numberOf(right.value)
    switch (op) {
      case '<':
        return (from, count) => {
          const x = a(from, count)
          for (let i = 0; i < count; i += 1) out[i] = x[i]! < c ? 2 : x[i]! >= c ? 0 : 1
          return out
        }
      case '<=':
        return (from, count) => {
          const x = a(from, count)
          for (let i = 0; i < count; i += 1) out[i] = x[i]! <= c ? 2 : x[i]! > c ? 0 : 1
          return out
        }
      case '>':
        return (from, count) => {
          const x = a(from, count)
          for (let i = 0; i < count; i += 1) out[i] = x[i]! > c ? 2 : x[i]! <= c ? 0 : 1
          return out
        }
      case '>=':
        return (from, count) => {
          const x = a(from, count)
          for (let i = 0; i < count; i += 1) out[i] = x[i]! >= c ? 2 : x[i]! < c ? 0 : 1
          return out
        }
      default:
        break
    }
  }
  const b = vectorValue(right, columns, vectorTest)
  const [whenTrue, whenFalse] = op === '!=' ? [FALSE, TRUE] : [TRUE, FALSE]
  return (from, count) => {
    const [x, y] = [a(from, count), b(from, count)]
    switch (op) {
      case '=':
      case '!=':
        for (let i = 0; i < count; i += 1)
          out[i] = x[i]! === y[i]! ? whenTrue : x[i]! < y[i]! || x[i]! > y[i]! ? whenFalse : 1
        return out
      case '<':
        for (let i = 0; i < count; i += 1) out[i] = x[i]! < y[i]! ? 2 : x[i]! >= y[i]! ? 0 : 1
        return out
      case '<=':
        for (let i = 0; i < count; i += 1) out[i] = x[i]! <= y[i]! ? 2 : x[i]! > y[i]! ? 0 : 1
        return out
      case '>':
        for (let i = 0; i < count; i += 1) out[i] = x[i]! > y[i]! ? 2 : x[i]! <= y[i]! ? 0 : 1
        return out
      case '>=':
        for (let i = 0; i < count; i += 1) out[i] = x[i]! >= y[i]! ? 2 : x[i]! < y[i]! ? 0 : 1
        return out
      default:
        return assertNever(op)
    }
  }
}

function inRange({ of, low, high, lowClosed, highClosed }: Of<'range'>, columns: Columns): VectorTest {
  const above = compared({ kind: 'compare', op: lowClosed ? '>=' : '>', left: of, right: low }, columns)
  const below = compared({ kind: 'compare', op: highClosed ? '<=' : '<', left: of, right: high }, columns)
  const value = vectorValue(of, columns, vectorTest)
  const out = new Uint8Array(CHUNK)
  return (from, count) => {
    const [a, b, x] = [above(from, count), below(from, count), value(from, count)]
    for (let i = 0; i < count; i += 1) out[i] = Number.isNaN(x[i]!) ? UNKNOWN : a[i]! < b[i]! ? a[i]! : b[i]!
    return out
  }
}

function among({ of, options }: Of<'oneOf'>, columns: Columns): VectorTest {
  const numbers = new Set(options.map(({ value }) => numberOf(value)))
  return filling(vectorValue(of, columns, vectorTest), (x) =>
    Number.isNaN(x) ? UNKNOWN : numbers.has(x) ? TRUE : FALSE,
  )
}

function whetherKnown(value: VectorValue, isKnown: boolean): VectorTest {
  const [known, unknown] = isKnown ? [TRUE, FALSE] : [FALSE, TRUE]
  return filling(value, (x) => (Number.isNaN(x) ? unknown : known))
}

function filling(value: VectorValue, truth: (x: number) => number): VectorTest {
  const out = new Uint8Array(CHUNK)
  return (from, count) => {
    const x = value(from, count)
    for (let i = 0; i < count; i += 1) out[i] = truth(x[i]!)
    return out
  }
}

function folded(
  all: readonly Condition[],
  columns: Columns,
  start: number,
  merge: (a: number, b: number) => number,
): VectorTest {
  const tests = all.map((part) => vectorTest(part, columns))
  const isAnd = merge(FALSE, TRUE) === FALSE
  const out = new Uint8Array(CHUNK)
  return (from, count) => {
    out.fill(start, 0, count)
    for (const test of tests) {
      const one = test(from, count)
      if (isAnd) for (let i = 0; i < count; i += 1) out[i] = out[i]! < one[i]! ? out[i]! : one[i]!
      else for (let i = 0; i < count; i += 1) out[i] = out[i]! > one[i]! ? out[i]! : one[i]!
    }
    return out
  }
}

function inverted(test: VectorTest): VectorTest {
  const out = new Uint8Array(CHUNK)
  return (from, count) => {
    const one = test(from, count)
    for (let i = 0; i < count; i += 1) out[i] = 2 - one[i]!
    return out
  }
}

/** A condition on one text and literals is asked once per name that occurs, then looked up. */
function byName(condition: Condition, columns: Columns): VectorTest | undefined {
  const facts = [...factsOf(condition)]
  const [first] = facts
  if (facts.length !== 1 || !first) return undefined
  const column: Column | undefined = columns.facts.get(first[0])
  if (column !== undefined && column.kind !== 'text') return undefined
  const test = compileTest(condition, new Map([[first[0], 0]]))
  const truthOf = (slot: Slot) => numbered(test([slot]))
  if (column === undefined) {
    const filled = new Uint8Array(CHUNK).fill(truthOf(undefined))
    return () => filled
  }
  const answers = Uint8Array.from([truthOf(undefined), ...column.names.map(truthOf)])
  const { codes } = column
  const out = new Uint8Array(CHUNK)
  return (from, count) => {
    for (let i = 0; i < count; i += 1) out[i] = answers[codes[from + i]! + 1]!
    return out
  }
}

/** Whatever has no vector form is asked row by row; slower, and the same answer. */
function rowByRow(condition: Condition, columns: Columns): VectorTest {
  const facts = [...factsOf(condition)]
  const test = compileTest(condition, new Map(facts.map(([id], i) => [id, i])))
  const read = facts.map(([id, type]) => ({ column: columns.facts.get(id), type }))
  const slots: Slot[] = read.map(() => undefined)
  const out = new Uint8Array(CHUNK)
  return (from, count) => {
    for (let i = 0; i < count; i += 1) {
      for (let at = 0; at < read.length; at += 1) slots[at] = slotAt(read[at]!.column, read[at]!.type, from + i)
      out[i] = numbered(test(slots))
    }
    return out
  }
}

function numbered(truth: boolean | undefined): number {
  return truth === undefined ? UNKNOWN : truth ? TRUE : FALSE
}
