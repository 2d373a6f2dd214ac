import { expect, test } from 'vitest'
import { readTable } from './csv-table.ts'

test('[HTTP-15] a table is read by its columns, whatever they are called', () => {
  expect(readTable('\uFEFFloan , 金额\r\n a,"1,00"\r\n\r\nb\r\n').map((row) => ({ ...row }))).toEqual([
    { loan: 'a', 金额: '1,00' },
    { loan: 'b' },
  ])
  const [row] = readTable('__proto__,x\n1,2\n')
  expect(Object.keys(row!)).toEqual(['__proto__', 'x'])
  expect('constructor' in row!).toBe(false)
})

test.each([
  ['a quote that is never closed', 'a,b\n1,2\n"3,4\n'],
  ['a quote in the middle', 'a,b\n=cmd|"/c calc"!A1,2\n'],
  ['a character that no text has', 'a,b\n1\u0000,2\n'],
])('[HTTP-15] %s is refused with its line', (_what, content) => {
  expect(() => readTable(content)).toThrow(
    expect.objectContaining({ refusal: { code: 'request.not_a_table', line: expect.any(Number) } }),
  )
})
