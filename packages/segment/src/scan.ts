import { type Bits, bitsFor } from './bits.ts'
import type { Values } from './column.ts'

/** Numbers from `low` to `high`, both ends included. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * The rows whose number lies in an interval. One loop for each kind of array, so that the machine code of each knows
 * its array; none of them branches on a value.
 */
export function scanInterval(values: Values, rows: number, { low, high }: Interval): Bits {
  if (!(low <= high)) return bitsFor(rows)
  if (values instanceof Float64Array) return scanDoubles(values, rows, low, high)
  const [from, to] = [Math.max(Math.ceil(low), -BOUND), Math.min(Math.floor(high), BOUND)]
  if (from > to) return bitsFor(rows)
  if (values instanceof Uint8Array) return scanBytes(values, rows, from, to)
  if (values instanceof Uint16Array) return scanShorts(values, rows, from, to)
  return scanInts(values, rows, from, to)
}

/** The rows whose number is marked in a table. */
export function scanTable(values: Values, rows: number, table: Uint8Array): Bits {
  if (values instanceof Uint8Array) return tableBytes(values, rows, table)
  if (values instanceof Uint16Array) return tableShorts(values, rows, table)
  return tableOthers(values, rows, table)
}

const BOUND = 2 ** 30 - 1
const SIGN = 0x80000000

/** `v - low` and `high - v` are both without a sign exactly where v lies between; their signs fill a word from above. */
function scanBytes(values: Uint8Array, rows: number, low: number, high: number): Bits {
  const out = bitsFor(rows)
  const whole = rows >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let outside = 0
    for (const end = row + 32; row < end; row++) {
      const v = values[row]!
      outside = (outside >>> 1) | (((v - low) | (high - v)) & SIGN)
    }
    out[w] = ~outside
  }
  return rest(out, values, rows, (v) => v >= low && v <= high)
}

function scanShorts(values: Uint16Array, rows: number, low: number, high: number): Bits {
  const out = bitsFor(rows)
  const whole = rows >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let outside = 0
    for (const end = row + 32; row < end; row++) {
      const v = values[row]!
      outside = (outside >>> 1) | (((v - low) | (high - v)) & SIGN)
    }
    out[w] = ~outside
  }
  return rest(out, values, rows, (v) => v >= low && v <= high)
}

function scanInts(values: Int32Array, rows: number, low: number, high: number): Bits {
  const out = bitsFor(rows)
  const whole = rows >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let outside = 0
    for (const end = row + 32; row < end; row++) {
      const v = values[row]!
      outside = (outside >>> 1) | (((v - low) | (high - v)) & SIGN)
    }
    out[w] = ~outside
  }
  return rest(out, values, rows, (v) => v >= low && v <= high)
}

function scanDoubles(values: Float64Array, rows: number, low: number, high: number): Bits {
  const out = bitsFor(rows)
  const whole = rows >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let inside = 0
    for (const end = row + 32; row < end; row++) {
      const v = values[row]!
      inside = (inside >>> 1) | (v >= low && v <= high ? SIGN : 0)
    }
    out[w] = inside
  }
  return rest(out, values, rows, (v) => v >= low && v <= high)
}

function tableBytes(values: Uint8Array, rows: number, table: Uint8Array): Bits {
  const out = bitsFor(rows)
  const whole = rows >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let inside = 0
    for (const end = row + 32; row < end; row++) inside = (inside >>> 1) | (table[values[row]!]! << 31)
    out[w] = inside
  }
  return rest(out, values, rows, (v) => table[v] === 1)
}

function tableShorts(values: Uint16Array, rows: number, table: Uint8Array): Bits {
  const out = bitsFor(rows)
  const whole = rows >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let inside = 0
    for (const end = row + 32; row < end; row++) inside = (inside >>> 1) | (table[values[row]!]! << 31)
    out[w] = inside
  }
  return rest(out, values, rows, (v) => table[v] === 1)
}

function tableOthers(values: Values, rows: number, table: Uint8Array): Bits {
  const out = bitsFor(rows)
  const whole = rows >>> 5
  for (let w = 0, row = 0; w < whole; w++) {
    let inside = 0
    for (const end = row + 32; row < end; row++) inside = (inside >>> 1) | (table[values[row]!]! << 31)
    out[w] = inside
  }
  return rest(out, values, rows, (v) => table[v] === 1)
}

/** The rows after the last whole word. */
function rest(out: Bits, values: ArrayLike<number>, rows: number, holds: (v: number) => boolean): Bits {
  for (let row = (rows >>> 5) << 5; row < rows; row++)
    if (holds(values[row]!)) out[row >>> 5] = out[row >>> 5]! | (1 << (row & 31))
  return out
}
