import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact, type FactRecord } from '@puhui/condition'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePolicy } from './compile.ts'
import { decide } from './decide.ts'
import { lintPolicy } from './lint.ts'
import type { Policy, Stage, TreeNode } from './policy.ts'
import { interpretPolicy } from './run.ts'
import { armAt, assignArm, checkSplit, placeOf } from './split.ts'

const name = (id: string) => ({ zh: id, en: id })
const facts: readonly Fact[] = [
  { id: 'a', label: name('a'), type: 'integer', source: 'application' },
  { id: 'b', label: name('b'), type: 'integer', source: 'application' },
  { id: 'black', label: name('black'), type: 'boolean', source: 'list' },
  { id: 'white', label: name('white'), type: 'boolean', source: 'list' },
  { id: 'gender', label: name('gender'), type: 'text', source: 'identity', forbiddenIn: ['credit'] },
  { id: 'ethnicity', label: name('ethnicity'), type: 'text', source: 'identity', forbiddenIn: ['credit'] },
  { id: 'religion', label: name('religion'), type: 'text', source: 'identity', forbiddenIn: ['credit'] },
  { id: 'band', label: name('band'), type: 'integer', source: 'policy' },
]
const catalogue = catalogueOf(facts)
const stage = { id: 's', title: name('s'), sources: ['list', 'identity'] } as const

function policyOf(...stages: Stage[]): Policy {
  const reasons = ['R', 'U'].map((code) => ({ code, staff: name(code), borrower: name(code), help: name(code) }))
  const common = { id: 'p', version: 1, title: name('p'), purpose: 'credit', effectiveOn: '2026-11-22' as Day } as const
  return { ...common, parameters: [], stages, reasons }
}
function run(policy: Policy, record: FactRecord) {
  const compiled = compilePolicy(policy, catalogue)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
  return decide(compiled.value, record)
}
function problemsOf(policy: Policy) {
  const compiled = compilePolicy(policy, catalogue)
  return compiled.ok ? [] : compiled.error.problems.map(({ code, pointer }) => [code, pointer])
}
const check = {
  title: name('c'),
  severity: 'decline',
  reasonCode: 'R',
  onUnknown: 'refer',
  unknownReasonCode: 'U',
} as const

describe('list checks', () => {
  const policy = policyOf({ ...stage, kind: 'lists', checks: [{ ...check, id: 'c', list: 'black', unless: 'white' }] })

  test.each<[FactRecord, string]>([
    [{ black: true, white: false }, 'decline'],
    [{ black: true }, 'decline'],
    [{ black: true, white: true }, 'approve'],
    [{ black: false }, 'approve'],
    [{ white: false }, 'refer'],
    [{ white: true }, 'approve'],
  ])('[P26] %j comes out as %s', (facts, outcome) => {
    expect(run(policy, facts).outcome).toBe(outcome)
  })

  test('[P26] a fact that is no list is told at its place', () => {
    const wrong = { ...stage, kind: 'lists', checks: [{ ...check, id: 'c', list: 'a' }] } as const
    expect(problemsOf(policyOf(wrong))).toContainEqual(['policy.not_a_list', '/stages/0/checks/0/list'])
    const unknown = { ...stage, kind: 'lists', checks: [{ ...check, id: 'c', list: 'blak' }] } as const
    expect(problemsOf(policyOf(unknown))).toEqual([['policy.condition_invalid', '/stages/0/checks/0/list']])
  })
})

