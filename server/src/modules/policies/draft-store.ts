import type { Day } from '@puhui/calendar'
import type { Policy, Scenario } from '@puhui/policy'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import { contentHashOf, hashOf } from './model.ts'
import type { PolicyDraftTable } from './schema.ts'

export type DraftRow = Selectable<PolicyDraftTable>

export interface DraftContent {
  readonly policy: Policy
  readonly scenarios: readonly Scenario[]
}

function stored({ policy, scenarios }: DraftContent) {
  return {
    definition: json(policy as unknown),
    scenarios: json(scenarios),
    hash: hashOf({ policy, scenarios }),
    content_hash: contentHashOf(policy),
  }
}

export async function insertDraft(
  ctx: WriteContext,
  of: DraftContent & { readonly code: string; readonly baseVersion: number },
): Promise<string> {
  const id = ctx.ids.next('pdr')
  const now = ctx.clock.now()
  await ctx.tx
    .insertInto('policy_draft')
    .values({
      id,
      code: of.code,
      base_version: of.baseVersion,
      ...stored(of),
      authors: [ctx.actor.id],
      backtest_id: null,
      approval_id: null,
      approver_id: null,
      version: null,
      effective_on: null,
      created_at: now,
      changed_at: now,
    })
    .execute()
  return id
}

/** @returns false when it is no draft any more or has changed since `baseHash` */
export async function updateDraft(ctx: WriteContext, id: string, baseHash: string, of: DraftContent): Promise<boolean> {
  const me = ctx.actor.id
  const { numUpdatedRows } = await ctx.tx
    .updateTable('policy_draft')
    .set({
      ...stored(of),
      authors: sql`case when ${me} = any (authors) then authors else authors || ${me}::text end`,
      changed_at: ctx.clock.now(),
    })
    .where('id', '=', id)
    .where('status', '=', 'draft')
    .where('hash', '=', baseHash)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export function readDraft(reader: Reader, id: string): Promise<DraftRow | undefined> {
  return reader.selectFrom('policy_draft').selectAll().where('id', '=', id).executeTakeFirst()
}

export function readDraftsOf(reader: Reader, code: string): Promise<DraftRow[]> {
  return reader
    .selectFrom('policy_draft')
    .selectAll()
    .where('code', '=', code)
    .where('status', '<>', 'discarded')
    .orderBy('changed_at', 'desc')
    .limit(100)
    .execute()
}

export async function attachBacktest(ctx: WriteContext, draftId: string, backtestId: string): Promise<void> {
  await ctx.tx
    .updateTable('policy_draft')
    .set({ backtest_id: backtestId })
    .where('id', '=', draftId)
    .where('status', '=', 'draft')
    .execute()
}

export interface DraftMove {
  readonly from: DraftRow['status']
  readonly to: DraftRow['status']
  readonly effectiveOn?: Day
  readonly takesForce?: boolean
  readonly note?: string
  readonly approvalId?: string
  readonly approverId?: string
  readonly version?: number
}

/** @returns false when the draft is not in the state it should leave */
export async function moveDraft(ctx: WriteContext, id: string, move: DraftMove): Promise<boolean> {
  const now = ctx.clock.now()
  const { numUpdatedRows } = await ctx.tx
    .updateTable('policy_draft')
    .set({
      status: move.to,
      ...(move.effectiveOn === undefined ? {} : { effective_on: move.effectiveOn }),
      ...(move.takesForce === undefined ? {} : { takes_force: move.takesForce }),
      ...(move.note === undefined ? {} : { note: move.note }),
      ...(move.approvalId === undefined ? {} : { approval_id: move.approvalId }),
      ...(move.approverId === undefined ? {} : { approver_id: move.approverId }),
      ...(move.version === undefined ? {} : { version: move.version }),
      ...(move.to === 'submitted' ? { submitted_at: now } : { decided_at: now }),
    })
    .where('id', '=', id)
    .where('status', '=', move.from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
