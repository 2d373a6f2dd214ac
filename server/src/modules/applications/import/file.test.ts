import { expect, test } from 'vitest'
import { rowsOf, shapeOf } from './file.ts'

async function read(content: Buffer | string): Promise<(readonly [number, string | null])[]> {
  const bytes = Buffer.from(content as string)
  const rows: (readonly [number, string | null])[] = []
  for await (const { no, cells } of rowsOf([bytes], shapeOf(bytes))) rows.push([no, cells?.join('|') ?? null])
  return rows
}

test('[APP-01] a stray quote breaks its own row and no other', async () => {
  expect(await read('a,b\n1,x\n"2,y\n3,z\n4,"w\n5,v\n')).toEqual([
    [1, 'a|b'],
    [2, '1|x'],
    [3, null],
    [4, '3|z'],
    [5, null],
    [6, '5|v'],
  ])
})

test('[APP-01] two stray quotes do not make one cell of the rows between them', async () => {
  expect(await read('a,b\n"1,x\n2,y\n"3,z\n4,w\n')).toEqual([
    [1, 'a|b'],
    [2, null],
    [3, '2|y'],
    [4, null],
    [5, '4|w'],
  ])
})

test('[APP-01] a stray quote in a long file leaves every other row', async () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => (at === 998 ? '"q,r' : `${at},r`))
  const found = await read(`a,b\n${rows.join('\n')}\n`)
  expect(found).toHaveLength(3_001)
  expect(found.filter(([, cells]) => cells === null)).toEqual([[1_000, null]])
  expect(found.at(-1)).toEqual([3_001, '2999|r'])
})

test('[APP-01] quoted cells: doubled quotes, delimiters, lines of their own; the row counts by its first line', async () => {
  expect(await read('a,b\r\n"x ""y"", z",1\r\n"one\r\ntwo", 2\r\n3,\r\n')).toEqual([
    [1, 'a|b'],
    [2, 'x "y", z|1'],
    [3, 'one\ntwo|2'],
    [5, '3|'],
  ])
})

test.each([
  ['old Macintosh line ends', Buffer.from('a,b\r1,2\r'), ['a|b', '1|2']],
  ['a byte order mark', Buffer.from('\uFEFFa;b\n1;2'), ['a|b', '1|2']],
  ['UTF-16 of a spreadsheet', Buffer.from('\uFEFFa\tb\r\n1\t2', 'utf16le'), ['a|b', '1|2']],
  ['UTF-16, big end first', Buffer.from('\uFEFFa\tb\r\n1\t2', 'utf16le').swap16(), ['a|b', '1|2']],
  ['blank lines and separators below the last row', Buffer.from('a,b\n\n1,2\n,\n,\n'), ['a|b', '1|2']],
])('[APP-01] %s', async (_what, content, rows) => {
  expect((await read(content)).map(([, cells]) => cells)).toEqual(rows)
})

test('[APP-01] pieces that cut a character or a line end in two are read as one', async () => {
  const whole = Buffer.from('名,b\r\n张三,2\r\n')
  const cut = Array.from(whole, (_, at) => whole.subarray(at, at + 1))
  const rows: (readonly string[] | null)[] = []
  for await (const { cells } of rowsOf(cut, shapeOf(whole))) rows.push(cells)
  expect(rows).toEqual([
    ['名', 'b'],
    ['张三', '2'],
  ])
})

test.each([
  ['', 'imports.empty'],
  [' \r\n\t\n', 'imports.empty'],
  ['PK\u0003\u0004……', 'imports.is_a_workbook'],
  ['a\0b', 'imports.not_a_csv'],
])('[APP-01] %j is refused by name', (text, code) => {
  expect(() => shapeOf(Buffer.from(text))).toThrow(
    expect.objectContaining({ refusal: expect.objectContaining({ code }) }),
  )
})
