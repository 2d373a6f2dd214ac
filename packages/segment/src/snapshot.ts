import type { FactType } from '@puhui/condition'
import { assert, ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import { allRows, type Bits, bitsFor, hasBit, setBit } from './bits.ts'
import { type Column, type Values, valuesOf, type Width, widest, widthOf } from './column.ts'
import { idAt } from './id-list.ts'
import { type SegmentStore, storeOf } from './store.ts'

export type SnapshotRefusal = Refusal<'segments.snapshot_altered'> | Refusal<'segments.snapshot_unreadable'>

interface Header {
  readonly format: 1
  readonly rows: number
  readonly idWidth: number
  readonly columns: readonly {
    readonly id: string
    readonly type: FactType
    readonly width: Width
    readonly dictionary: readonly string[] | null
  }[]
}

const MAGIC = 0x50484753
const BYTES: Readonly<Record<Width, number>> = { u8: 1, u16: 2, i32: 4, f64: 8 }

/**
 * Writes a store as bytes that depend on nothing but its content: not on the order of changes, nor on who was taken
 * out. The same customers with the same facts give the same bytes, so their hash names the snapshot.
 *
 * Layout: magic, length of the header, header as JSON in UTF-16, then ids, then of each column what is known and the
 * values, each part beginning at a multiple of eight. The machine's byte order, which is little-endian.
 */
export function writeSnapshot(store: SegmentStore): Uint8Array<ArrayBuffer> {
  const order = orderOf(store)
  const columns = [...store.columns].sort((a, b) => (a.id < b.id ? -1 : 1)).map((column) => packed(column, order))
  const idWidth = widthOfIds(store, order)
  const header: Header = {
    format: 1,
    rows: order.length,
    idWidth,
    columns: columns.map(({ id, type, width, dictionary }) => ({ id, type, width, dictionary })),
  }
  const text = JSON.stringify(header)
  const out = new Uint8Array(sizeOf(header, text.length))
  new Uint32Array(out.buffer, 0, 2).set([MAGIC, text.length])
  const letters = new Uint16Array(out.buffer, 8, text.length)
  for (let at = 0; at < text.length; at++) letters[at] = text.charCodeAt(at)
  let at = aligned(8 + text.length * 2)
  writeIds(store, order, out.subarray(at), idWidth)
  at += aligned(order.length * idWidth)
  for (const { known, values } of columns) {
    out.set(bytesOf(known), at)
    at += aligned(known.byteLength)
    out.set(bytesOf(values), at)
    at += aligned(values.byteLength)
  }
  return out
}

/**
 * Opens a snapshot. The store reads the very bytes that were given, and owns them from then on.
 *
 * @param bytes beginning at a multiple of eight in their buffer
 * @param check the id the snapshot must have, and the hash that makes ids
 * @refuses segments.snapshot_altered, segments.snapshot_unreadable
 */
export function readSnapshot(
  bytes: Uint8Array<ArrayBuffer>,
  check?: { readonly id: string; readonly sha256: (bytes: Uint8Array) => string },
): Result<SegmentStore, SnapshotRefusal> {
  if (check && check.sha256(bytes) !== check.id) return refuse({ code: 'segments.snapshot_altered' })
  const header = headerOf(bytes)
  if (header === undefined) return refuse({ code: 'segments.snapshot_unreadable' })
  const { rows, idWidth } = header.json
  let at = bytes.byteOffset + header.length
  const take = (width: Width, length: number): Values => {
    const values = viewOf(bytes.buffer, width, at, length)
    at += aligned(values.byteLength)
    return values
  }
  const idBytes = take('u8', rows * idWidth) as Uint8Array<ArrayBuffer>
  const columns = header.json.columns.map(({ id, type, width, dictionary }): Column => {
    const known = new Uint32Array(bytes.buffer, at, (rows + 31) >>> 5)
    at += aligned(known.byteLength)
    const codes = dictionary && new Map(dictionary.map((value, code) => [value, code]))
    const words = dictionary && [...dictionary]
    return { id, type, width, known, values: take(width, rows), dictionary: words, codes, bins: null }
  })
  const ids = { bytes: idBytes, width: idWidth, sorted: rows, late: new Map<string, number>() }
  return ok(storeOf({ rows, columns, ids, live: allRows(rows) }))
}

function headerOf(bytes: Uint8Array<ArrayBuffer>): { json: Header; length: number } | undefined {
  assert(bytes.byteOffset % 8 === 0, 'a snapshot begins at a multiple of eight')
  if (bytes.length < 8) return undefined
  const [magic, letters] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2)
  if (magic !== MAGIC || letters === undefined || 8 + letters * 2 > bytes.length) return undefined
  const text = textOf(new Uint16Array(bytes.buffer, bytes.byteOffset + 8, letters))
  const json = JSON.parse(text) as Header
  if (json.format !== 1 || sizeOf(json, letters) !== bytes.length) return undefined
  return { json, length: aligned(8 + letters * 2) }
}

