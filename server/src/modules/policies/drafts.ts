import type { Day } from '@puhui/calendar'
import type { Policy } from '@puhui/policy'
import { askApproval, decideApproval } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { type DraftRow, insertDraft, moveDraft, readDraft, updateDraft } from './draft-store.ts'
import { policyInUse } from './model.ts'
import { releaseProblems } from './release-check.ts'
import { policyFrom, scenariosFrom } from './shape.ts'
import { insertPointer, insertVersion, lastNumber, lockPolicy, readPointerOn, readVersionRow } from './store.ts'

const KIND = 'policies.release'

export interface DraftInput {
  readonly code: string
  readonly draftId?: string | undefined
  readonly baseHash?: string | undefined
  readonly baseVersion: number
  readonly definition: unknown
  readonly scenarios: unknown
}

/**
 * Keeps a draft: a new one beside a version, or a change of an open one. It may be wrong in any way but its shape.
 *
 * @refuses policies.not_a_policy, policies.not_found, policies.draft_not_found, policies.not_a_draft,
 *   policies.changed_meanwhile, checked in this order
 */
export async function saveDraft(ctx: WriteContext, input: DraftInput): Promise<string> {
  const { code, baseVersion } = input
  const policy: Policy = { ...policyFrom(input.definition), id: code }
  const content = { policy, scenarios: scenariosFrom(input.scenarios) }
  if (!(await readVersionRow(ctx.db, code, baseVersion))) throw new RefusalError({ code: 'policies.not_found' })
  if (input.draftId !== undefined) return changeDraft(ctx, input.draftId, input.baseHash ?? '', content)
  const id = await insertDraft(ctx, { ...content, code, baseVersion })
  await recordDraft(ctx, 'policies.draft_opened', code, { after: { draftId: id, baseVersion } })
  return id
}

type Content = Parameters<typeof updateDraft>[3]

async function changeDraft(ctx: WriteContext, id: string, baseHash: string, content: Content): Promise<string> {
  const before = await draftById(ctx, id)
  if (before.status !== 'draft') throw new RefusalError({ code: 'policies.not_a_draft' })
  if (!(await updateDraft(ctx, id, baseHash, content))) throw new RefusalError({ code: 'policies.changed_meanwhile' })
  const after = await draftById(ctx, id)
  await recordDraft(ctx, 'policies.draft_changed', before.code, {
    before: { draftId: id, hash: before.hash },
    after: { draftId: id, hash: after.hash },
  })
  return id
}

export async function draftById({ db }: Pick<WriteContext, 'db'>, id: string): Promise<DraftRow> {
  const draft = await readDraft(db, id)
  if (!draft) throw new RefusalError({ code: 'policies.draft_not_found' })
  return draft
}

export async function discardDraft(ctx: WriteContext, id: string, reason: string): Promise<void> {
  const { code, status } = await draftById(ctx, id)
  if (status === 'discarded') return
  if (!(await moveDraft(ctx, id, { from: 'draft', to: 'discarded' })))
    throw new RefusalError({ code: 'policies.not_a_draft' })
  await recordDraft(ctx, 'policies.draft_discarded', code, { reason, after: { draftId: id } })
}

export interface Submission {
  readonly effectiveOn: Day
  readonly takesForce: boolean
  readonly note: string
}

/**
 * Hands a draft to a second person. Red work does not come this far.
 *
 * @refuses policies.draft_not_found, policies.not_a_draft, policies.effective_in_past, and policies.not_ready with
 *   every reason at once: type errors, lint, red or missing scenarios, a missing, stale or unfinished backtest
 */
export async function submitDraft(ctx: WriteContext, id: string, submission: Submission): Promise<void> {
  const draft = await draftById(ctx, id)
  if (draft.status !== 'draft') throw new RefusalError({ code: 'policies.not_a_draft' })
  const { effectiveOn, takesForce, note } = submission
  if (effectiveOn < (await businessDate(ctx.db))) throw new RefusalError({ code: 'policies.effective_in_past' })
  await requireReady(ctx, draft)
  const payload = payloadOf(draft, submission)
  const approvalId = await askApproval(ctx, { kind: KIND, objectKind: 'policyDraft', objectId: id, payload })
  const isMoved = await moveDraft(ctx, id, {
    from: 'draft',
    to: 'submitted',
    effectiveOn,
    takesForce,
    note,
    approvalId,
  })
  if (!isMoved) throw new RefusalError({ code: 'policies.not_a_draft' })
  await recordDraft(ctx, 'policies.draft_submitted', draft.code, { reason: note, after: { draftId: id, ...payload } })
}

