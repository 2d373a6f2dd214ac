import { sql } from 'kysely'
import { askApprovalOnce, decidePending, type PendingDecision, pendingApproval } from '../../platform/auth/approval.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { areParametersSound, SHIPPED_PARAMETERS, type UnderwritingParameters } from './model.ts'

const KIND = 'underwriting.parameters'
const OBJECT = { kind: KIND, objectKind: 'underwriting_parameters', objectId: 'underwriting' } as const

type Asked = { readonly values: UnderwritingParameters; readonly reason: string }

/** The parameters that hold now; version 0 are the shipped ones. */
export async function underwritingParameters(
  ctx: Pick<ReadContext, 'db'>,
): Promise<{ readonly version: number; readonly values: UnderwritingParameters }> {
  const row = await ctx.db
    .selectFrom('underwriting_parameters')
    .select(['version', 'values'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { version: 0, values: SHIPPED_PARAMETERS }
}

/**
 * Asks for other parameters; nothing changes until a second person agrees.
 *
 * @refuses underwriting.parameters_invalid, approvals.already_asked
 */
export async function proposeParameters(ctx: WriteContext, { values, reason }: Asked): Promise<string> {
  if (!areParametersSound(values)) throw new RefusalError({ code: 'underwriting.parameters_invalid' })
  const approvalId = await askApprovalOnce(ctx, { ...OBJECT, payload: { values, reason } })
  const { values: before } = await underwritingParameters(ctx)
  await record(ctx, {
    action: 'underwriting.parameters_asked',
    objectKind: OBJECT.objectKind,
    objectId: OBJECT.objectId,
    reason,
    before,
    after: values,
  })
  return approvalId
}

/** @refuses approvals.none_pending, approvals.maker_cannot_check */
export async function decideParameters(
  ctx: WriteContext,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<number> {
  const { payload, maker_id } = await decidePending(ctx, { kind: KIND, objectId: OBJECT.objectId, verdict, note })
  const { values, reason } = payload as Asked
  const before = await underwritingParameters(ctx)
  const version = verdict === 'approve' ? before.version + 1 : before.version
  if (verdict === 'approve') {
    const decided = { decided_by: ctx.actor.id, decided_at: ctx.clock.now() }
    await ctx.tx
      .insertInto('underwriting_parameters')
      .values({ version, values: json(values), reason, proposed_by: maker_id, ...decided })
      .execute()
  }
  await record(ctx, {
    action: 'underwriting.parameters_decided',
    objectKind: OBJECT.objectKind,
    objectId: OBJECT.objectId,
    reason: note === '' ? null : note,
    before: before.values,
    after: { verdict, version, values },
  })
  return version
}

/** What holds, what held, and what waits for a second person. */
export async function parametersShown(ctx: Pick<ReadContext, 'db'>) {
  const inForce = await underwritingParameters(ctx)
  const history = await ctx.db
    .selectFrom('underwriting_parameters as p')
    .leftJoin('staff_user as maker', 'maker.id', 'p.proposed_by')
    .leftJoin('staff_user as checker', 'checker.id', 'p.decided_by')
    .select(['p.version', 'p.values', 'p.reason', 'p.decided_at'])
    .select(sql<string>`coalesce(maker.name, p.proposed_by)`.as('maker'))
    .select(sql<string>`coalesce(checker.name, p.decided_by)`.as('checker'))
    .orderBy('p.version', 'desc')
    .limit(50)
    .execute()
  const pending = await pendingApproval(ctx, KIND, OBJECT.objectId)
  return {
    ...inForce,
    history: history.map(({ version, values, reason, maker, checker, decided_at }) => {
      return { version, values, reason, proposedBy: maker, decidedBy: checker, at: decided_at }
    }),
    pending: pending && {
      ...(pending.payload as Asked),
      makerId: pending.maker_id,
      makerName: pending.maker_name ?? pending.maker_id,
    },
  }
}
