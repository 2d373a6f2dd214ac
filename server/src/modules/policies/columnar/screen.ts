import { factValueOf } from '@puhui/condition'
import {
  type CompiledPolicy,
  type CompiledStage,
  type Outcome,
  runPolicy,
  SCORE_REASONS,
  type Severity,
  type UnknownEffect,
} from '@puhui/policy'
import { CHUNK, FALSE, type VectorTest } from './chunk.ts'
import { type Columns, slotAt } from './columns.ts'
import { vectorTest } from './vector-test.ts'

export const OUTCOMES: readonly Outcome[] = ['approve', 'refer', 'decline', 'moreData']
const RANK: Readonly<Record<Severity | 'pass' | 'ignore', number>> = {
  pass: 0,
  ignore: 0,
  warn: 1,
  refer: 2,
  moreData: 3,
  decline: 4,
}
/** The place in `OUTCOMES` of a rank. */
const OUTCOME_OF_RANK = Uint8Array.from([0, 0, 1, 3, 2])
const RANK_OF_OUTCOME: Readonly<Record<Outcome, number>> = { approve: 0, refer: 2, moreData: 3, decline: 4 }

/** What a policy says of a stretch of rows. The arrays belong to the screen and are written over by the next stretch. */
export interface Screened {
  /** Places in `OUTCOMES`. */
  readonly outcomes: Uint8Array
  /** Fen; NaN where the policy sets none or does not offer. */
  readonly limits: Float64Array
  /** Ppm a year; NaN likewise. */
  readonly rates: Float64Array
}

export interface Screen {
  readonly reasonCodes: readonly string[]
  /** How many applications each reason was met in, those that only warn included. */
  readonly reasonCounts: Float64Array
  run(from: number, count: number): Screened
}

interface ScreenRule {
  readonly test: VectorTest
  readonly whenTrue: number
  readonly whenUnknown: number
  readonly reasonTrue: number
  readonly reasonUnknown: number
}

interface ScreenStage {
  readonly rules: readonly ScreenRule[]
  /** By rank: whether rows of it go no further. */
  readonly stops: readonly boolean[]
}

/**
 * A policy over columns: the stages of rules that come first are asked a stretch of rows at a time; what follows (tables,
 * scorecards, offers) is asked row by row of those that are left. It says what `runPolicy` says.
 */
export function screenOf(compiled: CompiledPolicy, columns: Columns): Screen {
  const reasonCodes = compiled.policy.reasons.map(({ code }) => code).filter((code) => code !== SCORE_REASONS)
  const at = new Map(reasonCodes.map((code, i) => [code, i]))
  const ahead = leadingRules(compiled.stages)
  const stages = ahead.map((stage) => screenStage(stage, columns, at))
  const rest = compiled.stages.length > ahead.length ? restOf(compiled, ahead.length, columns) : undefined
  const words = Math.max(1, Math.ceil(reasonCodes.length / 32))
  const state: State = {
    ranks: new Uint8Array(CHUNK),
    stageRanks: new Uint8Array(CHUNK),
    isOver: new Uint8Array(CHUNK),
    masks: Array.from({ length: words }, () => new Int32Array(CHUNK)),
    outcomes: new Uint8Array(CHUNK),
    limits: new Float64Array(CHUNK),
    rates: new Float64Array(CHUNK),
    reasonCounts: new Float64Array(reasonCodes.length),
  }
  return {
    reasonCodes,
    reasonCounts: state.reasonCounts,
    run: (from, count) => {
      state.ranks.fill(0)
      state.isOver.fill(0)
      for (const mask of state.masks) mask.fill(0)
      for (const stage of stages) runStage(stage, from, count, state)
      state.limits.fill(Number.NaN)
      state.rates.fill(Number.NaN)
      if (rest) runRest(rest, from, count, at, state)
      finish(count, state)
      return state
    },
  }
}

interface State extends Screened {
  readonly ranks: Uint8Array
  readonly stageRanks: Uint8Array
  readonly isOver: Uint8Array
  /** One bit per reason, 32 to an array. */
  readonly masks: readonly Int32Array[]
  readonly reasonCounts: Float64Array
}

type RuleStage = Extract<CompiledStage, { kind: 'rules' }>

