import { createHash } from 'node:crypto'
import type { RefusalCode } from '@puhui/api'
import { ageOn, type Day, isDay } from '@puhui/calendar'
import { parseBankCard, parseChineseName, parseMobile, parseResidentId } from '@puhui/compliance'
import type { RepaymentMethod } from '@puhui/product'
import { bankCardProblem, mobileProblem, type NumberProblem, residentIdProblem } from '../../customers/index.ts'
import type { ProductVersion } from '../../products/index.ts'
import { PURPOSES } from '../../products/index.ts'
import { type CellResult, type CellValue, readCell, readRatio } from './cell.ts'
import { type CellRule, columnsOf, IMPORTABLE_FACTS, type ImportMap, NEEDED_FIELDS } from './map.ts'
import type { Person } from './synthetic-person.ts'

/** What is wrong with one cell of one row. The row is counted as an editor counts lines: the header is 1. */
export interface RowProblem {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly code: RefusalCode
  readonly facts?: Readonly<Record<string, string | number>>
}

/** A row that can be taken. */
export interface GoodRow {
  readonly no: number
  /** The hash of the cells under their column names: the same row in another file is known by it. */
  readonly key: string
  readonly asked: {
    readonly requestedFen: bigint
    readonly termMonths: number
    readonly method: RepaymentMethod
    readonly purpose: string
  }
  /** Null: the map wants a synthetic one. */
  readonly person: Person | null
  /** Full years on the day of the import, as the row has it; 35 where it says nothing. */
  readonly age: number
  readonly stated: Readonly<Record<string, CellValue>>
  readonly facts: Readonly<Record<string, CellValue>>
  readonly factsOn: Day | null
  /** How the loan turned out, where the file says so. */
  readonly past: 'good' | 'bad' | null
}

/** The column that a downloaded file of bad rows carries; it is read over when the file comes back. */
export const REASON_COLUMN = '问题 / Problems'

/** What every row of a file is checked against. */
export interface RowChecker {
  readonly map: ImportMap
  readonly header: readonly string[]
  readonly version: ProductVersion
  readonly today: Day
}

/** Columns that the map speaks of and the file lacks or has twice, and columns that the map does not speak of. */
export function headerProblems({ map, header }: Pick<RowChecker, 'map' | 'header'>): RowProblem[] {
  const wanted = new Set(Object.values(map.fields).flatMap(columnsOf))
  const needed = neededColumns(map, header)
  const ignored = new Set([...(map.ignore === '*' ? header : map.ignore), REASON_COLUMN])
  const at = (column: string, code: RefusalCode): RowProblem => ({ row: 1, column, value: '', code })
  const missing = [...wanted].filter((column) => !header.includes(column) && !needed.has(column))
  const twice = [...wanted].filter((column) => header.indexOf(column) !== header.lastIndexOf(column))
  const unknown = header.filter((column) => !wanted.has(column) && !ignored.has(column))
  return [
    ...[...needed].map((column) => at(column, 'imports.required_column_missing')),
    ...missing.map((column) => at(column, 'imports.column_missing')),
    ...twice.map((column) => at(column, 'imports.column_twice')),
    ...unknown.map((column) => at(column, 'imports.unknown_column')),
  ]
}

/** Columns that the file lacks and without which no row of it can be taken: said once, not once a row. */
export function neededColumns({ fields }: ImportMap, header: readonly string[]): ReadonlySet<string> {
  const rules = Object.entries(fields).filter(([id, rule]) => rule.required || NEEDED_FIELDS.has(id))
  const without = rules.filter(([, rule]) => !columnsOf(rule).some((column) => header.includes(column)))
  return new Set(without.flatMap(([, rule]) => columnsOf(rule)))
}

/** Checks one row; every problem of it is named, not only the first. */
export function checkRow(
  checker: RowChecker,
  no: number,
  cells: readonly string[] | null,
): { readonly good: GoodRow } | { readonly problems: readonly RowProblem[] } {
  const { header, map } = checker
  if (cells === null) return { problems: [{ row: no, column: '', value: '', code: 'imports.broken_quotes' }] }
  if (cells.length !== header.length) {
    const facts = { cells: cells.length, expected: header.length }
    return { problems: [{ row: no, column: '', value: '', code: 'imports.ragged_row', facts }] }
  }
  const problems: RowProblem[] = []
  const values = valuesOf(checker, no, cells, problems)
  const person = map.identity.kind === 'columns' ? personOf(checker, no, values, problems) : null
  const asked = askedOf(checker, no, values, problems)
  if (problems.length > 0 || asked === null) return { problems }
  const born = person ? parseResidentId(person.residentId) : null
  if (born?.ok) values.applicantAge = ageOn(born.value.bornOn, checker.today)
  const age = Number(values.applicantAge ?? AGE_SUPPOSED)
  const facts = Object.fromEntries(Object.entries(values).filter(([id]) => IMPORTABLE_FACTS.has(id)))
  const factsOn = typeof values.factsOn === 'string' && isDay(values.factsOn) ? values.factsOn : null
  return {
    good: {
      no,
      key: keyOf(header, cells),
      asked,
      person,
      age,
      stated: { occupation: values.occupation ?? null, education: values.education ?? null },
      facts,
      factsOn,
      past: values.pastPerformance === 'good' || values.pastPerformance === 'bad' ? values.pastPerformance : null,
    },
  }
}

