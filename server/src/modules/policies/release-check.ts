import { compilePolicy, lintPolicy, type Policy, type PolicyProblem, runScenario, type Scenario } from '@puhui/policy'
import type { Reader } from '../../platform/db.ts'
import type { RefusalProblem } from '../../platform/refusal-error.ts'
import type { DraftRow } from './draft-store.ts'
import { FACTS } from './model.ts'

/** Lint that is a mistake and not a matter of taste. */
const BLOCKS = new Set<PolicyProblem['code']>([
  'policy.row_unreachable',
  'policy.rows_overlap',
  'policy.gap',
  'policy.rule_always_unknown',
])

/** Everything that stands against the release of a draft, at once and in the order of the work: it is empty when nothing does. */
export async function releaseProblems(reader: Reader, draft: DraftRow): Promise<RefusalProblem[]> {
  const policy = draft.definition as Policy
  return [...policyProblems(policy, draft.scenarios), ...(await backtestProblems(reader, draft))]
}

/** Type check, lint and scenarios: what the editor can say by itself. */
export function policyProblems(policy: Policy, scenarios: readonly Scenario[]): RefusalProblem[] {
  const compiled = compilePolicy(policy, FACTS)
  if (!compiled.ok) return compiled.error.problems.map((problem) => problemOf('policies.check_failed', problem))
  const linted = lintPolicy(policy, FACTS, compiled).filter(({ code }) => BLOCKS.has(code))
  const red = scenarios
    .map((scenario, i) => [scenario, runScenario(compiled.value, scenario), i] as const)
    .filter(([, { isGreen }]) => !isGreen)
  return [
    ...linted.map((problem) => problemOf('policies.lint_found', problem)),
    ...(scenarios.length === 0 ? [{ pointer: '/scenarios', code: 'policies.no_scenarios' } as const] : []),
    ...red.map(([{ title, id }, , i]) => {
      return { pointer: `/scenarios/${i}`, code: 'policies.scenario_red', facts: { title: title || id } } as const
    }),
  ]
}

function problemOf(code: 'policies.check_failed' | 'policies.lint_found', problem: PolicyProblem): RefusalProblem {
  const what = [problem.code, problem.condition?.code, problem.subject, problem.rows?.join(', ')]
  const facts = { what: what.filter((part) => part !== undefined).join(' · '), place: problem.pointer }
  return { pointer: `/definition${problem.pointer}`, code, facts }
}

async function backtestProblems(reader: Reader, draft: DraftRow): Promise<RefusalProblem[]> {
  const pointer = '/backtestId'
  if (draft.backtest_id === null) return [{ pointer, code: 'policies.no_backtest' }]
  const backtest = await reader
    .selectFrom('policy_backtest')
    .select(['status', 'content_hash'])
    .where('id', '=', draft.backtest_id)
    .executeTakeFirstOrThrow()
  if (backtest.content_hash !== draft.content_hash) return [{ pointer, code: 'policies.backtest_stale' }]
  return backtest.status === 'done' ? [] : [{ pointer, code: 'policies.backtest_unfinished' }]
}
