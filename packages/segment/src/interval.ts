import type { Condition, Expression } from '@puhui/condition'
import type { Column } from './column.ts'
import type { Interval } from './scan.ts'

/** Within one of the intervals, or outside all of them. */
export interface Intervals {
  readonly intervals: readonly Interval[]
  readonly isOutside: boolean
}

/** A test of one fact that is a union of intervals of its stored numbers, where it is one; the unknown fails it. */
export function intervalsOf(condition: Condition, column: Column): Intervals | undefined {
  if (column.dictionary !== null) return undefined
  if (column.type === 'boolean') return isPlain(condition) ? inside([{ low: 1, high: 1 }]) : undefined
  switch (condition.kind) {
    case 'compare':
      return ofCompare(condition)
    case 'range': {
      const [low, high] = [numberOf(condition.low), numberOf(condition.high)]
      if (condition.of.kind !== 'fact' || low === undefined || high === undefined) return undefined
      const from = condition.lowClosed ? low : next(low)
      return inside([{ low: from, high: condition.highClosed ? high : before(high) }])
    }
    case 'oneOf': {
      if (condition.of.kind !== 'fact' || condition.options.length > OPTIONS_MAX) return undefined
      const options = condition.options.map(({ value }) => value)
      return options.every((value) => typeof value === 'number')
        ? inside(options.map((value) => ({ low: value, high: value })))
        : undefined
    }
    default:
      return undefined
  }
}

const OPTIONS_MAX = 8

function isPlain(condition: Condition): boolean {
  return condition.kind === 'holds' && condition.of.kind === 'fact'
}

function ofCompare({ op, left, right }: Extract<Condition, { kind: 'compare' }>): Intervals | undefined {
  const value = numberOf(right)
  if (left.kind !== 'fact' || value === undefined) return undefined
  switch (op) {
    case '=':
      return inside([{ low: value, high: value }])
    case '!=':
      return { intervals: [{ low: value, high: value }], isOutside: true }
    case '<':
      return inside([{ low: -Infinity, high: before(value) }])
    case '<=':
      return inside([{ low: -Infinity, high: value }])
    case '>':
      return inside([{ low: next(value), high: Infinity }])
    default:
      return inside([{ low: value, high: Infinity }])
  }
}

function inside(intervals: readonly Interval[]): Intervals {
  return { intervals, isOutside: false }
}

function numberOf(expression: Expression): number | undefined {
  return expression.kind === 'literal' && typeof expression.value === 'number' ? expression.value : undefined
}

const FLOAT = new Float64Array(1)
const RAW = new BigInt64Array(FLOAT.buffer)

/** The least double above a finite one. */
export function next(value: number): number {
  if (value === 0) return Number.MIN_VALUE
  FLOAT[0] = value
  RAW[0] = RAW[0]! + (value > 0 ? 1n : -1n)
  return FLOAT[0]
}

/** The greatest double below a finite one. */
export function before(value: number): number {
  return -next(-value)
}
