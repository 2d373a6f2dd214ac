import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { type Reader, stringify } from '../../platform/db.ts'
import type { PolicyInUse } from '../policies/index.ts'
import { storedTrace, type Verdict } from './model.ts'
import type { DecisionTable } from './schema.ts'

export interface NewDecision {
  readonly id: string
  readonly applicationId: string
  readonly customerId: string
  readonly verdict: Verdict
}

/** Writes any number of decisions in one statement. */
export async function insertDecisions(
  ctx: WriteContext,
  { code, version, hash }: PolicyInUse,
  decisions: readonly NewDecision[],
): Promise<void> {
  const rows = decisions.map(({ id, applicationId, customerId, verdict }) => {
    const { decision, facts, factsHash, scorePoints } = verdict
    return {
      id,
      application_id: applicationId,
      customer_id: customerId,
      facts,
      facts_hash: factsHash,
      outcome: decision.outcome,
      grade: decision.grade ?? null,
      score_points: scorePoints,
      limit_fen: decision.limitFen ?? null,
      annual_rate_ppm: decision.ratePpm ?? null,
      reasons: decision.reasons,
      trace: storedTrace(decision),
    }
  })
  await sql`
    insert into decision (id, application_id, customer_id, policy_code, policy_version, policy_hash, facts, facts_hash,
      outcome, grade, score_points, limit_fen, annual_rate_ppm, reasons, trace, decided_by, decided_at)
    select r.id, r.application_id, r.customer_id, ${code}, ${version}::int, ${hash}, r.facts, r.facts_hash, r.outcome,
      r.grade, r.score_points, r.limit_fen, r.annual_rate_ppm, r.reasons, r.trace, ${ctx.actor.id},
      ${ctx.clock.now()}::timestamptz
    from jsonb_to_recordset(${stringify(rows)}::jsonb) as r(id text, application_id text, customer_id text, facts jsonb,
      facts_hash text, outcome text, grade text, score_points int, limit_fen bigint, annual_rate_ppm bigint,
      reasons jsonb, trace jsonb)`.execute(ctx.tx)
}

export interface NewShadow {
  readonly decisionId: string
  readonly policy: PolicyInUse
  readonly verdict: Verdict
}

/** What versions in the shadow would have said, in one statement. */
export async function insertShadows(ctx: WriteContext, shadows: readonly NewShadow[]): Promise<void> {
  if (shadows.length === 0) return
  const at = ctx.clock.now()
  await ctx.tx
    .insertInto('shadow_verdict')
    .values(
      shadows.map(({ decisionId, policy, verdict: { decision, scorePoints } }) => ({
        decision_id: decisionId,
        code: policy.code,
        version: policy.version,
        outcome: decision.outcome,
        reason_codes: decision.reasons.map(({ code }) => code),
        grade: decision.grade ?? null,
        score_points: scorePoints,
        limit_fen: decision.limitFen ?? null,
        annual_rate_ppm: decision.ratePpm ?? null,
        missing: decision.missing,
        at,
      })),
    )
    .execute()
}

export function readDecision(reader: Reader, id: string): Promise<Selectable<DecisionTable> | undefined> {
  return reader.selectFrom('decision').selectAll().where('id', '=', id).executeTakeFirst()
}

export function readDecisionsOf(reader: Reader, applicationId: string): Promise<Selectable<DecisionTable>[]> {
  return reader
    .selectFrom('decision')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
