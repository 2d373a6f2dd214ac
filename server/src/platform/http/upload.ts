import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { RefusalError } from '../refusal-error.ts'

/** A file on its way in: read `content` once, as a stream. */
export interface UploadedFile {
  readonly fileName: string
  readonly mediaType: string
  readonly content: Readable
}

const BYTES_MAX = 100 * 1_048_576

/** The whole of a file in memory, for one that is read as a table. Refuses with `tooLarge` past 100 MB. */
export async function readWhole(
  { content }: UploadedFile,
  tooLarge: 'imports.too_large' | 'request.too_large',
): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of content) {
    bytes += (piece as Buffer).length
    if (bytes > BYTES_MAX) throw new RefusalError({ code: tooLarge })
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces)
}

/** Takes a multipart request apart: text fields that came before the file, and the file `file`. */
export async function readUpload(
  request: FastifyRequest,
): Promise<{ fields: Record<string, string>; file: UploadedFile }> {
  if (!request.isMultipart())
    throw new RefusalError({ code: 'request.invalid', count: 1 }, [{ pointer: '/file', code: 'request.missing' }])
  const part = await request.file()
  if (part?.fieldname !== 'file') {
    throw new RefusalError({ code: 'request.invalid', count: 1 }, [{ pointer: '/file', code: 'request.missing' }])
  }
  const fields: Record<string, string> = {}
  for (const [name, field] of Object.entries(part.fields)) {
    if (field && !Array.isArray(field) && field.type === 'field') fields[name] = String(field.value)
  }
  return { fields, file: { fileName: safeName(part.filename), mediaType: part.mimetype, content: part.file } }
}

const NAME_MAX = 200

/** The last part of a path, without what no name has; a file is found by its id, its name is only shown. */
function safeName(given: string): string {
  const name = given
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Surrogate}]/gu, '')
    .trim()
  return [...name].slice(0, NAME_MAX).join('') || 'file'
}
