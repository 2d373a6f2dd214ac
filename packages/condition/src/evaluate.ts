import { assertNever } from '@puhui/kernel'
import type { FactRecord, Truth } from './fact.ts'
import { type Slot, slotOf } from './slot.ts'
import type { CompareOp, Condition, Expression } from './tree.ts'
import { productDivisor, quotientFactor, scaleOf } from './units.ts'

/**
 * Evaluates a condition by walking its tree: the plain reading of the language, against which the
 * compiled form and the SQL form are proven.
 *
 * @returns true, false, or undefined when what is known does not settle it
 * @source Kleene's strong three-valued logic; SPEC X1-X9
 * @example evaluate(condition, { age: 30 }) // true
 */
export function evaluate(condition: Condition, record: FactRecord): Truth {
  switch (condition.kind) {
    case 'always':
      return condition.value
    case 'compare':
      return compared(
        condition.op,
        evaluateExpression(condition.left, record),
        evaluateExpression(condition.right, record),
      )
    case 'range':
      return range(condition, record)
    case 'oneOf': {
      const value = evaluateExpression(condition.of, record)
      return value === undefined ? undefined : condition.options.some((option) => option.value === value)
    }
    case 'known':
      return (evaluateExpression(condition.of, record) !== undefined) === condition.isKnown
    case 'textual': {
      const value = evaluateExpression(condition.of, record)
      if (typeof value !== 'string') return undefined
      return condition.name === 'contains' ? value.includes(condition.part) : value.startsWith(condition.part)
    }
    case 'holds':
      return evaluateExpression(condition.of, record) as Truth
    case 'and':
      return all(condition.all.map((part) => evaluate(part, record)))
    case 'or':
      return negated(all(condition.all.map((part) => negated(evaluate(part, record)))))
    case 'not':
      return negated(evaluate(condition.of, record))
    default:
      return assertNever(condition)
  }
}

/** Evaluates a value: fen, ppm, days since 1970-01-01, text or boolean; undefined when unknown. */
export function evaluateExpression(expression: Expression, record: FactRecord): Slot {
  switch (expression.kind) {
    case 'fact':
      return slotOf(expression.type, record[expression.id])
    case 'literal':
      return expression.value
    case 'arithmetic':
      return arithmetic(expression, record)
    case 'call':
      return called(expression, record)
    case 'if':
      return evaluate(expression.test, record) === true
        ? evaluateExpression(expression.then, record)
        : evaluateExpression(expression.otherwise, record)
    case 'share': {
      const value = evaluateExpression(expression.of, record)
      return typeof value === 'number' ? value / scaleOf('rate') : undefined
    }
    default:
      return assertNever(expression)
  }
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(undefined) ? undefined : true
}

function negated(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

function compared(op: CompareOp, left: Slot, right: Slot): Truth {
  if (left === undefined || right === undefined) return undefined
  switch (op) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return assertNever(op)
  }
}

function range(condition: Extract<Condition, { kind: 'range' }>, record: FactRecord): Truth {
  const value = evaluateExpression(condition.of, record)
  const low = compared(condition.lowClosed ? '>=' : '>', value, evaluateExpression(condition.low, record))
  const high = compared(condition.highClosed ? '<=' : '<', value, evaluateExpression(condition.high, record))
  return all([low, high])
}

function arithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>, record: FactRecord): Slot {
  const left = evaluateExpression(expression.left, record)
  const right = evaluateExpression(expression.right, record)
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  const [a, b] = [expression.left.type, expression.right.type]
  switch (expression.op) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return (left * right) / productDivisor(a, b, expression.type)
    case '/':
      return right === 0 ? undefined : (left * quotientFactor(a, b, expression.type)) / right
    default:
      return assertNever(expression.op)
  }
}

function called({ name, args, type }: Extract<Expression, { kind: 'call' }>, record: FactRecord): Slot {
  const values = args.map((arg) => evaluateExpression(arg, record))
  if (name === 'coalesce') return values.find((value) => value !== undefined)
  if (values.some((value) => typeof value !== 'number')) return undefined
  const numbers = values as number[]
  const unit = scaleOf(type)
  switch (name) {
    case 'min':
      return Math.min(...numbers)
    case 'max':
      return Math.max(...numbers)
    case 'abs':
      return Math.abs(numbers[0]!)
    case 'floor':
      return Math.floor(numbers[0]! / unit) * unit
    case 'ceiling':
      return Math.ceil(numbers[0]! / unit) * unit
    case 'days between':
      return numbers[1]! - numbers[0]!
    default:
      return assertNever(name)
  }
}
