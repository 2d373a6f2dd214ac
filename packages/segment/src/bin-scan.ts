import type { Bins } from './bins.ts'
import { type Bits, BLOCK, bitsFor, choose, intersect, subtract, unite, uniteInverse } from './bits.ts'
import type { Column } from './column.ts'

/** What a test says of all numbers from the least to the greatest of a bin; `undefined`: they differ. */
export type Verdict = boolean | undefined

/** A question to the digits of a bin, the highest digit first. */
type Tree = boolean | { readonly digit: number; readonly high: Tree; readonly low: Tree; readonly size: number }

/** From so many steps on, looking at each value is as fast. */
const STEPS_MAX = 40

/** What a test says of the numbers of a column. */
export interface NumberTest {
  /** Of all numbers from the least to the greatest of a bin. */
  readonly verdictOf: (least: number, most: number) => Verdict
  /** Of one number, for bins without a verdict. */
  readonly holds: (value: number) => boolean
}

/** The rows that are known and living for whose number a test holds; `undefined` where a scan is as fast. */
export function scanBins(
  { values, known, bins, live }: Pick<Column, 'values' | 'known'> & { readonly bins: Bins; readonly live: Bits },
  { verdictOf, holds }: NumberTest,
): Bits | undefined {
  const verdicts = Array.from(bins.least, (least, bin) =>
    least <= bins.most[bin]! ? verdictOf(least, bins.most[bin]!) : false,
  )
  const open = verdicts.filter((verdict) => verdict === undefined).length
  if (open * 16 > Math.max(verdicts.length, 32)) return undefined
  const whole = treeOf(
    verdicts.map((verdict) => verdict === true),
    bins.digits.length,
  )
  const edge = treeOf(
    verdicts.map((verdict) => verdict === undefined),
    bins.digits.length,
  )
  if (sizeOf(whole) + sizeOf(edge) > STEPS_MAX) return undefined
  const out = bitsFor(live.length * 32)
  const spares = [...bins.digits, null].map(() => new Uint32Array(BLOCK))
  for (let from = 0; from < live.length; from += BLOCK) {
    const part = out.subarray(from, Math.min(live.length, from + BLOCK))
    const [atEdge, ...spare] = spares.map((block) => block.subarray(0, part.length))
    fill(whole, part, { digits: bins.digits, spare, from })
    if (edge !== false) {
      fill(edge, atEdge!, { digits: bins.digits, spare, from })
      look(part, atEdge!, from, (row) => holds(values[row]!))
    }
    intersect(part, known.subarray(from, from + part.length))
    intersect(part, live.subarray(from, from + part.length))
  }
  return out
}

function sizeOf(tree: Tree): number {
  return typeof tree === 'boolean' ? 0 : tree.size
}

/** Parts of the bins that are answered alike are not asked for further digits. */
function treeOf(answers: readonly boolean[], depth: number): Tree {
  const build = (from: number, digit: number): Tree => {
    if (digit < 0) return answers[Math.min(from, answers.length - 1)]!
    const [low, high] = [build(from, digit - 1), build(from + 2 ** digit, digit - 1)]
    if (typeof low === 'boolean' && low === high) return low
    return { digit, high, low, size: 1 + sizeOf(high) + sizeOf(low) }
  }
  return build(0, depth - 1)
}

interface Place {
  readonly digits: readonly Bits[]
  readonly spare: readonly Bits[]
  readonly from: number
}

/** Answers a tree for the words from `place.from` on, as many as `into` holds. */
function fill(tree: Tree, into: Bits, place: Place): void {
  if (typeof tree === 'boolean') return void into.fill(tree ? 0xffffffff : 0)
  const { high, low } = tree
  const digit = place.digits[tree.digit]!.subarray(place.from, place.from + into.length)
  if (typeof low === 'boolean') {
    fill(high, into, place)
    if (low) uniteInverse(into, digit)
    else intersect(into, digit)
  } else if (typeof high === 'boolean') {
    fill(low, into, place)
    if (high) unite(into, digit)
    else subtract(into, digit)
  } else {
    const other = place.spare[tree.digit]!
    fill(high, into, place)
    fill(low, other, place)
    choose(into, other, digit)
  }
}

/** Adds the open rows for which the test holds. */
function look(into: Bits, open: Bits, from: number, holds: (row: number) => boolean): void {
  for (let w = 0; w < into.length; w++) {
    let word = open[w]!
    while (word !== 0) {
      const low = word & -word
      if (holds(((from + w) << 5) + 31 - Math.clz32(low))) into[w] = into[w]! | low
      word ^= low
    }
  }
}
