import { TextDecoder } from 'node:util'
import { parse } from 'csv-parse'
import { RefusalError } from '../../../platform/refusal-error.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030'

/** What a file is, from its content. */
export interface FileShape {
  readonly encoding: Encoding
  readonly delimiter: ',' | ';' | '\t'
}

/**
 * Finds out how a file is written: a byte order mark, else UTF-8 if it is valid, else GB 18030 (Excel in China).
 *
 * @refuses imports.empty, imports.not_a_csv
 */
export function shapeOf(content: Buffer): FileShape {
  if (content.length === 0) throw new RefusalError({ code: 'imports.empty' })
  const encoding = encodingOf(content)
  const head = new TextDecoder(encoding).decode(content.subarray(0, 65_536)).split(/\r?\n/, 1)[0] ?? ''
  if (head.includes('\0')) throw new RefusalError({ code: 'imports.not_a_csv' })
  const [best] = ([',', ';', '\t'] as const)
    .map((mark) => ({ mark, count: head.split(mark).length }))
    .sort((a, b) => b.count - a.count)
  return { encoding, delimiter: best!.mark }
}

function encodingOf(content: Buffer): Encoding {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le'
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

/** One line of a file: 1 is the header. A line whose quotes do not close has no cells. */
export interface FileRow {
  readonly no: number
  readonly cells: readonly string[] | null
}

/** Reads a file row by row, in the order of its lines; memory stays small however long it is. */
export async function* rowsOf(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  shape: FileShape,
): AsyncGenerator<FileRow> {
  const broken: FileRow[] = []
  let lastLine = 0
  const parser = parse({
    delimiter: shape.delimiter,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    max_record_size: 1_000_000,
    info: true,
    on_record: (record, { lines }) => {
      lastLine = lines
      return record
    },
    on_skip: (error) => {
      const { code, lines } = (error ?? {}) as { code?: string; lines?: number }
      // A quote that never closes swallows the rest of the file: it is named by the line where it stands.
      broken.push({ no: code === 'CSV_QUOTE_NOT_CLOSED' ? lastLine + 1 : (lines ?? 0), cells: null })
      return undefined
    },
  })
  const fed = feed(chunks, shape, parser)
  for await (const record of parser) {
    const { record: cells, info } = record as { record: string[]; info: { lines: number } }
    // The parser runs ahead: what it skipped further down waits for its turn.
    while (broken[0] && broken[0].no < info.lines) yield broken.shift()!
    // A quoted cell may carry the tab that kept a spreadsheet from rounding it.
    yield { no: info.lines, cells: cells.map((cell) => cell.trim()) }
  }
  yield* broken
  await fed
}

async function feed(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { encoding }: FileShape,
  parser: ReturnType<typeof parse>,
): Promise<void> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '' && !parser.write(text)) await new Promise((resolve) => parser.once('drain', resolve))
  }
  const rest = decoder.decode()
  if (rest !== '') parser.write(rest)
  parser.end()
}
