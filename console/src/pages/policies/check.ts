import { catalogueOf, type FactCatalogue } from '@puhui/condition'
import {
  compilePolicy,
  consumerLoanFacts,
  type Decision,
  decide,
  lintPolicy,
  type Policy,
  type PolicyProblem,
  runScenario,
  type Scenario,
  type ScenarioResult,
} from '@puhui/policy'

/** What a fact is called and may hold, as the server knows it too. */
export const FACTS: FactCatalogue = catalogueOf(consumerLoanFacts)

export type Applicant = Scenario['facts']

export interface CheckRequest {
  readonly id: number
  readonly policy: Policy
  readonly scenarios: readonly Scenario[]
  readonly applicant: Applicant
}

/** Everything the engine says of a draft: the same engine as the server's, so what is green here is green there. */
export interface Checked {
  readonly id: number
  readonly problems: readonly PolicyProblem[]
  readonly scenarios: readonly ScenarioResult[]
  /** What the test applicant would get; absent while the policy does not compile. */
  readonly decision: Decision | undefined
  readonly milliseconds: number
}

export function checked({ id, policy, scenarios, applicant }: CheckRequest): Checked {
  const started = performance.now()
  const compiled = compilePolicy(policy, FACTS)
  const problems = lintPolicy(policy, FACTS, compiled)
  return {
    id,
    problems,
    scenarios: compiled.ok ? scenarios.map((one) => runScenario(compiled.value, one)) : [],
    decision: compiled.ok ? decide(compiled.value, applicant) : undefined,
    milliseconds: Math.round(performance.now() - started),
  }
}
