import type { Condition, Slot } from '@puhui/condition'
import { assert } from '@puhui/kernel'
import { type Bits, both, countBits, hasBit, rowsOf, without } from './bits.ts'
import { type Column, slotFrom } from './column.ts'
import type { Matcher } from './matcher.ts'
import type { SegmentStore } from './store.ts'

/** A sum over the customers of whom a fact is known: fen, ppm, days or plain numbers. */
export interface Measure {
  readonly factId: string
  readonly known: number
  readonly sum: number
}

export interface PartTally {
  readonly id: string
  readonly count: number
  readonly measures: readonly Measure[]
}

/**
 * Divides a segment by named conditions, personas for example: how many, and what they sum to. Parts may overlap.
 *
 * @param measures facts to sum; money in fen
 */
export function breakdown(
  store: SegmentStore,
  matcher: Matcher,
  segment: Bits,
  parts: readonly { readonly id: string; readonly when: Condition }[],
  measures: readonly string[] = [],
): readonly PartTally[] {
  const columns = measures.map((id) => columnOf(store, id))
  return parts.map(({ id, when }) => {
    const inside = both(segment, matcher.matching(when))
    if (columns.length === 0) return { id, count: countBits(inside), measures: [] }
    const rows = rowsOf(inside)
    return { id, count: rows.length, measures: columns.map((column) => sumOf(column, rows)) }
  })
}

/** A fact in groups: each value of a word, or bands of a number. */
export interface FactGroup {
  /** The value, or the least of the band; the first band has none. */
  readonly value: Slot | null
  /** Where the band ends, itself not inside; the last has none. */
  readonly below?: number
  readonly count: number
}

export interface FactTally {
  readonly factId: string
  readonly groups: readonly FactGroup[]
  readonly unknown: number
}

/**
 * How many customers have each value of a fact.
 *
 * @param cuts for numbers: where bands begin, ascending; without them, each number that occurs is a group of its own
 */
export function tallyFact(store: SegmentStore, segment: Bits, factId: string, cuts?: readonly number[]): FactTally {
  const column = columnOf(store, factId)
  const known = both(segment, column.known)
  const unknown = countBits(without(segment, column.known))
  const groups = cuts === undefined ? valuesOf(column, known) : bandsOf(column, known, cuts)
  return { factId, groups, unknown }
}

/** Cuts that part the customers of whom a number is known into groups of about one size, from a sample of rows. */
export function evenCuts(store: SegmentStore, factId: string, groups = 5): number[] {
  const column = columnOf(store, factId)
  const step = Math.max(1, Math.floor(store.rows / SAMPLE))
  const sample: number[] = []
  for (let row = 0; row < store.rows; row += step)
    if (hasBit(column.known, row) && hasBit(store.live, row)) sample.push(column.values[row]!)
  sample.sort((a, b) => a - b)
  const cuts = Array.from({ length: groups - 1 }, (_, at) => sample[Math.floor(((at + 1) * sample.length) / groups)]!)
  return [...new Set(cuts)].filter((cut) => cut !== undefined && cut > sample[0]!)
}

const SAMPLE = 20_000

function columnOf(store: SegmentStore, id: string): Column {
  const column = store.byId.get(id)
  assert(column !== undefined, 'the store has no such fact', { id })
  return column
}

function sumOf(column: Column, rows: Int32Array): Measure {
  const { values } = column
  let [known, sum] = [0, 0]
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    const isKnown = (column.known[row >>> 5]! >>> (row & 31)) & 1
    known += isKnown
    sum += values[row]! * isKnown
  }
  return { factId: column.id, known, sum }
}

function valuesOf(column: Column, known: Bits): FactGroup[] {
  const { dictionary, values } = column
  const rows = rowsOf(known)
  if (dictionary === null && column.width === 'f64') return rareValues(column, rows)
  if (column.width === 'i32' && dictionary === null) return rareValues(column, rows)
  const counts = new Uint32Array(dictionary?.length ?? (column.width === 'u8' ? 256 : 65_536))
  for (let at = 0; at < rows.length; at++) counts[values[rows[at]!]!]! += 1
  const groups = [...counts.entries()].filter(([, count]) => count > 0)
  return groups.map(([stored, count]) => ({ value: slotFrom(column, stored), count })).sort(byValue)
}

function rareValues(column: Column, rows: Int32Array): FactGroup[] {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(column.values[row]!, (counts.get(column.values[row]!) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, count })).sort(byValue)
}

function byValue(a: FactGroup, b: FactGroup): number {
  return a.value! < b.value! ? -1 : a.value! > b.value! ? 1 : 0
}

function bandsOf({ values }: Column, known: Bits, cuts: readonly number[]): FactGroup[] {
  const counts = new Float64Array(cuts.length + 1)
  const rows = rowsOf(known)
  const bounds = Float64Array.from(cuts)
  for (let at = 0; at < rows.length; at++) {
    const value = values[rows[at]!]!
    let band = 0
    while (band < bounds.length && value >= bounds[band]!) band += 1
    counts[band]! += 1
  }
  return Array.from(counts, (count, band) => ({
    value: band === 0 ? null : cuts[band - 1]!,
    ...(band < cuts.length ? { below: cuts[band]! } : {}),
    count,
  }))
}
