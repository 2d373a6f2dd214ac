import { expect, test } from 'vitest'
import { rowsOf, shapeOf } from './file.ts'

async function read(text: string): Promise<(readonly [number, string | null])[]> {
  const content = Buffer.from(text)
  const rows: (readonly [number, string | null])[] = []
  for await (const { no, cells } of rowsOf([content], shapeOf(content))) rows.push([no, cells?.join('|') ?? null])
  return rows
}

test('[APP-01] a broken row comes in its place, after the header and the rows before it', async () => {
  expect(await read('a,b\n1,x\n"2,y\n3,z\n')).toEqual([
    [1, 'a|b'],
    [2, '1|x'],
    [3, null],
  ])
})

test('[APP-01] a quote that never closes is named by its line, not by the end of the file', async () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => (at === 998 ? '"q,r' : `${at},r`))
  const found = await read(`a,b\n${rows.join('\n')}\n`)
  expect(found).toHaveLength(1_000)
  expect(found.at(-1)).toEqual([1_000, null])
})
