import { type FactRecord, type FactSource, factValueOf } from '@puhui/condition'
import type { CompiledPolicy, CompiledRow, CompiledStage, Line } from './compiled.ts'
import type { Decision, DecisionReason, StageTrace, TraceLine } from './decision.ts'
import type { Severity } from './policy.ts'
import { runPolicy } from './run.ts'
import { IS_TRUE, IS_UNKNOWN, NOT_RUN, type Run } from './run-state.ts'

const PRINCIPAL_REASONS_MAX = 4
/** Of a table that asked more rows the trace holds only those that hit or stayed unknown. */
const TRACED_ROWS_MAX = 500
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

/** Writes a run out in full. */
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
    stages: compiled.stages.map((stage, i) => traceOf(stage, i, run)),
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
  const soFar = runPolicy({ ...compiled, stages: compiled.stages.slice(0, at) }, facts)
  const last = soFar.stageOutcomes.at(-1)
  const isOver =
    last !== undefined && last !== 'pass' && compiled.stages[soFar.stageOutcomes.length - 1]!.stopsOn.includes(last)
  return isOver ? [] : compiled.stages[at]!.sources.filter((source) => !asked.includes(source))
}

/** By severity, then points lost, then the order of stages and rules. */
function orderedReasons(reasons: readonly DecisionReason[]): DecisionReason[] {
  return [...reasons].sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || (b.pointsLost ?? 0) - (a.pointsLost ?? 0))
}

/** The reasons that made the outcome: those of the gravest severity, each code once. */
function principal(reasons: readonly DecisionReason[], max: number): DecisionReason[] {
  const gravest = reasons[0]?.severity
  if (!gravest || gravest === 'warn') return []
  const deciding = reasons.filter(({ severity }) => severity === gravest)
  return deciding.filter(({ code }, i) => deciding.findIndex((other) => other.code === code) === i).slice(0, max)
}

function traceOf(stage: CompiledStage, at: number, run: Run): StageTrace {
  const outcome = run.stageOutcomes[at] ?? 'skipped'
  const reasons = run.reasons.filter(({ stageId, pointsLost }) => stageId === stage.id && pointsLost === undefined)
  const lines = outcome === 'skipped' ? [] : linesOf(stage, run)
  const inputs = new Map<Line['reads'], TraceLine['inputs']>()
  const inputsOf = ({ reads }: Line | CompiledRow) => {
    const read = inputs.get(reads) ?? readBy(reads, run)
    inputs.set(reads, read)
    return read
  }
  return {
    stageId: stage.id,
    kind: stage.kind,
    outcome,
    lines: lines.map(([line, result]) => {
      const effect = effectOf(stage, line, result, run, reasons)
      return { id: line.id, text: line.text, inputs: inputsOf(line), result, effect }
    }),
  }
}

type TracedLine = readonly [Line | CompiledRow, TraceLine['result']]

function linesOf(stage: CompiledStage, run: Run): readonly TracedLine[] {
  switch (stage.kind) {
    case 'rules':
      return numbered(stage.rules, run)
    case 'table':
      return rowsOf(stage, run)
    case 'scorecard':
      return numbered(stage.attributes, run)
    case 'offer':
      return numbered([stage.price.line, ...stage.caps], run)
  }
}

function numbered(lines: readonly Line[], { results }: Run): readonly TracedLine[] {
  return lines
    .filter(({ index }) => results[index] !== NOT_RUN)
    .map((line) => [line, results[line.index] === IS_UNKNOWN ? 'unknown' : results[line.index] === IS_TRUE])
}

/** The rows that were asked; of a large table only those that are not false. */
function rowsOf({ id, rows }: Extract<CompiledStage, { kind: 'table' }>, run: Run): readonly TracedLine[] {
  const ran = run.tables.find(({ stageId }) => stageId === id)
  if (!ran) return []
  const [hits, open] = [new Set(ran.hits), new Set(ran.open)]
  const resultOf = (row: number) => (hits.has(row) ? true : open.has(row) ? 'unknown' : false)
  const isWhole = ran.asked <= TRACED_ROWS_MAX
  const shown = isWhole ? rows.slice(0, ran.asked).keys() : [...ran.hits, ...ran.open].sort((a, b) => a - b)
  return Array.from(shown, (row) => [rows[row]!, resultOf(row)])
}

function readBy(reads: Line['reads'], run: Run): TraceLine['inputs'] {
  const inputs: Record<string, number | string | boolean | null> = {}
  for (const { id, type, slot } of reads) inputs[id] = factValueOf(type, run.slots[slot])
  return inputs
}

function effectOf(
  stage: CompiledStage,
  line: Line | CompiledRow,
  result: TraceLine['result'],
  run: Run,
  reasons: readonly DecisionReason[],
): TraceLine['effect'] {
  const reason = reasons.find(({ by }) => by === line.id)
  if (reason) return reason.severity
  if (stage.kind === 'table') return result === true ? assigned(stage, run) : 'none'
  if (stage.kind === 'scorecard') {
    return { set: 'points', value: run.points.find(({ line: own }) => own === line)?.points ?? null }
  }
  if (stage.kind === 'offer' && line === stage.price.line) return { set: 'ratePpm', value: run.ratePpm ?? null }
  const cap = stage.kind === 'offer' ? stage.caps.find((own) => own === line) : undefined
  return cap ? { set: 'capFen', value: cap.value(run.slots) ?? null } : 'none'
}

function assigned(stage: Extract<CompiledStage, { kind: 'table' }>, run: Run): TraceLine['effect'] {
  const place = stage.outputs.find((output) => output.place)?.place
  return place ? { set: place.id, value: factValueOf(place.type, run.slots[place.slot]) } : 'none'
}
