import { describe, expect, test } from 'vitest'
import { evaluateJdm } from './evaluate-jdm.ts'
import { readJdm } from './read-jdm.ts'
import type { Json } from './zen-syntax.ts'

function graphOf(nodes: readonly object[], edges: readonly (readonly [string, string, string?])[]) {
  return {
    nodes: [{ id: 'in', name: 'in', type: 'inputNode' }, ...nodes],
    edges: edges.map(([sourceId, targetId, sourceHandle]) => ({ sourceId, targetId, sourceHandle })),
  }
}

function expressionNode(id: string, expressions: Readonly<Record<string, string>>) {
  const list = Object.entries(expressions).map(([key, value]) => ({ key, value }))
  return { id, name: id, type: 'expressionNode', content: { expressions: list } }
}

function answer(graph: object, input: Json, nowSeconds: number | null = null): Json {
  const read = readJdm(graph)
  if (!read.ok) throw new Error(JSON.stringify(read.error.problems))
  return evaluateJdm(read.value, input, nowSeconds)
}

describe('expressions of a decision graph', () => {
  test.each<[string, Json]>([
    ['a + b * 2', 8],
    ['a > 1 and b == 3 ? "x" : "y"', 'x'],
    ['missing ?? 7', 7],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of the other language
    ['`${a}-${b}`', '2-3'],
    ['some(list, # > 2)', true],
    ['sum(map(list, # * 2))', 12],
    ['sum([])', 0],
    ['len(filter(list, # in [2..3]))', 2],
    ['"x" in list', false],
    ['a not in [1, 2]', false],
    ['date("2026-01-02") - date("2026-01-01")', 86_400],
    ["date('now')", 1_000],
    ['null + 1', null],
    ['1 / 0', null],
  ])('[P56] %s is %o', (text, expected) => {
    const graph = graphOf([expressionNode('e', { x: text })], [['in', 'e']])
    expect(answer(graph, { a: 2, b: 3, list: [1, 2, 3] }, 1_000)).toEqual({ x: expected })
  })

  test('[P56] a later expression reads an earlier one by $', () => {
    const graph = graphOf([expressionNode('e', { x: 'a * 2', y: '$.x + 1' })], [['in', 'e']])
    expect(answer(graph, { a: 2 })).toEqual({ x: 4, y: 5 })
  })
})

describe('tables and switches of a decision graph', () => {
  const table = {
    id: 't',
    name: 't',
    type: 'decisionTableNode',
    content: {
      hitPolicy: 'first',
      inputs: [{ id: 'i', field: 'score' }, { id: 'w' }],
      outputs: [{ id: 'o', field: 'grade.name' }],
      rules: [
        { i: '>= 700', w: '', o: '"A"' },
        { i: '[600..700)', w: 'age > 30', o: '"B"' },
        { i: '', w: '', o: '"C"' },
      ],
    },
  }

  test.each([
    [700, 20, 'A'],
    [699, 31, 'B'],
    [699, 30, 'C'],
  ])('[P55] score %i, age %i: %s', (score, age, grade) => {
    expect(answer(graphOf([table], [['in', 't']]), { score, age })).toEqual({ grade: { name: grade } })
  })

  test('[P55] a switch takes the first branch that holds', () => {
    const statements = [
      { id: 's1', condition: 'a > 1' },
      { id: 's2', condition: '' },
    ]
    const node = { id: 's', name: 's', type: 'switchNode', content: { hitPolicy: 'first', statements } }
    const graph = graphOf(
      [node, expressionNode('x', { r: '"big"' }), expressionNode('y', { r: '"small"' })],
      [
        ['in', 's'],
        ['s', 'x', 's1'],
        ['s', 'y', 's2'],
      ],
    )
    expect([answer(graph, { a: 2 }), answer(graph, { a: 1 })]).toEqual([{ r: 'big' }, { r: 'small' }])
  })

  test('[P57] what is not supported is refused with every problem', () => {
    const code = { id: 'f', name: 'code', type: 'functionNode', content: 'x => x' }
    const read = readJdm(
      graphOf(
        [code, expressionNode('e', { x: '1 +', y: 'rand(3)' })],
        [
          ['in', 'f'],
          ['e', 'e'],
        ],
      ),
    )
    expect(read.ok ? [] : read.error.problems.map((problem) => problem.code)).toEqual([
      'policy.jdm_node_not_supported',
      'policy.jdm_expression_not_read',
      'policy.jdm_function_not_supported',
      'policy.jdm_circle',
    ])
  })
})
