import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact } from '@puhui/condition'
import { describe, expect, test } from 'vitest'
import { compilePolicy } from '../compile.ts'
import type { DecisionTable } from '../policy.ts'
import { runPolicy } from '../run.ts'
import { evaluateDmn } from './evaluate-dmn.ts'
import { exportDmnTable } from './export-table.ts'
import type { FeelValue } from './feel-value.ts'
import { importDmnTable } from './import-table.ts'
import { readDmn } from './read-dmn.ts'
import { readXml } from './xml.ts'

const name = (id: string) => ({ zh: id, en: id })
const facts: readonly Fact[] = [
  { id: 'age', label: name('age'), type: 'integer', source: 'application' },
  { id: 'income', label: name('income'), type: 'money', source: 'application' },
  { id: 'home', label: name('home'), type: 'text', source: 'application' },
  { id: 'cap', label: name('cap'), type: 'money', source: 'policy' },
  { id: 'grade', label: name('grade'), type: 'text', source: 'policy' },
]
const catalogue = catalogueOf(facts)
const table: DecisionTable = {
  id: 'grades',
  hitPolicy: 'first',
  inputs: [{ expression: 'age' }, { expression: 'income' }, { expression: 'home' }],
  outputs: [{ to: 'grade' }, { to: 'cap' }],
  rows: [
    { id: '1', when: ['< 25', '-', '-'], gives: ['D', 1_000_00] },
    { id: '2', when: ['[25..60]', '>= 8000.5', '"own","mortgage"'], gives: ['A', 50_000_50] },
    { id: '3', when: ['-', '>= 8000.5', 'not("rent")'], gives: ['B', 20_000_00], note: { zh: 'older', en: 'older' } },
  ],
  otherwise: ['C', 5_000_00],
  onUnknown: 'refer',
  unknownReasonCode: 'U',
}

function modelOf(xml: string) {
  const read = readDmn(xml)
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

describe('XML', () => {
  test('[P50] elements, attributes, entities and CDATA are read', () => {
    expect(readXml('<?xml version="1.0"?><!-- c --><p:a x="1&amp;2">b&#x41;<![CDATA[<c>]]><d/></p:a>')).toEqual({
      ok: true,
      value: {
        name: 'a',
        attributes: { x: '1&2' },
        text: 'bA<c>',
        children: [{ name: 'd', attributes: {}, text: '', children: [] }],
      },
    })
  })

  test.each([
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<!DOCTYPE a><a/>',
    '<a>&x;</a>',
    '<a b=1/>',
    '<a b="1" b="2"/>',
    'text',
    '',
  ])('[P50] %s is refused', (xml) => {
    expect(readXml(xml).ok).toBe(false)
  })
})

describe('exchange of decision tables', () => {
  test('[P51] a table that is exported and imported again is the same', () => {
    const imported = importDmnTable(modelOf(exportDmnTable(table, catalogue)), 'grades', catalogue, {
      onUnknown: 'refer',
      unknownReasonCode: 'U',
    })
    expect(imported).toEqual({ ok: true, value: table })
  })

  test.each([
    [22, 900_000, 'own', 'D'],
    [25, 800_050, 'own', 'A'],
    [61, 800_050, 'own', 'B'],
    [61, 800_049, 'own', 'C'],
    [40, 900_000, 'rent', 'C'],
  ])('[P52] age %i, income %i, %s: the policy and the DMN model both say %s', (age, income, home, grade) => {
    const given = new Map<string, FeelValue>([
      ['age', age],
      ['income', income / 100],
      ['home', home],
    ])
    const byModel = evaluateDmn([modelOf(exportDmnTable(table, catalogue))], 'grades', given)
    expect(byModel instanceof Map && byModel.get('grade')).toBe(grade)
    expect(byPolicy({ age, income, home })).toBe(grade)
  })

  test('[P51] what a policy cannot hold is refused with its place', () => {
    const xml = exportDmnTable(table, catalogue)
      .replace('hitPolicy="FIRST"', 'hitPolicy="OUTPUT ORDER"')
      .replace('<text>&quot;A&quot;</text>', '<text>home + &quot;A&quot;</text>')
    const imported = importDmnTable(modelOf(xml), 'grades', catalogue, { onUnknown: 'refer', unknownReasonCode: 'U' })
    expect(imported.ok ? [] : imported.error.problems.map(({ pointer }) => pointer)).toEqual([
      '/hitPolicy',
      '/rows/1/gives/0',
    ])
  })
})

function byPolicy(record: { age: number; income: number; home: string }) {
  const compiled = compilePolicy(
    {
      id: 'p',
      version: 1,
      title: name('p'),
      purpose: 'credit',
      effectiveOn: '2026-11-22' as Day,
      parameters: [],
      reasons: [{ code: 'U', staff: name('u'), borrower: name('u'), help: name('u') }],
      stages: [{ id: 's', title: name('s'), kind: 'table', sources: [], table }],
      gradeFact: 'grade',
    },
    catalogue,
  )
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
  return runPolicy(compiled.value, record).slots[compiled.value.gradeSlot!]
}

describe('FEEL', () => {
  test.each<[string, FeelValue]>([
    ['1 + 2 * 3 ** 2', 19],
    ['-2 ** 2', 4],
    ['0.1 + null', null],
    ['1 / 0', null],
    ['true or null', true],
    ['false and null', false],
    ['not(null)', null],
    ['5 in (1..5]', true],
    ['5 in (< 3, > 4)', true],
    ['3 between 1 and 3', true],
    ['[1, 2, 3][item > 1]', [2, 3]],
    ['[1, 2, 3][-1]', 3],
    ['{a: 1, b: a + 1}.b', 2],
    ['for x in 1..3 return x * x', [1, 4, 9]],
    ['some x in [1, 2] satisfies x > 1', true],
    ['every x in [1, 2] satisfies x > 1', false],
    ['if 1 > 2 then "a" else "b"', 'b'],
    ['decimal(2.5, 0)', 2],
    ['decimal(1.005, 2)', 1],
    ['substring("普惠金融", 3)', '金融'],
    ['string length("普惠")', 2],
    ['date("2024-02-29") + duration("P1Y") = date("2025-02-28")', true],
    ['(date("2026-03-01") - date("2026-02-01")).days', 28],
    ['flatten([1, [2, [3]]])', [1, 2, 3]],
    ['sum([1, "2"])', null],
    ['1 = "1"', null],
    ['(function(n) n * 2)(4)', 8],
    ['1 +', null],
  ])('[P53] %s is %o', (text, expected) => {
    expect(evaluateDmn([modelOf(literal(text))], 'd', new Map())).toEqual(expected)
  })

  test('[P54] a circle, an endless call and a loop beyond measure are null', () => {
    const endless = literal('{f: function(n) f(n), v: f(1)}.v')
    expect(evaluateDmn([modelOf(endless)], 'd', new Map())).toBeNull()
    const long = 'for a in 1..9999, b in 1..9999 return a'
    expect(evaluateDmn([modelOf(literal(long))], 'd', new Map())).toBeNull()
    const circle = literal('d + 1', '<informationRequirement><requiredDecision href="#d"/></informationRequirement>')
    expect(evaluateDmn([modelOf(circle)], 'd', new Map())).toBeNull()
  })
})

function literal(text: string, requires = ''): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<definitions namespace="n" name="m"><decision id="d" name="d"><variable name="d"/>${requires}<literalExpression><text>${escaped}</text></literalExpression></decision></definitions>`
}
