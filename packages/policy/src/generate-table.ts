import { slotOf } from '@puhui/condition'
import type { CompiledStage } from './compiled.ts'
import type { PolicyWriter } from './generate.ts'
import { type OutputValue, SCORE_REASONS, type Severity } from './policy.ts'
import { RANK, runStage, worstOf } from './run.ts'
import { added, type Run, type RunTable } from './run-state.ts'

type TableStage = Extract<CompiledStage, { kind: 'table' }>

/** A longer table is faster by its index. */
const WRITTEN_ROWS_MAX = 64

/**
 * Writes a first-hit table as one chain of comparisons for records that miss none of its facts; others take the table
 * as it is. What each row leaves behind is made beforehand and shared.
 *
 * @returns false when the table is not of that kind
 */
export function flatTableSource(stage: TableStage, name: string, writer: PolicyWriter): boolean {
  const { rows, hitPolicy, id } = stage
  if (hitPolicy !== 'first' || rows.length === 0 || rows.length > WRITTEN_ROWS_MAX) return false
  const conditions = writer.conditions(true)
  const tests = rows.map(({ condition }) => conditions.condition(condition))
  if (tests.some(({ isMaybe }) => isMaybe) || !isPlain(stage)) return false
  const reads = writer.slotsOf(rows.map(({ condition }) => condition))
  const isKnown = reads.map((slot) => `f${slot} !== undefined`).join(' && ') || 'true'
  const chain = tests.map(({ code }, row) => `${code} ? ${row} : `).join('')
  const left = rows.map((_, row): RunTable => Object.freeze({ stageId: id, asked: row + 1, hits: [row], open: [] }))
  left.push(Object.freeze({ stageId: id, asked: rows.length, hits: [], open: [] }))
  const alone = left.map((table) => Object.freeze([table]))
  const effects = effectsOf(stage)
  writer.define(
    name,
    reads,
    conditions.temporaries,
    `if (!(${isKnown})) return ${writer.constant(byTable(stage))}(run)
const row = ${chain}${rows.length}
run.tables = ${writer.hasOneTable ? `${writer.constant(alone)}[row]` : `[...run.tables, ${writer.constant(left)}[row]]`}
${settingOf(stage, writer)}
${effects.some((effect) => effect !== undefined) ? noting(effects, writer) : 'return 0'}`,
  )
  return true
}

/** Reasons by score depend on the run; such a table is not written out. */
function isPlain({ outputs, rows, otherwise }: TableStage): boolean {
  const at = outputs.findIndex(({ to }) => to === 'reason')
  return at < 0 || [...rows.map(({ gives }) => gives), otherwise ?? []].every((gives) => gives[at] !== SCORE_REASONS)
}

/** The slots a row sets, as one list of values per output; without a row, as `otherwise` says or as they were. */
function settingOf({ outputs, rows, otherwise }: TableStage, writer: PolicyWriter): string {
  const lines = outputs.flatMap(({ place }, i) => {
    if (!place) return []
    const given = [...rows.map(({ gives }) => gives), ...(otherwise ? [otherwise] : [])]
    const values = writer.constant(given.map((gives) => slotOf(place.type, gives[i] ?? null)))
    const set = `s[${place.slot}] = ${values}[row]`
    return [otherwise ? set : `if (row < ${rows.length}) ${set}`]
  })
  return lines.join('\n')
}

type Effect = Run['reasons'][number] | undefined

function effectsOf({ outputs, rows, otherwise, id }: TableStage): readonly Effect[] {
  const [outcomeAt, reasonAt] = ['outcome', 'reason'].map((name) => outputs.findLastIndex(({ to }) => to === name))
  const effectOf = (gives: readonly OutputValue[], by: string): Effect => {
    const outcome = gives[outcomeAt!] ?? null
    if (outcome === null || outcome === 'pass') return undefined
    return Object.freeze({ code: String(gives[reasonAt!] ?? null), severity: outcome as Severity, stageId: id, by })
  }
  return [...rows.map((row) => effectOf(row.gives, row.id)), effectOf(otherwise ?? [], 'otherwise')]
}

function noting(effects: readonly Effect[], writer: PolicyWriter): string {
  const ranks = effects.map((effect) => (effect ? RANK[effect.severity] : 0))
  return `const effect = ${writer.constant(effects)}[row]
if (effect === undefined) return 0
run.reasons = ${writer.constant(added)}(run.reasons, effect)
return ${writer.constant(ranks)}[row]`
}

function byTable(stage: TableStage): (run: Run) => number {
  return (run) => {
    const before = run.reasons.length
    runStage(stage, run)
    return RANK[worstOf(run.reasons, before)]
  }
}
