import type { Slot, Truth } from '@puhui/condition'
import type { Column } from './column.ts'

/** Finds the rows of a table that a record can hit, without asking the others. */
export interface RowIndex {
  /** The column that lets fewest rows through comes first. */
  readonly columns: readonly Column[]
  readonly wordCount: number
  readonly isExact: boolean
}

/** The rows that are true, and those that are unknown. */
export interface Taken {
  readonly hits: number[]
  readonly open: number[]
}

/** Puts the columns of a table together. */
export function rowIndexOf(columns: readonly Column[]): RowIndex {
  const sorted = columns.toSorted((a, b) => density(a) - density(b))
  return { columns: sorted, wordCount: columns[0]?.wordCount ?? 0, isExact: columns.every(({ isExact }) => isExact) }
}

function density({ trues }: Column): number {
  let bits = 0
  for (const word of trues) if (word !== 0) bits += 1
  return bits / trues.length
}

/**
 * Takes, in order, the rows that are not false.
 *
 * @param test asks a row itself, where the columns alone do not say it
 * @param isFirst stops at the first row that is true or unknown
 * @returns how many rows are settled; -1 when a value has no stretch and every row must be asked
 */
export function takeRows(
  { columns, wordCount, isExact }: RowIndex,
  slots: readonly Slot[],
  test: (row: number) => Truth,
  isFirst: boolean,
  taken: Taken,
): number {
  const offsets: number[] = []
  let isKnown = true
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i]!
    const offset = column.offsetOf(slots)
    if (offset < 0) return -1
    offsets.push(offset)
    if (offset === column.unknownAt) isKnown = false
  }
  for (let word = 0; word < wordCount; word += 1) {
    let left = -1
    for (let i = 0; i < columns.length && left !== 0; i += 1) left &= columns[i]!.maybes[offsets[i]! + word]!
    if (left === 0) continue
    let hits = left
    if (!isKnown) for (let i = 0; i < columns.length; i += 1) hits &= columns[i]!.trues[offsets[i]! + word]!
    while (left !== 0) {
      const bit = left & -left
      left ^= bit
      const row = word * 32 + 31 - Math.clz32(bit)
      const truth = isExact ? (hits & bit) !== 0 || undefined : test(row)
      if (truth === false) continue
      if (truth) taken.hits.push(row)
      else taken.open.push(row)
      if (isFirst) return row + 1
    }
  }
  return Number.POSITIVE_INFINITY
}
