/**
 * Reads what a spreadsheet puts on the clipboard: cells by tab, rows by line; a cell in double quotes may hold tabs,
 * line ends and doubled quotes.
 *
 * @returns rows of cells; one empty line at the end is none
 * @example parseTsv('a\t"b\n""c"""\n') // [['a', 'b\n"c"']]
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = []
  let [row, cell]: [string[], string] = [[], '']
  let isQuoted = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') {
        cell += '"'
        i += 1
      } else isQuoted = false
    } else if (char === '"' && cell === '' && closesAsCell(text, i)) isQuoted = true
    else if (char === '\t') {
      row.push(cell)
      cell = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[i + 1] === '\n') i += 1
      rows.push([...row, cell])
      ;[row, cell] = [[], '']
    } else cell += char
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

/** A quote opens a cell only when the one that closes it stands at the end of the cell: `"A","B"` is a cell as it is. */
function closesAsCell(text: string, open: number): boolean {
  for (let i = open + 1; i < text.length; i += 1) {
    if (text[i] !== '"') continue
    if (text[i + 1] === '"') {
      i += 1
      continue
    }
    const next = text[i + 1]
    const inside = text.slice(open + 1, i)
    return (next === undefined || next === '\t' || next === '\n' || next === '\r') && /[\t\n\r"]/.test(inside)
  }
  return false
}

/** Writes rows as a spreadsheet reads them; cells are quoted only where they must be. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(written).join('\t')).join('\n')
}

function written(cell: string): string {
  return /[\t\n\r]/.test(cell) || /^".*"$/s.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
