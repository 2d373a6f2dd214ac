import { sql } from 'kysely'
import { askApprovalOnce, decidePending, type PendingDecision, pendingApproval } from '../../platform/auth/approval.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'

/** What a lender sets for loans after they are paid out, as it is stored: money in fen as text. */
export interface ServicingParameters {
  /** A further part above this takes a second person. */
  readonly drawAloneFenMax: string
  /** Money held above this is paid back by two persons. */
  readonly returnAloneFenMax: string
}

/** Stands until a lender has set its own; version 0. */
export const SHIPPED_PARAMETERS: ServicingParameters = { drawAloneFenMax: '2000000', returnAloneFenMax: '200000' }

const KIND = 'servicing.parameters'
const OBJECT = { kind: KIND, objectKind: 'servicing_parameters', objectId: 'servicing' } as const

/** Parameters and the days to sign, as they were asked for together. */
export interface AskedParameters {
  readonly values: ServicingParameters & { readonly signingDays: number }
  readonly reason: string
}

/** The parameters that hold now; version 0 are the shipped ones. */
export async function servicingParameters(db: Reader): Promise<{ version: number; values: ServicingParameters }> {
  const row = await db
    .selectFrom('servicing_parameters')
    .select(['version', 'values'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { version: 0, values: SHIPPED_PARAMETERS }
}

/**
 * Asks for other parameters; nothing changes until a second person agrees.
 *
 * @refuses approvals.already_asked
 */
export async function askParameters(
  ctx: WriteContext,
  asked: AskedParameters,
  before: AskedParameters['values'],
): Promise<string> {
  const approvalId = await askApprovalOnce(ctx, { ...OBJECT, payload: asked })
  const { objectKind, objectId } = OBJECT
  const entry = { objectKind, objectId, reason: asked.reason, before, after: asked.values }
  await record(ctx, { action: 'servicing.parameters_asked', ...entry })
  return approvalId
}

/**
 * Decides what was asked for; approved, it holds from now on.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check
 */
export async function decideAskedParameters(
  ctx: WriteContext,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<{ readonly version: number; readonly approved: AskedParameters['values'] | undefined }> {
  const { payload, maker_id } = await decidePending(ctx, { kind: KIND, objectId: OBJECT.objectId, verdict, note })
  const { values, reason } = payload as AskedParameters
  const before = await servicingParameters(ctx.db)
  const isApproved = verdict === 'approve'
  const version = isApproved ? before.version + 1 : before.version
  if (isApproved) {
    const decided = { decided_by: ctx.actor.id, decided_at: ctx.clock.now() }
    await ctx.tx
      .insertInto('servicing_parameters')
      .values({ version, values: json(values), reason, proposed_by: maker_id, ...decided })
      .execute()
  }
  const { objectKind, objectId } = OBJECT
  const told = { reason: note === '' ? null : note, before: before.values, after: { verdict, version, values } }
  await record(ctx, { action: 'servicing.parameters_decided', objectKind, objectId, ...told })
  return { version, approved: isApproved ? values : undefined }
}

/** What held before, and what waits for a second person. */
export async function parametersHistory(ctx: Pick<ReadContext, 'db'>) {
  const rows = await ctx.db
    .selectFrom('servicing_parameters as p')
    .leftJoin('staff_user as maker', 'maker.id', 'p.proposed_by')
    .leftJoin('staff_user as checker', 'checker.id', 'p.decided_by')
    .select(['p.version', 'p.values', 'p.reason', 'p.decided_at as at'])
    .select(sql<string>`coalesce(maker.name, p.proposed_by)`.as('proposedBy'))
    .select(sql<string>`coalesce(checker.name, p.decided_by)`.as('decidedBy'))
    .orderBy('p.version', 'desc')
    .limit(50)
    .execute()
  const pending = await pendingApproval(ctx, KIND, OBJECT.objectId)
  return {
    history: rows.map(({ values, ...row }) => ({ ...row, values: values as AskedParameters['values'] })),
    pending: pending && {
      ...(pending.payload as AskedParameters),
      makerId: pending.maker_id,
      makerName: pending.maker_name ?? pending.maker_id,
    },
  }
}
