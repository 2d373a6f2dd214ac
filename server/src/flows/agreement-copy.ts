import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { readPaper } from '@puhui/policy'
import { type Agreement, type AgreementCopy, insertCopy, readCopy } from '../modules/contracts/index.ts'
import { askApprovalOnce, decidePending, type PendingDecision } from '../platform/auth/approval.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { agreementById, putInForce, requireWaiting } from './agreement.ts'

export const COPY_APPROVAL = 'agreements.copy'
const BYTES_MAX = 10 * 1_048_576
const MEDIA = { jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' } as const
const ON_PAPER = {
  zh: '网点纸质签署，扫描件经两人核对',
  en: 'Signed on paper at a branch, scan checked by two persons',
}

/**
 * Keeps the scan of a paper that the borrower signed by hand, encrypted, and asks a second person to look at it.
 *
 * @refuses agreements.not_waiting, agreements.outdated, agreements.signed_on_wrong_day, agreements.copy_too_large,
 *   agreements.copy_unreadable, approvals.already_asked
 */
export async function attachCopy(
  ctx: WriteContext,
  agreement: Agreement,
  { fileName, content, signedOn }: { readonly fileName: string; readonly content: Buffer; readonly signedOn: Day },
): Promise<string> {
  const on = await requireWaiting(ctx, agreement)
  if (signedOn < agreement.preparedOn || signedOn > on) {
    throw new RefusalError({ code: 'agreements.signed_on_wrong_day', from: agreement.preparedOn, to: on })
  }
  if (content.length > BYTES_MAX) throw new RefusalError({ code: 'agreements.copy_too_large' })
  const { format } = readPaper(content)
  if (format === 'other') throw new RefusalError({ code: 'agreements.copy_unreadable' })
  const id = ctx.ids.next('sac')
  const sha256 = createHash('sha256').update(content).digest('hex')
  const payload = { code: agreement.number, loanId: agreement.loanId, copyId: id, sha256, signedOn }
  const about = { objectKind: 'supplementary_agreement', objectId: agreement.id } as const
  await askApprovalOnce(ctx, { kind: COPY_APPROVAL, ...about, payload })
  await insertCopy(ctx.tx, {
    id,
    agreement_id: agreement.id,
    file_name: fileName.slice(0, 200),
    media_type: MEDIA[format],
    bytes: content.length,
    sha256,
    signed_on: signedOn,
    content: ctx.keys.encrypt(placeOf(id), content.toString('base64')),
    uploaded_by: ctx.actor.id,
    uploaded_at: ctx.clock.now(),
  })
  await journalCopy(ctx, agreement, 'agreements.copy_attached', { copyId: id, sha256, signedOn })
  return id
}

/**
 * The second person has looked at the signed copy: the new terms hold, or the paper goes on waiting.
 *
 * @refuses agreements.not_found, agreements.not_waiting, agreements.outdated, approvals.none_pending,
 *   approvals.maker_cannot_check, loans.changed_meanwhile
 */
export async function decideCopy(
  ctx: WriteContext,
  agreementId: string,
  decision: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<{ status: 'waiting' | 'signed' }> {
  const agreement = await agreementById(ctx, agreementId)
  if (decision.verdict === 'approve') await requireWaiting(ctx, agreement)
  const approval = await decidePending(ctx, { kind: COPY_APPROVAL, objectId: agreementId, ...decision })
  const { copyId, sha256 } = approval.payload as { readonly copyId: string; readonly sha256: string }
  if (decision.verdict === 'reject') {
    await journalCopy(ctx, agreement, 'agreements.copy_rejected', { copyId }, decision.note)
    return { status: 'waiting' }
  }
  const signedAt = ctx.clock.now()
  const signature = { at: signedAt, means: ON_PAPER, isSimulated: false, provider: '', reference: copyId }
  await putInForce(ctx, agreement, {
    signature: { ...signature, documentSha256: sha256 },
    signedHow: 'paper',
    pdfSha256: sha256,
    signedAt,
    approvalId: approval.id,
  })
  return { status: 'signed' }
}

/**
 * The scan in the clear; who looked stands in the journal.
 *
 * @refuses agreements.not_found
 */
export async function showCopy(ctx: WriteContext, agreementId: string, copyId: string) {
  const agreement = await agreementById(ctx, agreementId)
  const copy = await copyById(ctx, agreement, copyId)
  await journalCopy(ctx, agreement, 'agreements.copy_shown', { copyId })
  return { mediaType: copy.media_type, base64: ctx.keys.decrypt(placeOf(copyId), copy.content) }
}

async function copyById({ db }: Pick<ReadContext, 'db'>, { id }: Agreement, copyId: string): Promise<AgreementCopy> {
  const copy = await readCopy(db, copyId)
  if (copy?.agreement_id !== id) throw new RefusalError({ code: 'agreements.not_found' })
  return copy
}

function placeOf(id: string) {
  return { table: 'supplementary_copy', column: 'content', id }
}

type CopyAction = 'agreements.copy_attached' | 'agreements.copy_rejected' | 'agreements.copy_shown'

function journalCopy(
  ctx: WriteContext,
  { id, requestId, customerId }: Agreement,
  action: CopyAction,
  after: Record<string, unknown>,
  reason: string | null = null,
) {
  const about = { objectKind: 'hardship_request', objectId: requestId, customerId }
  return record(ctx, { action, ...about, reason, after: { agreementId: id, ...after } })
}
