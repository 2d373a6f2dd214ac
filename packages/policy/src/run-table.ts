import { type Slot, slotOf } from '@puhui/condition'
import { assertNever } from '@puhui/kernel'
import type { CompiledOutput, CompiledRow, CompiledTable } from './compiled.ts'
import { type OutputValue, SCORE_REASONS, type Severity } from './policy.ts'
import { type Taken, takeRows } from './row-index.ts'
import { added, note, noteMissing, type Run } from './run-state.ts'

/**
 * Runs a decision table. It speaks only when what is known settles it: a row that may yet hit and
 * would change the answer makes the table unknown.
 */
export function runTable(table: CompiledTable, stageId: string, run: Run): void {
  const taken: Taken = { hits: [], open: [] }
  const asked = askRows(table, run.slots, taken)
  run.tables = added(run.tables, { stageId, asked, hits: taken.hits, open: taken.open })
  const settled = settle(table, taken)
  if (settled === 'unknown') unknown(table, rowsAt(table, taken.open), stageId, run)
  else for (const { row, gives } of settled) apply(table.outputs, gives, row, stageId, run)
}

const NONE: readonly CompiledRow[] = []

function rowsAt({ rows }: CompiledTable, at: readonly number[]): readonly CompiledRow[] {
  return at.length === 0 ? NONE : at.length === 1 ? [rows[at[0]!]!] : at.map((row) => rows[row]!)
}

/** Those that hit and those that may yet, in the order of the table. */
function merged({ hits, open }: Taken): readonly number[] {
  return open.length === 0 ? hits : [...hits, ...open].sort((a, b) => a - b)
}

/** Asks the rows in order, by the index where there is one; how many were asked. */
function askRows({ rows, index, hitPolicy }: CompiledTable, slots: readonly Slot[], taken: Taken): number {
  const isFirst = hitPolicy === 'first'
  const asked = index ? takeRows(index, slots, (row) => rows[row]!.test(slots), isFirst, taken) : -1
  if (asked >= 0) return Math.min(asked, rows.length)
  for (let row = 0; row < rows.length; row += 1) {
    const truth = rows[row]!.test(slots)
    if (truth === true) taken.hits.push(row)
    else if (truth === undefined) taken.open.push(row)
    if (isFirst && truth !== false) return row + 1
  }
  return rows.length
}

interface Answer {
  readonly row: string
  readonly gives: readonly OutputValue[]
}

function settle(table: CompiledTable, taken: Taken): readonly Answer[] | 'unknown' {
  const hits = rowsAt(table, taken.hits)
  const open = rowsAt(table, taken.open)
  if (hits.length === 0) {
    if (open.length > 0) return 'unknown'
    return table.otherwise ? [{ row: 'otherwise', gives: table.otherwise }] : []
  }
  switch (table.hitPolicy) {
    case 'first':
      return [answer(hits[0]!)]
    case 'unique':
      return hits.length === 1 && (open.length === 0 || hits[0]!.asksUnknown) ? [answer(hits[0]!)] : 'unknown'
    case 'any':
      return [...hits, ...open].every((row) => isSame(row.gives, hits[0]!.gives)) ? [answer(hits[0]!)] : 'unknown'
    case 'priority': {
      const best = rowsAt(table, merged(taken)).toSorted((a, b) => byPriority(table.outputs, a.gives, b.gives))[0]!
      const top = hits.toSorted((a, b) => byPriority(table.outputs, a.gives, b.gives))[0]!
      return isSame(best.gives, top.gives) ? [answer(top)] : 'unknown'
    }
    case 'ruleOrder':
    case 'collect':
      if (open.length > 0) return 'unknown'
      return table.aggregate ? [aggregated(table, hits)] : hits.map(answer)
    default:
      return assertNever(table.hitPolicy)
  }
}

function answer(row: CompiledRow): Answer {
  return { row: row.id, gives: row.gives }
}

function aggregated({ aggregate }: CompiledTable, hits: readonly CompiledRow[]): Answer {
  const numbers = hits.map(({ gives }) => Number(gives[0]))
  const row = hits.map(({ id }) => id).join('+')
  switch (aggregate) {
    case 'sum':
      return { row, gives: [numbers.reduce((sum, number) => sum + number, 0)] }
    case 'min':
      return { row, gives: [Math.min(...numbers)] }
    case 'max':
      return { row, gives: [Math.max(...numbers)] }
    default:
      return { row, gives: [hits.length] }
  }
}

function isSame(a: readonly OutputValue[], b: readonly OutputValue[]): boolean {
  return a.every((value, i) => value === b[i])
}

function byPriority(outputs: readonly CompiledOutput[], a: readonly OutputValue[], b: readonly OutputValue[]): number {
  for (const [i, { order }] of outputs.entries()) {
    const difference = order ? order.indexOf(a[i] ?? null) - order.indexOf(b[i] ?? null) : 0
    if (difference !== 0) return difference
  }
  return 0
}

function unknown(table: CompiledTable, open: readonly CompiledRow[], stageId: string, run: Run): void {
  if (table.onUnknown === 'ignore') return
  note(run, table.onUnknown, table.unknownReasonCode, stageId, table.id)
  for (const row of open) noteMissing(run, row)
}

/** Does what a row gives: sets facts, notes an outcome. */
export function apply(
  outputs: readonly CompiledOutput[],
  gives: readonly OutputValue[],
  row: string,
  stageId: string,
  run: Run,
): void {
  let [outcome, reason]: [OutputValue, OutputValue] = [null, null]
  for (let i = 0; i < outputs.length; i += 1) {
    const { to, place } = outputs[i]!
    const value = gives[i] ?? null
    if (to === 'outcome') outcome = value
    if (to === 'reason') reason = value
    if (place) run.slots[place.slot] = slotOf(place.type, value)
  }
  if (outcome === null || outcome === 'pass') return
  if (reason === SCORE_REASONS) scoreReasons(outcome as Severity, run)
  else note(run, outcome as Severity, String(reason), stageId, row)
}

/** The attributes that lost most points against their best bin, most first. */
function scoreReasons(severity: Severity, run: Run): void {
  const lost = run.points
    .map(({ reasonCode, stageId, line, points, pointsMax }) => {
      return { code: reasonCode, severity, stageId, by: line.id, pointsLost: pointsMax - points }
    })
    .filter(({ pointsLost }) => pointsLost > 0)
    .sort((a, b) => b.pointsLost - a.pointsLost)
  run.reasons = [...run.reasons, ...lost]
}
