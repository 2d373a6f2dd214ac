import type { Day } from '@puhui/calendar'
import { askApproval, decideApproval } from '../../platform/auth/approval.ts'
import type { WriteContext } from '../../platform/context.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { ProductVersion } from './model.ts'

const KIND = 'products.release'

/** What exactly is approved: this version, these terms, from this day. */
function payloadOf({ code, version, termsHash }: ProductVersion, effectiveOn: Day) {
  return { code, version, termsHash, effectiveOn }
}

/** Asks for a second pair of eyes on a version; a product has one open version, so the request stands under the product. */
export function askRelease(ctx: WriteContext, version: ProductVersion, effectiveOn: Day): Promise<string> {
  const payload = payloadOf(version, effectiveOn)
  return askApproval(ctx, { kind: KIND, objectKind: 'product', objectId: version.productId, payload })
}

/** Decides it. Whoever wrote or submitted the version may not; the database says so too. */
export async function decideRelease(
  ctx: WriteContext,
  version: ProductVersion,
  { verdict, note }: { readonly verdict: 'approve' | 'reject'; readonly note: string },
): Promise<void> {
  if (version.authorId === ctx.actor.id) throw new RefusalError({ code: 'approvals.maker_cannot_check' })
  const decided = await decideApproval(ctx, {
    kind: KIND,
    objectId: version.productId,
    isApproved: verdict === 'approve',
    comment: note === '' ? null : note,
    payload: payloadOf(version, version.effectiveOn!),
  })
  if (!decided) throw new RefusalError({ code: 'products.not_submitted' })
}
