import { checkFacts } from '@puhui/condition'
import type { CompiledPolicy } from './compiled.ts'
import { decide } from './decide.ts'
import type { Decision, Outcome } from './decision.ts'

/** An applicant and what the policy must say of them: kept with the policy, run in the editor and at release. */
export interface Scenario {
  readonly id: string
  readonly title: string
  /** Values as a snapshot keeps them: money in fen, rates in ppm; absent or null is unknown. */
  readonly facts: Readonly<Record<string, number | string | boolean | null>>
  readonly expect: ScenarioExpectation
}

/** What is left out is not looked at. */
export interface ScenarioExpectation {
  readonly outcome: Outcome
  /** Codes that must be among the principal reasons, in any order. */
  readonly reasons?: readonly string[] | undefined
  readonly grade?: string | undefined
  readonly limitFen?: number | undefined
  readonly ratePpm?: number | undefined
}

export interface ScenarioResult {
  readonly id: string
  readonly isGreen: boolean
  /** Absent when the facts themselves are wrong. */
  readonly decision?: Decision
  readonly differences: readonly ScenarioDifference[]
}

export interface ScenarioDifference {
  readonly field: keyof ScenarioExpectation | 'facts'
  readonly expected: string
  readonly actual: string
}

/**
 * Runs one scenario on a compiled policy. Pure, so the editor and the server say the same.
 *
 * @returns green when everything that is expected came out; else every difference
 * @example runScenario(compiled, { id: 's', title: '', facts: { applicantAge: 17 }, expect: { outcome: 'decline' } }).isGreen // true
 */
export function runScenario(compiled: CompiledPolicy, { id, facts, expect }: Scenario): ScenarioResult {
  const checked = checkFacts(facts, compiled.catalogue)
  if (!checked.ok) {
    const differences = checked.error.problems.map((problem): ScenarioDifference => {
      const expected = problem.code === 'condition.wrong_value' ? problem.expected : (problem.suggestion ?? '')
      return { field: 'facts', expected, actual: problem.factId }
    })
    return { id, isGreen: false, differences }
  }
  const decision = decide(compiled, checked.value)
  const differences = differencesOf(expect, decision)
  return { id, isGreen: differences.length === 0, decision, differences }
}

function differencesOf(expect: ScenarioExpectation, decision: Decision): ScenarioDifference[] {
  const codes = decision.reasons.map(({ code }) => code)
  const wanted = expect.reasons ?? []
  const fields: readonly (readonly [ScenarioDifference['field'], unknown, unknown])[] = [
    ['outcome', expect.outcome, decision.outcome],
    ['reasons', wanted.join(', '), wanted.every((code) => codes.includes(code)) ? wanted.join(', ') : codes.join(', ')],
    ['grade', expect.grade ?? decision.grade, decision.grade],
    ['limitFen', expect.limitFen ?? decision.limitFen, decision.limitFen],
    ['ratePpm', expect.ratePpm ?? decision.ratePpm, decision.ratePpm],
  ]
  return fields
    .filter(([, expected, actual]) => String(expected) !== String(actual))
    .map(([field, expected, actual]) => ({ field, expected: String(expected), actual: String(actual ?? '–') }))
}
