import type { Fact, FactCatalogue } from '@puhui/condition'

/** One test of the builder: a fact, how it is compared, and with what, as text. */
export interface Chip {
  readonly fact: string
  readonly op: ChipOp
  readonly value: string
}

export const CHIP_OPS = ['=', '!=', '<', '<=', '>', '>=', 'in', 'is true', 'is false', 'known', 'unknown'] as const
export type ChipOp = (typeof CHIP_OPS)[number]

export interface Chips {
  readonly join: 'and' | 'or'
  readonly chips: readonly Chip[]
}

/** The tests that fit a fact. */
export function opsOf(fact: Fact | undefined): readonly ChipOp[] {
  if (fact?.type === 'boolean') return ['is true', 'is false', 'known', 'unknown']
  if (fact?.type === 'enum' || fact?.type === 'text') return ['=', '!=', 'in', 'known', 'unknown']
  return ['=', '!=', '<', '<=', '>', '>=', 'known', 'unknown']
}

const ID = '[A-Za-z][A-Za-z0-9_.]*'
const SHAPES: readonly (readonly [RegExp, (match: RegExpMatchArray) => Chip])[] = [
  [new RegExp(`^not\\((${ID})\\)$`), ([, fact]) => ({ fact: fact!, op: 'is false', value: '' })],
  [new RegExp(`^(${ID}) = null$`), ([, fact]) => ({ fact: fact!, op: 'unknown', value: '' })],
  [new RegExp(`^(${ID}) != null$`), ([, fact]) => ({ fact: fact!, op: 'known', value: '' })],
  [new RegExp(`^(${ID}) in \\((.+)\\)$`), ([, fact, value]) => ({ fact: fact!, op: 'in', value: value! })],
  [
    new RegExp(`^(${ID})\\s*(=|!=|<=|>=|<|>)\\s*("[^"]*"|-?\\d[\\d.]*%?|${ID})$`),
    ([, fact, op, value]) => ({ fact: fact!, op: op as ChipOp, value: value! }),
  ],
  [new RegExp(`^(${ID})$`), ([, fact]) => ({ fact: fact!, op: 'is true', value: '' })],
]

/** The tests of a condition that is a plain list of them; undefined for anything more. */
export function chipsOf(text: string, catalogue: FactCatalogue): Chips | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === 'false') return { join: 'and', chips: [] }
  for (const join of ['and', 'or'] as const) {
    const parts = splitTop(trimmed, join)
    const chips = parts?.map(chipOf)
    if (chips?.every((chip): chip is Chip => chip !== undefined && catalogue.has(chip.fact))) return { join, chips }
  }
  return undefined
}

function chipOf(text: string): Chip | undefined {
  for (const [shape, make] of SHAPES) {
    const match = shape.exec(text.trim())
    if (match) return make(match)
  }
  return undefined
}

/** Parts joined by one word outside brackets and quotes; undefined when the other word stands there too. */
function splitTop(text: string, join: 'and' | 'or'): string[] | undefined {
  const parts: string[] = []
  let [depth, from, isQuoted] = [0, 0, false]
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]
    if (char === '"') isQuoted = !isQuoted
    if (isQuoted) continue
    if (char === '(' || char === '[') depth += 1
    if (char === ')' || char === ']') depth -= 1
    const word = depth === 0 ? /^\s(and|or)\s/.exec(text.slice(i))?.[1] : undefined
    if (!word) continue
    if (word !== join) return undefined
    parts.push(text.slice(from, i))
    from = i + word.length + 2
    i += word.length
  }
  return [...parts, text.slice(from)]
}

export function textOfChips({ join, chips }: Chips): string {
  return chips.length === 0 ? 'false' : chips.map(textOfChip).join(` ${join} `)
}

function textOfChip({ fact, op, value }: Chip): string {
  switch (op) {
    case 'is true':
      return fact
    case 'is false':
      return `not(${fact})`
    case 'known':
      return `${fact} != null`
    case 'unknown':
      return `${fact} = null`
    case 'in':
      return `${fact} in (${value})`
    default:
      return `${fact} ${op} ${value}`
  }
}
