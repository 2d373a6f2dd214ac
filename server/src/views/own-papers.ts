import type { investigationApi, OutputOf } from '@puhui/api'
import { papersAsked } from '../flows/papers-asked.ts'
import { readLatestOf } from '../modules/applications/index.ts'
import { PAPER_BYTES_MAX, readPapers } from '../modules/underwriting/index.ts'
import type { ReadContext } from '../platform/context.ts'

/** What a borrower is asked for, why, and what lies here already; the content itself is never sent back. */
export async function ownPapers(
  ctx: ReadContext,
  customerId: string,
): Promise<OutputOf<typeof investigationApi.getOwnPapers>> {
  const application = await readLatestOf(ctx.db, customerId)
  const papers = await readPapers(ctx.db, customerId)
  const isWaiting = application?.status === 'moreData'
  const { note, asked } = isWaiting ? await papersAsked(ctx, application) : { note: null, asked: [] }
  return {
    applicationId: application?.id ?? null,
    status: application?.status ?? null,
    asked: asked.map(({ kinds, ...one }) => ({ ...one, kinds: [...kinds] })),
    note,
    mayGoOn: asked.length > 0 && asked.every(({ isHandedIn }) => isHandedIn),
    mayApplyAgain: isWaiting && asked.length === 0,
    bytesMax: PAPER_BYTES_MAX,
    papers: papers.map(({ id, kind, file_name: fileName, bytes, uploaded_at: uploadedAt, reading }) => {
      return { id, kind, fileName, bytes, uploadedAt, isRead: reading !== null }
    }),
  }
}
