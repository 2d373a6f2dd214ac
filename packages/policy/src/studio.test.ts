import { catalogueOf } from '@puhui/condition'
import { expect, test } from 'vitest'
import { compilePolicy } from './compile.ts'
import { policyDifferences } from './difference.ts'
import { consumerLoanPolicy } from './policies/consumer-loan.ts'
import { consumerLoanFacts } from './policies/consumer-loan-facts.ts'
import type { Policy, RuleStage } from './policy.ts'
import { runScenario } from './scenario.ts'

const compiled = compilePolicy(consumerLoanPolicy, catalogueOf(consumerLoanFacts))
if (!compiled.ok) throw new Error('the shipped policy compiles')
const minor = { id: 's', title: '未成年', facts: { applicantAge: 17, identityCheck: 'passed' } }

test('[P60] a scenario is green when everything expected came out', () => {
  const expected = { outcome: 'decline', reasons: ['AGE_BELOW'] } as const
  expect(runScenario(compiled.value, { ...minor, expect: expected })).toMatchObject({ isGreen: true, differences: [] })
})

test('[P60] a red scenario says each difference; wrong facts are red, never unknown', () => {
  const wrong = runScenario(compiled.value, { ...minor, expect: { outcome: 'approve', reasons: ['LINE_LIMIT'] } })
  expect(wrong.differences).toMatchObject([
    { field: 'outcome', expected: 'approve', actual: 'decline' },
    { field: 'reasons', expected: 'LINE_LIMIT', actual: expect.stringContaining('AGE_BELOW') },
  ])
  const facts = { aplicantAge: 17 }
  expect(runScenario(compiled.value, { ...minor, facts, expect: { outcome: 'decline' } })).toEqual({
    id: 's',
    isGreen: false,
    differences: [{ field: 'facts', expected: 'applicantAge', actual: 'aplicantAge' }],
  })
})

function withRules(change: (rules: RuleStage['rules']) => RuleStage['rules']): Policy {
  const [first, ...rest] = consumerLoanPolicy.stages
  if (first?.kind !== 'rules') throw new Error('the first stage is rules')
  return { ...consumerLoanPolicy, version: 2, stages: [{ ...first, rules: change(first.rules) }, ...rest] }
}

test('[P61] versions differ row by row, matched by id: in between, gone, moved, changed', () => {
  const next = withRules(([a, b, c, d, ...rest]) => [b!, a!, { ...c!, id: 'new' }, { ...d!, when: 'true' }, ...rest])
  const found = policyDifferences(consumerLoanPolicy, next).map(
    ({ path, kind }) => `${kind} ${path.slice(1).join('/')}`,
  )
  expect(found).toEqual([
    'removed admission/rules/over-age',
    'moved admission/rules/under-age',
    'added admission/rules/new',
    'changed admission/rules/over-age-at-maturity/when',
  ])
  expect(policyDifferences(consumerLoanPolicy, { ...consumerLoanPolicy, version: 9 })).toEqual([])
})
