import type { applicationsApi, OutputOf } from '@puhui/api'
import type { FactRecord } from '@puhui/condition'
import { compilePolicy, type Decision, type Policy } from '@puhui/policy'
import { applicationById, factsOf } from '../modules/applications/index.ts'
import { essenceOf, factLabel, factShown, readDecision, type Verdict, verdictOn } from '../modules/decisions/index.ts'
import { FACTS, type PolicyInUse, policyInUse, policyOn, versionInUse } from '../modules/policies/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'

export type Replay = OutputOf<typeof applicationsApi.replayDecision>

/**
 * Runs a decision again. From what is stored it must come out as it did; beside it stands what would be decided today,
 * and which of the three made the difference: the policy's rules, the facts on file, or the model (the scorecards).
 * Each is told by putting only that part of today in the place of what was.
 *
 * @refuses decisions.not_found
 */
export async function replayDecision(ctx: Pick<ReadContext, 'db'>, id: string): Promise<Replay> {
  const row = await readDecision(ctx.db, id)
  if (!row) throw new RefusalError({ code: 'decisions.not_found' })
  const then = await versionInUse(ctx, row.policy_code, row.policy_version)
  const today = await policyOn(ctx, await businessDate(ctx.db), row.policy_code)
  const again = verdictOn(then, row.facts)
  const isReproduced =
    then.hash === row.policy_hash &&
    again.factsHash === row.facts_hash &&
    essenceOf(again.decision) === essenceOf(storedEssence(row))
  const application = await applicationById(ctx as ReadContext, row.application_id)
  const factsNow = { ...row.facts, ...known(factsOf(application.facts ?? [])) }
  const now = verdictOn(today, factsNow)
  const differs = (verdict: Verdict) => essenceOf(verdict.decision) !== essenceOf(again.decision)
  const by = [
    ...(differs(verdictOn(withModelOf(today.policy, then), row.facts)) ? (['policy'] as const) : []),
    ...(differs(verdictOn(then, factsNow)) ? (['data'] as const) : []),
    ...(!isReproduced || differs(verdictOn(withModelOf(then.policy, today), row.facts)) ? (['model'] as const) : []),
  ]
  const isSame = isReproduced && !differs(now)
  return {
    verdict: isSame ? 'same' : 'changed',
    by: isSame ? [] : by,
    isReproduced,
    outcome: again.decision.outcome,
    scorePoints: again.scorePoints,
    now: { policyVersion: today.version, ...shown(now.decision), scorePoints: now.scorePoints },
    changedFacts: changedFacts(row.facts, factsNow),
  }
}

function storedEssence(row: NonNullable<Awaited<ReturnType<typeof readDecision>>>): Decision {
  return {
    outcome: row.outcome,
    reasons: row.reasons,
    ...(row.score_points === null ? {} : { score: row.score_points }),
    ...(row.grade === null ? {} : { grade: row.grade }),
    ...(row.limit_fen === null ? {} : { limitFen: row.limit_fen }),
    ...(row.annual_rate_ppm === null ? {} : { ratePpm: row.annual_rate_ppm }),
  } as unknown as Decision
}

function shown({ outcome, grade, limitFen, ratePpm }: Decision) {
  return {
    outcome,
    grade: grade ?? null,
    limitFen: limitFen === undefined ? null : String(limitFen),
    annualRatePpm: ratePpm === undefined ? null : Number(ratePpm),
  }
}

/** What is still unknown on file takes nothing away from what the decision knew. */
function known(facts: FactRecord): FactRecord {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined))
}

/** A policy with the scorecards of another, where both have them under one id; else as it is. */
function withModelOf(policy: Policy, { policy: other }: PolicyInUse): PolicyInUse {
  const stages = policy.stages.map((stage) => {
    if (stage.kind !== 'scorecard') return stage
    return other.stages.find((one) => one.kind === 'scorecard' && one.id === stage.id) ?? stage
  })
  const mixed = { ...policy, stages }
  return compilePolicy(mixed, FACTS).ok ? policyInUse(mixed) : policyInUse(policy)
}

function changedFacts(before: FactRecord, after: FactRecord): Replay['changedFacts'] {
  return Object.keys(after)
    .filter((id) => String(before[id] ?? '') !== String(after[id] ?? ''))
    .map((id) => ({
      fact: id,
      label: factLabel(id),
      before: factShown(id, before[id]),
      after: factShown(id, after[id]),
    }))
}