describe('cross tables', () => {
  const cross = (gives: readonly (readonly number[])[], tests = ['< 10', '[10..20)', '>= 20']): Stage => ({
    ...stage,
    kind: 'cross',
    cross: {
      id: 'x',
      rows: { expression: 'a', tests },
      columns: { expression: 'b', tests: ['< 1', '>= 1'] },
      to: 'band',
      gives,
      onUnknown: 'refer',
      unknownReasonCode: 'U',
    },
  })
  const full = cross([
    [11, 12],
    [21, 22],
    [31, 32],
  ])

  test.each([
    [{ a: 5, b: 0 }, 11],
    [{ a: 10, b: 1 }, 22],
    [{ a: 99, b: 0 }, 31],
  ])('[P26] %j takes the cell %i', (facts, band) => {
    const compiled = compilePolicy({ ...policyOf(full), gradeFact: 'band' }, catalogue)
    if (!compiled.ok) throw new Error('broken')
    expect(interpretPolicy(compiled.value, facts).slots[compiled.value.gradeSlot!]).toBe(band)
  })

  test('[P26] an unknown input does what is stated, and a gap is told on the axis', () => {
    expect(run(policyOf(full), { a: 5 })).toMatchObject({ outcome: 'refer', missing: ['b'] })
    const gap = lintPolicy(
      policyOf(
        cross(
          [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
          ['< 10', '[10..20)', '> 20'],
        ),
      ),
      catalogue,
    )
    expect(gap.find(({ code }) => code === 'policy.gap')).toMatchObject({
      pointer: '/stages/0/cross/rows',
      beside: ['rows.2', 'rows.3'],
      example: { a: 20 },
    })
  })

  test('[P26] bands that overlap are told on the axis, each pair once, not for every cell', () => {
    const cells = [
      [1, 2],
      [3, 4],
      [5, 6],
    ]
    const found = lintPolicy(policyOf(cross(cells, ['<= 10', '[10..20)', '>= 20'])), catalogue)
    expect(found.filter(({ code }) => code !== 'policy.reason_unused')).toEqual([
      {
        code: 'policy.rows_overlap',
        level: 'warning',
        pointer: '/stages/0/cross/rows',
        rows: ['rows.1', 'rows.2'],
        example: { a: 10 },
      },
    ])
  })

  test('[P30] an error in one stage does not hide a gap in another', () => {
    const cells = [
      [1, 2],
      [3, 4],
      [5, 6],
    ]
    const holed = cross(cells, ['< 10', '[10..20)', '> 20'])
    const broken = { ...cross(cells, ['< 10', '< x', '>= 20']), id: 'broken' } as Stage
    const policy = { ...policyOf(holed), stages: [broken, holed] }
    expect(problemsOf(policy)).toEqual([['policy.condition_invalid', '/stages/0/cross/rows/tests/1']])
    expect(lintPolicy(policy, catalogue).map(({ code, pointer }) => [code, pointer])).toEqual([
      ['policy.condition_invalid', '/stages/0/cross/rows/tests/1'],
      ['policy.gap', '/stages/1/cross/rows'],
    ])
  })

  test('[P26] problems stand where they were written, each once', () => {
    expect(problemsOf(policyOf(cross([[1, 2]])))).toContainEqual(['policy.wrong_cell_count', '/stages/0/cross/gives'])
    expect(
      problemsOf(
        policyOf(
          cross(
            [
              [1, 2],
              [3, 4],
              [5, 6],
            ],
            ['< 10', '< x', '>= 20'],
          ),
        ),
      ),
    ).toEqual([['policy.condition_invalid', '/stages/0/cross/rows/tests/1']])
  })
})

describe('decision trees', () => {
  const leaf = (id: string, outcome: string): TreeNode => ({ id, gives: [outcome, 'R'] })
  const treeStage = (root: TreeNode): Stage => ({
    ...stage,
    kind: 'tree',
    tree: {
      id: 't',
      root,
      outputs: [{ to: 'outcome' }, { to: 'reason' }],
      onUnknown: 'moreData',
      unknownReasonCode: 'U',
    },
  })

  test('[P26] a tree does what walking it does, for 20,000 random trees and records', () => {
    const test = fc.constantFrom('< 2', '[1..3]', '> 3', '0', 'not(1)', 'null')
    const { node } = fc.letrec<{ node: TreeNode }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('decline', 'refer', 'pass', 'warn').map((outcome) => leaf(`l`, outcome)),
        fc.record({
          id: fc.constant('q'),
          expression: fc.constantFrom('a', 'b', 'a + b'),
          branches: fc.array(fc.record({ when: test, to: tie('node') }), { minLength: 1, maxLength: 3 }),
          otherwise: fc.option(tie('node'), { nil: undefined }),
        }) as fc.Arbitrary<TreeNode>,
      ),
    }))
    const value = fc.constantFrom(null, 0, 1, 2, 3, 4)
    const seen = new Set<string>()
    fc.assert(
      fc.property(
        node,
        fc.array(fc.record({ a: value, b: value }), { minLength: 10, maxLength: 10 }),
        (root, records) => {
          const named = numbered(root)
          const compiled = compilePolicy(policyOf(treeStage(named)), catalogue)
          if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
          for (const record of records) {
            const outcome = decide(compiled.value, record).outcome
            seen.add(outcome)
            expect(outcome).toBe(walked(named, record))
          }
        },
      ),
      { numRuns: 2_000, seed: 27 },
    )
    expect(seen.size).toBe(4)
  })

  test('[P26] problems stand at the branch', () => {
    const root = {
      id: 'q',
      expression: 'a',
      branches: [
        { when: '< 2', to: { id: 'r', expression: 'b', branches: [{ when: '< zz', to: leaf('l', 'pass') }] } },
      ],
    }
    expect(problemsOf(policyOf(treeStage(root)))).toEqual([
      ['policy.condition_invalid', '/stages/0/tree/root/branches/0/to/branches/0/when'],
    ])
    const noReason = {
      id: 'q',
      expression: 'a',
      branches: [{ when: '< 2', to: { id: 'l', gives: ['decline', null] } }],
    }
    expect(problemsOf(policyOf(treeStage(noReason)))).toEqual([
      ['policy.outcome_without_reason', '/stages/0/tree/root/branches/0/to/gives/0'],
    ])
  })
})

