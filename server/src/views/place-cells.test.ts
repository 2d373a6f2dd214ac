import { expect, test } from 'vitest'
import { isHiddenIn, type PlacedCount } from './place-cells.ts'
import type { Area } from './place-filter.ts'

const AREAS: readonly Area[] = ['lower', 'upper', 'tier1', 'tier2', 'tier3', 'tier4', 'county', 'village']
const shown = (counts: readonly PlacedCount[], province?: string) =>
  AREAS.filter((area) => !isHiddenIn({ area, province }, counts))
const by = (people: Partial<Record<Area, number>>, province?: string): PlacedCount[] =>
  Object.entries(people).map(([cityTier, count]) => ({ cityTier, province, people: count }))

test('what is large enough everywhere is shown everywhere', () => {
  const counts = by({ tier1: 9, tier2: 8, tier3: 7, tier4: 6, county: 5, village: 12 })
  expect(shown(counts)).toEqual(AREAS)
})

test('the other half of the country is hidden with a small one: the whole less the one is the other', () => {
  expect(shown(by({ tier1: 3, county: 20 }))).toEqual([])
})

test('a half whose place is not known is such a half too', () => {
  const counts = [...by({ tier1: 30, county: 20 }), { people: 2 }]
  expect(shown(counts)).toEqual(['upper', 'tier1', 'tier2'])
})

test('one small tier hides a second one of its half, and no more', () => {
  const counts = by({ tier1: 9, tier2: 8, tier3: 2, tier4: 6, county: 15, village: 12 })
  expect(shown(counts)).toEqual(['lower', 'upper', 'tier1', 'tier2', 'county', 'village'])
})

test('provinces hide each other in the same way, within an area as well', () => {
  const counts = [
    ...by({ county: 20, tier1: 30 }, '33'),
    ...by({ county: 3, tier1: 30 }, '41'),
    ...by({ county: 9 }, '51'),
  ]
  const provinces = ['33', '41', '51'].filter((province) => !isHiddenIn({ area: 'county', province }, counts))
  expect(provinces).toEqual(['33'])
  expect(isHiddenIn({ area: 'lower' }, counts)).toBe(false)
})

test('nothing that is shown of areas and tiers gives a small count away', () => {
  const tiers: readonly Area[] = ['tier1', 'tier2', 'tier3', 'tier4', 'county', 'village']
  let seed = 7
  const draw = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % 9
  }
  for (let round = 0; round < 500; round++) {
    const counts = [...by(Object.fromEntries(tiers.map((tier) => [tier, draw()]))), { people: draw() }]
    expect([round, ...given(counts, shown(counts))]).toEqual([round])
  }
})

/** Small counts of parts that can be reckoned from those shown, by taking sums from the sums they are in. */
function given(counts: readonly PlacedCount[], open: readonly Area[]): readonly number[] {
  const of = (tiers: readonly string[]) =>
    counts.reduce((sum, { cityTier, people }) => sum + (tiers.includes(cityTier ?? '?') ? people : 0), 0)
  const families: readonly (readonly [whole: readonly string[], parts: readonly (readonly string[])[]])[] = [
    [
      ['tier1', 'tier2', 'tier3', 'tier4', 'county', 'village', '?'],
      [['tier1', 'tier2'], ['tier3', 'tier4', 'county', 'village'], ['?']],
    ],
    [
      ['tier1', 'tier2'],
      [['tier1'], ['tier2']],
    ],
    [
      ['tier3', 'tier4', 'county', 'village'],
      [['tier3'], ['tier4'], ['county'], ['village']],
    ],
  ]
  const name = (tiers: readonly string[]) =>
    tiers.length === 1 ? tiers[0]! : tiers.length === 2 ? 'upper' : tiers.length === 4 ? 'lower' : 'all'
  const isOpen = (tiers: readonly string[]) =>
    name(tiers) === 'all' || (open as readonly string[]).includes(name(tiers))
  return families.flatMap(([whole, parts]) => {
    const closed = parts.filter((part) => !isOpen(part) && of(part) > 0)
    const small = isOpen(whole) && closed.length > 0 && of(closed.flat()) < 5 ? [of(closed.flat())] : []
    return [
      ...small,
      ...parts
        .filter((part) => isOpen(part))
        .map(of)
        .filter((people) => people > 0 && people < 5),
    ]
  })
}
