import { type Condition, type Expression, type FactCatalogue, factValueOf, type Slot } from '@puhui/condition'
import { reasonCodesIn } from './check-policy.ts'
import { type Partition, partitionOf } from './column.ts'
import { compilePolicy } from './compile.ts'
import { testsUnknown } from './compile-table.ts'
import { coreStage, writtenPlace } from './core-stage.ts'
import { type Axis, coverage } from './coverage.ts'
import { type CoreStage, type CrossTable, type DecisionTable, type Policy, SCORE_REASONS } from './policy.ts'
import type { PolicyProblem, PolicyProblemCode } from './problem.ts'
import { type RuleRange, rangeOf } from './rule-range.ts'
import { Workbench } from './workbench.ts'

/**
 * Everything an author should look at: what keeps the policy from running, and gaps, overlaps and
 * rows that can never hit, each with values that show it.
 *
 * @param compiled what compiling it gave, where that is at hand already
 * @returns errors first, then what is found in the stages without one, in the order of the policy; empty when there is
 *   nothing to say
 */
export function lintPolicy(
  policy: Policy,
  catalogue: FactCatalogue,
  compiled: ReturnType<typeof compilePolicy> = compilePolicy(policy, catalogue),
): readonly PolicyProblem[] {
  const errors = compiled.ok ? [] : compiled.error.problems
  const bench = new Workbench(policy, catalogue)
  const isSound = (pointer: string) => !errors.some((one) => `${one.pointer}/`.startsWith(`${pointer}/`))
  const stages = policy.stages.flatMap((stage, i) => {
    bench.enter(stage)
    const pointer = `/stages/${i}`
    if (!isSound(pointer)) return []
    if (stage.kind === 'cross') return lintAxes(stage.cross, `${pointer}/cross`, bench)
    return lintStage(coreStage(stage), pointer, bench).map((problem) => {
      return { ...problem, pointer: pointer + writtenPlace(stage, problem.pointer.slice(pointer.length)) }
    })
  })
  return [...errors, ...stages, ...(compiled.ok ? unusedReasons(policy) : [])]
}

function lintStage(stage: CoreStage, pointer: string, bench: Workbench): PolicyProblem[] {
  switch (stage.kind) {
    case 'rules':
      return stage.rules.flatMap(({ id, when }, i) => lintRule(id, when, `${pointer}/rules/${i}/when`, bench))
    case 'table':
      return lintTable(stage.table, `${pointer}/table`, bench)
    case 'scorecard':
      return stage.scorecard.attributes.flatMap(({ id, expression, bins }, i) => {
        const rows = bins.map(({ when }, bin) => ({ id: `${id}.${bin + 1}`, when: [when], gives: [bin] }))
        const table = { hitPolicy: 'unique', inputs: [{ expression }], rows } as const
        return lintTable(table, `${pointer}/scorecard/attributes/${i}`, bench)
      })
    case 'offer':
      return lintAxes(stage.price, `${pointer}/price`, bench)
  }
}

const SAYS: Readonly<Record<RuleRange, PolicyProblemCode>> = {
  never: 'policy.rule_never_hits',
  always: 'policy.rule_always_hits',
  unknown: 'policy.rule_always_unknown',
}

/** A rule that says the same of everybody. */
function lintRule(subject: string, when: string, pointer: string, bench: Workbench): PolicyProblem[] {
  const range = rangeOf(bench.condition(when, pointer), bench.catalogue)
  return range === null ? [] : [{ code: SAYS[range], level: 'warning', pointer, subject }]
}

/** Each axis by itself: its bands have no gaps and no overlaps, and so have the cells. */
function lintAxes(axes: Pick<CrossTable, 'rows' | 'columns'>, pointer: string, bench: Workbench): PolicyProblem[] {
  return (['rows', 'columns'] as const).flatMap((name) => {
    const { expression, tests } = axes[name]
    const rows = tests.map((test, i) => ({ id: `${name}.${i + 1}`, when: [test], gives: [i] }))
    return lintTable({ hitPolicy: 'unique', inputs: [{ expression }], rows }, `${pointer}/${name}`, bench)
  })
}

type Linted = Pick<DecisionTable, 'hitPolicy' | 'inputs' | 'rows'> & { readonly otherwise?: unknown }

