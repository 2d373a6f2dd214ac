import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import type { FactCatalogue, FactRecord, FactValue } from './fact.ts'
import { slotOf } from './slot.ts'
import { nearest } from './suggest.ts'

export type FactProblem =
  | { readonly code: 'condition.unknown_fact'; readonly factId: string; readonly suggestion?: string }
  | { readonly code: 'condition.wrong_value'; readonly factId: string; readonly expected: string }

export type FactsRefusal = Refusal<'condition.invalid_facts'> & { readonly problems: readonly FactProblem[] }

/**
 * Checks facts at the door: every id known, every value of its type, whole where it must be whole.
 * The value itself never stands in a problem: it may be personal data.
 *
 * @returns the known facts only; money and rates as numbers, unknown ones left out
 * @refuses condition.invalid_facts with every problem
 * @example checkFacts({ applicantAge: 30n, score: null }, catalogue) // { ok: true, value: { applicantAge: 30 } }
 */
export function checkFacts(facts: FactRecord, catalogue: FactCatalogue): Result<FactRecord, FactsRefusal> {
  const problems: FactProblem[] = []
  const checked: Record<string, FactValue> = {}
  for (const [factId, value] of Object.entries(facts)) {
    if (value === null || value === undefined) continue
    const problem = problemOf(factId, value, catalogue)
    if (problem) problems.push(problem)
    else checked[factId] = typeof value === 'bigint' ? Number(value) : value
  }
  return problems.length === 0 ? ok(checked) : refuse({ code: 'condition.invalid_facts', problems })
}

function problemOf(factId: string, value: FactValue, catalogue: FactCatalogue): FactProblem | undefined {
  const fact = catalogue.get(factId)
  if (!fact) {
    const suggestion = nearest(factId, catalogue.keys())
    return { code: 'condition.unknown_fact', factId, ...(suggestion ? { suggestion } : {}) }
  }
  const slot = slotOf(fact.type, value)
  const isWhole = typeof slot !== 'number' || fact.type === 'number' || Number.isInteger(slot)
  const isListed = !fact.values || fact.values.some((each) => each.value === slot)
  if (slot !== undefined && isWhole && isListed) return undefined
  const expected = fact.values ? fact.values.map((each) => each.value).join(', ') : fact.type
  return { code: 'condition.wrong_value', factId, expected }
}
