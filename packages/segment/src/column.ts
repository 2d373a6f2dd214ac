import type { FactType, Slot } from '@puhui/condition'
import { assert } from '@puhui/kernel'
import { type Bins, growBins, writeBin } from './bins.ts'
import { type Bits, bitsFor, grown, hasBit, setBit } from './bits.ts'

/** How the values of a column are kept; the narrowest that holds them all. */
export type Width = 'u8' | 'u16' | 'i32' | 'f64'
export type Values =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

/** The values of one fact, one a row, in an array of numbers; text and enum by a dictionary. */
export interface Column {
  readonly id: string
  readonly type: FactType
  width: Width
  values: Values
  /** Rows whose value is known; the value of the others is 0 and means nothing. */
  known: Bits
  readonly dictionary: string[] | null
  readonly codes: Map<string, number> | null
  /** Made when there is time (`binColumn`); kept right from then on. */
  bins: Bins | null
}

const ORDER: readonly Width[] = ['u8', 'u16', 'i32', 'f64']

export function emptyColumn(id: string, type: FactType, capacity: number): Column {
  const isCoded = type === 'text' || type === 'enum'
  return {
    id,
    type,
    width: 'u8',
    values: new Uint8Array(capacity),
    known: bitsFor(capacity),
    dictionary: isCoded ? [] : null,
    codes: isCoded ? new Map() : null,
    bins: null,
  }
}

/** Makes room; doubles, so that adding rows one by one stays cheap. */
export function growColumn(column: Column, capacity: number): void {
  if (column.values.length >= capacity) return
  const wider = valuesOf(column.width, capacity)
  wider.set(column.values)
  column.values = wider
  column.known = grown(column.known, capacity)
  if (column.bins !== null) growBins(column.bins, capacity)
}

export function writeSlot(column: Column, row: number, slot: Slot): void {
  setBit(column.known, row, slot !== undefined)
  const number = slot === undefined ? 0 : numberOf(column, slot)
  const width = widthOf(number)
  if (ORDER.indexOf(width) > ORDER.indexOf(column.width)) widen(column, width)
  column.values[row] = number
  if (column.bins !== null) writeBin(column.bins, row, number, slot !== undefined)
}

export function readSlot(column: Column, row: number): Slot {
  if (!hasBit(column.known, row)) return undefined
  return slotFrom(column, column.values[row]!)
}

/** The value a stored number stands for. */
export function slotFrom(column: Column, stored: number): Slot {
  if (column.dictionary !== null) return column.dictionary[stored]!
  return column.type === 'boolean' ? stored === 1 : stored
}

/** How many different numbers a column of this width can hold, where a table of them is small. */
export function domainOf(column: Column): number | undefined {
  if (column.dictionary !== null) return column.dictionary.length
  if (column.type === 'boolean') return 2
  return column.width === 'u8' ? 256 : column.width === 'u16' ? 65_536 : undefined
}

export function valuesOf(width: Width, length: number): Values {
  switch (width) {
    case 'u8':
      return new Uint8Array(length)
    case 'u16':
      return new Uint16Array(length)
    case 'i32':
      return new Int32Array(length)
    default:
      return new Float64Array(length)
  }
}

/** Whole numbers of `i32` stay below 2^30, so that the difference of two never leaves 32 bits. */
export const I32_MAX = 2 ** 30 - 1

export function widthOf(number: number): Width {
  if (!Number.isInteger(number) || Object.is(number, -0)) return 'f64'
  if (number >= 0) return number < 256 ? 'u8' : number < 65_536 ? 'u16' : number <= I32_MAX ? 'i32' : 'f64'
  return number >= -I32_MAX ? 'i32' : 'f64'
}

export function widest(a: Width, b: Width): Width {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b
}

function widen(column: Column, width: Width): void {
  const wider = valuesOf(width, column.values.length)
  wider.set(column.values)
  column.values = wider
  column.width = width
}

function numberOf(column: Column, slot: Exclude<Slot, undefined>): number {
  if (typeof slot === 'boolean') return slot ? 1 : 0
  if (typeof slot === 'number') return slot
  const { dictionary, codes } = column
  assert(dictionary !== null && codes !== null, 'text belongs in a column with a dictionary', { id: column.id })
  const code = codes.get(slot)
  if (code !== undefined) return code
  codes.set(slot, dictionary.length)
  return dictionary.push(slot) - 1
}