function textOf(letters: Uint16Array): string {
  let text = ''
  for (let at = 0; at < letters.length; at += 4096) text += String.fromCharCode(...letters.subarray(at, at + 4096))
  return text
}

function sizeOf({ rows, idWidth, columns }: Header, letters: number): number {
  const known = aligned(((rows + 31) >>> 5) * 4)
  const parts = columns.map(({ width }) => known + aligned(rows * BYTES[width]))
  return parts.reduce((sum, part) => sum + part, aligned(8 + letters * 2) + aligned(rows * idWidth))
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8
}

/** The rows of the living in the order of their ids. */
function orderOf(store: SegmentStore): Int32Array {
  const rows: number[] | Int32Array = new Int32Array(store.rows)
  let count = 0
  for (let row = 0; row < store.rows; row++) if (hasBit(store.live, row)) rows[count++] = row
  const living = rows.subarray(0, count)
  if (store.ids.late.size === 0) return living
  const named = Array.from(living, (row) => ({ row, id: idAt(store.ids, row) }))
  return Int32Array.from(
    named.sort((a, b) => (a.id < b.id ? -1 : 1)),
    ({ row }) => row,
  )
}

interface Packed {
  readonly id: string
  readonly type: FactType
  readonly width: Width
  readonly dictionary: readonly string[] | null
  readonly known: Bits
  readonly values: Values
}

/** A column in the order given, with only the words that occur, sorted, in the narrowest array. */
function packed(column: Column, order: Int32Array): Packed {
  const recoded = column.dictionary && recode(column, order)
  const known = bitsFor(order.length)
  const numbers = new Float64Array(order.length)
  let width: Width = 'u8'
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!
    if (!hasBit(column.known, row)) continue
    setBit(known, at, true)
    const stored = column.values[row]!
    const number = recoded ? recoded.codes[stored]! : stored
    numbers[at] = number
    width = widest(width, widthOf(number))
  }
  const values = valuesOf(width, order.length)
  values.set(numbers)
  return { id: column.id, type: column.type, width, dictionary: recoded?.dictionary ?? null, known, values }
}

function recode(column: Column, order: Int32Array) {
  const words = column.dictionary!
  const used = new Uint8Array(words.length)
  for (const row of order) if (hasBit(column.known, row)) used[column.values[row]!] = 1
  const dictionary = words.filter((_, code) => used[code] === 1).sort((a, b) => (a < b ? -1 : 1))
  const places = new Map(dictionary.map((word, code) => [word, code]))
  return { dictionary, codes: words.map((word) => places.get(word) ?? 0) }
}

function widthOfIds({ ids }: SegmentStore, order: Int32Array): number {
  for (let width = ids.width; width > 0; width--)
    for (const row of order) if (ids.bytes[row * ids.width + width - 1] !== 0) return width
  return 0
}

function writeIds({ ids }: SegmentStore, order: Int32Array, out: Uint8Array, width: number): void {
  for (let at = 0; at < order.length; at++) {
    const start = order[at]! * ids.width
    for (let i = 0; i < width; i++) out[at * width + i] = ids.bytes[start + i]!
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Values | Bits): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function viewOf(buffer: ArrayBuffer, width: Width, at: number, length: number): Values {
  switch (width) {
    case 'u8':
      return new Uint8Array(buffer, at, length)
    case 'u16':
      return new Uint16Array(buffer, at, length)
    case 'i32':
      return new Int32Array(buffer, at, length)
    default:
      return new Float64Array(buffer, at, length)
  }
}
