/** A condition of one fact as fields hold it: the fact, a test and what it is tested against. */
export interface ConditionFields {
  readonly factId: string
  readonly test: string
  readonly value: FieldValue
}

export type FieldValue = number | readonly (string | number | null)[] | null

export const NUMBER_TESTS = ['>=', '<=', '=', '>', '<'] as const

/** A condition as text of the language, where the fields are complete. */
export function textOf({ factId, test, value }: ConditionFields): string | undefined {
  if (test === 'known') return `${factId} is known`
  if (test === 'unknown') return `${factId} = null`
  if (test === 'true') return factId
  if (test === 'false') return `not(${factId})`
  if (test === 'between') {
    const [least, most] = [boundOf(value, 0), boundOf(value, 1)]
    return typeof least === 'number' && typeof most === 'number' ? `${factId} in [${least}..${most}]` : undefined
  }
  if (test.startsWith('in')) {
    const options = (Array.isArray(value) ? value : []).map((each) => `"${each}"`)
    if (options.length === 0) return undefined
    const inside = `${factId} in (${options.join(', ')})`
    return test === 'in' ? inside : `not(${inside})`
  }
  return typeof value === 'number' ? `${factId} ${test} ${value}` : undefined
}

export function boundOf(value: FieldValue, at: number): string | number | null {
  return Array.isArray(value) ? (value[at] ?? null) : null
}

/** The fields of a condition as the language writes it; nothing where it takes more than fields to say it. */
export function fieldsOf(text: string): ConditionFields | undefined {
  const between = /^(\w+) in \[(-?[\d.]*\d)\.\.(-?[\d.]+)\]$/.exec(text)
  if (between) return { factId: between[1]!, test: 'between', value: [Number(between[2]), Number(between[3])] }
  const compared = /^(\w+) (>=|<=|=|>|<) (-?[\d.]+)$/.exec(text)
  if (compared) return { factId: compared[1]!, test: compared[2]!, value: Number(compared[3]) }
  const among = /^(not\()?(\w+) (?:in \(("[^"]*"(?:, "[^"]*")*)\)|= ("[^"]*"))(\))?$/.exec(text)
  if (among && !among[1] === !among[5]) {
    const options = (among[3] ?? among[4]!).split(', ').map((word) => word.slice(1, -1))
    return { factId: among[2]!, test: among[1] ? 'in not' : 'in', value: options }
  }
  const flag = /^(not\()?(\w+)(\))?$/.exec(text)
  if (flag && !flag[1] === !flag[3]) return { factId: flag[2]!, test: flag[1] ? 'false' : 'true', value: null }
  return undefined
}
