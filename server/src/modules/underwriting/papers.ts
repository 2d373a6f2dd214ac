import { createHash } from 'node:crypto'
import { type PaperKind, readPaper } from '@puhui/policy'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { Shows } from './schema.ts'
import { insertPaper, insertReading, readPaperRow, readSamePaper } from './store.ts'

export const PAPER_BYTES_MAX = 10 * 1_048_576
const MEDIA = { jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' } as const

export interface NewPaper {
  readonly kind: PaperKind
  readonly fileName: string
  readonly content: Buffer
  readonly issuedOn?: string | undefined
  readonly validUntil?: string | undefined
}

/**
 * Keeps a paper, encrypted, with what its file says of itself and a hash of what it shows. The same picture of the same
 * kind handed in again is the paper that is there.
 *
 * @refuses underwriting.paper_too_large, underwriting.paper_unreadable
 */
export async function addPaper(ctx: WriteContext, customerId: string, paper: NewPaper): Promise<string> {
  const { content, kind } = paper
  if (content.length > PAPER_BYTES_MAX) throw new RefusalError({ code: 'underwriting.paper_too_large' })
  const { format, software, createdAt, changedAt, picture } = readPaper(content)
  if (format === 'other') throw new RefusalError({ code: 'underwriting.paper_unreadable' })
  const hash = createHash('sha256')
  for (const piece of picture) hash.update(piece)
  const seen = hash.digest()
  // The answer to an upload may be lost on its way: the same picture sent again is the same paper.
  const known = await readSamePaper(ctx.db, { customerId, kind, picture: seen })
  if (known) return known
  const id = ctx.ids.next('ppr')
  await insertPaper(ctx, {
    id,
    customer_id: customerId,
    kind,
    file_name: paper.fileName.slice(0, 200),
    media_type: MEDIA[format],
    bytes: content.length,
    picture: seen,
    software,
    created_said: createdAt,
    changed_said: changedAt,
    issued_on: paper.issuedOn ?? null,
    valid_until: paper.validUntil ?? null,
    content: ctx.keys.encrypt(placeOf(id), content.toString('base64')),
    uploaded_by: ctx.actor.id,
    uploaded_at: ctx.clock.now(),
  })
  await record(ctx, {
    action: 'underwriting.paper_added',
    objectKind: 'paper',
    objectId: id,
    customerId,
    after: { kind, bytes: content.length, format },
  })
  return id
}

/**
 * A paper in the clear; who looked, and for which purpose, stands in the journal.
 *
 * @refuses underwriting.paper_not_found
 */
export async function showPaper(ctx: WriteContext, paperId: string, purpose: string) {
  const paper = await paperById(ctx, paperId)
  await record(ctx, {
    action: 'underwriting.paper_shown',
    objectKind: 'paper',
    objectId: paperId,
    customerId: paper.customer_id,
    reason: purpose,
  })
  return { mediaType: paper.media_type, base64: ctx.keys.decrypt(placeOf(paperId), paper.content) }
}

/**
 * Writes down what a person read on a paper; the last reading counts, the earlier ones stay.
 *
 * @refuses underwriting.paper_not_found
 */
export async function readPaperBy(
  ctx: WriteContext,
  paperId: string,
  { isOwner, note, ...shows }: Shows & { readonly isOwner: boolean; readonly note: string },
): Promise<void> {
  const { customer_id: customerId } = await paperById(ctx, paperId)
  await insertReading(ctx, paperId, { isOwner, note, shows })
  await record(ctx, {
    action: 'underwriting.paper_read',
    objectKind: 'paper',
    objectId: paperId,
    customerId,
    reason: note === '' ? null : note,
    after: { isOwner, ...shows },
  })
}

async function paperById(ctx: Pick<ReadContext, 'db'>, paperId: string) {
  const paper = await readPaperRow(ctx.db, paperId)
  if (!paper) throw new RefusalError({ code: 'underwriting.paper_not_found' })
  return paper
}

function placeOf(id: string) {
  return { table: 'paper', column: 'content', id }
}
