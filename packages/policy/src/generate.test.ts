import { compileFunction } from 'node:vm'
import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact, type FactRecord } from '@puhui/condition'
import { anyConditionText, anyRecord, testFacts } from '@puhui/condition/arbitrary'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePolicy } from './compile.ts'
import { decide } from './decide.ts'
import { generatePolicy, type MakeFunction } from './generate.ts'
import { consumerLoanPolicy } from './policies/consumer-loan.ts'
import { consumerLoanFacts } from './policies/consumer-loan-facts.ts'
import type { DecisionTable, Policy, Rule, Severity, Stage } from './policy.ts'
import { interpretPolicy, runPolicy } from './run.ts'

const make: MakeFunction = (body, parameter) => compileFunction(body, [parameter]) as ReturnType<MakeFunction>
const name = (id: string) => ({ zh: id, en: id })
const catalogue = catalogueOf(testFacts, [
  { id: 'cap', label: name('cap'), type: 'money', source: 'product', constant: 500 },
  { id: 'band', label: name('band'), type: 'integer', source: 'policy' },
])
const severity = fc.constantFrom<Severity>('decline', 'refer', 'moreData', 'warn')
const anyRule = fc
  .record({ when: anyConditionText, severity, onUnknown: fc.oneof(severity, fc.constant('ignore' as const)) })
  .map((rule) => ({ ...rule, title: name('rule'), reasonCode: 'R', unknownReasonCode: 'U' }))
const anyCells = fc.tuple(
  fc.constantFrom('-', '< 0', '[-2..2]', '1, 3', 'not(2)', 'null', '> b'),
  fc.constantFrom('-', '>= 1', '(0..2.5]', 'not(> cap)'),
  fc.constantFrom('-', '"A"', '"A","B"', 'not("C")'),
)
const anyRow = fc.tuple(anyCells, fc.oneof(severity, fc.constantFrom('pass', null)), fc.integer({ min: 0, max: 9 }))
const anyTable = fc
  .record({
    hitPolicy: fc.constantFrom<DecisionTable['hitPolicy']>('first', 'first', 'any', 'collect'),
    rows: fc.array(anyRow, { minLength: 1, maxLength: 20 }),
    hasOtherwise: fc.boolean(),
    onUnknown: fc.oneof(severity, fc.constant('ignore' as const)),
  })
  .map(({ rows, hasOtherwise, ...rest }): DecisionTable => {
    return {
      ...rest,
      id: 't',
      unknownReasonCode: 'U',
      inputs: ['a', 'm', 'g'].map((expression) => ({ expression })),
      outputs: ['outcome', 'reason', 'band'].map((to) => ({ to })),
      rows: rows.map(([when, outcome, band], i) => ({ id: `${i}`, when, gives: [outcome, 'R', band] })),
      ...(hasOtherwise ? { otherwise: ['refer', 'U', 7] } : {}),
    }
  })

function policyOf(
  rules: readonly Omit<Rule, 'id'>[],
  table: DecisionTable,
  later: readonly Omit<Rule, 'id'>[],
): Policy {
  const rulesStage = (id: string, list: readonly Omit<Rule, 'id'>[]): Stage => {
    return {
      id,
      kind: 'rules',
      title: name(id),
      sources: [],
      rules: list.map((rule, i) => ({ ...rule, id: `${id}${i}` })),
    }
  }
  const stages: Stage[] = [
    rulesStage('first', rules),
    { id: 'table', kind: 'table', title: name('table'), sources: [], table, stopsOn: ['decline', 'refer'] },
    ...(rules.length % 2 ? [] : [{ id: 'again', kind: 'table', title: name('again'), sources: [], table } as const]),
    rulesStage('later', [...later, { ...later[0]!, when: 'band > 4' }]),
  ]
  const reasons = ['R', 'U'].map((code) => ({ code, staff: name(code), borrower: name(code), help: name(code) }))
  return {
    id: 'p',
    version: 1,
    title: name('p'),
    purpose: 'service',
    effectiveOn: '2026-11-22' as Day,
    parameters: [],
    stages,
    reasons,
  }
}

test('[P25] the generated function gives the run the closures give, for 300 random policies and 9,000 records', () => {
  const rules = fc.array(anyRule, { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(
      rules,
      anyTable,
      fc.array(anyRule, { minLength: 1, maxLength: 5 }),
      fc.array(anyRecord, { minLength: 30, maxLength: 30 }),
      (first, table, later, records) => {
        const policy = policyOf(first, table, later)
        const compiled = compilePolicy(policy, catalogue)
        if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
        const generated = generatePolicy(compiled.value, make)
        for (const record of [...records, ...records.map(filled)])
          expect(runPolicy(generated, record)).toEqual(interpretPolicy(compiled.value, record))
      },
    ),
    { numRuns: 300, seed: 25 },
  )
}, 60_000)

/** The same record with nothing missing, so that the two-valued text is met as often as the three-valued. */
function filled(record: FactRecord): FactRecord {
  const some: Readonly<Record<Fact['type'], unknown>> = {
    number: 0.3,
    money: 250,
    rate: 50_000,
    integer: 1,
    boolean: true,
    text: 'x',
    day: '2024-02-29',
    enum: 'A',
  }
  return Object.fromEntries(testFacts.map(({ id, type }) => [id, record[id] ?? some[type]])) as FactRecord
}

test('[P25] the shipped policy decides the same both ways, also on values of a wrong type', () => {
  const compiled = compilePolicy(consumerLoanPolicy, catalogueOf(consumerLoanFacts))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
  const generated = generatePolicy(compiled.value, make)
  const values = (fact: Fact) =>
    fc.oneof(
      { weight: 8, arbitrary: plausible(fact) },
      { weight: 1, arbitrary: fc.constantFrom(null, undefined, Number.NaN, 1e16, 'nonsense', -1) },
    )
  const record = fc.record(
    Object.fromEntries(
      consumerLoanFacts.filter(({ source }) => source !== 'policy').map((fact) => [fact.id, values(fact)]),
    ),
  ) as fc.Arbitrary<FactRecord>
  const outcomes = new Set<string>()
  fc.assert(
    fc.property(record, (facts) => {
      const decision = decide(generated, facts)
      outcomes.add(decision.outcome)
      expect(decision).toEqual(decide(compiled.value, facts))
    }),
    { numRuns: 3_000, seed: 26 },
  )
  expect(outcomes.size).toBeGreaterThan(2)
})

function plausible({ type, values, min = 0 }: Fact): fc.Arbitrary<unknown> {
  if (values) return fc.constantFrom(...values.map(({ value }) => value))
  if (type === 'boolean') return fc.boolean()
  if (type === 'text') return fc.constant('x')
  if (type === 'day') return fc.constant('2026-01-31')
  if (type === 'money') return fc.integer({ min: 0, max: 3_000_000 }).map((fen) => (fen % 2 ? fen : BigInt(fen)))
  return type === 'rate' ? fc.integer({ min: 0, max: 1_000_000 }) : fc.integer({ min, max: 60 })
}
