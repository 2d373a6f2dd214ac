import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type Caller, type Platform, write } from './context.ts'
import type { UploadedFile } from './http/upload.ts'
import { record } from './journal/record.ts'
import { RefusalError } from './refusal-error.ts'

export interface Upload {
  readonly id: string
  readonly fileName: string
  readonly bytes: bigint
  readonly sha256: string
}

const CHUNK = 1_048_576

/** Keeps a file in the database, chunk by chunk, so that memory stays small; a file that breaks off leaves nothing. */
export async function keepUpload(
  platform: Platform,
  caller: Caller,
  kind: string,
  file: UploadedFile,
): Promise<Upload> {
  return write(platform, caller, async (ctx) => {
    const id = ctx.ids.next('upl')
    const hash = createHash('sha256')
    let bytes = 0n
    let no = 0
    for await (const content of inChunks(file.content)) {
      hash.update(content)
      bytes += BigInt(content.length)
      await ctx.tx.insertInto('upload_chunk').values({ upload_id: id, no, content }).execute()
      no += 1
    }
    if ((file.content as { truncated?: boolean }).truncated) throw new RefusalError({ code: 'request.too_large' })
    const sha256 = hash.digest('hex')
    const row = {
      id,
      kind,
      file_name: file.fileName.slice(0, 200),
      media_type: file.mediaType.slice(0, 100),
      bytes,
      sha256,
    }
    await ctx.tx
      .insertInto('upload')
      .values({ ...row, uploaded_by: ctx.actor.id, uploaded_at: ctx.clock.now() })
      .execute()
    await record(ctx, { action: 'uploads.kept', objectKind: 'upload', objectId: id, after: { kind, bytes, sha256 } })
    return { id, fileName: row.file_name, bytes, sha256 }
  })
}

async function* inChunks(content: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const piece of content) {
    held.push(piece as Buffer)
    size += (piece as Buffer).length
    if (size < CHUNK) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Reads a kept file as a stream, one chunk in memory at a time. */
export function readKeptUpload({ db }: Pick<Platform, 'db'>, uploadId: string): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let no = 0; ; no++) {
      const row = await db
        .selectFrom('upload_chunk')
        .select('content')
        .where('upload_id', '=', uploadId)
        .where('no', '=', no)
        .executeTakeFirst()
      if (!row) return
      yield row.content
    }
  }
  return Readable.from(chunks())
}
