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
  for (let next = nextToHide(counts, hidden, lines, least); next; next = nextToHide(counts, hidden, lines, least))
    hidden[next[0]]![next[1]] = true
  return hidden
}

/** One more cell that has to be hidden; none when nothing can be reckoned any more. */
function nextToHide(
  counts: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  lines: readonly (readonly Place[])[],
  least: number,
): Place | undefined {
  const countAt = ([row, column]: Place) => counts[row]![column]!
  const smallest = (places: readonly Place[]): Place | undefined =>
    places
      .filter((place) => !hidden[place[0]]![place[1]] && countAt(place) > 0)
      .sort((a, b) => countAt(a) - countAt(b))[0]
  for (const line of lines) {
    const out = line.filter(([row, column]) => hidden[row]![column])
    // One alone is its total less the others; two hide each other unless together they hide too few people.
    const people = out.reduce((sum, place) => sum + countAt(place), 0)
    const next = out.length === 0 || (out.length > 1 && people >= least) ? undefined : smallest(line)
    if (next) return next
  }
  if (counts.length < 2) return undefined
  const small = lines
    .slice(0, counts.length)
    .flat()
    .filter(([row, column]) => hidden[row]![column]! && countAt([row, column]) < least)
  for (const place of small) {
    if (!isReckoned(hidden, place)) continue
    const next = smallest([...lines[place[0]]!, ...lines[counts.length + place[1]]!]) ?? corner(hidden, place)
    if (next) return next
  }
  return undefined
}

/** A cell, be it empty, that makes a rectangle of hidden cells with this one. */
function corner(hidden: readonly (readonly boolean[])[], [row, column]: Place): Place | undefined {
  for (const [at, cells] of hidden.entries()) {
    const to = cells[column] ? cells.findIndex((isHidden, each) => !isHidden && hidden[row]![each]) : -1
    if (to >= 0) return [at, to]
  }
  return undefined
}

/**
 * Whether a hidden cell follows from all totals together: when no other way leads over hidden cells, along rows and
 * columns by turns, from its row to its column.
 */
function isReckoned(hidden: readonly (readonly boolean[])[], [row, column]: Place): boolean {
  const [rows, columns] = [new Set([row]), new Set<number>()]
  for (const from of rows) {
    hidden[from]!.forEach((isHidden, to) => {
      if (!isHidden || columns.has(to) || (from === row && to === column)) return
      columns.add(to)
      hidden.forEach((other, at) => void (other[to] && rows.add(at)))
    })
  }
  return !columns.has(column)
}

type Place = readonly [row: number, column: number]

/** Rows, and columns where there is more than one row. */
function linesOf(counts: readonly (readonly number[])[]): readonly (readonly Place[])[] {
  const rows = counts.map((row, at) => row.map((_, column): Place => [at, column]))
  if (counts.length < 2) return rows
  const columns = (counts[0] ?? []).map((_, column) => counts.map((_row, at): Place => [at, column]))
  return [...rows, ...columns]
}
