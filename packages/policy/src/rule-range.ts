import {
  type Condition,
  type Expression,
  evaluate,
  type Fact,
  type FactCatalogue,
  type FactRecord,
  type FactValue,
  factsOf,
  factValueOf,
  type Slot,
} from '@puhui/condition'

/** A condition that says the same of everybody: true of none, true of all, or unknown although every fact is known. */
export type RuleRange = 'never' | 'always' | 'unknown'

/** Beyond so many combinations of values nothing is said. */
const COMBINATIONS_MAX = 20_000
/** How many applicants without special values are asked whether anything can be computed at all. */
const PLAIN = 8

/**
 * Whether a condition can be both true and false. Where facts are only held against constants, one value of each stretch
 * between those constants stands for all of it, so that the answer is exact; where facts meet facts or are computed with,
 * only what can never be computed (a division by nothing) is found.
 *
 * @returns null when it tells applicants apart, or when it is too large to say
 */
export function rangeOf(condition: Condition, catalogue: FactCatalogue): RuleRange | null {
  const facts = [...factsOf(condition).keys()].map((id) => catalogue.get(id)!)
  if (facts.length === 0) return evaluate(condition, {}) === undefined ? 'unknown' : null
  if (plainRecords(facts).every((record) => evaluate(condition, record) === undefined)) return 'unknown'
  const constants = constantsIn(condition)
  if (!constants) return null
  const axes = facts.map((fact) => valuesOf(fact, constants.get(fact.id) ?? []))
  if (axes.reduce((product, { length }) => product * length, 1) > COMBINATIONS_MAX) return null
  let [someTrue, allTrue] = [false, true]
  for (const record of combinations(facts, axes)) {
    const is = evaluate(condition, record)
    someTrue ||= is === true
    allTrue &&= is === true
    if (someTrue && !allTrue) return null
  }
  return someTrue ? 'always' : 'never'
}

/** The constants each fact is held against; null when something else than a fact is held against them. */
function constantsIn(condition: Condition): Map<string, Slot[]> | null {
  const found = new Map<string, Slot[]>()
  const note = (of: Expression, values: readonly Expression[]): boolean => {
    if (of.kind !== 'fact' || values.some(({ kind }) => kind !== 'literal')) return false
    const slots = values.map((value) => (value as Extract<Expression, { kind: 'literal' }>).value)
    found.set(of.id, [...(found.get(of.id) ?? []), ...slots])
    return true
  }
  const walk = (one: Condition): boolean => {
    switch (one.kind) {
      case 'always':
        return true
      case 'compare':
        return note(one.left, [one.right]) || note(one.right, [one.left])
      case 'range':
        return note(one.of, [one.low, one.high])
      case 'oneOf':
        return note(one.of, one.options)
      case 'known':
        return note(one.of, []) && note(one.of, [{ kind: 'literal', type: 'text', value: UNKNOWN }])
      case 'holds':
        return note(one.of, [])
      case 'textual':
        return false
      case 'and':
      case 'or':
        return one.all.every(walk)
      case 'not':
        return walk(one.of)
    }
  }
  return walk(condition) ? found : null
}

/** Stands among the constants of a fact that is asked whether it is known. */
const UNKNOWN = '\u0000unknown'

function valuesOf(fact: Fact, constants: readonly Slot[]): FactValue[] {
  const unknown = constants.includes(UNKNOWN) ? [null] : []
  if (fact.type === 'boolean') return [true, false, ...unknown]
  if (fact.type === 'enum' || fact.type === 'text') {
    const named = constants.filter((one): one is string => typeof one === 'string' && one !== UNKNOWN)
    return [...new Set([...(fact.values?.map(({ value }) => value) ?? ['\u0000other']), ...named]), ...unknown]
  }
  const numbers = constants.filter((one): one is number => typeof one === 'number')
  return [...stretches(fact, numbers).map((slot) => factValueOf(fact.type, slot)), ...unknown]
}

/** Each constant, and one value of each stretch beside and between, within what the fact can be. */
function stretches({ type, min, max }: Fact, constants: readonly number[]): number[] {
  const possible = type === 'number' ? constants : constants.flatMap((value) => [Math.floor(value), Math.ceil(value)])
  const sorted = [...new Set(possible)].sort((a, b) => a - b)
  const ends = [min ?? (sorted[0] ?? 0) - 1, max ?? (sorted.at(-1) ?? 0) + 1]
  const between = sorted.slice(1).map((value, i) => (value + sorted[i]!) / 2)
  const beside = sorted.flatMap((value) => [value - 1, value + 1])
  const isPossible = (value: number) => (min === undefined || value >= min) && (max === undefined || value <= max)
  const whole = type === 'number' ? between : between.map(Math.floor)
  return [...new Set([...sorted, ...beside, ...whole, ...ends])].filter(isPossible)
}

/** Applicants of whom everything is known, with values that nothing in particular happens at. */
function plainRecords(facts: readonly Fact[]): FactRecord[] {
  return Array.from({ length: PLAIN }, (_, n) =>
    Object.fromEntries(facts.map((fact, at) => [fact.id, plainValue(fact, n * 7 + at * 3 + 1)])),
  )
}

function plainValue(fact: Fact, seed: number): FactValue {
  if (fact.type === 'boolean') return seed % 2 === 0
  if (fact.type === 'text') return `text ${seed}`
  if (fact.type === 'enum') return fact.values![seed % fact.values!.length]!.value
  const [min, max] = [fact.min ?? 1, fact.max ?? 1_000_003]
  return factValueOf(fact.type, Math.min(max, min + ((seed * 104_729) % Math.max(1, Math.floor(max - min)))))
}

function* combinations(facts: readonly Fact[], axes: readonly (readonly FactValue[])[]): Generator<FactRecord> {
  const total = axes.reduce((product, { length }) => product * length, 1)
  for (let n = 0; n < total; n += 1) {
    let rest = n
    const record: Record<string, FactValue> = {}
    for (const [i, axis] of axes.entries()) {
      record[facts[i]!.id] = axis[rest % axis.length]
      rest = Math.floor(rest / axis.length)
    }
    yield record
  }
}
