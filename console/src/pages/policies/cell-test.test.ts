import { readCell, readExpression } from '@puhui/condition'
import { consumerLoanPolicy } from '@puhui/policy'
import { expect, test } from 'vitest'
import { cellTestOf, textOfCellTest, withOp } from './cell-test.ts'
import { FACTS } from './check.ts'

test.each([
  ['-', { op: 'any' }],
  ['null', { op: 'unknown' }],
  ['not(null)', { op: 'known' }],
  ['< 540', { op: '<', value: '540' }],
  ['[650..680)', { op: 'between', low: '650', high: '680', isLowIn: true, isHighIn: false }],
  ['(12..36]', { op: 'between', low: '12', high: '36', isLowIn: false, isHighIn: true }],
  ['"A"', { op: '=', value: '"A"' }],
  ['not("A","B")', { op: 'notIn', values: ['"A"', '"B"'] }],
  ['1,2,3', { op: 'in', values: ['1', '2', '3'] }],
  ['>= 5.5%', { op: '>=', value: '5.5%' }],
] as const)('the cell %s is taken apart and written again', (text, test) => {
  expect(cellTestOf(text)).toEqual(test)
  expect(textOfCellTest(test)).toBe(text)
})

test('what is more than one comparison stays text', () => {
  for (const text of ['< 5, > 9', '[1..3],[5..7]', 'not(< 5)', '< 2 * termMonths'])
    expect(cellTestOf(text)).toBeUndefined()
})

test('every bin and band of the shipped policy can be built, and what is built means the same', () => {
  const cells = consumerLoanPolicy.stages.flatMap((stage) => {
    if (stage.kind === 'scorecard')
      return stage.scorecard.attributes.flatMap(({ expression, bins }) => bins.map(({ when }) => [expression, when]))
    if (stage.kind === 'offer')
      return [stage.price.rows, stage.price.columns].flatMap(({ expression, tests }) =>
        tests.map((one) => [expression, one]),
      )
    return []
  })
  expect(cells.length).toBeGreaterThan(40)
  for (const [expression, cell] of cells) {
    const of = readExpression(expression!, FACTS)
    const built = textOfCellTest(cellTestOf(cell!)!)
    if (!of.ok) throw new Error(expression)
    expect(readCell(built, of.value, FACTS)).toEqual(readCell(cell!, of.value, FACTS))
  }
})

test('another comparison keeps the values', () => {
  expect(withOp({ op: '<', value: '18' }, 'between', '0')).toMatchObject({ low: '18', high: '18' })
  expect(withOp({ op: 'any' }, 'in', '"A"')).toEqual({ op: 'in', values: ['"A"'] })
})
