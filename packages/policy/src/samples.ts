import type { Condition, Expression, Fact, FactType, Slot } from '@puhui/condition'

/**
 * Values that between them meet every case the cells of a column tell apart: each bound that is
 * written, and one value in each stretch between two bounds and beyond the last.
 */
export function samplesOf(type: FactType, cells: readonly Condition[], fact: Fact | undefined): Slot[] {
  const written = new Set<Slot>()
  for (const cell of cells) collect(cell, written)
  if (type === 'boolean') return [true, false]
  if (type === 'enum' && fact?.values) return fact.values.map(({ value }) => value)
  if (type === 'enum' || type === 'text') return [...written, '\u0000other']
  return numbers(
    type,
    [...written].filter((value) => typeof value === 'number'),
    fact,
  )
}

function numbers(type: FactType, bounds: readonly number[], fact: Fact | undefined): number[] {
  const sorted = [...new Set(bounds)].sort((a, b) => a - b)
  if (sorted.length === 0) return [fact?.min ?? 0]
  const isWhole = type !== 'number'
  const samples = new Set([sorted[0]! - 1])
  sorted.forEach((bound, i) => {
    const next = sorted[i + 1]
    if (!isWhole || Number.isInteger(bound)) samples.add(bound)
    const between = next === undefined ? bound + 1 : isWhole ? Math.floor(bound) + 1 : (bound + next) / 2
    if (next === undefined || between < next) samples.add(between)
  })
  const [least, most] = [fact?.min ?? Number.NEGATIVE_INFINITY, fact?.max ?? Number.POSITIVE_INFINITY]
  return [...samples].filter((sample) => sample >= least && sample <= most)
}

function collect(part: unknown, written: Set<Slot>): void {
  if (Array.isArray(part)) for (const each of part) collect(each, written)
  else if (typeof part === 'object' && part !== null) {
    const node = part as Expression
    if (node.kind === 'literal') written.add(node.value)
    else for (const each of Object.values(part)) collect(each, written)
  }
}