function lintTable(table: Linted, pointer: string, bench: Workbench): PolicyProblem[] {
  const warning = (code: PolicyProblemCode, facts: Partial<PolicyProblem>): PolicyProblem => {
    return { code, level: 'warning', pointer, ...facts }
  }
  const columns = columnsOf(table, pointer, bench)
  const cellsOf = (column: number) => table.rows.map(({ when }) => when[column] ?? '-')
  const axes = columns.map(({ of, at }) => axisOf(of, at.map(cellsOf), bench))
  if (axes.some((axis) => !axis)) return [warning('policy.not_analysed', {})]
  const given = table.rows.map(({ gives }) => JSON.stringify(gives))
  const isConflict = (a: number, b: number) => table.hitPolicy === 'unique' || given[a] !== given[b]
  const found = coverage(axes as Axis[], table.rows.length, table.hitPolicy, isConflict)
  const example = (samples: readonly Slot[]) =>
    Object.fromEntries(samples.map((sample, i) => [columns[i]!.text, factValueOf(columns[i]!.of.type, sample)]))
  const ids = (rows: readonly number[]) => rows.map((row) => table.rows[row]!.id)
  return [
    ...(table.otherwise
      ? []
      : found.gaps.map((samples) =>
          warning('policy.gap', { example: example(samples), ...besideOf(axes as Axis[], samples, ids) }),
        )),
    ...found.overlaps.map(({ rows, samples }) =>
      warning('policy.rows_overlap', { rows: ids(rows), example: example(samples) }),
    ),
    ...found.unreachable.map((row) => warning('policy.row_unreachable', { rows: ids([row]) })),
    ...(found.isWhole ? [] : [warning('policy.not_analysed', {})]),
  ]
}

/** Columns that look at the same thing are one: what a row asks of it in two places holds together or not at all. */
function columnsOf({ inputs }: Linted, pointer: string, bench: Workbench) {
  const columns = new Map<string, { readonly of: Expression; readonly text: string; readonly at: number[] }>()
  for (const [i, { expression }] of inputs.entries()) {
    const of = bench.expression(expression, pointer)
    const key = JSON.stringify(of)
    const seen = columns.get(key)
    if (seen) seen.at.push(i)
    else columns.set(key, { of, text: expression, at: [i] })
  }
  return [...columns.values()]
}

/** Where there is but one column: the rows that hold just below and just above the gap. */
function besideOf(axes: readonly Axis[], samples: readonly Slot[], ids: (rows: readonly number[]) => string[]) {
  const [axis, ...others] = axes
  if (!axis || others.length > 0) return {}
  const at = axis.samples.indexOf(samples[0])
  const ends = axis.rows.flatMap((runs, row) => runs.map(([from, to]) => ({ row, from, to })))
  const below = ends.filter(({ to }) => to < at).sort((a, b) => b.to - a.to)[0]
  const above = ends.filter(({ from }) => from > at).sort((a, b) => a.from - b.from)[0]
  const rows = [...new Set([below, above].flatMap((end) => (end ? [end.row] : [])))]
  return rows.length === 0 ? {} : { beside: ids(rows) }
}

/** The stretches of what one or more columns look at, and where each row holds; undefined when cells compare with other facts. */
function axisOf(of: Expression, columns: readonly (readonly string[])[], bench: Workbench): Axis | undefined {
  const fact = of.kind === 'fact' ? bench.catalogue.get(of.id) : undefined
  const stand: Expression = { kind: 'fact', id: 'value', type: of.type }
  const conditions = new Map<string, Condition>()
  for (const text of columns.flat()) {
    if (conditions.has(text)) continue
    const cell = bench.cell(text, of, '')
    conditions.set(text, of.kind === 'fact' ? cell : replaced(cell, of, stand))
  }
  const seen = of.kind === 'fact' ? of : stand
  const partition = partitionOf(seen, [...conditions.values()], fact)
  const runs = new Map([...conditions].map(([text, condition]) => [text, partition.where(condition)]))
  if ([...runs.values()].some((run) => run === undefined)) return undefined
  const asksUnknown = [...conditions.values()].some((condition) => testsUnknown(condition))
  return liveAxis(
    partition,
    columns.map((cells): readonly Runs[] => cells.map((text) => runs.get(text)!)).reduce(bothHold),
    asksUnknown,
  )
}

type Runs = readonly (readonly [number, number])[]

/** Row by row, the stretches on which both columns let it through. */
function bothHold(a: readonly Runs[], b: readonly Runs[]): readonly Runs[] {
  return a.map((runs, row) =>
    runs.flatMap(([from, to]) =>
      b[row]!.flatMap(([start, end]): Runs => {
        const both = [Math.max(from, start), Math.min(to, end)] as const
        return both[0] <= both[1] ? [both] : []
      }),
    ),
  )
}

/** Leaves out the stretches in which no value of the fact lies, and the unknown where no cell asks for it. */
function liveAxis({ count, sampleOf }: Partition, runs: readonly Runs[], asksUnknown: boolean): Axis {
  const samples: Slot[] = []
  const before = new Int32Array(count + 2)
  for (let stretch = 0; stretch <= count; stretch += 1) {
    const sample = stretch < count ? sampleOf(stretch) : undefined
    const isLive = stretch < count ? sample !== undefined : asksUnknown
    before[stretch + 1] = before[stretch]! + (isLive ? 1 : 0)
    if (isLive) samples.push(sample)
  }
  const live = ([from, to]: readonly [number, number]) => [before[from]!, before[to + 1]! - 1] as const
  return { samples, rows: runs.map((run) => run.map(live).filter(([from, to]) => from <= to)) }
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
