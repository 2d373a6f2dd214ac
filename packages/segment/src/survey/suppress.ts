/** Fewer people than this in a cell could be told apart. */
export const CELL_MIN = 5

/**
 * Which cells of a table of counts must not be shown: those of 1 to 4 people, and as many more as it takes that none of
 * them can be reckoned from the totals of its row or column.
 *
 * @param counts rows of equal length, people, all ≥ 0; each row and column is shown with its total
 * @returns true where a cell is hidden
 * @example hiddenCells([[3, 20, 9]]) // [[true, false, true]]
 */
export function hiddenCells(counts: readonly (readonly number[])[], least: number = CELL_MIN): boolean[][] {
  const hidden = counts.map((row) => row.map((count) => count > 0 && count < least))
  const lines = linesOf(counts)
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const line of lines) {
      const out = line.filter(([row, column]) => hidden[row]![column])
      // One alone is its total less the others; two hide each other unless together they hide too few people.
      const people = out.reduce((sum, [row, column]) => sum + counts[row]![column]!, 0)
      if (out.length === 0 || (out.length > 1 && people >= least)) continue
      const next = line
        .filter(([row, column]) => !hidden[row]![column] && counts[row]![column]! > 0)
        .sort((a, b) => counts[a[0]]![a[1]]! - counts[b[0]]![b[1]]!)[0]
      if (!next) continue
      hidden[next[0]]![next[1]] = true
      hasChanged = true
    }
  }
  return hidden
}

type Place = readonly [row: number, column: number]

/** Rows, and columns where there is more than one row. */
function linesOf(counts: readonly (readonly number[])[]): readonly (readonly Place[])[] {
  const rows = counts.map((row, at) => row.map((_, column): Place => [at, column]))
  if (counts.length < 2) return rows
  const columns = (counts[0] ?? []).map((_, column) => counts.map((_row, at): Place => [at, column]))
  return [...rows, ...columns]
}
