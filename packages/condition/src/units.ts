import type { FactType } from './fact.ts'
import { SCALES } from './literal.ts'

export function isNumeric(type: FactType): boolean {
  return type === 'number' || type === 'integer' || type === 'money' || type === 'rate'
}

export function isOrdered(type: FactType): boolean {
  return isNumeric(type) || type === 'day'
}

/** The type of a × b; money times money means nothing. */
export function productType(a: FactType, b: FactType): FactType | undefined {
  if (a === 'money' || b === 'money') return a === b ? undefined : 'money'
  if (a === 'rate' || b === 'rate') return 'rate'
  return a === 'integer' && b === 'integer' ? 'integer' : 'number'
}

/** The type of a ÷ b; only money divides by money, and the answer is a plain ratio. */
export function quotientType(a: FactType, b: FactType): FactType | undefined {
  if (b === 'money') return a === 'money' ? 'number' : undefined
  if (a === 'money') return 'money'
  return a === 'rate' && b !== 'rate' ? 'rate' : 'number'
}

/** Day minus day is days; day plus or minus days is a day. */
export function differenceType(op: '+' | '-', a: FactType, b: FactType): FactType | undefined {
  if (a === 'day' && b === 'day') return op === '-' ? 'integer' : undefined
  if (a === 'day' && b === 'integer') return 'day'
  return a === 'integer' && b === 'day' && op === '+' ? 'day' : undefined
}

/** How many units of the inside make one unit of the text. */
export function scaleOf(type: FactType): number {
  return type === 'money' ? SCALES.money : type === 'rate' ? SCALES.rate : 1
}

/** What the raw product must be divided by to be in the unit of its type: fen × ppm counts a million too many. */
export function productDivisor(a: FactType, b: FactType, result: FactType): number {
  return (scaleOf(a) * scaleOf(b)) / scaleOf(result)
}

/** What the dividend must be multiplied by first. */
export function quotientFactor(a: FactType, b: FactType, result: FactType): number {
  return (scaleOf(result) * scaleOf(b)) / scaleOf(a)
}
