import { consumerLoanPolicy, type TableStage } from '@puhui/policy'
import { expect, test } from 'vitest'
import { exportTable, importTables } from './exchange.ts'

const grade = consumerLoanPolicy.stages.find((stage): stage is TableStage => stage.kind === 'table')!

test('a table exported as DMN and imported is the same table', () => {
  const imported = importTables(exportTable(grade.table))
  if (!imported.ok || imported.value[0]?.kind !== 'table') throw new Error('a table came back')
  const { inputs, outputs, rows, hitPolicy } = imported.value[0].table
  expect({ inputs, outputs, hitPolicy }).toEqual({
    inputs: grade.table.inputs,
    outputs: grade.table.outputs,
    hitPolicy: grade.table.hitPolicy,
  })
  expect(rows.map(({ when, gives }) => [when, gives])).toEqual(grade.table.rows.map(({ when, gives }) => [when, gives]))
})

test('a table of a GoRules graph comes over with its cells', () => {
  const content = {
    hitPolicy: 'first',
    inputs: [{ id: 'i', name: 'Age', field: 'applicantAge' }],
    outputs: [{ id: 'o', name: 'Grade', field: 'grade' }],
    rules: [
      { _id: 'a', i: '>= 60', o: "'E'" },
      { _id: 'b', i: '', o: '"A"', _description: 'everyone else' },
    ],
  }
  const graph = { nodes: [{ id: 'n', name: 'By age', type: 'decisionTableNode', content }], edges: [] }
  const imported = importTables(JSON.stringify(graph))
  expect(imported).toMatchObject({
    ok: true,
    value: [
      {
        id: 'n',
        table: {
          inputs: [{ expression: 'applicantAge' }],
          outputs: [{ to: 'grade' }],
          rows: [
            { id: 'a', when: ['>= 60'], gives: ['E'] },
            { id: 'b', when: ['-'], gives: ['A'], note: { en: 'everyone else' } },
          ],
        },
      },
    ],
  })
})

test.each([
  ['a graph without a table', '{"nodes":[{"type":"functionNode"}]}', ['functionNode']],
  ['no JSON', '{', []],
  ['XML that is no model', '<a/>', ['policy.not_a_dmn_model']],
])('what holds no table is refused with what was there: %s', (_title, text, places) => {
  expect(importTables(text)).toMatchObject({ ok: false, error: { places } })
})
