import { type Fact, type FactRecord, type FactType, type Slot, slotOf } from '@puhui/condition'
import { assert } from '@puhui/kernel'
import { makeBins } from './bins.ts'
import { type Bits, bitsFor, countBits, grown, hasBit, setBit } from './bits.ts'
import { type Column, emptyColumn, growColumn, readSlot, writeSlot } from './column.ts'
import { emptyIds, type IdList, idAt, rowOfId, writeId } from './id-list.ts'

/** Customers as columns, one row each. A row that was removed stays, dead, until the next snapshot. */
export interface SegmentStore {
  rows: number
  readonly columns: readonly Column[]
  readonly byId: ReadonlyMap<string, Column>
  readonly ids: IdList
  live: Bits
  /** Told of each changed row after the change; the caches listen. */
  readonly listeners: Set<(row: number) => void>
}

export interface StoreOptions {
  /** Rows to make room for at once; it grows as needed. */
  readonly capacity?: number
  /** The length of the longest id, where it is known. */
  readonly idLength?: number
}

/**
 * An empty store over facts.
 *
 * @param facts only their ids and types are kept
 * @example createStore([{ id: 'age', type: 'integer' }]).rows // 0
 */
export function createStore(facts: readonly Pick<Fact, 'id' | 'type'>[], options: StoreOptions = {}): SegmentStore {
  const { idLength = 30 } = options
  const capacity = Math.ceil(Math.max(options.capacity ?? 1024, 32) / 32) * 32
  return storeOf({
    rows: 0,
    columns: facts.map(({ id, type }) => emptyColumn(id, type, capacity)),
    ids: emptyIds(capacity, idLength),
    live: bitsFor(capacity),
  })
}

export function storeOf(parts: Pick<SegmentStore, 'rows' | 'columns' | 'ids' | 'live'>): SegmentStore {
  const byId = new Map(parts.columns.map((column) => [column.id, column]))
  assert(byId.size === parts.columns.length, 'two columns share an id')
  return { ...parts, byId, listeners: new Set() }
}

/**
 * Writes what is known of a customer, new or changed; a fact that the record lacks is unknown afterwards.
 * Ids in ascending order are fastest.
 *
 * @param id ASCII
 */
export function putCustomer(store: SegmentStore, id: string, record: FactRecord): void {
  putSlots(
    store,
    id,
    store.columns.map(({ id: factId, type }) => slotOf(type, record[factId])),
  )
}

/** Like `putCustomer`, with slots in the order of the columns. */
export function putSlots(store: SegmentStore, id: string, slots: readonly Slot[]): void {
  const found = rowOfId(store.ids, id)
  const row = found >= 0 ? found : addRow(store, id)
  for (let c = 0; c < store.columns.length; c++) writeSlot(store.columns[c]!, row, slots[c])
  setBit(store.live, row, true)
  for (const listener of store.listeners) listener(row)
}

/** Takes a customer out; nothing happens to one who is not there. */
export function removeCustomer(store: SegmentStore, id: string): void {
  const row = rowOfId(store.ids, id)
  if (row < 0 || !hasBit(store.live, row)) return
  setBit(store.live, row, false)
  for (const column of store.columns) writeSlot(column, row, undefined)
  for (const listener of store.listeners) listener(row)
}

/** What the store knows of a customer, as slots by fact id; `undefined` where there is no such customer. */
export function customerSlots(store: SegmentStore, id: string): ReadonlyMap<string, Slot> | undefined {
  const row = rowOfId(store.ids, id)
  if (row < 0 || !hasBit(store.live, row)) return undefined
  return new Map(store.columns.map((column) => [column.id, readSlot(column, row)]))
}

/** How many customers there are. */
export function populationOf(store: SegmentStore): number {
  return countBits(store.live)
}

/** The customer of a row. */
export function customerAt(store: SegmentStore, row: number): string {
  return idAt(store.ids, row)
}

/** The facts of a store with their types. */
export function factTypesOf(store: SegmentStore): ReadonlyMap<string, FactType> {
  return new Map(store.columns.map(({ id, type }) => [id, type]))
}

/**
 * Bins one more column, for faster answers: one that has no bins yet, or those of a store of half the size. Call it
 * while nobody waits; each call passes over one column.
 *
 * @param least a store of fewer rows needs no bins
 * @returns false when there is nothing left to do
 * @example binColumn(createStore([{ id: 'age', type: 'integer' }])) // false
 */
export function binColumn(store: SegmentStore, least = 32_768): boolean {
  if (store.rows < least) return false
  const column = store.columns.find(({ bins }) => bins === null || bins.madeOf * 2 < store.rows)
  if (column === undefined) return false
  column.bins = makeBins(column, store.rows)
  return true
}

function addRow(store: SegmentStore, id: string): number {
  const row = store.rows
  if (row >= store.live.length * 32) growStore(store, Math.max(1024, row * 2))
  for (const column of store.columns) growColumn(column, store.live.length * 32)
  writeId(store.ids, row, id, store.rows)
  store.rows = row + 1
  return row
}

function growStore(store: SegmentStore, capacity: number): void {
  store.live = grown(store.live, capacity)
}
