import type { Temporal } from './feel-temporal.ts'
import { isTemporal, temporalKey } from './feel-temporal.ts'

/** A value of FEEL. Numbers are IEEE doubles. `null` is also the answer of everything that cannot be computed. */
export type FeelValue =
  | null
  | number
  | string
  | boolean
  | Temporal
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext

export type FeelContext = ReadonlyMap<string, FeelValue>

export interface FeelRange {
  readonly kind: 'range'
  readonly low: FeelValue
  readonly high: FeelValue
  readonly lowClosed: boolean
  readonly highClosed: boolean
}

export interface FeelFunction {
  readonly kind: 'function'
  readonly parameters: readonly string[]
  readonly call: (args: readonly FeelValue[]) => FeelValue
}

export function isContext(value: FeelValue): value is FeelContext {
  return value instanceof Map
}

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value)
}

export function isRange(value: FeelValue): value is FeelRange {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'range'
}

export function isFunction(value: FeelValue): value is FeelFunction {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'function'
}

/** Equality of FEEL: null equals null, values of two types cannot be compared. */
export function equal(a: FeelValue, b: FeelValue): boolean | null {
  if (a === null || b === null) return a === b
  if (isList(a) || isList(b)) return isList(a) && isList(b) ? sameAll(a, b) : null
  if (isContext(a) || isContext(b)) return isContext(a) && isContext(b) ? sameEntries(a, b) : null
  if (isRange(a) && isRange(b)) {
    const isOpenAlike = a.lowClosed === b.lowClosed && a.highClosed === b.highClosed
    return isOpenAlike && equal(a.low, b.low) === true && equal(a.high, b.high) === true
  }
  if (isTemporal(a) || isTemporal(b)) {
    if (!isTemporal(a) || !isTemporal(b) || a.kind !== b.kind) return null
    return temporalKey(a) === temporalKey(b)
  }
  return typeof a === typeof b ? a === b : null
}

/** Negative, zero or positive; null where the two have no order. */
export function compared(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (isTemporal(a) && isTemporal(b) && a.kind === b.kind) {
    const [x, y] = [temporalKey(a), temporalKey(b)]
    return x === null || y === null ? null : x - y
  }
  return null
}

/** Whether a range holds a value; null where they have no order. */
export function within(value: FeelValue, { low, high, lowClosed, highClosed }: FeelRange): boolean | null {
  const above = low === null ? 1 : compared(value, low)
  const below = high === null ? 1 : compared(high, value)
  if (above === null || below === null) return null
  return (above > 0 || (lowClosed && above === 0)) && (below > 0 || (highClosed && below === 0))
}

function sameAll(a: readonly FeelValue[], b: readonly FeelValue[]): boolean {
  return a.length === b.length && a.every((item, i) => equal(item, b[i]!) === true)
}

function sameEntries(a: FeelContext, b: FeelContext): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key)!) === true)
}
