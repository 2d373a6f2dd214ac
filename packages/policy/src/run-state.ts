import type { Slot, Truth } from '@puhui/condition'
import type { CompiledAttribute, Line } from './compiled.ts'
import type { DecisionReason, Outcome } from './decision.ts'
import type { Severity } from './policy.ts'

/** What a line came to; `NOT_RUN` when its stage was skipped or a row before it had hit. */
export const NOT_RUN = 0
export const IS_FALSE = 1
export const IS_TRUE = 2
export const IS_UNKNOWN = 3

/** A decision in its smallest form: enough to count in a backtest, and to write out in full later. */
export interface Run {
  outcome: Outcome
  /** Facts, and what stages set. */
  readonly slots: Slot[]
  /** Per line of the policy that is no row of a table. */
  readonly results: number[]
  /** Per table that ran, in order. */
  readonly tables: RunTable[]
  /** Per stage that ran: its own outcome. */
  readonly stageOutcomes: ('pass' | Severity)[]
  readonly reasons: DecisionReason[]
  /** Per attribute of scorecards that ran, in order. */
  readonly points: RunPoints[]
  readonly missing: string[]
  score: number | undefined
  limitFen: number | undefined
  ratePpm: number | undefined
}

/** What a table came to: the rows before `asked` that are in neither list are false. */
export interface RunTable {
  readonly stageId: string
  readonly asked: number
  readonly hits: readonly number[]
  readonly open: readonly number[]
}

export interface RunPoints extends Pick<DecisionReason, 'stageId'> {
  readonly line: CompiledAttribute
  readonly bin: string
  readonly points: number
  readonly pointsMax: number
  readonly reasonCode: string
}

/** Notes an effect of a line, and for the unknown which facts were missing. */
export function note(
  run: Run,
  severity: Severity,
  code: string,
  stageId: string,
  by: string,
  unknown?: Omit<Line, 'index'>,
): void {
  run.reasons.push({ code, severity, stageId, by })
  if (!unknown) return
  noteMissing(run, unknown)
}

/** Notes the facts a line could not read, each once. */
export function noteMissing(run: Run, line: Omit<Line, 'index'>): void {
  for (const { id, slot } of line.reads) {
    if (run.slots[slot] === undefined && !run.missing.includes(id)) run.missing.push(id)
  }
}

/** Keeps what a line came to. */
export function record(run: Run, line: Line, truth: Truth): void {
  run.results[line.index] = truth === undefined ? IS_UNKNOWN : truth ? IS_TRUE : IS_FALSE
}
