/**
 * The cells of one row of a CSV text (RFC 4180).
 *
 * @returns `open` when a quoted cell has not closed at the end of the text; `broken` when a quote stands where none may
 * @source RFC 4180 § 2; blanks around a quoted cell are let pass, as spreadsheets do
 */
export function readRecord(text: string, delimiter: string): readonly string[] | 'open' | 'broken' {
  const cells: string[] = []
  for (let at = 0; ; ) {
    const cell = cellAt(text, at, delimiter)
    if (typeof cell === 'string') return cell
    cells.push(cell.value)
    if (cell.end >= text.length) return cells
    at = cell.end + delimiter.length
    if (at === text.length) return [...cells, '']
  }
}

interface Cell {
  readonly value: string
  /** Where its delimiter stands, or the end of the text. */
  readonly end: number
}

function cellAt(text: string, start: number, delimiter: string): Cell | 'open' | 'broken' {
  let begin = start
  while (text[begin] === ' ') begin++
  if (text[begin] === '"') return quotedAt(text, begin + 1, delimiter)
  const found = text.indexOf(delimiter, start)
  const end = found === -1 ? text.length : found
  const value = text.slice(start, end)
  return value.includes('"') ? 'broken' : { value, end }
}

function quotedAt(text: string, start: number, delimiter: string): Cell | 'open' | 'broken' {
  let value = ''
  for (let at = start; ; ) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return 'open'
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return closedAt(text, quote + 1, delimiter, value)
    value += '"'
    at = quote + 2
  }
}

function closedAt(text: string, start: number, delimiter: string, value: string): Cell | 'broken' {
  let end = start
  while (text[end] === ' ') end++
  return end === text.length || text.startsWith(delimiter, end) ? { value, end } : 'broken'
}
