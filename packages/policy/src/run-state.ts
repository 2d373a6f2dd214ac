import type { Slot, Truth } from '@puhui/condition'
import type { CompiledAttribute, Line } from './compiled.ts'
import type { DecisionReason, Outcome } from './decision.ts'
import type { Severity } from './policy.ts'

/** What a line came to; `NOT_RUN` when its stage was skipped or a row before it had hit. */
export const NOT_RUN = 0
export const IS_FALSE = 1
export const IS_TRUE = 2
export const IS_UNKNOWN = 3

/**
 * A decision in its smallest form: enough to count in a backtest, and to write out in full later. An empty list is
 * shared between runs; `added` makes the first entry a list of its own.
 */
export interface Run {
  outcome: Outcome
  /** Facts, and what stages set. */
  readonly slots: Slot[]
  /** What each line that is no row of a table came to: two bits each, fifteen to a word; see `resultOf`. */
  readonly words: number[]
  /** Per table that ran, in order. */
  tables: readonly RunTable[]
  /** Per stage that ran: its own outcome. */
  stageOutcomes: readonly ('pass' | Severity)[]
  reasons: readonly DecisionReason[]
  /** Per attribute of scorecards that ran, in order. */
  points: readonly RunPoints[]
  missing: readonly string[]
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

export const NONE: readonly never[] = Object.freeze([])

/** The list with one more entry; only a list that is not empty belongs to the run and grows in place. */
export function added<T>(list: readonly T[], entry: T): readonly T[] {
  if (list.length === 0) return [entry]
  ;(list as T[]).push(entry)
  return list
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
  run.reasons = added(run.reasons, { code, severity, stageId, by })
  if (!unknown) return
  noteMissing(run, unknown)
}

/** Notes the facts a line could not read, each once. */
export function noteMissing(run: Run, line: Omit<Line, 'index'>): void {
  for (const { id, slot } of line.reads) {
    if (run.slots[slot] === undefined && !run.missing.includes(id)) run.missing = added(run.missing, id)
  }
}

const LINES_IN_WORD = 15

/** How many words the results of so many lines take. */
export function wordsFor(lineCount: number): number {
  return Math.ceil(lineCount / LINES_IN_WORD)
}

/** Where the result of a line stands: the word, and how far it is shifted. */
export function placeOf(index: number): readonly [word: number, shift: number] {
  return [Math.floor(index / LINES_IN_WORD), (index % LINES_IN_WORD) * 2]
}

/** What a line came to: `NOT_RUN`, `IS_FALSE`, `IS_TRUE` or `IS_UNKNOWN`. */
export function resultOf({ words }: Pick<Run, 'words'>, index: number): number {
  const [word, shift] = placeOf(index)
  return (words[word]! >> shift) & 3
}

/** Keeps what a line came to. */
export function record(run: Run, line: Line, truth: Truth): void {
  const [word, shift] = placeOf(line.index)
  run.words[word]! |= (truth === undefined ? IS_UNKNOWN : truth ? IS_TRUE : IS_FALSE) << shift
}
