import { consumerLoanPolicy } from '@puhui/policy'
import { expect, test } from 'vitest'
import { policyFrom } from './shape.ts'

const base = { title: { zh: '阶段', en: 'Stage' }, sources: [] }
const unknown = { onUnknown: 'refer', unknownReasonCode: 'OFFER_UNKNOWN' }
const leaf = (id: string) => ({ id, gives: ['A'] })

const checks = [
  {
    ...base.title,
    id: 'black',
    title: base.title,
    list: 'blacklisted',
    severity: 'decline',
    reasonCode: 'X',
    onUnknown: 'refer',
  },
]
const stages = [
  {
    ...base,
    id: 'lists',
    kind: 'lists',
    checks,
  },
  {
    ...base,
    id: 'cross',
    kind: 'cross',
    cross: {
      id: 'x',
      rows: { expression: 'score', tests: ['-'] },
      columns: { expression: 'termMonths', tests: ['-'] },
      to: 'grade',
      gives: [['A']],
      ...unknown,
    },
  },
  {
    ...base,
    id: 'tree',
    kind: 'tree',
    tree: {
      id: 't',
      outputs: [{ to: 'grade' }],
      root: {
        id: 'q',
        expression: 'applicantAge',
        branches: [
          {
            when: '< 30',
            to: { id: 'q2', expression: 'score', branches: [{ when: '> 1', to: leaf('a') }], otherwise: leaf('b') },
          },
        ],
      },
      ...unknown,
    },
  },
]

test('the shipped policy has the shape of one', () => {
  expect(policyFrom(JSON.parse(JSON.stringify(consumerLoanPolicy)))).toEqual(consumerLoanPolicy)
})

test('lists, cross tables and trees of any depth are read; every place that is wrong is named', () => {
  const { zh: _zh, en: _en, ...check } = checks[0]!
  const policy = { ...consumerLoanPolicy, stages: [{ ...stages[0], checks: [check] }, stages[1], stages[2]] }
  expect(policyFrom(policy).stages.map(({ kind }) => kind)).toEqual(['lists', 'cross', 'tree'])
  const broken = { ...policy, stages: [stages[0], { ...stages[1], cross: {} }], purpose: 'marketing' }
  expect(() => policyFrom(broken)).toThrow(
    expect.objectContaining({
      refusal: { code: 'policies.not_a_policy', count: expect.any(Number) },
      problems: expect.arrayContaining([expect.objectContaining({ pointer: '/definition/purpose' })]),
    }),
  )
})
