import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact, type FactRecord } from '@puhui/condition'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePolicy } from './compile.ts'
import { lintPolicy } from './lint.ts'
import type { HitPolicy, Policy, TableRow } from './policy.ts'
import { interpretPolicy } from './run.ts'

const name = (id: string) => ({ zh: id, en: id })
const facts: readonly Fact[] = [
  { id: 'a', label: name('a'), type: 'integer', source: 'application', min: 0, max: 9 },
  { id: 'b', label: name('b'), type: 'integer', source: 'application', min: 0, max: 9 },
  { id: 'n', label: name('n'), type: 'number', source: 'application' },
  {
    id: 'g',
    label: name('g'),
    type: 'enum',
    source: 'application',
    values: ['A', 'B', 'C'].map((value) => ({ value, label: name(value) })),
  },
  { id: 'band', label: name('band'), type: 'integer', source: 'policy' },
]
const catalogue = catalogueOf(facts)

function tablePolicy(rows: readonly TableRow[], hitPolicy: HitPolicy, columns: readonly string[]): Policy {
  const table = {
    id: 't',
    hitPolicy,
    inputs: columns.map((expression) => ({ expression })),
    outputs: [{ to: 'band' }],
    rows,
    onUnknown: 'refer',
    unknownReasonCode: 'U',
  } as const
  return {
    id: 'p',
    version: 1,
    title: name('p'),
    purpose: 'service',
    effectiveOn: '2026-11-22' as Day,
    parameters: [],
    reasons: [{ code: 'U', staff: name('u'), borrower: name('u'), help: name('u') }],
    stages: [{ id: 't', title: name('t'), kind: 'table', sources: [], table }],
  }
}

const whole = fc.oneof(
  { weight: 2, arbitrary: fc.constant('-') },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 0, max: 9 })).map((x) => x.join(' ')),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('[', '('),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(']', ')'),
      )
      .map(([open, low, high, close]) => `${open}${low}..${high}${close}`),
  },
  fc.integer({ min: 0, max: 9 }).map((x) => `not(${x})`),
)
const kind = fc.constantFrom('-', '"A"', '"B","C"', 'not("A")')

test('[P30] gaps, overlaps and dead rows are those that trying every value finds, for 1,500 random tables', () => {
  const policies = fc.constantFrom<HitPolicy>('first', 'unique', 'any', 'collect')
  const seen = { gap: 0, overlap: 0, dead: 0, clean: 0 }
  fc.assert(
    fc.property(fc.array(fc.tuple(whole, whole, kind), { minLength: 1, maxLength: 7 }), policies, (grid, hitPolicy) => {
      const rows = grid.map((when, i): TableRow => ({ id: `${i}`, when, gives: [i % 3] }))
      const policy = tablePolicy(rows, hitPolicy, ['a', 'b', 'g'])
      const tried = everyValue(policy, rows, hitPolicy)
      const problems = lintPolicy(policy, catalogue)
      const of = (code: string) => problems.filter((problem) => problem.code === code)
      expect(of('policy.not_analysed')).toEqual([])
      expect(of('policy.gap').length > 0).toBe(tried.hasGap)
      expect(of('policy.row_unreachable').map((problem) => problem.rows![0])).toEqual(tried.dead)
      const overlaps = of('policy.rows_overlap').map((problem) => problem.rows!.join(' '))
      if (tried.overlaps.size <= 20) expect(new Set(overlaps)).toEqual(tried.overlaps)
      for (const { example } of of('policy.gap')) expect(tried.hitsOf(example!)).toEqual([])
      for (const { example, rows: pair } of of('policy.rows_overlap'))
        expect(tried.hitsOf(example!)).toEqual(expect.arrayContaining([...pair!]))
      if (tried.hasGap) seen.gap += 1
      if (tried.overlaps.size > 0) seen.overlap += 1
      if (tried.dead.length > 0) seen.dead += 1
      if (problems.length === 0) seen.clean += 1
    }),
    { numRuns: 1_500, seed: 30 },
  )
  expect(Math.min(seen.gap, seen.overlap, seen.dead)).toBeGreaterThan(200)
  expect(seen.clean).toBeGreaterThan(5)
}, 60_000)

function everyValue(policy: Policy, rows: readonly TableRow[], hitPolicy: HitPolicy) {
  const all = compilePolicy(
    { ...policy, stages: [{ ...policy.stages[0]!, table: { ...tableOf(policy), hitPolicy: 'ruleOrder' } } as never] },
    catalogue,
  )
  if (!all.ok) throw new Error(JSON.stringify(all.error.problems))
  const hitsOf = (record: FactRecord) => interpretPolicy(all.value, record).tables[0]!.hits.map((row) => rows[row]!.id)
  const won = new Set<string>()
  const overlaps = new Set<string>()
  let hasGap = false
  for (let a = 0; a <= 9; a += 1) {
    for (let b = 0; b <= 9; b += 1) {
      for (const g of ['A', 'B', 'C']) {
        const hits = hitsOf({ a, b, g })
        if (hits.length === 0) hasGap = true
        for (const id of hitPolicy === 'first' ? hits.slice(0, 1) : hits) won.add(id)
        if (hitPolicy === 'first' || hitPolicy === 'collect') continue
        for (const [i, x] of hits.entries())
          for (const y of hits.slice(i + 1))
            if (hitPolicy === 'unique' || Number(x) % 3 !== Number(y) % 3) overlaps.add(`${x} ${y}`)
      }
    }
  }
  return { hasGap, overlaps, dead: rows.filter(({ id }) => !won.has(id)).map(({ id }) => id), hitsOf }
}

