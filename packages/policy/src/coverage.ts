import type { Slot } from '@puhui/condition'
import type { HitPolicy } from './policy.ts'

/** The samples of one column, each with the rows whose cell it satisfies. */
export type Axis = readonly { readonly sample: Slot; readonly rows: readonly boolean[] }[]

export interface Coverage {
  /** Inputs that no row takes. */
  readonly gaps: readonly (readonly Slot[])[]
  /** Pairs of rows that take the same inputs, each pair once. */
  readonly overlaps: readonly { readonly rows: readonly [number, number]; readonly samples: readonly Slot[] }[]
  /** Rows that never hit, or, where the first hit wins, never win. */
  readonly unreachable: readonly number[]
}

const VISITS_MAX = 200_000
const EXAMPLES_MAX = 20

/**
 * Walks the columns one by one, keeping only the rows still alive; samples that no row tells apart
 * are walked once.
 */
export function coverage(axes: readonly Axis[], rowCount: number, hitPolicy: HitPolicy): Coverage | 'too large' {
  const gaps: Slot[][] = []
  const overlaps = new Map<string, Coverage['overlaps'][number]>()
  const reached = new Set<number>()
  let visits = 0
  const distinct = axes.map(distinctOf)

  function walk(column: number, alive: readonly number[], samples: readonly Slot[]): void {
    visits += 1
    if (visits > VISITS_MAX) return
    if (column < axes.length && alive.length > 0) {
      for (const { sample, rows } of distinct[column]!) {
        walk(
          column + 1,
          alive.filter((row) => rows[row]),
          [...samples, sample],
        )
      }
      return
    }
    if (alive.length === 0) {
      if (gaps.length < EXAMPLES_MAX) gaps.push([...samples])
      return
    }
    for (const row of hitPolicy === 'first' ? alive.slice(0, 1) : alive) reached.add(row)
    for (const [i, a] of alive.entries()) for (const b of alive.slice(i + 1)) noteOverlap(a, b, samples)
  }

  function noteOverlap(a: number, b: number, samples: readonly Slot[]): void {
    if (overlaps.size < EXAMPLES_MAX && !overlaps.has(`${a} ${b}`)) overlaps.set(`${a} ${b}`, { rows: [a, b], samples })
  }

  const all = Array.from({ length: rowCount }, (_, row) => row)
  walk(0, all, [])
  if (visits > VISITS_MAX) return 'too large'
  return { gaps, overlaps: [...overlaps.values()], unreachable: all.filter((row) => !reached.has(row)) }
}

function distinctOf(axis: Axis): Axis {
  const seen = new Map<string, Axis[number]>()
  for (const each of axis) {
    const key = each.rows.map((isAlive) => (isAlive ? 1 : 0)).join('')
    if (!seen.has(key)) seen.set(key, each)
  }
  return [...seen.values()]
}
