import {
  type Condition,
  compileTest,
  type Expression,
  type Fact,
  type Slot,
  type SlotTest,
  type SlotValue,
} from '@puhui/condition'

/** How many words of masks one column may take: 8 MB. */
const WORDS_MAX = 2_000_000
/** How far apart the first and last bound may lie for a table of every whole number between. */
const WHOLES_MAX = 8_192
/** Stands for every text no cell names. */
const OTHER = '\u0000other'

/**
 * One column of tests, turned round: for each stretch of values on which no cell changes its answer,
 * the rows it lets through, 32 to a word.
 */
export class Column {
  readonly wordCount: number
  /** Rows whose test is true there. */
  readonly trues: Int32Array
  /** Rows whose test is true or unknown there. */
  readonly maybes: Int32Array
  /** The offset of the stretch of the unknown. */
  readonly unknownAt: number
  /** False when a row let through must still be asked itself. */
  readonly isExact: boolean
  readonly #value: SlotValue
  /** Where the value stands among the slots; -1 when it is computed. */
  readonly #slot: number
  readonly #stretches: Stretches
  readonly #shift: number

  /**
   * @param cells one condition per row, on the value of `of`
   * @param value reads `of` from the slots; `slot` is its place there, or -1
   */
  constructor(of: Expression, cells: readonly Condition[], value: SlotValue, slot: number) {
    const kinds = new Map<Condition, Cell>()
    for (const cell of cells) if (!kinds.has(cell)) kinds.set(cell, cellOf(cell, of))
    const literals = [...new Set([...kinds.values()].flatMap((cell) => cell.literals))]
    this.#value = value
    this.#slot = slot
    this.#stretches = isNumbered(of) ? numberStretches(literals) : textStretches(literals, of.type === 'boolean')
    this.wordCount = Math.ceil(cells.length / 32)
    this.#shift = Math.max(0, Math.ceil(Math.log2((this.#stretches.count * this.wordCount) / WORDS_MAX)))
    this.unknownAt = (((this.#stretches.count - 1) >> this.#shift) + 1) * this.wordCount
    this.trues = new Int32Array(this.unknownAt + this.wordCount)
    this.maybes = this.trues
    this.isExact = this.#shift === 0 && [...kinds.values()].every((cell) => cell.test !== undefined)
    const unknowns = new Int32Array(this.wordCount)
    cells.forEach((cell, row) => void this.#fill(kinds.get(cell)!, row, unknowns))
    this.maybes = this.trues.slice()
    this.maybes.set(unknowns, this.unknownAt)
  }

  #fill(cell: Cell, row: number, unknowns: Int32Array): void {
    const [word, bit] = [row >> 5, 1 << (row & 31)]
    for (const [from, to] of this.#stretches.where(cell)) {
      for (let bucket = from >> this.#shift; bucket <= to >> this.#shift; bucket += 1) {
        this.trues[bucket * this.wordCount + word]! |= bit
      }
    }
    if (cell.whenUnknown !== false) unknowns[word]! |= bit
    if (cell.whenUnknown === true) this.trues[this.unknownAt + word]! |= bit
  }

  /** The stretch a value lies in, times `wordCount`; negative when only the tests themselves can say. */
  offsetOf(slots: readonly Slot[]): number {
    const slot = this.#slot >= 0 ? slots[this.#slot] : this.#value(slots)
    if (slot === undefined) return this.unknownAt
    const stretch = stretchOf(this.#stretches, slot)
    return stretch < 0 ? -1 : (stretch >> this.#shift) * this.wordCount
  }
}

interface Cell {
  /** Of one slot, the column's value; absent when the cell asks more than how the value compares with literals. */
  readonly test: SlotTest | undefined
  readonly literals: readonly (number | string | boolean)[]
  readonly whenUnknown: boolean | undefined
}

function cellOf(cell: Condition, of: Expression): Cell {
  const literals: (number | string | boolean)[] = []
  if (!isPlain(cell, of, literals)) return { test: undefined, literals: [], whenUnknown: undefined }
  const stand: Expression = { kind: 'fact', id: 'value', type: of.type }
  const test = compileTest(swapped(cell, of, stand) as Condition, new Map([['value', 0]]))
  return { test, literals, whenUnknown: test([undefined]) }
}

/** Whether a cell only compares the column's value with literals, which it collects. */
function isPlain(cell: Condition, of: Expression, literals: (number | string | boolean)[]): boolean {
  const isOf = (part: Expression) => part === of || (part.kind === 'fact' && of.kind === 'fact' && part.id === of.id)
  const isLiteral = (part: Expression) => {
    if (part.kind !== 'literal') return false
    literals.push(part.value)
    return true
  }
  switch (cell.kind) {
    case 'always':
      return true
    case 'compare': {
      const isEquality = cell.op === '=' || cell.op === '!='
      return isOf(cell.left) && isLiteral(cell.right) && (isEquality || isNumbered(of))
    }
    case 'range':
      return isOf(cell.of) && isLiteral(cell.low) && isLiteral(cell.high) && isNumbered(of)
    case 'oneOf':
      return isOf(cell.of) && cell.options.every(isLiteral)
    case 'known':
    case 'holds':
      return isOf(cell.of)
    case 'and':
    case 'or':
      return cell.all.every((part) => isPlain(part, of, literals))
    case 'not':
      return isPlain(cell.of, of, literals)
    case 'textual':
      return false
  }
}

function isNumbered({ type }: Expression): boolean {
  return type !== 'text' && type !== 'enum' && type !== 'boolean'
}

function swapped(part: unknown, of: Expression, by: Expression): unknown {
  if (part === of) return by
  if (Array.isArray(part)) return part.map((each) => swapped(each, of, by))
  if (typeof part !== 'object' || part === null) return part
  if (of.kind === 'fact' && 'kind' in part && part.kind === 'fact' && 'id' in part && part.id === of.id) return by
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, swapped(value, of, by)]))
}

type Stretch = readonly [from: number, to: number]

interface Stretches {
  readonly count: number
  /** Of a column of numbers its bounds, of any other its values. */
  readonly bounds: Float64Array | undefined
  /** Where the bounds lie close together: the stretch of each whole number from the first bound on. */
  readonly wholes: Int32Array | undefined
  readonly names: ReadonlyMap<Slot, number>
  readonly where: (cell: Cell) => readonly Stretch[]
}

function stretchOf({ bounds, wholes, names }: Stretches, slot: Slot): number {
  if (bounds === undefined) return names.get(slot) ?? 0
  if (typeof slot !== 'number' || Number.isNaN(slot)) return -1
  if (wholes !== undefined && Number.isInteger(slot)) {
    const at = slot - bounds[0]!
    return at < 0 ? 0 : at < wholes.length ? wholes[at]! : 2 * bounds.length
  }
  return searched(bounds, slot)
}

function searched(bounds: Float64Array, slot: number): number {
  let low = 0
  let high = bounds.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (bounds[middle]! < slot) low = middle + 1
    else high = middle
  }
  return bounds[low] === slot ? 2 * low + 1 : 2 * low
}

/** Below the first bound, the bound, between it and the next, and so on: 2n + 1 stretches. */
function numberStretches(literals: readonly (number | string | boolean)[]): Stretches {
  const bounds = Float64Array.from(literals.filter((each) => typeof each === 'number')).sort()
  const count = 2 * bounds.length + 1
  const stretches: Stretches = { count, bounds, wholes: wholesOf(bounds), names: new Map(), where }
  return stretches

  /** A cell changes only at its own literals, so one sample speaks for all that lies between two of them. */
  function where({ test, literals: written }: Cell): readonly Stretch[] {
    if (!test) return [[0, count - 1]]
    const own = [...new Set(written.filter((each) => typeof each === 'number'))].sort((a, b) => a - b)
    const found: Stretch[] = []
    let from = 0
    own.forEach((bound, i) => {
      const at = stretchOf(stretches, bound)
      const before = i === 0 ? bound - 1 - Math.abs(bound) : (own[i - 1]! + bound) / 2
      if (at > from && test([before]) === true) found.push([from, at - 1])
      if (test([bound]) === true) found.push([at, at])
      from = at + 1
    })
    const last = own.at(-1)
    if (test([last === undefined ? 0 : last + 1 + Math.abs(last)]) === true) found.push([from, count - 1])
    return found
  }
}

function wholesOf(bounds: Float64Array): Int32Array | undefined {
  const [first, last] = [bounds[0], bounds.at(-1)]
  if (first === undefined || last === undefined || !Number.isInteger(first) || last - first >= WHOLES_MAX)
    return undefined
  return Int32Array.from({ length: Math.floor(last - first) + 1 }, (_, i) => searched(bounds, first + i))
}

/** One stretch for each value that is named, and the first for all others. */
function textStretches(literals: readonly (number | string | boolean)[], isBoolean: boolean): Stretches {
  const names = new Map<Slot, number>()
  for (const each of isBoolean ? [true, false] : literals) names.set(each, names.size + 1)
  const count = names.size + 1
  const where = ({ test, literals: written }: Cell): readonly Stretch[] => {
    if (!test) return [[0, count - 1]]
    const own = isBoolean ? [true, false] : [...new Set(written)]
    const hits = own
      .filter((each) => test([each]) === true)
      .map((each): Stretch => [names.get(each)!, names.get(each)!])
    if (isBoolean || test([OTHER]) !== true) return hits
    const isOwn = new Set(own.map((each) => names.get(each)))
    const others = Array.from({ length: count }, (_, stretch) => stretch).filter((stretch) => !isOwn.has(stretch))
    return [...hits, ...others.map((stretch): Stretch => [stretch, stretch])]
  }
  return { count, bounds: undefined, wholes: undefined, names, where }
}

/** The stretches of a column's values on which no cell changes its answer, for looking at the cells themselves. */
export interface Partition {
  /** Known values; one more stretch, the last, stands for the unknown. */
  readonly count: number
  /** Where a cell holds; undefined when it asks more than how the value compares with literals. */
  readonly where: (cell: Condition) => readonly Stretch[] | undefined
  /** A value of a stretch that is possible for the fact; undefined when there is none. */
  readonly sampleOf: (stretch: number) => Exclude<Slot, undefined> | undefined
}

/** @param fact bounds and values of the column's fact, where it is one */
export function partitionOf(of: Expression, cells: readonly Condition[], fact: Fact | undefined): Partition {
  const kinds = new Map<Condition, Cell>()
  for (const cell of cells) if (!kinds.has(cell)) kinds.set(cell, cellOf(cell, of))
  const literals = [...new Set([...kinds.values()].flatMap((cell) => cell.literals))]
  const stretches = isNumbered(of) ? numberStretches(literals) : textStretches(literals, of.type === 'boolean')
  const { count, bounds } = stretches
  const sampleOf = bounds ? numberSamples(bounds, of.type !== 'number', fact) : textSamples(stretches, of, fact)
  const where = (condition: Condition) => {
    const cell = kinds.get(condition)!
    if (!cell.test) return undefined
    return [...stretches.where(cell), ...(cell.whenUnknown === true ? [[count, count] as const] : [])]
  }
  return { count, where, sampleOf }
}

function numberSamples(bounds: Float64Array, isWhole: boolean, fact: Fact | undefined): Partition['sampleOf'] {
  const [least, most] = [fact?.min ?? Number.NEGATIVE_INFINITY, fact?.max ?? Number.POSITIVE_INFINITY]
  return (stretch) => {
    if (bounds.length === 0) return Number.isFinite(least) ? least : 0
    if (stretch % 2 === 1) {
      const bound = bounds[(stretch - 1) / 2]!
      return bound < least || bound > most || (isWhole && !Number.isInteger(bound)) ? undefined : bound
    }
    const [low, high] = [bounds[stretch / 2 - 1], bounds[stretch / 2]]
    const from = Math.max(least, low === undefined ? high! - 1 : isWhole ? Math.floor(low) + 1 : low)
    const to = Math.min(most, high === undefined ? low! + 1 : isWhole ? Math.ceil(high) - 1 : high)
    if (from > to) return undefined
    const value = isWhole || low === undefined || high === undefined ? (low === undefined ? to : from) : (from + to) / 2
    if (isWhole) return value
    const outer = low === undefined ? from : high === undefined ? to : value
    return outer === low || outer === high ? undefined : outer
  }
}

function textSamples({ names }: Stretches, { type }: Expression, fact: Fact | undefined): Partition['sampleOf'] {
  const values = [...names.keys()] as Exclude<Slot, undefined>[]
  const other = fact?.values ? fact.values.find(({ value }) => !names.has(value))?.value : OTHER
  return (stretch) => (stretch > 0 ? values[stretch - 1] : type === 'boolean' ? undefined : other)
}
