import { TextDecoder } from 'node:util'
import { RefusalError } from '../../../platform/refusal-error.ts'
import { linesOf, type TextLine } from './lines.ts'
import { readRecord } from './record.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** What a file is, from its content. */
export interface FileShape {
  readonly encoding: Encoding
  readonly delimiter: ',' | ';' | '\t'
}

/**
 * Finds out how a file is written: a byte order mark, else UTF-8 if it is valid, else GB 18030 (Excel in China).
 *
 * @refuses imports.empty, imports.is_a_workbook, imports.not_a_csv
 */
export function shapeOf(content: Buffer): FileShape {
  if (content.toString('latin1').trim() === '') throw new RefusalError({ code: 'imports.empty' })
  if (isWorkbook(content)) throw new RefusalError({ code: 'imports.is_a_workbook' })
  const encoding = encodingOf(content)
  const head = new TextDecoder(encoding).decode(content.subarray(0, 65_536)).split(/\r?\n|\r/, 1)[0] ?? ''
  if (head.includes('\0')) throw new RefusalError({ code: 'imports.not_a_csv' })
  const [best] = ([',', ';', '\t'] as const)
    .map((mark) => ({ mark, count: head.split(mark).length }))
    .sort((a, b) => b.count - a.count)
  return { encoding, delimiter: best!.mark }
}

/** The first bytes of `.xlsx` (a zip) and of the older `.xls`. */
function isWorkbook(content: Buffer): boolean {
  return ['504b0304', 'd0cf11e0'].includes(content.subarray(0, 4).toString('hex'))
}

function encodingOf(content: Buffer): Encoding {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le'
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be'
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(content)
      return encoding
    } catch {
      // Not this one.
    }
  }
  throw new RefusalError({ code: 'imports.not_a_csv' })
}

/** One row of a file by the line it begins on: 1 is the header. A row whose quotes do not close has no cells. */
export interface FileRow {
  readonly no: number
  readonly cells: readonly string[] | null
  /** What of a broken row can be told apart, to be corrected by a person; the cells themselves of a sound one. */
  readonly pieces: readonly string[]
}

/** A cell may run over lines, but a quote that stands alone must not swallow the rest of the file. */
const LINES_MAX = 50

/**
 * Reads a file row by row, in the order of its lines; memory stays small however long it is.
 *
 * A quote that opens a cell over several lines is believed when it closes within fifty lines in a row as wide as the
 * header. Otherwise the one line is broken, and the next is a row again.
 */
export async function* rowsOf(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { encoding, delimiter }: FileShape,
): AsyncGenerator<FileRow> {
  const lines = lookAhead(linesOf(chunks, encoding))
  let width: number | null = null
  for (let line = await lines.take(); line !== null; line = await lines.take()) {
    if (line.text.trim() === '') continue
    const cells = await recordAt(line, lines, delimiter, width)
    width ??= cells?.length ?? null
    // A quoted cell may carry the tab that kept a spreadsheet from rounding it.
    const trimmed = cells?.map((cell) => cell.trim()) ?? null
    // What a spreadsheet leaves below the last row: separators and nothing between them.
    if (trimmed?.every((cell) => cell === '')) continue
    yield { no: line.no, cells: trimmed, pieces: trimmed ?? piecesOf(line.text, delimiter) }
  }
}

async function recordAt(
  line: TextLine,
  ahead: LookAhead,
  delimiter: string,
  width: number | null,
): Promise<readonly string[] | null> {
  let text = line.text
  for (let more = 0; ; more++) {
    const record = readRecord(text, delimiter)
    if (record === 'broken') return null
    if (record !== 'open')
      return more === 0 || width === null || record.length === width ? taken(record, ahead, more) : null
    const next = more < LINES_MAX ? await ahead.at(more) : null
    if (next === null) return null
    text += `\n${next.text}`
  }
}

function taken(record: readonly string[], ahead: LookAhead, lines: number): readonly string[] {
  ahead.drop(lines)
  return record
}

function piecesOf(text: string, delimiter: string): readonly string[] {
  return text.split(delimiter).map((piece) => piece.replaceAll('"', '').trim())
}

interface LookAhead {
  take(): Promise<TextLine | null>
  at(index: number): Promise<TextLine | null>
  drop(count: number): void
}

function lookAhead(lines: AsyncIterator<TextLine>): LookAhead {
  const seen: TextLine[] = []
  const at = async (index: number) => {
    while (seen.length <= index) {
      const { value, done } = await lines.next()
      if (done) return null
      seen.push(value)
    }
    return seen[index]!
  }
  return {
    at,
    take: async () => {
      const line = await at(0)
      if (line) seen.shift()
      return line
    },
    drop: (count) => void seen.splice(0, count),
  }
}
