import { type CsvError, parse } from 'csv-parse/sync'
import { RefusalError } from './refusal-error.ts'

/** A row by the names of its columns; it has no other names, whatever the columns are called. */
export type TableRow = Readonly<Record<string, string>>

/**
 * The rows below the header of a CSV text that somebody handed in.
 *
 * @throws RefusalError request.not_a_table with the line from which it cannot be read
 */
export function readTable(content: string): TableRow[] {
  const [header = [], ...rows] = linesOf(content)
  return rows.map((cells) => {
    const row: Record<string, string> = Object.create(null)
    for (const [at, cell] of cells.entries()) if (header[at] !== undefined) row[header[at]] = cell
    return row
  })
}

function linesOf(content: string): string[][] {
  const nul = content.indexOf('\0')
  if (nul >= 0) throw notATable(content.slice(0, nul).split('\n').length)
  try {
    return parse(content, { skip_empty_lines: true, trim: true, bom: true, relax_column_count: true })
  } catch (error) {
    throw notATable(Number((error as CsvError & { lines?: number }).lines ?? 1))
  }
}

function notATable(line: number): RefusalError {
  return new RefusalError({ code: 'request.not_a_table', line })
}
