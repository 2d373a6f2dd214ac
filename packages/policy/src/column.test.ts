import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact } from '@puhui/condition'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePolicy } from './compile.ts'
import type { HitPolicy, TableRow } from './policy.ts'
import { runPolicy } from './run.ts'

const name = (id: string) => ({ zh: id, en: id })
const facts: readonly Fact[] = [
  { id: 'a', label: name('a'), type: 'number', source: 'application' },
  { id: 'b', label: name('b'), type: 'text', source: 'application' },
  { id: 'c', label: name('c'), type: 'boolean', source: 'application' },
  { id: 'd', label: name('d'), type: 'integer', source: 'application' },
  { id: 'band', label: name('band'), type: 'integer', source: 'policy' },
]

const number = fc.constantFrom('0', '1', '1.5', '2', '7', '20000')
const cells = [
  fc.oneof(
    fc.constantFrom('-', 'null', 'not(null)'),
    fc.tuple(fc.constantFrom('', '< ', '<= ', '> ', '>= '), number).map((parts) => parts.join('')),
    fc.tuple(number, number).map(([x, y]) => `(${x}..${y}]`),
    fc.tuple(number, number).map(([x, y]) => `not(${x}, > ${y})`),
  ),
  fc.constantFrom('-', '"x"', '"x","y"', 'not("x")', 'null', 'not("x","z")'),
  fc.constantFrom('-', 'true', 'false', 'null'),
  fc.constantFrom('-', '< 5', '> a', '[2..4]', '3'),
]
const record = fc.record({
  a: fc.constantFrom(null, -1, 0, 0.5, 1, 1.5, 1.7, 2, 5, 7, 20_000, 1e9),
  b: fc.constantFrom(null, 'x', 'y', 'z', 'w'),
  c: fc.constantFrom(null, true, false),
  d: fc.constantFrom(null, 1, 2, 3, 4, 5),
})
const policies = fc.constantFrom<HitPolicy>('first', 'unique', 'any', 'priority', 'ruleOrder', 'collect')

test('[P24] the index and the rows one by one give the same, for 500 random tables', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(...cells), { minLength: 4, maxLength: 70 }),
      policies,
      fc.array(record),
      (grid, hitPolicy, records) => {
        const rows = grid.map((when, i): TableRow => ({ id: `${i}`, when, gives: [i % 5] }))
        const compiled = compilePolicy(policyOf(rows, hitPolicy), catalogueOf(facts))
        if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
        const [stage] = compiled.value.stages
        if (stage?.kind !== 'table' || !stage.index) throw new Error('the table has no index')
        const plain = { ...compiled.value, stages: [{ ...stage, index: undefined }] }
        for (const each of records) expect(runPolicy(compiled.value, each)).toEqual(runPolicy(plain, each))
      },
    ),
    { numRuns: 500, seed: 20_261_122 },
  )
})

function policyOf(rows: readonly TableRow[], hitPolicy: HitPolicy) {
  const table = {
    id: 't',
    hitPolicy,
    inputs: ['a', 'b', 'c', 'd'].map((expression) => ({ expression })),
    outputs: [{ to: 'band' }],
    rows,
    onUnknown: 'refer',
    unknownReasonCode: 'U',
  } as const
  return {
    id: 'p',
    version: 1,
    title: name('p'),
    purpose: 'credit',
    effectiveOn: '2026-11-22' as Day,
    parameters: [],
    reasons: [{ code: 'U', staff: name('u'), borrower: name('u'), help: name('u') }],
    stages: [{ id: 't', title: name('t'), kind: 'table', sources: [], table }],
  } as const
}
