/** The cell of a table or the band of an axis as a person says it: how the value is compared, and with what. */
export type CellTest =
  | { readonly op: 'any' | 'known' | 'unknown' }
  | { readonly op: CompareOp; readonly value: string }
  | { readonly op: 'in' | 'notIn'; readonly values: readonly string[] }
  | {
      readonly op: 'between'
      readonly low: string
      readonly high: string
      readonly isLowIn: boolean
      readonly isHighIn: boolean
    }

export const COMPARE_OPS = ['=', '!=', '<', '<=', '>', '>='] as const
export type CompareOp = (typeof COMPARE_OPS)[number]
export type CellOp = CellTest['op']

const VALUE = '(?:"[^"]*"|@"[^"]*"|-?\\d[\\d.]*%?|[A-Za-z][A-Za-z0-9_.]*)'
const BETWEEN = new RegExp(`^([[(])\\s*(${VALUE})\\s*\\.\\.\\s*(${VALUE})\\s*([\\])])$`)
const COMPARED = new RegExp(`^(<=|>=|<|>)\\s*(${VALUE})$`)
const LISTED = new RegExp(`^${VALUE}(?:\\s*,\\s*${VALUE})*$`)

/**
 * Takes a cell apart; undefined for what is more than one comparison.
 *
 * @example cellTestOf('[650..680)') // { op: 'between', low: '650', high: '680', isLowIn: true, isHighIn: false }
 */
export function cellTestOf(text: string): CellTest | undefined {
  const cell = text.trim()
  if (cell === '-' || cell === '') return { op: 'any' }
  if (cell === 'null') return { op: 'unknown' }
  const denied = /^not\((.*)\)$/s.exec(cell)?.[1]
  if (denied?.trim() === 'null') return { op: 'known' }
  if (denied !== undefined) return deniedOf(denied)
  const between = BETWEEN.exec(cell)
  if (between) {
    const [, open, low, high, close] = between
    return { op: 'between', low: low!, high: high!, isLowIn: open === '[', isHighIn: close === ']' }
  }
  const compared = COMPARED.exec(cell)
  if (compared) return { op: compared[1] as CompareOp, value: compared[2]! }
  const values = listOf(cell)
  if (!values) return undefined
  return values.length === 1 ? { op: '=', value: values[0]! } : { op: 'in', values }
}

function deniedOf(denied: string): CellTest | undefined {
  const values = listOf(denied.trim())
  if (!values) return undefined
  return values.length === 1 ? { op: '!=', value: values[0]! } : { op: 'notIn', values }
}

function listOf(text: string): string[] | undefined {
  if (!LISTED.test(text)) return undefined
  return text.match(new RegExp(VALUE, 'g')) ?? undefined
}

export function textOfCellTest(test: CellTest): string {
  switch (test.op) {
    case 'any':
      return '-'
    case 'unknown':
      return 'null'
    case 'known':
      return 'not(null)'
    case '=':
      return test.value
    case '!=':
      return `not(${test.value})`
    case 'in':
      return test.values.join(',')
    case 'notIn':
      return `not(${test.values.join(',')})`
    case 'between':
      return `${test.isLowIn ? '[' : '('}${test.low}..${test.high}${test.isHighIn ? ']' : ')'}`
    default:
      return `${test.op} ${test.value}`
  }
}

/** The comparisons that fit a type. */
export function cellOpsOf(type: string | undefined): readonly CellOp[] {
  if (type === 'boolean') return ['any', '=', 'known', 'unknown']
  if (type === 'enum' || type === 'text') return ['any', '=', '!=', 'in', 'notIn', 'known', 'unknown']
  return ['any', '<', '<=', '>', '>=', 'between', '=', '!=', 'in', 'notIn', 'known', 'unknown']
}

/** The same values compared in another way, as far as they fit. */
export function withOp(test: CellTest, op: CellOp, blank: string): CellTest {
  const [first = blank, second = first] = valuesOf(test)
  switch (op) {
    case 'any':
    case 'known':
    case 'unknown':
      return { op }
    case 'in':
    case 'notIn':
      return { op, values: valuesOf(test).length > 0 ? valuesOf(test) : [blank] }
    case 'between':
      return { op, low: first, high: second, isLowIn: true, isHighIn: false }
    default:
      return { op, value: first }
  }
}

function valuesOf(test: CellTest): readonly string[] {
  if ('values' in test) return test.values
  if ('value' in test) return [test.value]
  return test.op === 'between' ? [test.low, test.high] : []
}
