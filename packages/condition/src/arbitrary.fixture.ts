import fc from 'fast-check'
import { catalogueOf } from './catalogue.ts'
import type { Fact, FactRecord, FactType } from './fact.ts'

/** Random conditions and records over one small catalogue, for tests that compare two readings of the language. */
const label = (text: string) => ({ zh: `标签${text}`, en: `label ${text}` })

const facts: readonly Fact[] = [
  ...(['a', 'b'] as const).map((id): Fact => ({ id, label: label(id), type: 'integer', source: 'application' })),
  ...(['n', 'o'] as const).map((id): Fact => ({ id, label: label(id), type: 'number', source: 'application' })),
  ...(['m', 'k'] as const).map((id): Fact => ({ id, label: label(id), type: 'money', source: 'application' })),
  ...(['r', 's'] as const).map((id): Fact => ({ id, label: label(id), type: 'rate', source: 'application' })),
  ...(['p', 'q'] as const).map((id): Fact => ({ id, label: label(id), type: 'boolean', source: 'application' })),
  ...(['d', 'e'] as const).map((id): Fact => ({ id, label: label(id), type: 'day', source: 'application' })),
  { id: 't', label: label('t'), type: 'text', source: 'application' },
  {
    id: 'g',
    label: label('g'),
    type: 'enum',
    source: 'application',
    values: ['A', 'B', 'C'].map((value) => ({ value, label: label(value) })),
  },
  { id: 'cap', label: label('cap'), type: 'money', source: 'policy', constant: 500 },
]

export const testCatalogue = catalogueOf(facts)

const DAYS = ['2024-02-28', '2024-02-29', '2024-03-01', '2026-11-22']
const VALUES: Readonly<Record<FactType, fc.Arbitrary<unknown>>> = {
  integer: fc.integer({ min: -4, max: 4 }),
  number: fc.oneof(
    fc.constantFrom(-0.5, 0, 0.1, 0.2, 0.3, 0.1 + 0.2, 1.5, 2, 1e-9, 1e15, -1e15),
    fc.integer({ min: -30, max: 30 }).map((x) => x / 10),
  ),
  money: fc.oneof(
    fc.integer({ min: -300, max: 700 }),
    fc.bigInt({ min: -300n, max: 700n }),
    fc.constantFrom(-300, 0, 100, 250, 251, 500, 699, 1_000_000_000_000_000n),
  ),
  rate: fc.oneof(
    fc.integer({ min: -20, max: 20 }).map((x) => x * 50_000),
    fc.constantFrom(1, 49_999, 50_001, 500_000, 1_000_000),
  ),
  boolean: fc.boolean(),
  day: fc.constantFrom(...DAYS),
  text: fc.constantFrom('', 'x', 'xy', '中文'),
  enum: fc.constantFrom('A', 'B', 'C'),
}

/** The facts of a record, with their types: the columns of a table of records. */
export const testFacts: readonly Fact[] = facts.filter(({ constant }) => constant === undefined)

/** Records in which about one value in six is missing. */
export const anyRecord: fc.Arbitrary<FactRecord> = fc.record(
  Object.fromEntries(
    testFacts.map(({ id, type }) => [
      id,
      fc.oneof({ weight: 5, arbitrary: VALUES[type] }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) }),
    ]),
  ),
) as fc.Arbitrary<FactRecord>

type Texts = fc.Arbitrary<string>
const NUMERIC = ['integer', 'number', 'money', 'rate'] as const
const LITERALS: Readonly<Record<FactType, Texts>> = {
  integer: fc.integer({ min: -4, max: 4 }).map(String),
  number: fc.constantFrom('0', '0.1', '0.3', '1.5', '-0.5', '2'),
  money: fc.constantFrom('0', '1', '2.5', '6.99', '-3', 'cap'),
  rate: fc.constantFrom('0', '5%', '0.5', '100%', '-10%'),
  boolean: fc.constantFrom('true', 'false'),
  day: fc.constantFrom(...DAYS.map((day) => `@"${day}"`)),
  text: fc.constantFrom('""', '"x"', '"xy"', '"中文"'),
  enum: fc.constantFrom('"A"', '"B"', '"C"'),
}
const idsOf = (type: FactType): Texts =>
  fc.constantFrom(...facts.filter((fact) => fact.type === type && fact.constant === undefined).map(({ id }) => id))

