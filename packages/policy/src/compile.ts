import type { FactCatalogue } from '@puhui/condition'
import { ok, type Result, refuse } from '@puhui/kernel'
import { checkIds, checkReasons } from './check-policy.ts'
import { compileOffer } from './compile-offer.ts'
import { compileScorecard } from './compile-scorecard.ts'
import { compileTable } from './compile-table.ts'
import type { CompiledPolicy, CompiledStage } from './compiled.ts'
import { coreStage, writtenPlace } from './core-stage.ts'
import type { CoreStage, Policy, RuleStage, Severity, Stage } from './policy.ts'
import type { PolicyProblem, PolicyRefusal } from './problem.ts'
import { Workbench } from './workbench.ts'

const STOPS_ON: readonly Severity[] = ['decline', 'moreData']

/**
 * Checks a policy as a whole and makes it ready to run.
 *
 * @param policy plain data, as stored
 * @param catalogue every fact the lender has; the parameters are added here
 * @returns a pure object for `decide`, safe to share between decisions
 * @refuses policy.invalid with every error and its JSON pointer
 * @example compilePolicy(consumerLoanPolicy, catalogueOf(consumerLoanFacts)) // { ok: true, value: … }
 */
export function compilePolicy(policy: Policy, catalogue: FactCatalogue): Result<CompiledPolicy, PolicyRefusal> {
  const bench = new Workbench(policy, catalogue)
  bench.problems.push(...checkIds(policy), ...checkReasons(policy))
  const stages = policy.stages.map((stage, i) => compileStage(stage, `/stages/${i}`, bench))
  const gradeSlot = policy.gradeFact === undefined ? undefined : bench.settable(policy.gradeFact, '/gradeFact')?.slot
  if (bench.problems.length > 0) return refuse({ code: 'policy.invalid', problems: bench.problems })
  return ok({
    policy,
    catalogue: bench.catalogue,
    stages,
    inputs: bench.inputs(),
    slots: bench.slots,
    slotCount: bench.slots.size,
    lineCount: bench.lineCount,
    gradeSlot,
  })
}

function compileStage(written: Stage, pointer: string, bench: Workbench): CompiledStage {
  const before = bench.problems.length
  checkWritten(written, pointer, bench)
  const own = bench.problems.length
  const compiled = compileCore(coreStage(written), pointer, bench)
  bench.moveProblems(own, pointer, (place) => writtenPlace(written, place))
  bench.problems.splice(before, bench.problems.length - before, ...distinct(bench.problems.slice(before)))
  return compiled
}

/** A cell that many rows share is one problem. */
function distinct(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = JSON.stringify(problem)
    return !seen.has(key) && seen.add(key)
  })
}

/** What only the written form shows: checks of something that is no list, a grid that is not full. */
function checkWritten(stage: Stage, pointer: string, bench: Workbench): void {
  if (stage.kind === 'lists') {
    stage.checks.forEach(({ list, unless }, i) => {
      for (const [name, id] of [['list', list] as const, ['unless', unless] as const]) {
        const fact = id === undefined ? undefined : bench.catalogue.get(id)
        if (fact && (fact.source !== 'list' || fact.type !== 'boolean'))
          bench.problem('policy.not_a_list', `${pointer}/checks/${i}/${name}`, { subject: fact.id })
      }
    })
  }
  if (stage.kind === 'cross') {
    const { rows, columns, gives } = stage.cross
    const isFull = gives.length === rows.tests.length && gives.every((row) => row.length === columns.tests.length)
    if (!isFull) bench.problem('policy.wrong_cell_count', `${pointer}/cross/gives`)
  }
}

function compileCore(stage: CoreStage, pointer: string, bench: Workbench): CompiledStage {
  bench.enter(stage)
  const common = { id: stage.id, sources: stage.sources, stopsOn: stage.stopsOn ?? STOPS_ON }
  switch (stage.kind) {
    case 'rules':
      return { ...common, kind: 'rules', rules: compileRules(stage, pointer, bench) }
    case 'table':
      return { ...common, kind: 'table', ...compileTable(stage.table, `${pointer}/table`, bench), id: stage.id }
    case 'scorecard':
      return { ...common, kind: 'scorecard', ...compileScorecard(stage.scorecard, `${pointer}/scorecard`, bench) }
    case 'offer':
      return { ...common, kind: 'offer', ...compileOffer(stage, pointer, bench) }
  }
}

function compileRules(stage: RuleStage, pointer: string, bench: Workbench) {
  return stage.rules.map((rule, i) => {
    const condition = bench.condition(rule.when, `${pointer}/rules/${i}/when`)
    return {
      ...bench.line(rule.id, [condition]),
      condition,
      test: bench.test(condition),
      severity: rule.severity,
      reasonCode: rule.reasonCode,
      onUnknown: rule.onUnknown,
      unknownReasonCode: rule.unknownReasonCode ?? rule.reasonCode,
    }
  })
}
