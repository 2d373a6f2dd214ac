import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact, type FactRecord } from '@puhui/condition'
import { describe, expect, test } from 'vitest'
import {
  canonicalJson,
  compilePolicy,
  consumerLoanFacts,
  consumerLoanPolicy,
  contentHash,
  type DecisionTable,
  decide,
  type HitPolicy,
  lintPolicy,
  type OutputValue,
  type Policy,
  type Rule,
  type Stage,
} from './index.ts'

const label = { zh: '标签', en: 'label' }
const facts: readonly Fact[] = [
  { id: 'age', label, type: 'integer', source: 'application', min: 0 },
  { id: 'years', label, type: 'integer', source: 'application' },
  { id: 'income', label, type: 'money', source: 'income' },
  {
    id: 'home',
    label,
    type: 'enum',
    source: 'application',
    values: ['own', 'rent'].map((value) => ({ value, label })),
  },
  { id: 'gender', label, type: 'text', source: 'application', forbiddenIn: ['credit'] },
  { id: 'band', label, type: 'integer', source: 'policy' },
  { id: 'tag', label, type: 'text', source: 'policy' },
]
const catalogue = catalogueOf(facts)
const reason = (code: string) => ({ code, staff: label, borrower: label, help: label })

function policyOf(...stages: Stage[]): Policy {
  return {
    id: 'test',
    version: 1,
    title: label,
    purpose: 'credit',
    effectiveOn: '2026-11-22' as Day,
    parameters: [],
    stages,
    reasons: ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'U'].map(reason),
  }
}
function rules(id: string, ...list: (Partial<Rule> & Pick<Rule, 'when'>)[]): Stage {
  const complete = list.map((rule, i): Rule => {
    return {
      id: `${id}${i + 1}`,
      title: label,
      severity: 'decline',
      reasonCode: `R${i + 1}`,
      onUnknown: 'ignore',
      ...rule,
    }
  })
  return { id, title: label, kind: 'rules', sources: [], rules: complete }
}
function tableOf(table: Partial<DecisionTable> & Pick<DecisionTable, 'rows'>): Stage {
  const complete: DecisionTable = {
    id: 'table',
    hitPolicy: 'first',
    inputs: [{ expression: 'age' }],
    outputs: [{ to: 'band' }],
    onUnknown: 'refer',
    unknownReasonCode: 'U',
    ...table,
  }
  return { id: 'T', title: label, kind: 'table', sources: [], table: complete }
}
const rowsOf = (...rows: [string, number][]) =>
  rows.map(([when, band], i) => ({ id: `${i + 1}`, when: [when], gives: [band] }))
function run(policy: Policy, record: FactRecord) {
  const compiled = compilePolicy(policy, catalogue)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
  return decide(compiled.value, record)
}
function problems(policy: Policy) {
  const compiled = compilePolicy(policy, catalogue)
  return compiled.ok ? [] : compiled.error.problems.map(({ code, pointer }) => [code, pointer])
}

