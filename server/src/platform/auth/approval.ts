import { createHash } from 'node:crypto'
import type { ApprovalKind, ApprovalObject } from '@puhui/api'
import { type Selectable, sql } from 'kysely'
import type { ReadContext, WriteContext } from '../context.ts'
import { json, stringify } from '../db.ts'
import { RefusalError } from '../refusal-error.ts'
import type { ApprovalTable } from '../schema.ts'

export type Approval = Selectable<ApprovalTable>

export interface ApprovalRequest {
  readonly kind: ApprovalKind
  readonly objectKind: ApprovalObject
  readonly objectId: string
  /** All of what would be done; its hash is what gets approved. */
  readonly payload: unknown
}

/** Asks for a second pair of eyes. There is one pending request per kind and object. */
export async function askApproval(ctx: WriteContext, request: ApprovalRequest): Promise<string> {
  const id = ctx.ids.next('apv')
  await ctx.tx
    .insertInto('approval')
    .values({
      id,
      kind: request.kind,
      object_kind: request.objectKind,
      object_id: request.objectId,
      payload: json(request.payload),
      payload_hash: payloadHash(request.payload),
      maker_id: ctx.actor.id,
      made_at: ctx.clock.now(),
      approver_id: null,
      comment: null,
    })
    .execute()
  return id
}

/** The request that waits for somebody, with the name of who asked; null when none does. */
export async function pendingApproval({ db }: Pick<ReadContext, 'db'>, kind: ApprovalKind, objectId: string) {
  const row = await db
    .selectFrom('approval as a')
    .leftJoin('staff_user as u', 'u.id', 'a.maker_id')
    .select(['a.id', 'a.maker_id', 'a.made_at', 'a.payload', 'u.name as maker_name'])
    .where('a.kind', '=', kind)
    .where('a.object_id', '=', objectId)
    .where('a.status', '=', 'pending')
    .executeTakeFirst()
  return row ?? null
}

/**
 * Asks unless somebody has asked already.
 *
 * @throws RefusalError approvals.already_asked
 */
export async function askApprovalOnce(ctx: WriteContext, request: ApprovalRequest): Promise<string> {
  // Of two who ask at once the second waits here and then sees the first.
  await sql`select pg_advisory_xact_lock(hashtext(${`${request.kind}:${request.objectId}`}))`.execute(ctx.tx)
  if (await pendingApproval(ctx, request.kind, request.objectId)) {
    throw new RefusalError({ code: 'approvals.already_asked' })
  }
  return askApproval(ctx, request)
}

/**
 * Decides the pending request as it was asked: what is carried out is read from it, and comes back.
 *
 * @throws RefusalError approvals.none_pending, approvals.maker_cannot_check
 */
export async function decidePending(
  ctx: WriteContext,
  { kind, objectId, verdict, note }: PendingDecision,
): Promise<Approval> {
  const pending = await pendingApproval(ctx, kind, objectId)
  if (!pending) throw new RefusalError({ code: 'approvals.none_pending' })
  const decided = await decideApproval(ctx, {
    kind,
    objectId,
    isApproved: verdict === 'approve',
    comment: note === '' ? null : note,
    payload: pending.payload,
  })
  if (!decided) throw new RefusalError({ code: 'approvals.none_pending' })
  return decided
}

export interface PendingDecision {
  readonly kind: ApprovalKind
  readonly objectId: string
  readonly verdict: 'approve' | 'reject'
  readonly note: string
}

export interface ApprovalDecision {
  readonly kind: ApprovalKind
  readonly objectId: string
  readonly isApproved: boolean
  readonly comment?: string | null
  /** What is about to be carried out: it must be what was asked for, to the letter. */
  readonly payload: unknown
}

/**
 * Decides the pending request as the actor of the context.
 *
 * @returns the decided request; null when none is pending (someone else was faster)
 * @throws RefusalError approvals.maker_cannot_check; the database refuses it as well
 */
export async function decideApproval(ctx: WriteContext, decision: ApprovalDecision): Promise<Approval | null> {
  const pending = await ctx.tx
    .selectFrom('approval')
    .selectAll()
    .where('kind', '=', decision.kind)
    .where('object_id', '=', decision.objectId)
    .where('status', '=', 'pending')
    .forUpdate()
    .executeTakeFirst()
  if (!pending || pending.payload_hash !== payloadHash(decision.payload)) return null
  if (pending.maker_id === ctx.actor.id) throw new RefusalError({ code: 'approvals.maker_cannot_check' })
  const decided = await ctx.tx
    .updateTable('approval')
    .set({
      approver_id: ctx.actor.id,
      decided_at: ctx.clock.now(),
      comment: decision.comment ?? null,
      status: decision.isApproved ? 'approved' : 'rejected',
    })
    .where('id', '=', pending.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return decided
}

/** The hash of a payload, whatever the order of its keys. */
export function payloadHash(payload: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(JSON.parse(stringify(payload)))))
    .digest('hex')
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, ordered(item)]),
  )
}
