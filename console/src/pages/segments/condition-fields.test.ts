import { expect, test } from 'vitest'
import { fieldsOf, textOf } from './condition-fields.ts'

test('[SEG-02] what the fields hold is read from the text and written again as it was', () => {
  for (const text of [
    'age in [20..35]',
    'income >= 5000',
    'score < 0.5',
    'province in ("51", "41")',
    'not(province in ("51"))',
    'reachable',
    'not(reachable)',
  ])
    expect(textOf(fieldsOf(text)!)).toBe(text)
  expect(fieldsOf('incomeLevel = "low"')).toEqual({ factId: 'incomeLevel', test: 'in', value: ['low'] })
})

test('[SEG-02] what takes more than fields to say stays text', () => {
  for (const text of ['outstanding <= 12 * income', 'age in (20..35)', 'not(age', 'age = 1 or age = 2', 'rate > 7.2%'])
    expect(fieldsOf(text)).toBeUndefined()
})

test('[SEG-02] fields that are not complete give no text', () => {
  expect(textOf({ factId: 'age', test: 'between', value: [20, null] })).toBeUndefined()
  expect(textOf({ factId: 'age', test: '>=', value: null })).toBeUndefined()
  expect(textOf({ factId: 'province', test: 'in', value: [] })).toBeUndefined()
})