describe('data', () => {
  test('[P1] every error at once, with its pointer', () => {
    const broken = policyOf(
      rules('a', { when: 'agee > 18 and' }, { when: 'age > 18', id: 'a1', reasonCode: 'NONE' }),
      tableOf({ rows: [{ id: '1', when: ['< 18', '-'], gives: ['x'] }], outputs: [{ to: 'age' }] }),
    )
    expect(problems(broken)).toEqual([
      ['policy.duplicate_id', '/stages/0'],
      ['policy.reason_not_in_catalogue', '/stages/0'],
      ['policy.condition_invalid', '/stages/0/rules/0/when'],
      ['policy.condition_invalid', '/stages/0/rules/0/when'],
      ['policy.wrong_cell_count', '/stages/1/table/rows/0/when'],
      ['policy.output_not_settable', '/stages/1/table/outputs/0/to'],
    ])
  })

  test.each(['gender', 'ethnicity', 'religion'])('[P2] %s in a credit policy is a type error', (id) => {
    const shipped = catalogueOf(consumerLoanFacts)
    const bad: Policy = {
      ...consumerLoanPolicy,
      stages: [rules('a', { when: `${id} = "x"`, reasonCode: 'BLACKLISTED' })],
    }
    const compiled = compilePolicy({ ...bad, gradeFact: 'grade' }, shipped)
    expect(compiled.ok ? [] : compiled.error.problems).toMatchObject([
      {
        code: 'policy.condition_invalid',
        condition: { code: 'condition.forbidden_fact', text: id, purpose: 'credit' },
      },
    ])
  })

  test('[P3] a fact of a source that was not asked, or not set yet, is refused', () => {
    expect(
      problems(policyOf(rules('a', { when: 'income > 1' }, { when: 'band = 1' }), tableOf({ rows: rowsOf(['-', 1]) }))),
    ).toEqual([
      ['policy.fact_not_available', '/stages/0/rules/0/when'],
      ['policy.fact_not_available', '/stages/0/rules/1/when'],
    ])
    expect(problems(policyOf(tableOf({ rows: rowsOf(['-', 1]) }), rules('a', { when: 'band = 1' })))).toEqual([])
  })

  test('[P4] every reason of the shipped policy is said to staff and borrower in both languages', () => {
    for (const { staff, borrower, help } of consumerLoanPolicy.reasons) {
      for (const text of [staff, borrower, help]) {
        expect(text.zh).toMatch(/\p{Script=Han}/u)
        expect(text.en).toMatch(/^[\x20-\x7e’–]+$/)
      }
    }
  })

  test('[P5] a parameter stands in conditions by its name, and says where it comes from', () => {
    const ageMin = { id: 'ageMin', label, type: 'integer', value: 18, source: label } as const
    const policy = { ...policyOf(rules('a', { when: 'age < ageMin' })), parameters: [ageMin] }
    expect(run(policy, { age: 17 }).outcome).toBe('decline')
    expect(run({ ...policy, parameters: [{ ...ageMin, value: 16 }] }, { age: 17 }).outcome).toBe('approve')
    expect(problems({ ...policy, parameters: [{ ...ageMin, value: '18' }] })).toEqual([
      ['policy.parameter_wrong_type', '/parameters/0/value'],
    ])
  })

  test('[P6] the hash does not see the order of keys nor the spelling of numbers', () => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(canonicalJson({ b: [1n, -0, undefined], a: { d: 'ü', c: undefined } })).toBe(
      '{"a":{"d":"ü"},"b":[1,0,null]}',
    )
    expect(contentHash({ x: 5n, y: 1 }, sha256)).toBe(contentHash({ y: 1, x: 5 }, sha256))
    expect(contentHash(consumerLoanPolicy, sha256)).not.toBe(contentHash({ ...consumerLoanPolicy, version: 2 }, sha256))
  })
})

describe('deciding', () => {
  const stages = [
    rules('a', { when: 'age < 18' }, { when: 'age < 10' }),
    rules('b', { when: 'home = "rent"', severity: 'refer', reasonCode: 'R3' }),
  ]

  test('[P10] a decline ends it: later stages are skipped', () => {
    const decision = run(policyOf(...stages), { age: 9, home: 'rent' })
    expect(decision.stages.map(({ stageId, outcome, lines }) => [stageId, outcome, lines.length])).toEqual([
      ['a', 'decline', 2],
      ['b', 'skipped', 0],
    ])
    expect(decision.reasons.map(({ code }) => code)).toEqual(['R1', 'R2'])
  })

  test.each([
    ['decline', 'decline'],
    ['refer', 'refer'],
    ['moreData', 'moreData'],
    ['warn', 'approve'],
    ['ignore', 'approve'],
  ] as const)('[P11] unknown means %s: %s', (onUnknown, outcome) => {
    const decision = run(policyOf(rules('a', { when: 'age < 18', onUnknown, unknownReasonCode: 'U' })), { age: null })
    expect([decision.outcome, decision.missing]).toEqual([outcome, onUnknown === 'ignore' ? [] : ['age']])
    expect(decision.allReasons.map(({ code }) => code)).toEqual(onUnknown === 'ignore' ? [] : ['U'])
  })

  test('[P12] the gravest effect is the outcome; a warning alone approves', () => {
    const policy = policyOf(
      rules(
        'a',
        { when: 'age > 1', severity: 'warn' },
        { when: 'age > 2', severity: 'refer' },
        { when: 'age > 3', severity: 'moreData' },
      ),
    )
    expect([1, 2, 3, 4].map((age) => run(policy, { age }).outcome)).toEqual(['approve', 'approve', 'refer', 'moreData'])
  })

  test('[P13] four principal reasons at most, of the gravest effect, each code once', () => {
    const many = ['R2', 'R3', 'R4', 'R4', 'R5', 'R6'].map((reasonCode) => ({ when: 'age > 1', reasonCode }))
    const policy = policyOf(
      rules('a', { when: 'age > 1', severity: 'refer', reasonCode: 'U' }, ...many, {
        when: 'age > 1',
        reasonCode: 'R2',
      }),
    )
    const decision = run(policyOf(...policy.stages), { age: 2 })
    expect(decision.reasons.map(({ code }) => code)).toEqual(['R2', 'R3', 'R4', 'R5'])
    expect(decision.allReasons).toHaveLength(8)
    expect(run(policyOf(rules('a', { when: 'age > 1', severity: 'warn' })), { age: 2 }).reasons).toEqual([])
  })

  test('[P14] the trace says what was asked, read, found and done', () => {
    expect(run(policyOf(...stages), { age: 20, home: 'rent' }).stages[1]).toEqual({
      stageId: 'b',
      kind: 'rules',
      outcome: 'refer',
      lines: [{ id: 'b1', text: 'home = "rent"', inputs: { home: 'rent' }, result: true, effect: 'refer' }],
    })
  })

  test('[P15] the same facts give the same decision and stay as they were', () => {
    const record = Object.freeze({ age: 20, home: 'rent' })
    expect(run(policyOf(...stages), record)).toEqual(run(policyOf(...stages), { home: 'rent', age: 20n }))
  })
})

