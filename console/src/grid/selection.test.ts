import { expect, test } from 'vitest'
import { moved } from './selection.ts'

const size = { rows: 100, cols: 10, page: 20 }
const at = (row: number, col: number) => ({ at: { row, col }, to: { row, col } })
const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => {
  return { key, shiftKey: false, ctrlKey: false, ...held }
}

test.each([
  ['down', press('ArrowDown'), at(6, 5)],
  ['left', press('ArrowLeft'), at(5, 4)],
  ['to the last column', press('End'), at(5, 9)],
  ['to the first cell', press('Home', { ctrlKey: true }), at(0, 0)],
  ['to the last row', press('ArrowDown', { ctrlKey: true }), at(99, 5)],
  ['a page', press('PageDown'), at(25, 5)],
  ['back by Tab', press('Tab', { shiftKey: true }), at(5, 4)],
  ['mark one more', press('ArrowDown', { shiftKey: true }), { at: { row: 5, col: 5 }, to: { row: 6, col: 5 } }],
])('keys of the grid: %s', (_title, key, expected) => {
  expect(moved(at(5, 5), key, size)).toEqual(expected)
})

test('keys of the grid: the edge holds, and other keys lead nowhere', () => {
  expect(moved(at(0, 0), press('ArrowUp'), size)).toEqual(at(0, 0))
  expect(moved(at(0, 0), press('a'), size)).toBeUndefined()
})
