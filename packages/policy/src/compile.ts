import type { FactCatalogue } from '@puhui/condition'
import { ok, type Result, refuse } from '@puhui/kernel'
import { checkIds, checkReasons } from './check-policy.ts'
import { compileOffer } from './compile-offer.ts'
import { compileScorecard } from './compile-scorecard.ts'
import { compileTable } from './compile-table.ts'
import type { CompiledPolicy, CompiledStage } from './compiled.ts'
import type { Policy, RuleStage, Severity, Stage } from './policy.ts'
import type { PolicyRefusal } from './problem.ts'
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
    slotCount: bench.slotCount,
    lineCount: bench.lineCount,
    gradeSlot,
  })
}

function compileStage(stage: Stage, pointer: string, bench: Workbench): CompiledStage {
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