function keyOf(header: readonly string[], cells: readonly string[]): string {
  const named = header.flatMap((column, index) => (column === REASON_COLUMN ? [] : [`${column}=${cells[index]}`]))
  return createHash('sha256').update(named.sort().join('\n')).digest('hex')
}

type Values = Record<string, CellValue>

function valuesOf({ map, header }: RowChecker, no: number, cells: readonly string[], problems: RowProblem[]): Values {
  const values: Values = {}
  const cellOf = (column: string) => cells[header.indexOf(column)] ?? ''
  for (const [id, rule] of Object.entries(map.fields)) {
    if (rule.value !== undefined) {
      values[id] = rule.value
      continue
    }
    const { column, text } = firstKnown(rule, cellOf, map.missing)
    values[id] = null
    if (text === null) {
      if (rule.required) problems.push({ row: no, column, value: '', code: 'imports.cell_missing' })
      continue
    }
    const result = ruleResult(rule, text, cellOf, map.missing, values)
    if ('problem' in result) problems.push({ row: no, column, value: shownCell(text), code: result.problem })
    else values[id] = result.value
  }
  return values
}

function firstKnown(rule: CellRule, cellOf: (column: string) => string, missing: readonly string[]) {
  const columns = columnsOf(rule)
  const found = columns.find((column) => !missing.includes(cellOf(column)))
  return { column: found ?? columns[0]!, text: found === undefined ? null : cellOf(found) }
}

function ruleResult(
  rule: CellRule,
  text: string,
  cellOf: (column: string) => string,
  missing: readonly string[],
  values: Values,
): CellResult {
  if (rule.as !== 'ratio') return readCell(text, rule, values[rule.of ?? ''] ?? null)
  const [top, bottom] = columnsOf(rule).map(cellOf) as [string, string]
  return missing.includes(top) || missing.includes(bottom) ? { value: null } : readRatio(top, bottom)
}

/** A cell as the report shows it: short, and without a number that names a person. */
function shownCell(text: string): string {
  return text.replace(/\d{7,}[\dXx]?/g, (digits) => `${digits.slice(0, 3)}…${digits.slice(-2)}`).slice(0, 80)
}

function personOf(checker: RowChecker, no: number, values: Values, problems: RowProblem[]): Person | null {
  const text = (id: string) => String(values[id] ?? '')
  const columnOf = (id: string) => columnsOf(checker.map.fields[id]!)[0] ?? id
  const fail = (id: string, found: RefusalCode | NumberProblem | null) => {
    if (values[id] === null || problems.some((one) => one.column === columnOf(id))) {
      if (!problems.some((one) => one.column === columnOf(id)))
        problems.push({ row: no, column: columnOf(id), value: '', code: 'imports.cell_missing' })
      return
    }
    const problem = typeof found === 'string' ? { code: found } : found!
    problems.push({ row: no, column: columnOf(id), value: shownCell(text(id)), ...problem })
  }
  const [name, mobile] = [parseChineseName(text('name')), parseMobile(text('mobile'))]
  const [residentId, card] = [parseResidentId(text('residentId')), parseBankCard(text('bankCard'))]
  if (!name.ok) fail('name', 'compliance.name_invalid')
  if (!mobile.ok) fail('mobile', mobileProblem(text('mobile')))
  if (!residentId.ok) fail('residentId', residentIdProblem(text('residentId')))
  else if (ageOn(residentId.value.bornOn, checker.today) < AGE_MIN) fail('residentId', 'compliance.under_age')
  if (!card.ok) fail('bankCard', bankCardProblem(text('bankCard')))
  if (values.address === null) fail('address', 'imports.cell_missing')
  if (!name.ok || !mobile.ok || !residentId.ok || !card.ok) return null
  const { number } = residentId.value
  return {
    name: name.value,
    mobile: mobile.value.number,
    residentId: number,
    bankCard: card.value.number,
    address: text('address'),
  }
}

const AGE_MIN = 18
const AGE_SUPPOSED = 35

function askedOf(
  { map, version }: RowChecker,
  no: number,
  values: Values,
  problems: RowProblem[],
): GoodRow['asked'] | null {
  const { terms, kind } = version
  const fail = (id: string, code: RefusalCode) => {
    const column = columnsOf(map.fields[id]!)[0] ?? id
    if (problems.some((one) => one.column === column)) return
    const isMissing = values[id] === null || values[id] === undefined
    problems.push({ row: no, column, value: String(values[id] ?? ''), code: isMissing ? 'imports.cell_missing' : code })
  }
  const amount = values.requestedAmount
  const [term, method, purpose] = [values.termMonths, values.method, values.purpose]
  if (typeof amount !== 'number' || amount <= 0) fail('requestedAmount', 'imports.not_an_amount')
  if (typeof term !== 'number' || !terms.termMonths.includes(term)) fail('termMonths', 'product.term_not_offered')
  if (!terms.methods.includes(method as RepaymentMethod)) fail('method', 'product.method_not_offered')
  if (typeof purpose !== 'string' || !(IMPORTED_PURPOSES.has(purpose) || PURPOSES[kind].includes(purpose as never)))
    fail('purpose', 'imports.not_an_option')
  if (problems.length > 0) return null
  return {
    requestedFen: BigInt(amount as number),
    termMonths: term as number,
    method: method as RepaymentMethod,
    purpose: purpose as string,
  }
}

/** Purposes that a file may name though nobody is offered them: the decision refuses what is not allowed (CN-ORIG-002). */
const IMPORTED_PURPOSES = new Set(['housing', 'smallBusiness', 'vehicle', 'appliances'])