/** The same tree with an id of its own for every node. */
function numbered(root: TreeNode): TreeNode {
  let count = 0
  const visit = (node: TreeNode): TreeNode => {
    count += 1
    const id = `${node.id}${count}`
    if (!('branches' in node)) return { ...node, id }
    const branches = node.branches.map(({ when, to }) => ({ when, to: visit(to) }))
    const { otherwise, ...rest } = node
    return { ...rest, id, branches, ...(otherwise ? { otherwise: visit(otherwise) } : {}) }
  }
  return visit(root)
}

/** The plain reading: a question that is unknown leaves the tree unknown. */
function walked(node: TreeNode, record: { readonly a: number | null; readonly b: number | null }): string {
  if (!('branches' in node))
    return node.gives[0] === 'pass' || node.gives[0] === 'warn' ? 'approve' : String(node.gives[0])
  const { a, b } = record
  const value = node.expression === 'a' ? a : node.expression === 'b' ? b : a === null || b === null ? null : a + b
  for (const { when, to } of node.branches) {
    const truth = when === 'null' ? value === null : value === null ? undefined : HOLDS[when]!(value)
    if (truth === undefined) return 'moreData'
    if (truth) return walked(to, record)
  }
  return node.otherwise ? walked(node.otherwise, record) : 'approve'
}

const HOLDS: Readonly<Record<string, (x: number) => boolean>> = {
  '< 2': (x) => x < 2,
  '[1..3]': (x) => x >= 1 && x <= 3,
  '> 3': (x) => x > 3,
  '0': (x) => x === 0,
  'not(1)': (x) => x !== 1,
}

