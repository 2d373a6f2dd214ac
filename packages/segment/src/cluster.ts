import { assert } from '@puhui/kernel'
import { hasBit } from './bits.ts'
import type { Column } from './column.ts'
import type { SegmentStore } from './store.ts'

/** A number to part customers by; cuts are multiples of `step`, so that they can be said. */
export interface ClusterFact {
  readonly factId: string
  readonly step: number
}

/** From `from` on and below `below`; absent ends are open. */
export interface ClusterBound {
  readonly factId: string
  readonly from: number | null
  readonly below: number | null
}

interface Leaf {
  readonly rows: readonly number[]
  readonly bounds: ReadonlyMap<string, Omit<ClusterBound, 'factId'>>
}

interface Split {
  readonly gain: number
  readonly at: number
  readonly cut: number
}

const SAMPLE = 20_000
const LEAST_SHARE = 0.05
const CUTS = 10

/**
 * Parts customers into groups that are alike, each bounded by a few numbers, so that a group is a condition and can be
 * said in words. Top-down: the group, fact and cut that take most from the squared distances to the means of the groups
 * come first; distances are of logarithms in units of their spread. Nothing is drawn: the same customers give the same
 * groups.
 *
 * @param facts numbers that every customer of the answer must have
 * @param groups how many at most; fewer where no cut leaves a twentieth of the customers on both sides
 * @returns the bounds of each group; together they hold every customer of whom all facts are known, each once
 */
export function cluster(
  store: SegmentStore,
  facts: readonly ClusterFact[],
  groups: number,
): readonly (readonly ClusterBound[])[] {
  const columns = facts.map(({ factId }) => columnOf(store, factId))
  const rows = sampleOf(store, columns)
  if (rows.length === 0) return []
  const points = columns.map((column) => standardised(column, rows))
  const least = Math.max(1, Math.floor(rows.length * LEAST_SHARE))
  let leaves: Leaf[] = [{ rows: rows.map((_row, at) => at), bounds: new Map() }]
  while (leaves.length < groups) {
    const splits = leaves.map((leaf) => bestSplit(leaf, { columns, rows, points, facts, least }))
    const best = splits.reduce((a, split, at) => (split.gain > splits[a]!.gain ? at : a), 0)
    if (splits[best]!.gain <= 0) break
    leaves = leaves.flatMap((leaf, at) =>
      at === best ? parted(leaf, splits[best]!, { columns, rows, facts }) : [leaf],
    )
  }
  return leaves.map(({ bounds }) => [...bounds].map(([factId, bound]) => ({ factId, ...bound })))
}

function columnOf(store: SegmentStore, id: string): Column {
  const column = store.byId.get(id)
  assert(column !== undefined, 'the store has no such fact', { id })
  return column
}

/** Rows in which every fact is known, evenly from all. */
function sampleOf(store: SegmentStore, columns: readonly Column[]): number[] {
  const every = Math.max(1, Math.ceil(store.rows / SAMPLE))
  const rows: number[] = []
  for (let row = 0; row < store.rows; row += every)
    if (hasBit(store.live, row) && columns.every((column) => hasBit(column.known, row))) rows.push(row)
  return rows
}

function standardised({ values }: Column, rows: readonly number[]): Float64Array {
  const logs = Float64Array.from(rows, (row) => Math.log1p(Math.max(0, values[row]!)))
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
  const spread = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length)
  return logs.map((x) => (spread === 0 ? 0 : (x - mean) / spread))
}

interface Cloud {
  readonly columns: readonly Column[]
  readonly rows: readonly number[]
  readonly points: readonly Float64Array[]
  readonly facts: readonly ClusterFact[]
  readonly least: number
}

function bestSplit(leaf: Leaf, cloud: Cloud): Split {
  const whole = scatter(leaf.rows, cloud.points)
  let best: Split = { gain: 0, at: 0, cut: 0 }
  for (const [at, column] of cloud.columns.entries()) {
    for (const cut of cutsOf(
      leaf.rows.map((row) => column.values[cloud.rows[row]!]!),
      cloud.facts[at]!.step,
    )) {
      const below = leaf.rows.filter((row) => column.values[cloud.rows[row]!]! < cut)
      const above = leaf.rows.filter((row) => column.values[cloud.rows[row]!]! >= cut)
      if (below.length < cloud.least || above.length < cloud.least) continue
      const gain = whole - scatter(below, cloud.points) - scatter(above, cloud.points)
      if (gain > best.gain) best = { gain, at, cut }
    }
  }
  return best
}

/** Cuts at about every tenth of the values, on whole steps. */
function cutsOf(values: number[], step: number): number[] {
  values.sort((a, b) => a - b)
  const tenths = Array.from({ length: CUTS - 1 }, (_, at) => values[Math.floor(((at + 1) * values.length) / CUTS)]!)
  return [...new Set(tenths.map((value) => Math.ceil(value / step) * step))]
}

/** The squared distances of points to their mean. */
function scatter(rows: readonly number[], points: readonly Float64Array[]): number {
  let total = 0
  for (const axis of points) {
    let [sum, squares] = [0, 0]
    for (const row of rows) {
      sum += axis[row]!
      squares += axis[row]! ** 2
    }
    total += squares - sum ** 2 / Math.max(1, rows.length)
  }
  return total
}

function parted(
  leaf: Leaf,
  { at, cut }: Split,
  { columns, rows, facts }: Pick<Cloud, 'columns' | 'rows' | 'facts'>,
): Leaf[] {
  const { factId } = facts[at]!
  const was = leaf.bounds.get(factId) ?? { from: null, below: null }
  const isBelow = (row: number) => columns[at]!.values[rows[row]!]! < cut
  return [
    { rows: leaf.rows.filter(isBelow), bounds: new Map(leaf.bounds).set(factId, { ...was, below: cut }) },
    { rows: leaf.rows.filter((row) => !isBelow(row)), bounds: new Map(leaf.bounds).set(factId, { ...was, from: cut }) },
  ]
}
