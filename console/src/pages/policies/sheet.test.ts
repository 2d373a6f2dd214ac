import { consumerLoanPolicy, type Stage } from '@puhui/policy'
import { expect, test } from 'vitest'
import { parseTsv, writeTsv } from '../../grid/tsv.ts'
import { policiesText } from '../../i18n/policies.ts'
import { type Sheet, sheetOf } from './sheet.ts'

const words = policiesText.en.sheet
const stageOf = (id: string): Stage => consumerLoanPolicy.stages.find((stage) => stage.id === id)!

function textOf(sheet: Sheet): string[][] {
  return Array.from({ length: sheet.rowCount }, (_, row) => sheet.columns.map((_, col) => sheet.cell(row, col)))
}

test.each(consumerLoanPolicy.stages.map((stage) => [stage.id, stage] as const))(
  'a whole sheet copied to a spreadsheet and pasted back is the stage: %s',
  (_id, stage) => {
    const sheet = sheetOf(stage, words)!
    const pasted = sheet.write({ row: 0, col: 0 }, parseTsv(writeTsv(textOf(sheet))))
    expect(textOf(sheetOf(pasted, words)!)).toEqual(textOf(sheet))
    if (stage.kind !== 'rules') expect(pasted).toEqual(stage)
  },
)

test('rows pasted below the last one are new rows, with ids of their own', () => {
  const sheet = sheetOf(stageOf('grade'), words)!
  const block = [
    ['>= 700', 'S', 'pass'],
    ['< 100', 'F', 'decline', 'AGE_BELOW'],
  ]
  const after = sheet.write({ row: sheet.rowCount - 1, col: 0 }, block)
  if (after.kind !== 'table') throw new Error('a table stays a table')
  expect(after.table.rows).toHaveLength(sheet.rowCount + 1)
  expect(after.table.rows.at(-1)).toEqual({ id: 'r8', when: ['< 100'], gives: ['F', 'decline', 'AGE_BELOW'] })
  expect(after.table.rows.at(-2)).toMatchObject({ when: ['>= 700'], gives: ['S', 'pass', '@score'] })
})

test('a price is typed in per cent, and what is no number changes nothing', () => {
  const sheet = sheetOf(stageOf('offer'), words)!
  expect(sheet.cell(1, 1)).toBe('7.2%')
  const after = sheet.write({ row: 1, col: 1 }, [['6.8%', 'dear']])
  if (after.kind !== 'offer') throw new Error('an offer stays an offer')
  expect(after.price.ratePpm[0]).toEqual([68_000, 78_000, 84_000])
})

test('rows go in and out where they are asked to', () => {
  const sheet = sheetOf(stageOf('grade'), words)!
  const grown = sheetOf(sheet.insert(2, 2), words)!
  expect([grown.rowCount, grown.rowLabel(1), grown.rowLabel(4)]).toEqual([9, 'B', 'C'])
  const shrunk = sheetOf(sheetOf(sheet.insert(2, 2), words)!.remove(2, 3), words)!
  expect(textOf(shrunk)).toEqual(textOf(sheet))
})
