import type { Condition, Expression, Slot, SlotTest, SlotValue } from '@puhui/condition'
import { Column } from './column.ts'

/** The first bin whose test is true; -1 when there is none. */
export type BinFinder = (slots: readonly Slot[]) => number

/**
 * Finds the bin of a value by binary search, where the bins only compare the value with literals;
 * else by asking them in order.
 *
 * @param of the value that is binned
 * @param cells one condition per bin
 */
export function binFinder(
  of: Expression,
  cells: readonly Condition[],
  value: SlotValue,
  test: (cell: Condition) => SlotTest,
): BinFinder {
  const tests = cells.map(test)
  const inOrder: BinFinder = (slots) => tests.findIndex((each) => each(slots) === true)
  const column = new Column(of, cells, value, -1)
  if (!column.isExact || cells.length === 0) return inOrder
  const { trues, wordCount } = column
  const first = Int16Array.from({ length: trues.length / wordCount }, (_, stretch) => {
    return cells.findIndex((_, bin) => ((trues[stretch * wordCount + (bin >> 5)]! >> (bin & 31)) & 1) === 1)
  })
  return (slots) => {
    const offset = column.offsetOf(slots)
    return offset < 0 ? inOrder(slots) : first[offset / wordCount]!
  }
}
