import { type Bits, countBits } from './bits.ts'
import type { SegmentStore } from './store.ts'
import { type FactGroup, type FactTally, tallyFact } from './tally.ts'

export interface ProfiledGroup extends FactGroup {
  /** How many of everyone. */
  readonly everyone: number
  /** The share inside the segment over the share of everyone: 1 is like everyone; `null` where nobody has the value. */
  readonly lift: number | null
}

export interface ProfiledFact {
  readonly factId: string
  readonly groups: readonly ProfiledGroup[]
  readonly unknown: number
  readonly unknownEveryone: number
  /** How far the two distributions lie apart: half the sum of the differences of shares, 0 … 1. */
  readonly distance: number
}

/** A fact to compare by, with the bands of a number. */
export interface ProfileFact {
  readonly factId: string
  readonly cuts?: readonly number[]
}

/**
 * What sets a segment apart from everyone: each fact with the share of each value, most telling first. Shares are of
 * all customers; the unknown is a value of its own.
 *
 * @param everyone tallies of the whole population by fact, where they are at hand (`tallyFact` over it)
 */
export function profile(
  store: SegmentStore,
  segment: Bits,
  facts: readonly ProfileFact[],
  everyone: ReadonlyMap<string, FactTally> = new Map(),
): readonly ProfiledFact[] {
  const sizes = { segment: countBits(segment), everyone: countBits(store.live) }
  const profiled = facts.map(({ factId, cuts }) => {
    const inside = tallyFact(store, segment, factId, cuts)
    return compared(inside, everyone.get(factId) ?? tallyFact(store, store.live, factId, cuts), sizes)
  })
  return profiled.sort((a, b) => b.distance - a.distance || (a.factId < b.factId ? -1 : 1))
}

function compared(
  inside: FactTally,
  all: FactTally,
  sizes: { readonly segment: number; readonly everyone: number },
): ProfiledFact {
  const counts = new Map(inside.groups.map(({ value, count }) => [value, count]))
  const shareOf = (count: number, of: number) => (of === 0 ? 0 : count / of)
  let distance = Math.abs(shareOf(inside.unknown, sizes.segment) - shareOf(all.unknown, sizes.everyone))
  const groups = all.groups.map((group) => {
    const count = counts.get(group.value) ?? 0
    const [here, there] = [shareOf(count, sizes.segment), shareOf(group.count, sizes.everyone)]
    distance += Math.abs(here - there)
    return { ...group, count, everyone: group.count, lift: there === 0 ? null : here / there }
  })
  return {
    factId: inside.factId,
    groups,
    unknown: inside.unknown,
    unknownEveryone: all.unknown,
    distance: distance / 2,
  }
}