describe('what a credit policy may not see', () => {
  const places: readonly (readonly [string, (fact: string) => Stage])[] = [
    ['rule', (fact) => ({ ...stage, kind: 'rules', rules: [{ ...check, id: 'r', when: `${fact} = "x"` }] })],
    [
      'tree',
      (fact) => {
        const root = { id: 'q', expression: fact, branches: [{ when: '"x"', to: { id: 'l', gives: [1] } }] }
        return {
          ...stage,
          kind: 'tree',
          tree: { id: 't', root, outputs: [{ to: 'band' }], onUnknown: 'refer', unknownReasonCode: 'U' },
        }
      },
    ],
    [
      'cross table',
      (fact) => {
        const [rows, columns] = [
          { expression: fact, tests: ['"x"'] },
          { expression: 'a', tests: ['-'] },
        ]
        return {
          ...stage,
          kind: 'cross',
          cross: { id: 'x', rows, columns, to: 'band', gives: [[1]], onUnknown: 'refer', unknownReasonCode: 'U' },
        }
      },
    ],
    [
      'scorecard',
      (fact) => {
        const attribute = {
          id: 'g',
          label: name('g'),
          expression: `if ${fact} = "x" then 1 else 0`,
          bins: [{ when: '-', points: 1 }],
          unknownPoints: 0,
          reasonCode: 'R',
        }
        return { ...stage, kind: 'scorecard', scorecard: { id: 'c', base: 0, attributes: [attribute], to: 'band' } }
      },
    ],
  ]
  test.each(
    places.flatMap(([where, make]) => ['gender', 'ethnicity', 'religion'].map((fact) => [fact, where, make] as const)),
  )('[P2] [CN-ORIG-012] %s in a %s is a type error', (fact, _where, make) => {
    const compiled = compilePolicy(policyOf(make(fact)), catalogue)
    expect(compiled.ok).toBe(false)
    const codes = compiled.ok ? [] : compiled.error.problems.map(({ condition }) => condition?.code)
    expect(codes).toContain('condition.forbidden_fact')
  })
})

describe('split', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const split = {
    salt: 'grade-a-price',
    arms: [
      { id: 'champion', sharePpm: 900_000 },
      { id: 'challenger', sharePpm: 95_001 },
      { id: 'control', sharePpm: 4_999 },
    ],
  }

  test('[P27] of a million places each arm has exactly its share', () => {
    const counts = new Map<string, number>()
    for (let place = 0; place < 1_000_000; place += 1) {
      const arm = armAt(split.arms, place)
      counts.set(arm, (counts.get(arm) ?? 0) + 1)
    }
    expect(Object.fromEntries(counts)).toEqual({ champion: 900_000, challenger: 95_001, control: 4_999 })
  })

  test('[P27] a key keeps its arm, another salt draws anew, and places are spread evenly', () => {
    expect(assignArm(split, 'cus_1', sha256)).toBe(assignArm({ ...split }, 'cus_1', sha256))
    const keys = Array.from({ length: 50_000 }, (_, i) => `cus_${i}`)
    const bins = new Array<number>(100).fill(0)
    for (const key of keys) bins[Math.floor(placeOf(split.salt, key, sha256) / 10_000)]! += 1
    const chi = bins.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)
    expect(chi).toBeLessThan(150)
    const same = keys.filter((key) => placeOf('a', key, sha256) === placeOf('b', key, sha256)).length
    expect(same).toBeLessThan(5)
  })

  test('[P27] shares that make no million are refused', () => {
    expect(checkSplit(split).ok).toBe(true)
    expect(checkSplit({ salt: 's', arms: [{ id: 'a', sharePpm: 999_999 }] })).toMatchObject({
      error: { code: 'policy.shares_not_whole' },
    })
    expect(checkSplit({ salt: 's', arms: [{ id: 'a', sharePpm: 0.5 }] })).toMatchObject({
      error: { code: 'policy.share_not_possible' },
    })
    const twice = [
      { id: 'a', sharePpm: 500_000 },
      { id: 'a', sharePpm: 500_000 },
    ]
    expect(checkSplit({ salt: 's', arms: twice })).toMatchObject({ error: { code: 'policy.duplicate_arm', arm: 'a' } })
  })
})