function tableOf(policy: Policy) {
  const [stage] = policy.stages
  if (stage?.kind !== 'table') throw new Error('no table')
  return stage.table
}

test('[P30] the unknown is a value where a cell asks for it', () => {
  const codes = (...cells: string[]) =>
    lintPolicy(
      tablePolicy(
        cells.map((cell, i) => ({ id: `${i}`, when: [cell], gives: [i] })),
        'unique',
        ['n'],
      ),
      catalogue,
    ).map(({ code, example }) => [code, example])
  expect(codes('null', '< 0.5', '>= 0.5')).toEqual([])
  expect(codes('null', '< 0.5', '> 0.5')).toEqual([['policy.gap', { n: 0.5 }]])
})

test('[P32] 5,000 rows of two crossed ranges, an exact number and a kind are looked at to the end', () => {
  const rows = Array.from({ length: 5_000 }, (_, i): TableRow => {
    const [x, y, z] = [Math.floor(i / 100), Math.floor(i / 2) % 50, i % 2]
    const twin = i === 4_321 ? [`[${x * 10}..${x * 10 + 12})`] : [`[${x * 10}..${x * 10 + 10})`]
    return { id: `${i}`, when: [...twin, `[${y}..${y + 1})`, z ? '"A"' : '"B","C"', '-'], gives: [i] }
  })
  const found = lintPolicy(tablePolicy(rows, 'unique', ['n', 'n * 0.1', 'g', 'a']), catalogue)
  expect(found.filter(({ code }) => code === 'policy.not_analysed')).toEqual([])
  expect(found.filter(({ code }) => code === 'policy.rows_overlap').map((problem) => problem.rows)).toEqual([
    ['4321', '4421'],
  ])
  expect(found.some(({ code }) => code === 'policy.gap')).toBe(true)
})

function rulePolicy(...conditions: readonly string[]): Policy {
  const rules = conditions.map((when, i) => {
    const [severity, onUnknown] = ['refer', 'refer'] as const
    return { id: `r${i + 1}`, title: name('r'), when, severity, reasonCode: 'U', onUnknown }
  })
  return { ...tablePolicy([], 'first', []), stages: [{ id: 's', title: name('s'), kind: 'rules', sources: [], rules }] }
}

const rulesFound = (...conditions: readonly string[]) =>
  lintPolicy(rulePolicy(...conditions), catalogue).map(({ code, subject, pointer }) => [code, subject, pointer])

test('[P33] rules that say the same of everybody are named with their place', () => {
  const when = (i: number) => `/stages/0/rules/${i}/when`
  expect(
    rulesFound(
      'a > 5 and a < 3',
      'n > 0 or n <= 0',
      'n / 0 > 1',
      'n / (n - n) > 1',
      'a > 9',
      'g in ("A", "B", "C")',
      'a = null and a > 3',
      'a / b > 1',
      'n > 0.5',
      'a > 5 and b < 3',
      'a in [0.5..1)',
    ),
  ).toEqual([
    ['policy.rule_never_hits', 'r1', when(0)],
    ['policy.rule_always_hits', 'r2', when(1)],
    ['policy.rule_always_unknown', 'r3', when(2)],
    ['policy.rule_always_unknown', 'r4', when(3)],
    ['policy.rule_never_hits', 'r5', when(4)],
    ['policy.rule_always_hits', 'r6', when(5)],
    ['policy.rule_never_hits', 'r7', when(6)],
    ['policy.rule_never_hits', 'r11', when(10)],
  ])
})

test('[P33] it is what trying every value says', () => {
  const comparison = fc
    .tuple(
      fc.constantFrom('a', 'b'),
      fc.constantFrom('<', '<=', '>', '>=', '=', '!='),
      fc.integer({ min: -1, max: 10 }),
    )
    .map(([fact, op, value]) => `${fact} ${op} ${value}`)
  const condition = fc.oneof(
    comparison,
    fc.tuple(comparison, fc.constantFrom('and', 'or'), comparison).map(([x, op, y]) => `${x} ${op} ${y}`),
    fc.tuple(comparison, comparison, comparison).map(([x, y, z]) => `not(${x} or ${y}) and ${z}`),
  )
  fc.assert(
    fc.property(condition, (when) => {
      const compiled = compilePolicy(rulePolicy(when), catalogue)
      if (!compiled.ok) throw new Error(when)
      const hits = Array.from({ length: 100 }, (_, n) => {
        const facts = { a: n % 10, b: Math.floor(n / 10) } as FactRecord
        return interpretPolicy(compiled.value, facts).reasons.length > 0
      })
      const said = rulesFound(when).map(([code]) => code)
      const expected = hits.every(Boolean)
        ? ['policy.rule_always_hits']
        : hits.some(Boolean)
          ? []
          : ['policy.rule_never_hits']
      expect([when, said]).toEqual([when, expected])
    }),
    { numRuns: 500 },
  )
})