async function requireReady(ctx: WriteContext, draft: DraftRow): Promise<void> {
  const problems = await releaseProblems(ctx.db, draft)
  if (problems.length > 0) throw new RefusalError({ code: 'policies.not_ready', count: problems.length }, problems)
}

/** What exactly is approved: this content with these scenarios, from this day. */
function payloadOf(
  { code, hash }: DraftRow,
  { effectiveOn, takesForce }: Pick<Submission, 'effectiveOn' | 'takesForce'>,
) {
  return { code, hash, effectiveOn, takesForce }
}

/**
 * Releases or sends back what others wrote. Nobody who typed into the draft may; the database says so too.
 *
 * @refuses policies.draft_not_found, policies.not_submitted, approvals.maker_cannot_check, policies.effective_in_past,
 *   policies.not_ready
 */
export async function decideDraft(
  ctx: WriteContext,
  id: string,
  { verdict, note }: { readonly verdict: 'approve' | 'reject'; readonly note: string },
): Promise<void> {
  const draft = await draftById(ctx, id)
  if (draft.status !== 'submitted') throw new RefusalError({ code: 'policies.not_submitted' })
  if (draft.authors.includes(ctx.actor.id)) throw new RefusalError({ code: 'approvals.maker_cannot_check' })
  const asked = { effectiveOn: draft.effective_on!, takesForce: draft.takes_force }
  if (verdict === 'approve') await requireReady(ctx, draft)
  const decided = await decideApproval(ctx, {
    kind: KIND,
    objectId: id,
    isApproved: verdict === 'approve',
    comment: note === '' ? null : note,
    payload: payloadOf(draft, asked),
  })
  if (!decided) throw new RefusalError({ code: 'policies.not_submitted' })
  if (verdict === 'approve') return release(ctx, draft)
  const move = { from: 'submitted', to: 'rejected', approverId: ctx.actor.id } as const
  if (!(await moveDraft(ctx, id, move))) throw new RefusalError({ code: 'policies.not_submitted' })
  await recordDraft(ctx, 'policies.draft_rejected', draft.code, { reason: note || null, after: { draftId: id } })
}

/** The draft becomes the next version, and the pointer moves to it from its day on. */
async function release(ctx: WriteContext, draft: DraftRow): Promise<void> {
  const { id, code, scenarios, note } = draft
  await lockPolicy(ctx, code)
  const today = await businessDate(ctx.db)
  const effectiveOn = draft.effective_on!
  if (effectiveOn < today) throw new RefusalError({ code: 'policies.effective_in_past' })
  const version = (await lastNumber(ctx.db, code)) + 1
  const inUse = policyInUse({ ...(draft.definition as Policy), id: code, version, effectiveOn })
  const people = { authorId: draft.authors[0]!, approverId: ctx.actor.id }
  const from = { scenarios, note, draftId: id, backtestId: draft.backtest_id }
  await insertVersion(ctx, { inUse, effectiveOn, ...people, ...from })
  const isMoved = await moveDraft(ctx, id, { from: 'submitted', to: 'released', approverId: ctx.actor.id, version })
  if (!isMoved) throw new RefusalError({ code: 'policies.not_submitted' })
  const before = await readPointerOn(ctx.db, code, effectiveOn)
  if (draft.takes_force) await insertPointer(ctx, { code, version, effectiveOn, kind: 'release', reason: note })
  await recordDraft(ctx, 'policies.version_released', code, {
    reason: note,
    before: { version: before?.version ?? null },
    after: { version, hash: inUse.hash, effectiveOn, takesForce: draft.takes_force, draftId: id },
  })
}

function recordDraft(
  ctx: WriteContext,
  action: string,
  code: string,
  rest: { readonly reason?: string | null; readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  return record(ctx, { action, objectKind: 'policy', objectId: code, ...rest })
}
