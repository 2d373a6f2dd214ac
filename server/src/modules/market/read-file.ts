import { refusalText } from '@puhui/api'
import { type Day, isDay } from '@puhui/calendar'
import { PROVINCES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { parse } from 'csv-parse/sync'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { AmountUnit, Column, DataSet, Mapping, MarketRecord } from './model.ts'

export type RowProblem =
  | 'market.value_missing'
  | 'market.value_invalid'
  | 'market.in_future'
  | 'market.row_duplicate'
  | 'market.row_inconsistent'

/** One wrong value: row 1 is the header, so the first row of data is row 2. */
export interface BadValue {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly code: RowProblem
  readonly reason: Localized
}

export interface ReadFile {
  readonly header: readonly string[]
  readonly mapping: Mapping
  /** Required columns that no column of the file is mapped to. */
  readonly missing: readonly string[]
  readonly rows: number
  readonly good: readonly MarketRecord[]
  readonly bad: readonly BadValue[]
}

/** Reads a file by its mapping, or by a guessed one: what can be kept, and every value that cannot, with its place. */
export function readFile(set: DataSet, content: string, today: Day, mapped?: Mapping): ReadFile {
  const lines = linesOf(content)
  const header = lines[0] ?? []
  const mapping = mapped ?? guessMapping(set, header)
  const missing = set.columns.filter(({ id, isRequired }) => isRequired && !header.includes(mapping.columns[id] ?? ''))
  const common = { header, mapping, missing: missing.map(({ id }) => id), rows: Math.max(0, lines.length - 1) }
  if (missing.length > 0) return { ...common, good: [], bad: [] }
  const bad: BadValue[] = []
  const good: MarketRecord[] = []
  const seen = new Map<string, number>()
  for (const [at, line] of lines.slice(1).entries()) {
    const found = readRow(set, { line, header, mapping, row: at + 2, today })
    if (found.bad.length === 0) found.bad.push(...repeated(set, found.record, at + 2, seen))
    if (found.bad.length === 0) good.push(found.record)
    bad.push(...found.bad)
  }
  return { ...common, good, bad }
}

function linesOf(content: string): string[][] {
  try {
    return parse(content, { skip_empty_lines: true, trim: true, bom: true, relax_column_count: true }) as string[][]
  } catch {
    throw new RefusalError({ code: 'market.file_unreadable' })
  }
}

/** A column of the file goes to the column of the data set that knows its name. */
function guessMapping(set: DataSet, header: readonly string[]): Mapping {
  const pairs = set.columns.flatMap(({ id, names, label }) => {
    const known = [id, label.zh, label.en, ...names].map((name) => name.toLowerCase())
    const found = header.find((name) =>
      known.includes(
        name
          .replace(/[（(].*$/, '')
          .trim()
          .toLowerCase(),
      ),
    )
    return found === undefined ? [] : [[id, found] as const]
  })
  const amountUnit = header.some((name) => name.includes('亿')) ? 'yi' : header.some(isWan) ? 'wan' : 'yuan'
  return { columns: Object.fromEntries(pairs), amountUnit }
}

const isWan = (name: string) => name.includes('万')

interface Line {
  readonly line: readonly string[]
  readonly header: readonly string[]
  readonly mapping: Mapping
  readonly row: number
  readonly today: Day
}

function readRow(set: DataSet, { line, header, mapping, row, today }: Line): { record: MarketRecord; bad: BadValue[] } {
  const record: Record<string, string> = {}
  const bad: BadValue[] = []
  for (const column of set.columns) {
    const name = mapping.columns[column.id] ?? ''
    const value = line[header.indexOf(name)] ?? ''
    const read = value === '' ? null : readValue(column, value, mapping.amountUnit)
    if (read !== null) record[column.id] = read
    else if (value !== '') bad.push(badValue('market.value_invalid', { row, column, value }))
    else if (column.isRequired) bad.push(badValue('market.value_missing', { row, column, value }))
  }
  if (bad.length > 0) return { record, bad }
  const period = set.columns.find(({ id }) => id === set.period)!
  const said = record[set.period]!
  if (record.basis !== 'expected' && said > today.slice(0, said.length)) {
    bad.push(badValue('market.in_future', { row, column: period, value: said }))
  }
  for (const [part, whole] of set.within) {
    if (Number(record[part] ?? 0) <= Number(record[whole] ?? 0)) continue
    const column = set.columns.find(({ id }) => id === part)!
    bad.push(badValue('market.row_inconsistent', { row, column, value: record[part]! }))
  }
  return { record, bad }
}

function badValue(
  code: RowProblem,
  place: { readonly row: number; readonly column: Column; readonly value: string; readonly other?: number },
): BadValue {
  const { row, column, value, other } = place
  const shown = value.slice(0, 60)
  const facts = (locale: 'zh' | 'en') => ({ row, column: column.label[locale], value: shown, other })
  const reason = { zh: refusalText(code, 'zh', facts('zh')), en: refusalText(code, 'en', facts('en')) }
  return { row, column: column.id, value: shown, code, reason }
}

function repeated(set: DataSet, record: MarketRecord, row: number, seen: Map<string, number>): BadValue[] {
  const key = set.key.map((id) => record[id] ?? '').join('|')
  const other = seen.get(key)
  if (other === undefined) {
    seen.set(key, row)
    return []
  }
  const column = set.columns.find(({ id }) => id === set.key[0])!
  return [badValue('market.row_duplicate', { row, column, value: key, other })]
}

function readValue({ type, words = {} }: Column, value: string, unit: AmountUnit): string | null {
  switch (type) {
    case 'year':
      return /^(?:19|20)\d\d$/.test(value) ? value : null
    case 'month':
      return monthOf(value)
    case 'day':
      return dayOf(value)
    case 'province':
      return provinceOf(value)
    case 'amount':
      return scaled(value, { yuan: 2, wan: 6, yi: 10 }[unit])
    case 'count':
      return /^\d{1,12}$/.test(value.replaceAll(',', '')) ? value.replaceAll(',', '') : null
    case 'percent': {
      const ppm = scaled(value.replace(/%$/, ''), 4)
      return ppm !== null && BigInt(ppm) <= 1_000_000n ? ppm : null
    }
    case 'word':
      return words[value] ?? null
    case 'text':
      return value.slice(0, 200)
  }
}

function monthOf(value: string): string | null {
  const [, year, month] = /^(20\d\d)[-/年.]?(0?[1-9]|1[0-2])月?$/.exec(value) ?? []
  return year && month ? `${year}-${month.padStart(2, '0')}` : null
}

function dayOf(value: string): string | null {
  const [, year, month, date] = /^(\d{4})[-/年.]?(\d{1,2})[-/月.]?(\d{1,2})日?$/.exec(value) ?? []
  const day = year && month && date ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : ''
  return isDay(day) ? day : null
}

function provinceOf(value: string): string | null {
  const code = value.slice(0, 2)
  if (PROVINCES.has(code) && /^\d{2}(?:\d{4})?$/.test(value)) return code
  return [...PROVINCES].find(([, name]) => value.startsWith(name.zh) || value === name.en)?.[0] ?? null
}

/** A plain decimal number moved by so many places to a whole number; null when it does not come out whole. */
function scaled(value: string, places: number): string | null {
  const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(value.replace(/[,¥￥\s]/g, '')) ?? []
  if (whole === undefined || part.replace(/0+$/, '').length > places) return null
  return String(BigInt(`${whole}${part.slice(0, places).padEnd(places, '0')}`))
}
