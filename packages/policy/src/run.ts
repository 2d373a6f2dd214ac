import { type FactRecord, type Slot, slotOf } from '@puhui/condition'
import { assertNever } from '@puhui/kernel'
import type { CompiledOffer, CompiledPolicy, CompiledRule, CompiledScorecard, CompiledStage } from './compiled.ts'
import type { DecisionReason, Outcome } from './decision.ts'
import type { Severity } from './policy.ts'
import { added, NONE, note, type Run, record, wordsFor } from './run-state.ts'
import { runTable } from './run-table.ts'

/** From least to gravest. */
export const RANK: Readonly<Record<Severity | 'pass', number>> = { pass: 0, warn: 1, refer: 2, moreData: 3, decline: 4 }
export const OUTCOME: Readonly<Record<Severity | 'pass', Outcome>> = {
  pass: 'approve',
  warn: 'approve',
  refer: 'refer',
  moreData: 'moreData',
  decline: 'decline',
}

/**
 * Runs a policy over one record, without writing the trace out.
 *
 * @param facts values as `FactValue` says; what is absent is unknown
 * @returns the run; `explain` writes it out
 */
export function runPolicy(compiled: CompiledPolicy, facts: FactRecord): Run {
  return compiled.generated === undefined ? interpretPolicy(compiled, facts) : compiled.generated(facts)
}

/** Runs a policy by its closures, whether or not it has a generated form. */
export function interpretPolicy(compiled: CompiledPolicy, facts: FactRecord): Run {
  const run = emptyRun(compiled, facts)
  let worst: 'pass' | Severity = 'pass'
  for (const stage of compiled.stages) {
    const before = run.reasons.length
    runStage(stage, run)
    const own = worstOf(run.reasons, before)
    run.stageOutcomes = added(run.stageOutcomes, own)
    if (RANK[own] > RANK[worst]) worst = own
    if (own !== 'pass' && stage.stopsOn.includes(own)) break
  }
  run.outcome = OUTCOME[worst]
  return run
}

function emptyRun(compiled: CompiledPolicy, facts: FactRecord): Run {
  const slots: Slot[] = []
  for (let i = 0; i < compiled.slotCount; i += 1) slots.push(undefined)
  for (let i = 0; i < compiled.inputs.length; i += 1) {
    const { id, type, slot } = compiled.inputs[i]!
    slots[slot] = slotOf(type, facts[id])
  }
  return {
    outcome: 'approve',
    slots,
    words: new Array<number>(wordsFor(compiled.lineCount)).fill(0),
    tables: NONE,
    stageOutcomes: NONE,
    reasons: NONE,
    points: NONE,
    missing: NONE,
    score: undefined,
    limitFen: undefined,
    ratePpm: undefined,
  }
}

/** The gravest effect among the reasons from one place on. */
export function worstOf(reasons: readonly DecisionReason[], from: number): 'pass' | Severity {
  let worst: 'pass' | Severity = 'pass'
  for (let i = from; i < reasons.length; i += 1) {
    const { severity } = reasons[i]!
    if (RANK[severity] > RANK[worst]) worst = severity
  }
  return worst
}

/** Runs one stage by its closures. */
export function runStage(stage: CompiledStage, run: Run): void {
  switch (stage.kind) {
    case 'rules':
      for (const rule of stage.rules) runRule(rule, stage.id, run)
      break
    case 'table':
      runTable(stage, stage.id, run)
      break
    case 'scorecard':
      runScorecard(stage, stage.id, run)
      break
    case 'offer':
      runOffer(stage, stage.id, run)
      break
    default:
      assertNever(stage)
  }
}

function runRule(rule: CompiledRule, stageId: string, run: Run): void {
  const truth = rule.test(run.slots)
  record(run, rule, truth)
  if (truth === true) note(run, rule.severity, rule.reasonCode, stageId, rule.id)
  else if (truth === undefined && rule.onUnknown !== 'ignore') {
    note(run, rule.onUnknown, rule.unknownReasonCode, stageId, rule.id, rule)
  }
}

function runScorecard(card: CompiledScorecard, stageId: string, run: Run): void {
  let sum = card.base
  for (const attribute of card.attributes) {
    const isKnown = attribute.value(run.slots) !== undefined
    const bin = isKnown ? attribute.bins[attribute.binOf(run.slots)] : undefined
    const points = bin?.points ?? attribute.unknownPoints
    record(run, attribute, bin ? true : undefined)
    const { pointsMax, reasonCode } = attribute
    const entry = { stageId, line: attribute, bin: bin?.text ?? 'unknown', points, pointsMax, reasonCode }
    run.points = added(run.points, entry)
    sum += points
  }
  run.slots[card.to.slot] = sum
  run.score = sum
}

function runOffer(offer: CompiledOffer, stageId: string, run: Run): void {
  const { line, rowOf, columnOf, ratePpm } = offer.price
  const rate = ratePpm[rowOf(run.slots)]?.[columnOf(run.slots)]
  record(run, line, rate === undefined ? undefined : true)
  if (rate === undefined) note(run, offer.onUnknown, offer.unknownReasonCode, stageId, line.id, line)
  run.ratePpm = rate
  const limit = runLimit(offer, stageId, run)
  if (limit === undefined) return
  run.limitFen = limit
  const minimum = offer.minimum(run.slots)
  if (typeof minimum === 'number' && limit < minimum)
    note(run, offer.onBelow, offer.reasonCode, stageId, lowestCap(offer, run))
}

function runLimit(offer: CompiledOffer, stageId: string, run: Run): number | undefined {
  let least: number | undefined = Number.POSITIVE_INFINITY
  for (const cap of offer.caps) {
    const value = cap.value(run.slots)
    record(run, cap, value === undefined ? undefined : true)
    if (typeof value !== 'number') {
      note(run, offer.onUnknown, offer.unknownReasonCode, stageId, cap.id, cap)
      least = undefined
    } else if (least !== undefined && value < least) least = value
  }
  if (least === undefined || !Number.isFinite(least)) return undefined
  return Math.max(0, Math.floor(least / offer.stepFen) * offer.stepFen)
}

function lowestCap(offer: CompiledOffer, run: Run): string {
  const amounts = offer.caps.map(({ value }) => value(run.slots) as number)
  return offer.caps[amounts.indexOf(Math.min(...amounts))]!.id
}
