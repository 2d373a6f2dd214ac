import { type Day, partsOf } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { shareOf } from './finances.ts'
import type { Person } from './person.ts'
import { streamOf } from './random.ts'

export type Shock = 'job-loss' | 'income-cut' | 'illness' | 'windfall'

/** One month of one person. */
export interface LifeMonth {
  readonly monthIndex: number
  readonly shock: Shock | null
  readonly incomeFen: Fen
  /** What other lenders take that month. */
  readonly otherDebtFen: Fen
}

/** Chance to begin in a month, and how many months it lasts. */
const SHOCKS: readonly (readonly [Shock, number, readonly [number, number]])[] = [
  ['job-loss', 0.0022, [2, 6]],
  ['income-cut', 0.006, [2, 6]],
  ['illness', 0.0025, [2, 4]],
  ['windfall', 0.008, [1, 1]],
]
const LONGEST = 6
const INCOME_LEFT: Readonly<Record<Shock, number>> = {
  'job-loss': 0.2,
  'income-cut': 0.65,
  illness: 0.55,
  windfall: 2.5,
}

/** Months since year 0: `monthIndexOf('2026-11-22' as Day) // 24322`. */
export function monthIndexOf(day: Day): number {
  const { year, month } = partsOf(day)
  return year * 12 + month - 1
}

/**
 * What a month is like for a person: pay with its noise, and the shock that began lately and has not ended.
 *
 * @param monthIndex calendar month as `monthIndexOf` counts
 * @source SPEC B1–B2
 */
export function lifeOf(person: Person, monthIndex: number): LifeMonth {
  const shock = shockIn(person, monthIndex)
  const noise = 1 + 0.05 * streamOf(person.lifeSeed, 'pay', monthIndex).normal()
  const share = Math.max(0, (shock ? INCOME_LEFT[shock] : 1) * noise)
  return {
    monthIndex,
    shock,
    incomeFen: shareOf(person.monthlyIncomeFen, share),
    otherDebtFen: person.otherMonthlyDebtFen,
  }
}

/** The latest shock that still lasts. */
function shockIn(person: Person, monthIndex: number): Shock | null {
  for (let back = 0; back < LONGEST; back++) {
    const begun = shockBegunIn(person, monthIndex - back)
    if (begun && back < begun.months) return begun.shock
  }
  return null
}

function shockBegunIn(person: Person, monthIndex: number): { shock: Shock; months: number } | null {
  const stream = streamOf(person.lifeSeed, 'shock', monthIndex)
  const frailty = 1.6 - person.hidden.ability
  let at = stream.unit()
  for (const [shock, chance, [min, max]] of SHOCKS) {
    at -= shock === 'windfall' ? chance : chance * frailty
    if (at < 0) return { shock, months: stream.int(min, max) }
  }
  return null
}
