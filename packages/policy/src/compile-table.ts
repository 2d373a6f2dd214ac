import type { Condition, Expression } from '@puhui/condition'
import { Column } from './column.ts'
import type { CompiledOutput, CompiledRow, CompiledTable } from './compiled.ts'
import type { DecisionTable, OutputValue, TableRow } from './policy.ts'
import { type RowIndex, rowIndexOf } from './row-index.ts'
import type { Workbench } from './workbench.ts'

const OUTCOMES: readonly OutputValue[] = ['decline', 'refer', 'moreData', 'warn', 'pass', null]

/** A table of fewer rows is asked row by row. */
const INDEXED_ROWS_MIN = 4

/** Compiles a decision table; each row becomes one condition over its columns. */
export function compileTable(table: DecisionTable, pointer: string, bench: Workbench): CompiledTable {
  const inputs = table.inputs.map(({ expression }, i) =>
    bench.expression(expression, `${pointer}/inputs/${i}/expression`),
  )
  const known = inputs.map(() => new Map<string, Condition>())
  const grid = table.rows.map((row, i) => cellsOf(row, `${pointer}/rows/${i}`))
  const rows = table.rows.map((row, i) => compileRow(row, grid[i]!))
  const outputs = table.outputs.map(({ to, order }, i): CompiledOutput => {
    const isEffect = to === 'outcome' || to === 'reason'
    return { to, order, place: isEffect ? undefined : bench.settable(to, `${pointer}/outputs/${i}/to`) }
  })
  table.rows.forEach((row, i) => void checkOutputs(row.gives, `${pointer}/rows/${i}/gives`))
  if (table.otherwise) checkOutputs(table.otherwise, `${pointer}/otherwise`)
  if (table.aggregate && table.outputs.length !== 1)
    bench.problem('policy.aggregate_needs_one_output', `${pointer}/aggregate`)
  const { id, hitPolicy, aggregate, otherwise, onUnknown, unknownReasonCode } = table
  return { id, hitPolicy, aggregate, otherwise, onUnknown, unknownReasonCode, rows, outputs, index: indexOf() }

  function cellsOf(row: TableRow, at: string): readonly Condition[] {
    if (row.when.length !== inputs.length) bench.problem('policy.wrong_cell_count', `${at}/when`, { subject: row.id })
    return inputs.map((input, column) => cellOf(row.when[column] ?? '-', column, input, `${at}/when/${column}`))
  }

  /** Equal cells of a column are one condition; one with a problem is read again, to tell its place. */
  function cellOf(text: string, column: number, input: Expression, at: string): Condition {
    const before = bench.problems.length
    const cell = known[column]!.get(text) ?? bench.cell(text, input, at)
    if (bench.problems.length === before) known[column]!.set(text, cell)
    return cell
  }

  function indexOf(): RowIndex | undefined {
    if (rows.length < INDEXED_ROWS_MIN || inputs.length === 0 || bench.problems.length > 0) return undefined
    return rowIndexOf(
      inputs.map(
        (input, i) =>
          new Column(
            input,
            grid.map((cells) => cells[i]!),
            bench.value(input),
            bench.slotOf(input),
          ),
      ),
    )
  }

  function compileRow(row: TableRow, cells: readonly Condition[]): CompiledRow {
    const asked = cells.filter((cell) => !(cell.kind === 'always' && cell.value))
    const condition: Condition = asked.length === 1 ? asked[0]! : { kind: 'and', all: asked }
    const asksUnknown = testsUnknown(condition)
    return { ...bench.row(row.id, [condition]), condition, asksUnknown, test: bench.test(condition), gives: row.gives }
  }

  function checkOutputs(values: readonly OutputValue[], at: string): void {
    if (values.length !== outputs.length) bench.problem('policy.wrong_cell_count', at)
    outputs.forEach(({ to, place }, i) => {
      const value = values[i] ?? null
      if (place) bench.checkOutput(place, value, `${at}/${i}`)
      if (to === 'outcome') checkOutcome(value, values, `${at}/${i}`)
    })
  }

  function checkOutcome(value: OutputValue, values: readonly OutputValue[], at: string): void {
    if (!OUTCOMES.includes(value)) bench.problem('policy.output_wrong_type', at, { subject: 'outcome' })
    const reason = values[table.outputs.findIndex(({ to }) => to === 'reason')]
    const needsReason = value !== null && value !== 'pass'
    if (needsReason && typeof reason !== 'string') bench.problem('policy.outcome_without_reason', at)
  }
}

/** Whether a condition asks if something is known: it may hold because a value is missing. */
export function testsUnknown(condition: Condition): boolean {
  if (condition.kind === 'known') return true
  if (condition.kind === 'and' || condition.kind === 'or') return condition.all.some(testsUnknown)
  return condition.kind === 'not' && testsUnknown(condition.of)
}