describe('tables', () => {
  const rows = rowsOf(['< 10', 1], ['< 20', 2], ['< 30', 3])
  const bandOf = (table: Partial<DecisionTable> & Pick<DecisionTable, 'rows'>, age: number | null) => {
    const decision = run(policyOf(tableOf(table), rules('z', { when: 'band = null', severity: 'warn' })), { age })
    const line = decision.stages[1]?.lines[0]
    return decision.outcome === 'refer' ? 'unknown' : (line?.inputs.band ?? null)
  }

  test.each<[hitPolicy: HitPolicy, age: number | null, band: number | string | null]>([
    ['first', 5, 1],
    ['first', 15, 2],
    ['first', 40, null],
    ['first', null, 'unknown'],
    ['unique', 25, 3],
    ['unique', 15, 'unknown'],
    ['any', 25, 3],
    ['any', 15, 'unknown'],
    ['priority', 5, 3],
  ])('[P20] %s of %s is %s', (hitPolicy, age, band) => {
    expect(bandOf({ hitPolicy, rows, outputs: [{ to: 'band', order: [3, 2, 1] }] }, age)).toBe(band)
  })

  test.each([
    ['sum', 6],
    ['min', 1],
    ['max', 3],
    ['count', 3],
  ] as const)('[P20] collect %s is %d', (aggregate, band) => {
    expect(bandOf({ hitPolicy: 'collect', aggregate, rows }, 5)).toBe(band)
  })

  test('[P20] rule order runs every hit; otherwise speaks when none does', () => {
    expect(bandOf({ hitPolicy: 'ruleOrder', rows }, 5)).toBe(3)
    expect(bandOf({ rows, otherwise: [9] }, 40)).toBe(9)
  })

  test('[P21] an open row that could win makes the table unknown, one that could not does not', () => {
    const inputs = [{ expression: 'age' }, { expression: 'home' }]
    const two = (a: [string, string], b: [string, string]) =>
      [a, b].map((when, i) => ({ id: `${i}`, when, gives: [i] }))
    expect(bandOf({ inputs, rows: two(['< 10', '"own"'], ['< 10', '-']) }, 5)).toBe('unknown')
    expect(bandOf({ inputs, rows: two(['< 10', '-'], ['< 10', '"own"']) }, 5)).toBe(0)
    expect(bandOf({ inputs, rows: two(['< 10', '"own"'], ['>= 10', '-']) }, 15)).toBe(1)
  })

  test('[P21] a row that may yet be the second hit leaves a unique table unknown, one for the missing value does not', () => {
    const inputs = [{ expression: 'age' }, { expression: 'home' }]
    const two = (a: [string, string], b: [string, string]) =>
      [a, b].map((when, i) => ({ id: `${i}`, when, gives: [i] }))
    expect(bandOf({ hitPolicy: 'unique', inputs, rows: two(['< 10', '-'], ['< 20', '"own"']) }, 5)).toBe('unknown')
    expect(bandOf({ hitPolicy: 'unique', inputs, rows: two(['< 10', 'null'], ['< 10', '"own"']) }, 5)).toBe(0)
  })

  test('[P21] of two rows of one priority the earlier counts, so an open one before the hit leaves it unknown', () => {
    const inputs = [{ expression: 'age' }, { expression: 'home' }]
    const row = (id: string, home: string, gives: readonly OutputValue[]) => ({ id, when: ['< 10', home], gives })
    const outputs = [{ to: 'band', order: [1] }, { to: 'outcome' }, { to: 'reason' }]
    const [open, hit] = [row('1', '"own"', [1, 'warn', 'U']), row('2', '-', [1, 'pass', null])]
    expect(bandOf({ hitPolicy: 'priority', inputs, outputs, rows: [open, hit] }, 5)).toBe('unknown')
    expect(bandOf({ hitPolicy: 'priority', inputs, outputs, rows: [hit, open] }, 5)).toBe(1)
  })
})

