import { consumerLoanPolicy, type Stage } from '@puhui/policy'
import { expect, test } from 'vitest'
import { parseTsv, writeTsv } from '../../grid/tsv.ts'
import { policiesText } from '../../i18n/policies.ts'
import { sheetOf } from './sheet.ts'
import type { Sheet } from './sheet-model.ts'

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

test('a block of a spreadsheet larger than a price grid adds bands both ways, and bands move with their prices', () => {
  const sheet = sheetOf(stageOf('offer'), words)!
  const grown = sheet.write({ row: 0, col: 1 }, [
    ['<= 6', '(6..12]', '(12..36]', '> 36'],
    ['5%', '6%', '7%', '8%'],
  ])
  if (grown.kind !== 'offer') throw new Error('an offer stays an offer')
  expect(grown.price.columns.tests).toEqual(['<= 6', '(6..12]', '(12..36]', '> 36'])
  expect(grown.price.ratePpm.slice(0, 2)).toEqual([
    [50_000, 60_000, 70_000, 80_000],
    [90_000, 96_000, 102_000, 0],
  ])
  const moved = sheetOf(grown, words)!.bands!.move(1, 1, 1)
  if (moved.kind !== 'offer') throw new Error('an offer stays an offer')
  expect([moved.price.columns.tests[1], moved.price.ratePpm[0]?.[1]]).toEqual(['<= 6', 50_000])
  const lower = sheetOf(moved, words)!.move(1, 1, 1)
  if (lower.kind !== 'offer') throw new Error('an offer stays an offer')
  expect([lower.price.rows.tests[1], lower.price.ratePpm[1]?.[0]]).toEqual(['"A"', 60_000])
})

test('bands go out with their values', () => {
  const sheet = sheetOf(stageOf('offer'), words)!
  const narrow = sheet.bands!.remove(2, 2)
  if (narrow.kind !== 'offer') throw new Error('an offer stays an offer')
  expect([narrow.price.columns.tests, narrow.price.ratePpm[0]]).toEqual([
    ['<= 12', '> 36'],
    [72_000, 84_000],
  ])
})

test('an attribute whose last bin goes, goes with it', () => {
  const stage = stageOf('score')
  if (stage.kind !== 'scorecard') throw new Error('the score is a scorecard')
  const { bins } = stage.scorecard.attributes[0]!
  const after = sheetOf(stage, words)!.remove(0, bins.length - 1)
  expect(after).toEqual({
    ...stage,
    scorecard: { ...stage.scorecard, attributes: stage.scorecard.attributes.slice(1) },
  })
})
