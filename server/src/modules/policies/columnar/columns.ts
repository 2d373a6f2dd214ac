import { type FactCatalogue, type FactRecord, type FactType, type Slot, slotOf } from '@puhui/condition'

/**
 * One fact of many applications. Numbers, money, rates, days and booleans (0, 1) are doubles, unknown is NaN; texts are
 * numbers of a list of names, unknown is -1. Shared memory, so that threads read one copy.
 */
export type Column =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly codes: Int32Array; readonly names: readonly string[] }

/** Facts of many applications, taken once and read by as many versions as one likes. */
export interface Columns {
  readonly count: number
  readonly facts: ReadonlyMap<string, Column>
}

export interface FactColumn {
  readonly id: string
  readonly type: FactType
}

export function isTextual(type: FactType): boolean {
  return type === 'text' || type === 'enum'
}

/** Fills columns row by row; `add` gives the row's number. */
export interface ColumnsBuilder {
  add(record: FactRecord): number
  done(): Columns
}

/** @param capacity rows at most; memory is taken for all of them at once */
export function columnsBuilder(facts: readonly FactColumn[], capacity: number): ColumnsBuilder {
  const columns = facts.map(({ id, type }) => ({ id, type, ...emptyColumn(type, capacity) }))
  let count = 0
  return {
    add: (record) => {
      for (const column of columns) {
        const slot = slotOf(column.type, record[column.id])
        if (column.kind === 'text') column.codes[count] = column.codeOf(slot)
        else column.values[count] = numberOf(slot)
      }
      count += 1
      return count - 1
    },
    done: () => ({
      count,
      facts: new Map(
        columns.map((column): [string, Column] => [
          column.id,
          column.kind === 'text'
            ? { kind: 'text', codes: column.codes.subarray(0, count), names: column.names }
            : { kind: 'number', values: column.values.subarray(0, count) },
        ]),
      ),
    }),
  }
}

function emptyColumn(type: FactType, capacity: number) {
  if (!isTextual(type)) return { kind: 'number' as const, values: new Float64Array(shared(capacity * 8)) }
  const [names, known] = [[] as string[], new Map<string, number>()]
  const codeOf = (slot: Slot) => {
    if (typeof slot !== 'string') return -1
    const before = known.get(slot)
    if (before !== undefined) return before
    known.set(slot, names.length)
    return names.push(slot) - 1
  }
  return { kind: 'text' as const, codes: new Int32Array(shared(capacity * 4)), names, codeOf }
}

export function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(Math.max(8, bytes))
}

export function numberOf(slot: Slot): number {
  if (typeof slot === 'boolean') return slot ? 1 : 0
  return typeof slot === 'number' ? slot : Number.NaN
}

/** The facts of a whole list of records at once. */
export function columnsOf(records: readonly FactRecord[], facts: readonly FactColumn[]): Columns {
  const builder = columnsBuilder(facts, records.length)
  for (const record of records) builder.add(record)
  return builder.done()
}

/** The facts that a list of policies reads, each once. */
export function columnarOf(inputs: readonly FactColumn[], catalogue: FactCatalogue): FactColumn[] {
  const ids = new Set(inputs.map(({ id }) => id))
  return [...ids].map((id) => ({ id, type: catalogue.get(id)!.type }))
}

/** A fact of one row, as conditions compute with it. */
export function slotAt(column: Column | undefined, type: FactType, row: number): Slot {
  if (column === undefined) return undefined
  if (column.kind === 'text') return column.names[column.codes[row]!]
  const value = column.values[row]!
  if (Number.isNaN(value)) return undefined
  return type === 'boolean' ? value === 1 : value
}