describe('lint', () => {
  test('[P31] columns that look at the same thing are one: a row that asks for two of its values never hits', () => {
    const inputs = [{ expression: 'age' }, { expression: 'age' }]
    const rows = [
      { id: '1', when: ['< 18', '-'], gives: [1] },
      { id: '2', when: ['< 18', '>= 18'], gives: [2] },
      { id: '3', when: ['-', '>= 18'], gives: [3] },
    ]
    expect(lint({ inputs, rows })).toEqual([['policy.row_unreachable', ['2'], undefined]])
  })

  const lint = (table: Partial<DecisionTable> & Pick<DecisionTable, 'rows'>) =>
    lintPolicy({ ...policyOf(tableOf(table)), reasons: [reason('U')] }, catalogue).map(({ code, rows, example }) => [
      code,
      rows,
      example,
    ])

  test.each<[title: string, hitPolicy: HitPolicy, rows: [string, number][], found: unknown[]]>([
    [
      'complete',
      'unique',
      [
        ['< 18', 1],
        ['[18..60]', 2],
        ['> 60', 3],
      ],
      [],
    ],
    [
      'a gap at one value',
      'unique',
      [
        ['< 18', 1],
        ['(18..60]', 2],
        ['> 60', 3],
      ],
      [['policy.gap', undefined, { age: 18 }]],
    ],
    [
      'a gap between',
      'unique',
      [
        ['< 18', 1],
        ['>= 20', 2],
      ],
      [['policy.gap', undefined, { age: 18 }]],
    ],
    [
      'whole numbers leave no gap',
      'unique',
      [
        ['<= 17', 1],
        ['>= 18', 2],
      ],
      [],
    ],
    [
      'an overlap',
      'unique',
      [
        ['<= 18', 1],
        ['>= 18', 2],
      ],
      [['policy.rows_overlap', ['1', '2'], { age: 18 }]],
    ],
    [
      'agreeing overlap',
      'any',
      [
        ['<= 18', 1],
        ['>= 18', 1],
      ],
      [],
    ],
    [
      'a shadowed row',
      'first',
      [
        ['<= 18', 1],
        ['[5..10]', 2],
        ['-', 3],
      ],
      [['policy.row_unreachable', ['2'], undefined]],
    ],
    [
      'an empty cell',
      'first',
      [
        ['(18..18)', 1],
        ['-', 3],
      ],
      [['policy.row_unreachable', ['1'], undefined]],
    ],
  ])('[P30] %s', (_title, hitPolicy, rows, found) => {
    expect(lint({ hitPolicy, rows: rowsOf(...rows) })).toEqual(found)
  })

  test('[P30] a gap in two columns is found with its values', () => {
    const inputs = [{ expression: 'age' }, { expression: 'home' }]
    const rows = [
      { id: '1', when: ['< 18', '-'], gives: [1] },
      { id: '2', when: ['>= 18', '"own"'], gives: [2] },
    ]
    expect(lint({ inputs, rows })).toEqual([['policy.gap', undefined, { age: 18, home: 'rent' }]])
  })

  test('[P31] a column compared with another fact is said to be not analysed', () => {
    expect(
      lint({ inputs: [{ expression: 'age' }], rows: [{ id: '1', when: ['< years'], gives: [1] }] }).map(
        ([code]) => code,
      ),
    ).toEqual(['policy.not_analysed'])
  })
})
