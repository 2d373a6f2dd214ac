import { type FactRecord, type FactSource, factValueOf } from '@puhui/condition'
import type { CompiledPolicy } from './compiled.ts'
import type { Decision, DecisionReason } from './decision.ts'
import type { Severity } from './policy.ts'
import { interpretPolicy, runPolicy } from './run.ts'
import type { Run } from './run-state.ts'
import { traceOf } from './trace.ts'

const PRINCIPAL_REASONS_MAX = 4
const ORDER: Readonly<Record<Severity, number>> = { decline: 0, moreData: 1, refer: 2, warn: 3 }

/**
 * Decides on one snapshot of facts. Pure: the same policy and facts give the same decision, always.
 *
 * @param facts as `checkFacts` gives them; what is absent is unknown, never zero
 * @returns outcome, principal reasons (most important first), points, price, limit and the full trace
 * @example decide(compiled, { applicantAge: 17 }).outcome // 'decline'
 */
export function decide(compiled: CompiledPolicy, facts: FactRecord): Decision {
  return explain(compiled, runPolicy(compiled, facts))
}

/** Writes a run out in full. A run keeps all that this needs, so it can be done later or never. */
export function explain(compiled: CompiledPolicy, run: Run): Decision {
  const { policy } = compiled
  const allReasons = orderedReasons(run.reasons)
  const isOffered = run.outcome === 'approve' || run.outcome === 'refer'
  const grade = compiled.gradeSlot === undefined ? undefined : run.slots[compiled.gradeSlot]
  return {
    policyId: policy.id,
    policyVersion: policy.version,
    outcome: run.outcome,
    reasons: principal(allReasons, policy.principalReasonsMax ?? PRINCIPAL_REASONS_MAX),
    allReasons,
    stages: compiled.stages.map((stage, i) =>
      traceOf(stage, run, { outcome: run.stageOutcomes[i] ?? 'skipped', readers: compiled.readers }),
    ),
    ...(run.score === undefined ? {} : { score: run.score }),
    points: run.points.map(({ line, bin, points, pointsMax }) => {
      return { attributeId: line.id, value: factValueOf(line.type, line.value(run.slots)), bin, points, pointsMax }
    }),
    ...(typeof grade === 'string' ? { grade } : {}),
    ...(run.limitFen === undefined || !isOffered ? {} : { limitFen: BigInt(run.limitFen) }),
    ...(run.ratePpm === undefined || !isOffered ? {} : { ratePpm: BigInt(run.ratePpm) }),
    missing: run.missing,
  }
}

/**
 * What to ask next, when data is fetched stage by stage: nothing when a stage already ended it.
 *
 * @param asked the sources already asked, answered or not
 * @returns the sources of the next stage that are not asked yet; empty when the decision is final
 * @example nextSources(compiled, { applicantAge: 17 }, ['identity']) // []: no bureau call for a minor
 */
export function nextSources(
  compiled: CompiledPolicy,
  facts: FactRecord,
  asked: readonly FactSource[],
): readonly FactSource[] {
  const at = compiled.stages.findIndex(({ sources }) => sources.some((source) => !asked.includes(source)))
  if (at < 0) return []
  const soFar = interpretPolicy({ ...compiled, stages: compiled.stages.slice(0, at) }, facts)
  const last = soFar.stageOutcomes.at(-1)
  const isOver =
    last !== undefined && last !== 'pass' && compiled.stages[soFar.stageOutcomes.length - 1]!.stopsOn.includes(last)
  return isOver ? [] : compiled.stages[at]!.sources.filter((source) => !asked.includes(source))
}

/** By severity, then points lost, then the order of stages and rules. */
function orderedReasons(reasons: readonly DecisionReason[]): DecisionReason[] {
  if (reasons.length < 2) return [...reasons]
  return [...reasons].sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || (b.pointsLost ?? 0) - (a.pointsLost ?? 0))
}

/** The reasons that made the outcome: those of the gravest severity, each code once. */
function principal(reasons: readonly DecisionReason[], max: number): DecisionReason[] {
  const gravest = reasons[0]?.severity
  if (!gravest || gravest === 'warn') return []
  const deciding = reasons.filter(({ severity }) => severity === gravest)
  return deciding.filter(({ code }, i) => deciding.findIndex((other) => other.code === code) === i).slice(0, max)
}
