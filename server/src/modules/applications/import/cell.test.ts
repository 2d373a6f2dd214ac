import { expect, test } from 'vitest'
import { readCell, readRatio } from './cell.ts'
import type { CellRule } from './map.ts'

const rule = (as: CellRule['as'], more: Partial<CellRule> = {}): CellRule => ({ as, required: false, ...more })

test.each([
  ['1,234.5', rule('money'), 123_450],
  ['¥２０，０００．００', rule('money'), 2_000_000],
  ['1e+05', rule('money'), 10_000_000],
  ['90000', rule('money', { factor: '4.2', divide: 12 }), 3_150_000],
  ['18.01', rule('percent'), 180_100],
  ['30%', rule('percent'), 300_000],
  ['12.0', rule('integer'), 12],
  ['2001', rule('yearsSince', { upTo: 2018, add: 18 }), 35],
  ['是', rule('yesNo'), true],
  ['Mar-2018', rule('monthYear'), '2018-03-01'],
  ['2026年1月31日', rule('day'), '2026-01-31'],
  ['RENT', rule('enum', { values: { RENT: 'rent' } }), 'rent'],
  ['elsewhere', rule('enum', { values: { RENT: 'rent' }, otherwise: 'other' }), 'other'],
])('%s is read', (text, one, value) => {
  expect(readCell(text, one)).toEqual({ value })
})

test.each([
  ['六千', rule('money'), 'imports.not_an_amount'],
  ['1.5', rule('integer'), 'imports.not_whole'],
  ['abc', rule('percent'), 'imports.not_a_number'],
  ['1.30E+17', rule('text'), 'imports.scientific_notation'],
  ['2026-02-30', rule('day'), 'imports.not_a_day'],
  ['maybe', rule('yesNo'), 'imports.not_an_option'],
  ['RENT', rule('enum', { values: { OWN: 'own' } }), 'imports.not_an_option'],
  ['-5', rule('money', { min: 1 }), 'imports.out_of_range'],
])('%s is refused', (text, one, problem) => {
  expect(readCell(text, one)).toEqual({ problem })
})

test('a share of another field, and a ratio of two cells', () => {
  expect(readCell('18.01', rule('percentOf'), 3_150_000)).toEqual({ value: 567_315 })
  expect(readCell('18.01', rule('percentOf'), null)).toEqual({ value: null })
  expect(readRatio('38767', '70795')).toEqual({ value: 547_595 })
  expect(readRatio('5', '0')).toEqual({ value: null })
})
