import type { Condition } from '@puhui/condition'
import type { CompiledOutput, CompiledRow, CompiledTable } from './compiled.ts'
import type { DecisionTable, OutputValue, TableRow } from './policy.ts'
import type { Workbench } from './workbench.ts'

const OUTCOMES: readonly OutputValue[] = ['decline', 'refer', 'moreData', 'warn', 'pass', null]

/** Compiles a decision table; each row becomes one condition over its columns. */
export function compileTable(table: DecisionTable, pointer: string, bench: Workbench): CompiledTable {
  const inputs = table.inputs.map(({ expression }, i) =>
    bench.expression(expression, `${pointer}/inputs/${i}/expression`),
  )
  const rows = table.rows.map((row, i) => compileRow(row, `${pointer}/rows/${i}`))
  const outputs = table.outputs.map(({ to, order }, i): CompiledOutput => {
    const isEffect = to === 'outcome' || to === 'reason'
    return { to, order, place: isEffect ? undefined : bench.settable(to, `${pointer}/outputs/${i}/to`) }
  })
  table.rows.forEach((row, i) => void checkOutputs(row.gives, `${pointer}/rows/${i}/gives`))
  if (table.otherwise) checkOutputs(table.otherwise, `${pointer}/otherwise`)
  if (table.aggregate && table.outputs.length !== 1)
    bench.problem('policy.aggregate_needs_one_output', `${pointer}/aggregate`)
  const { id, hitPolicy, aggregate, otherwise, onUnknown, unknownReasonCode } = table
  return { id, hitPolicy, aggregate, otherwise, onUnknown, unknownReasonCode, rows, outputs }

  function compileRow(row: TableRow, at: string): CompiledRow {
    if (row.when.length !== inputs.length) bench.problem('policy.wrong_cell_count', `${at}/when`, { subject: row.id })
    const cells = inputs.map((input, column) => bench.cell(row.when[column] ?? '-', input, `${at}/when/${column}`))
    const asked = cells.filter((cell) => !(cell.kind === 'always' && cell.value))
    const condition: Condition = asked.length === 1 ? asked[0]! : { kind: 'and', all: asked }
    return { ...bench.line(row.id, [condition]), test: bench.test(condition), gives: row.gives }
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
