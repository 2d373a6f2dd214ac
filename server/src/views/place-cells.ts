import { hiddenCells } from '@puhui/segment'
import { type Area, LOWER_TIERS, type PlaceQuery, tiersOf } from './place-filter.ts'

/** People counted where they live; a place that is not known is absent. */
export interface PlacedCount {
  readonly cityTier?: string | null | undefined
  readonly province?: string | null | undefined
  readonly people: number
}

interface Cell {
  readonly area?: Area | 'unknown' | undefined
  readonly province?: string | undefined
}

const UNKNOWN = 'unknown'

/**
 * Whether the count of a part of the country must be hidden: because it is of 1 to 4 people, or because it and what is
 * shown of the other parts would give such a count away, by area, by tier or by province. Asked of the same counts every
 * part gets the same answer, so that no two reports hold together what each of them hides.
 *
 * @param counts everybody's, of the whole country
 * @example isHiddenIn({ area: 'lower' }, [{ cityTier: 'county', people: 20 }, { cityTier: 'tier1', people: 3 }]) // true
 */
export function isHiddenIn({ area, province }: PlaceQuery, counts: readonly PlacedCount[]): boolean {
  if (counts.every(({ people }) => people === 0)) return false
  const provinces = [...new Set(counts.map((each) => each.province ?? UNKNOWN))].sort()
  const families: (readonly Cell[])[] = []
  for (const siblings of areasAround(area)) {
    families.push(siblings.map((each) => ({ area: each })))
    if (province !== undefined) families.push(siblings.map((each) => ({ area: each, province })))
  }
  if (province !== undefined) {
    families.push(provinces.map((each) => ({ province: each })))
    if (area !== undefined) families.push(provinces.map((each) => ({ area, province: each })))
  }
  return families.some((family) => {
    const own = family.findIndex((cell) => holds(cell, { area, province }))
    const hidden = hiddenCells([family.map((cell) => countIn(counts, cell))])[0]!
    return own >= 0 && hidden[own]!
  })
}

/** The areas that add up to one that is shown, from the whole down to the one asked for. */
function areasAround(area: Area | undefined): readonly (readonly (Area | 'unknown')[])[] {
  if (area === undefined) return []
  const halves = ['lower', 'upper', UNKNOWN] as const
  if (area === 'lower' || area === 'upper') return [halves]
  const half = (LOWER_TIERS as readonly string[]).includes(area) ? 'lower' : 'upper'
  return [halves, tiersOf(half) as readonly Area[]]
}

/** Whether a cell of a family is the place asked for, or the half of the country that it lies in. */
function holds(cell: Cell, { area, province }: PlaceQuery): boolean {
  if (cell.province !== undefined && cell.province !== province) return false
  if (cell.area === undefined || cell.area === area) return true
  return cell.area !== UNKNOWN && area !== undefined && tiersOf(cell.area).includes(area)
}

/** How many of these people live in a part of the country. */
export function countIn(counts: readonly PlacedCount[] | undefined, { area, province }: Cell): number {
  const isIn = (each: PlacedCount) => {
    const tier = each.cityTier ?? UNKNOWN
    const inArea = area === undefined || (area === UNKNOWN ? tier === UNKNOWN : tiersOf(area).includes(tier))
    return inArea && (province === undefined || (each.province ?? UNKNOWN) === province)
  }
  return (counts ?? []).reduce((sum, each) => (isIn(each) ? sum + each.people : sum), 0)
}

/** Rows by a name, each of them counted place by place. */
export function placedBy<Row extends PlacedCount>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  const named = new Map<string, Row[]>()
  for (const row of rows) {
    const own = named.get(nameOf(row))
    if (own) own.push(row)
    else named.set(nameOf(row), [row])
  }
  return named
}
