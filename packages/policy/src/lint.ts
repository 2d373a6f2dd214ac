import {
  type Condition,
  compileTest,
  type Expression,
  type FactCatalogue,
  factsOf,
  factValueOf,
  type Slot,
} from '@puhui/condition'
import { reasonCodesIn } from './check-policy.ts'
import { compilePolicy } from './compile.ts'
import { type Axis, coverage } from './coverage.ts'
import { type DecisionTable, type Policy, SCORE_REASONS, type Stage } from './policy.ts'
import type { PolicyProblem, PolicyProblemCode } from './problem.ts'
import { samplesOf } from './samples.ts'
import { Workbench } from './workbench.ts'

/**
 * Everything an author should look at: what keeps the policy from running, and gaps, overlaps and
 * rows that can never hit, each with values that show it.
 *
 * @returns problems in the order of the policy; empty when there is nothing to say
 */
export function lintPolicy(policy: Policy, catalogue: FactCatalogue): readonly PolicyProblem[] {
  const compiled = compilePolicy(policy, catalogue)
  if (!compiled.ok) return compiled.error.problems
  const bench = new Workbench(policy, catalogue)
  const stages = policy.stages.flatMap((stage, i) => {
    bench.enter(stage)
    return lintStage(stage, `/stages/${i}`, bench)
  })
  return [...stages, ...unusedReasons(policy)]
}

function lintStage(stage: Stage, pointer: string, bench: Workbench): PolicyProblem[] {
  switch (stage.kind) {
    case 'rules':
      return []
    case 'table':
      return lintTable(stage.table, `${pointer}/table`, bench)
    case 'scorecard':
      return stage.scorecard.attributes.flatMap(({ id, expression, bins }, i) => {
        const rows = bins.map(({ when }, bin) => ({ id: `${id}.${bin + 1}`, when: [when], gives: [bin] }))
        const table = { hitPolicy: 'unique', inputs: [{ expression }], rows } as const
        return lintTable(table, `${pointer}/scorecard/attributes/${i}`, bench)
      })
    case 'offer':
      return (['rows', 'columns'] as const).flatMap((name) => {
        const { expression, tests } = stage.price[name]
        const rows = tests.map((test, i) => ({ id: `${name}.${i + 1}`, when: [test], gives: [i] }))
        return lintTable({ hitPolicy: 'unique', inputs: [{ expression }], rows }, `${pointer}/price/${name}`, bench)
      })
  }
}

type Linted = Pick<DecisionTable, 'hitPolicy' | 'inputs' | 'rows'> & { readonly otherwise?: unknown }

function lintTable(table: Linted, pointer: string, bench: Workbench): PolicyProblem[] {
  const warning = (code: PolicyProblemCode, facts: Partial<PolicyProblem>): PolicyProblem => {
    return { code, level: 'warning', pointer, ...facts }
  }
  const columns = table.inputs.map(({ expression }) => bench.expression(expression, pointer))
  const axes = columns.map((of, column) =>
    axisOf(
      of,
      table.rows.map((row) => row.when[column] ?? '-'),
      bench,
    ),
  )
  if (axes.some((axis) => !axis)) return [warning('policy.not_analysed', {})]
  const found = coverage(axes as Axis[], table.rows.length, table.hitPolicy)
  if (found === 'too large') return [warning('policy.not_analysed', {})]
  const example = (samples: readonly Slot[]) =>
    Object.fromEntries(samples.map((sample, i) => [table.inputs[i]!.expression, factValueOf(columns[i]!.type, sample)]))
  const ids = (rows: readonly number[]) => rows.map((row) => table.rows[row]!.id)
  const isConflict = ([a, b]: readonly number[]) =>
    table.hitPolicy === 'unique' ||
    (table.hitPolicy === 'any' && JSON.stringify(table.rows[a!]!.gives) !== JSON.stringify(table.rows[b!]!.gives))
  return [
    ...(table.otherwise ? [] : found.gaps.map((samples) => warning('policy.gap', { example: example(samples) }))),
    ...found.overlaps
      .filter(({ rows }) => isConflict(rows))
      .map(({ rows, samples }) => warning('policy.rows_overlap', { rows: ids(rows), example: example(samples) })),
    ...found.unreachable.map((row) => warning('policy.row_unreachable', { rows: ids([row]) })),
  ]
}

/** The values of one column worth trying, and which rows each satisfies; undefined when cells compare with facts. */
function axisOf(of: Expression, cells: readonly string[], bench: Workbench): Axis | undefined {
  const fact = of.kind === 'fact' ? bench.catalogue.get(of.id) : undefined
  const stand: Expression = { kind: 'fact', id: 'value', type: of.type }
  const conditions = cells.map((cell) => bench.cell(cell, of, '')).map((cell) => replaced(cell, of, stand))
  if (conditions.some((cell) => [...factsOf(cell).keys()].some((id) => id !== 'value'))) return undefined
  const tests = conditions.map((cell) => compileTest(cell, new Map([['value', 0]])))
  return samplesOf(of.type, conditions, fact).map((sample) => ({
    sample,
    rows: tests.map((test) => test([sample]) === true),
  }))
}

/** The same condition, with the column's expression read from one slot. */
function replaced(condition: Condition, of: Expression, by: Expression): Condition {
  const key = JSON.stringify(of)
  return swap(condition) as Condition

  function swap(part: unknown): unknown {
    if (Array.isArray(part)) return part.map(swap)
    if (typeof part !== 'object' || part === null) return part
    if (JSON.stringify(part) === key) return by
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, swap(value)]))
  }
}

function unusedReasons(policy: Policy): PolicyProblem[] {
  const used = new Set([...policy.stages.flatMap(reasonCodesIn), SCORE_REASONS])
  return policy.reasons
    .filter(({ code }) => !used.has(code))
    .map(({ code }) => ({ code: 'policy.reason_unused', level: 'warning', pointer: '/reasons', subject: code }))
}
