import { expect, test } from 'vitest'
import { parseTsv, writeTsv } from './tsv.ts'

test.each([
  [
    'two rows of a spreadsheet',
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['empty cells and an empty row', 'a\t\t\n\n\tb', [['a', '', ''], [''], ['', 'b']]],
  ['a cell with a line end and quotes', '"one\n""two"""\tx', [['one\n"two"', 'x']]],
  ['a cell of the policy, as it is typed', '"A","B"\t"A"', [['"A","B"', '"A"']]],
  ['a cell of the policy, as a spreadsheet hands it over', '"""A"",""B"""\t> 5', [['"A","B"', '> 5']]],
])('clipboard: %s', (_title, text, rows) => {
  expect(parseTsv(text)).toEqual(rows)
})

test('what is copied is read again as it was', () => {
  const rows = [
    ['"A","B"', '[1..3)', 'not("x")'],
    ['line\nend', 'tab\there', ''],
    ['"quoted"', '-', '5 "five"'],
  ]
  expect(parseTsv(writeTsv(rows))).toEqual(rows)
})