/** Texts of one type. The first operand is a fact or built from one, so that literals know their type. */
function value(type: FactType, depth: number): Texts {
  if (depth === 0) return idsOf(type)
  const smaller = value(type, depth - 1)
  const options = [
    idsOf(type),
    smaller,
    fc.tuple(condition(depth - 1), smaller, smaller).map(([c, x, y]) => `(if ${c} then ${x} else ${y})`),
  ]
  options.push(fc.tuple(smaller, LITERALS[type]).map(([x, y]) => `coalesce(${x}, ${y})`))
  if (NUMERIC.some((numeric) => numeric === type)) options.push(...arithmetic(type, depth))
  if (type === 'day') options.push(fc.tuple(smaller, value('integer', depth - 1)).map(([x, y]) => `(${x} + ${y})`))
  if (type === 'integer')
    options.push(fc.tuple(value('day', depth - 1), value('day', depth - 1)).map(([x, y]) => `days between(${x}, ${y})`))
  return fc.oneof(...options)
}

function arithmetic(type: FactType, depth: number): Texts[] {
  const smaller = value(type, depth - 1)
  const other = fc.oneof(smaller, LITERALS[type])
  const join = (op: string, left: Texts, right: Texts) => fc.tuple(left, right).map(([x, y]) => `(${x} ${op} ${y})`)
  const sums = [join('+', smaller, other), join('-', smaller, other)]
  sums.push(fc.tuple(smaller, other, other).map(([x, y, z]) => `min(${x}, ${y}, ${z})`))
  sums.push(fc.tuple(smaller, other).map(([x, y]) => `max(${x}, ${y})`))
  if (type !== 'rate') sums.push(smaller.map((x) => `abs(${x})`))
  if (type === 'money') {
    sums.push(
      smaller.map((x) => `floor(${x})`),
      smaller.map((x) => `ceiling(${x})`),
    )
    sums.push(join('*', smaller, value('rate', depth - 1)), join('/', smaller, value('integer', depth - 1)))
  }
  if (type === 'number') {
    sums.push(join('/', value('money', depth - 1), value('money', depth - 1)))
    sums.push(join('/', value('integer', depth - 1), value('integer', depth - 1)))
  }
  return sums
}

function comparison(type: FactType, depth: number): Texts {
  const left = value(type, depth)
  const right = fc.oneof(LITERALS[type], value(type, depth))
  const isOrdered = type !== 'boolean' && type !== 'text' && type !== 'enum'
  const ops = isOrdered ? ['=', '!=', '<', '<=', '>', '>='] : ['=', '!=']
  const options = [fc.tuple(left, fc.constantFrom(...ops), right).map(([x, op, y]) => `${x} ${op} ${y}`)]
  options.push(
    fc
      .tuple(left, fc.array(LITERALS[type], { minLength: 1, maxLength: 3 }))
      .map(([x, list]) => `${x} in (${list.join(', ')})`),
  )
  options.push(
    left.map((x) => `${x} = null`),
    left.map((x) => `${x} is known`),
  )
  if (isOrdered) {
    const ends = fc.tuple(fc.constantFrom('[', '('), fc.constantFrom(']', ')'))
    options.push(
      fc
        .tuple(left, ends, right, right)
        .map(([x, [open, close], low, high]) => `${x} in ${open}${low}..${high}${close}`),
    )
    options.push(fc.tuple(left, right, right).map(([x, low, high]) => `${x} between ${low} and ${high}`))
  }
  if (type === 'text')
    options.push(
      left.map((x) => `starts with(${x}, "x")`),
      left.map((x) => `contains(${x}, "y")`),
    )
  if (type === 'boolean') options.push(left)
  return fc.oneof(...options)
}

function condition(depth: number): Texts {
  const types = Object.keys(VALUES) as FactType[]
  const leaf = fc.oneof(...types.map((type) => comparison(type, Math.max(0, depth - 1))))
  if (depth === 0) return leaf
  const smaller = condition(depth - 1)
  return fc.oneof(
    leaf,
    fc.tuple(smaller, smaller).map(([x, y]) => `(${x}) and (${y})`),
    fc.tuple(smaller, smaller, smaller).map(([x, y, z]) => `(${x}) or ${y} or (${z})`),
    smaller.map((x) => `not(${x})`),
  )
}

/** Texts of conditions up to three levels deep. */
export const anyConditionText: Texts = condition(2)

/** Texts of conditions up to four levels deep. */
export const anyDeepConditionText: Texts = condition(3)
