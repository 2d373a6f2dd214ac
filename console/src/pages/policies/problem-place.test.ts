import { consumerLoanPolicy } from '@puhui/policy'
import { expect, test } from 'vitest'
import { problemPlace } from './problem-place.ts'

test.each([
  [
    '/stages/0/rules/0/when',
    consumerLoanPolicy.stages[0]!.kind === 'rules' ? consumerLoanPolicy.stages[0]!.rules[0]!.title.zh : '',
  ],
  ['/parameters/0', consumerLoanPolicy.parameters[0]!.label.zh],
  ['/reasons/1', consumerLoanPolicy.reasons[1]!.staff.zh],
  ['/stages/6/table', undefined],
  ['/stages/0', undefined],
])('the place of a problem is named below its stage: %s', (pointer, zh) => {
  expect(problemPlace(consumerLoanPolicy, pointer)?.zh).toBe(zh)
})

test('a cell of a table is its row and its column', () => {
  const at = consumerLoanPolicy.stages.findIndex(({ kind }) => kind === 'table')
  const stage = consumerLoanPolicy.stages[at]!
  if (stage.kind !== 'table') throw new Error('no table')
  const { rows, inputs } = stage.table
  const place = problemPlace(consumerLoanPolicy, `/stages/${at}/table/rows/1/when/0`)
  expect(place?.en).toBe(`${rows[1]!.id} · ${inputs[0]!.expression}`)
})
