import type { Slot } from '@puhui/condition'
import type { HitPolicy } from './policy.ts'

/** One column of a table: the stretches of its values, each with a value that shows it, and where each row holds. */
export interface Axis {
  readonly samples: readonly Slot[]
  /** Per row: first and last stretch of each run of stretches, in order. */
  readonly rows: readonly (readonly (readonly [from: number, to: number])[])[]
}

export interface Coverage {
  /** Inputs that no row takes. */
  readonly gaps: readonly (readonly Slot[])[]
  /** Pairs of rows that contradict each other on the same inputs, each pair once. */
  readonly overlaps: readonly { readonly rows: readonly [number, number]; readonly samples: readonly Slot[] }[]
  /** Rows that never hit, or, where the first hit wins, never win. */
  readonly unreachable: readonly number[]
  /** False when the table was too entangled to be looked at to the end; what was found stands. */
  readonly isWhole: boolean
}

/** Row visits; about a second. */
const WORK_MAX = 5_000_000
const EXAMPLES_MAX = 20

/**
 * Sweeps the columns one by one, keeping only the rows still alive; a set of rows that was met before on a column is
 * not walked again.
 *
 * @param isConflict whether two rows may not hit together
 */
export function coverage(
  axes: readonly Axis[],
  rowCount: number,
  hitPolicy: HitPolicy,
  isConflict: (a: number, b: number) => boolean,
): Coverage {
  return new Sweep(axes, rowCount, hitPolicy, isConflict).result()
}

class Sweep {
  readonly #axes: readonly Axis[]
  readonly #isFirst: boolean
  readonly #isConflict: ((a: number, b: number) => boolean) | undefined
  readonly #rowCount: number
  /** From which column on a row takes every value. */
  readonly #fullFrom: Int32Array
  readonly #gaps: Slot[][] = []
  readonly #overlaps = new Map<string, Coverage['overlaps'][number]>()
  readonly #won = new Set<number>()
  readonly #seen = new Set<string>()
  #work = 0

  constructor(
    axes: readonly Axis[],
    rowCount: number,
    hitPolicy: HitPolicy,
    isConflict: (a: number, b: number) => boolean,
  ) {
    this.#axes = axes
    this.#rowCount = rowCount
    this.#isFirst = hitPolicy === 'first'
    this.#isConflict = hitPolicy === 'unique' || hitPolicy === 'any' ? isConflict : undefined
    this.#fullFrom = Int32Array.from({ length: rowCount }, (_, row) => {
      const at = axes.findLastIndex(({ samples, rows }) => !isFull(rows[row]!, samples.length))
      return at + 1
    })
  }

  result(): Coverage {
    const possible = Array.from({ length: this.#rowCount }, (_, row) => row).filter((row) =>
      this.#axes.every(({ rows }) => rows[row]!.length > 0),
    )
    this.#walk(0, possible, [])
    const isWhole = this.#work <= WORK_MAX
    const reached = this.#isFirst ? this.#won : new Set(possible)
    const all = Array.from({ length: this.#rowCount }, (_, row) => row)
    const unreachable = this.#isFirst && !isWhole ? [] : all.filter((row) => !reached.has(row))
    return { gaps: this.#gaps, overlaps: [...this.#overlaps.values()], unreachable, isWhole }
  }

  #walk(column: number, given: readonly number[], samples: readonly Slot[]): void {
    if (this.#work > WORK_MAX || this.#isEnough()) return
    const alive = this.#isFirst ? this.#untilFull(given, column) : given
    if (alive.length === 0) return void this.#noteGap(samples)
    if (this.#isSettled(alive, column)) return void this.#noteLeaf(alive, samples)
    const key = `${column} ${alive.join(' ')}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.#sweep(column, alive, samples)
  }

  /** From stretch to stretch, rows come in and go out; between two changes one walk is enough. */
  #sweep(column: number, alive: readonly number[], samples: readonly Slot[]): void {
    const { rows, samples: own } = this.#axes[column]!
    const comes = new Map<number, number[]>()
    const goes = new Map<number, number[]>()
    for (const row of alive) {
      for (const [from, to] of rows[row]!) {
        push(comes, from, row)
        push(goes, to + 1, row)
      }
    }
    const changes = [...new Set([0, ...comes.keys(), ...goes.keys()])].sort((a, b) => a - b)
    let here: readonly number[] = []
    for (const at of changes) {
      if (at >= own.length) break
      const [gone, come] = [goes.get(at), comes.get(at)]
      if (gone) here = here.filter((row) => !gone.includes(row))
      if (come) here = [...here, ...come].sort((a, b) => a - b)
      this.#work += here.length + 1
      this.#walk(column + 1, here, [...samples, own[at]])
    }
  }

  /** Where the first hit wins, rows behind one that takes everything from here on cannot win. */
  #untilFull(alive: readonly number[], column: number): readonly number[] {
    const at = alive.findIndex((row) => this.#fullFrom[row]! <= column)
    return at < 0 || at === alive.length - 1 ? alive : alive.slice(0, at + 1)
  }

  /** Whether further columns can show nothing new. */
  #isSettled(alive: readonly number[], column: number): boolean {
    if (column === this.#axes.length) return true
    if (this.#isFirst) return this.#fullFrom[alive[0]!]! <= column
    if (!this.#isConflict) return alive.some((row) => this.#fullFrom[row]! <= column)
    return alive.every((row) => this.#fullFrom[row]! <= column)
  }

  #isEnough(): boolean {
    if (this.#isFirst || this.#gaps.length < EXAMPLES_MAX) return false
    return !this.#isConflict || this.#overlaps.size >= EXAMPLES_MAX
  }

  #noteGap(samples: readonly Slot[]): void {
    if (this.#gaps.length < EXAMPLES_MAX) this.#gaps.push([...samples])
  }

  #noteLeaf(alive: readonly number[], samples: readonly Slot[]): void {
    this.#won.add(alive[0]!)
    if (!this.#isConflict) return
    for (const [i, a] of alive.entries()) {
      for (const b of alive.slice(i + 1)) {
        if (this.#overlaps.size >= EXAMPLES_MAX) return
        this.#work += 1
        const key = `${a} ${b}`
        if (!this.#overlaps.has(key) && this.#isConflict(a, b)) this.#overlaps.set(key, { rows: [a, b], samples })
      }
    }
  }
}

function isFull(runs: readonly (readonly [number, number])[], count: number): boolean {
  return runs.reduce((sum, [from, to]) => sum + to - from + 1, 0) >= count
}

function push(map: Map<number, number[]>, at: number, row: number): void {
  const list = map.get(at)
  if (list) list.push(row)
  else map.set(at, [row])
}
