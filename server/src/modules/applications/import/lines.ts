import { TextDecoder } from 'node:util'

/** One line of a text, counted as an editor counts: the first is 1. */
export interface TextLine {
  readonly no: number
  readonly text: string
}

/** Splits a text that comes in pieces at every kind of line end; a byte order mark is left out. */
export async function* linesOf(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  encoding: string,
): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder(encoding)
  let [rest, no] = ['', 0]
  for await (const chunk of chunks) {
    // The half of a CR LF waits for its other half.
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()!
    for (const text of lines) yield { no: ++no, text }
  }
  rest += decoder.decode()
  if (rest !== '') for (const text of rest.split(/\r\n|\n|\r/)) yield { no: ++no, text }
}
