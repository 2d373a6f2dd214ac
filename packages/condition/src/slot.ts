import { type Day, dayFromEpoch, epochOf, isDay } from '@puhui/calendar'
import { assertNever } from '@puhui/kernel'
import type { FactType, FactValue } from './fact.ts'

/** A value as conditions compute with it: fen, ppm and days since 1970-01-01 are plain numbers. */
export type Slot = number | string | boolean | undefined

const MAGNITUDE_MAX = 1e15

/**
 * A fact's value as conditions compute with it; a value that is missing, of another type or beyond
 * ±1e15 is unknown.
 *
 * @example slotOf('money', 12_345n) // 12345
 * @example slotOf('integer', null) // undefined
 */
export function slotOf(type: FactType, value: FactValue): Slot {
  if (value === null || value === undefined) return undefined
  switch (type) {
    case 'number':
    case 'money':
    case 'rate':
    case 'integer':
      return numberSlot(value)
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'text':
    case 'enum':
      return typeof value === 'string' ? value : undefined
    case 'day':
      return typeof value === 'string' && isDay(value) ? epochOf(value as Day) : undefined
    default:
      return assertNever(type)
  }
}

function numberSlot(value: Exclude<FactValue, null | undefined>): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && number >= -MAGNITUDE_MAX && number <= MAGNITUDE_MAX ? number : undefined
}

/** The way back: a day as `YYYY-MM-DD`, anything else as it is; unknown is `null`. */
export function factValueOf(type: FactType, slot: Slot): number | string | boolean | null {
  if (slot === undefined) return null
  return type === 'day' && typeof slot === 'number' ? dayFromEpoch(slot) : slot
}