function leadingRules(stages: readonly CompiledStage[]): RuleStage[] {
  const end = stages.findIndex(({ kind }) => kind !== 'rules')
  return stages.slice(0, end < 0 ? stages.length : end) as RuleStage[]
}

function screenStage({ rules, stopsOn }: RuleStage, columns: Columns, at: ReadonlyMap<string, number>): ScreenStage {
  return {
    rules: rules.map(({ condition, severity, onUnknown, reasonCode, unknownReasonCode }) => ({
      test: vectorTest(condition, columns),
      whenTrue: RANK[severity],
      whenUnknown: RANK[onUnknown as UnknownEffect],
      reasonTrue: at.get(reasonCode)!,
      reasonUnknown: at.get(unknownReasonCode)!,
    })),
    stops: [false, ...(['warn', 'refer', 'moreData', 'decline'] as const).map((one) => stopsOn.includes(one))],
  }
}

function runStage({ rules, stops }: ScreenStage, from: number, count: number, state: State): void {
  const { ranks, stageRanks, isOver, masks } = state
  stageRanks.fill(0, 0, count)
  for (const { test, whenTrue, whenUnknown, reasonTrue, reasonUnknown } of rules) {
    const truths = test(from, count)
    const [maskTrue, bitTrue] = [masks[reasonTrue >> 5]!, 1 << (reasonTrue & 31)]
    const [maskUnknown, bitUnknown] = [masks[reasonUnknown >> 5]!, 1 << (reasonUnknown & 31)]
    for (let i = 0; i < count; i += 1) {
      if (truths[i] === FALSE || isOver[i] === 1) continue
      if (truths[i] === 2) {
        maskTrue[i]! |= bitTrue
        if (stageRanks[i]! < whenTrue) stageRanks[i] = whenTrue
      } else if (whenUnknown > 0) {
        maskUnknown[i]! |= bitUnknown
        if (stageRanks[i]! < whenUnknown) stageRanks[i] = whenUnknown
      }
    }
  }
  for (let i = 0; i < count; i += 1) {
    const rank = stageRanks[i]!
    if (rank > ranks[i]!) ranks[i] = rank
    if (rank > 0 && stops[rank]) isOver[i] = 1
  }
}

interface Rest {
  readonly policy: CompiledPolicy
  readonly read: (row: number) => Readonly<Record<string, number | string | boolean | null>>
}

/** The later stages as a policy of their own, and its facts by row. */
function restOf(compiled: CompiledPolicy, from: number, columns: Columns): Rest {
  const inputs = compiled.inputs.map(({ id, type }) => ({ id, type, column: columns.facts.get(id) }))
  return {
    policy: { ...compiled, stages: compiled.stages.slice(from) },
    read: (row) => {
      const facts: Record<string, number | string | boolean | null> = {}
      for (const { id, type, column } of inputs) {
        const slot = slotAt(column, type, row)
        if (slot !== undefined) facts[id] = factValueOf(type, slot)
      }
      return facts
    },
  }
}

function runRest(
  { policy, read }: Rest,
  from: number,
  count: number,
  at: ReadonlyMap<string, number>,
  state: State,
): void {
  const { ranks, isOver, masks, limits, rates } = state
  for (let i = 0; i < count; i += 1) {
    if (isOver[i] === 1) continue
    const run = runPolicy(policy, read(from + i))
    const rank = RANK_OF_OUTCOME[run.outcome]
    if (rank > ranks[i]!) ranks[i] = rank
    for (const { code } of run.reasons) {
      const reason = at.get(code)
      if (reason !== undefined) masks[reason >> 5]![i]! |= 1 << (reason & 31)
    }
    limits[i] = run.limitFen ?? Number.NaN
    rates[i] = run.ratePpm ?? Number.NaN
  }
}

function finish(count: number, { ranks, outcomes, masks, reasonCounts }: State): void {
  for (let i = 0; i < count; i += 1) outcomes[i] = OUTCOME_OF_RANK[ranks[i]!]!
  for (let word = 0; word < masks.length; word += 1) {
    const mask = masks[word]!
    for (let i = 0; i < count; i += 1) {
      for (let left = mask[i]!; left !== 0; left &= left - 1) {
        reasonCounts[(word << 5) + (31 - Math.clz32(left & -left))]! += 1
      }
    }
  }
}
