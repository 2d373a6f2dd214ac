import type { Day } from '@puhui/calendar'
import { type ApplicationIntent, applicationsPlan, buildPopulation, type Person } from '@puhui/sim'

/** The people of the demo, and who comes in on which day. */
export interface Market {
  readonly personOf: (index: number) => Person
  readonly arrivalsOn: (day: Day) => readonly ApplicationIntent[]
  /** Somebody who was moved to come as well. */
  readonly moves: (intent: ApplicationIntent) => void
  /** Which customer a person has become. */
  readonly customers: Map<number, string>
}

export interface MarketSize {
  readonly seed: string
  readonly size: number
  readonly months: number
  readonly from: Day
}

/** The same seed and size make the same people and the same arrivals, shifted to begin on `from`. */
export function openMarket({ seed, size, months, from }: MarketSize): Market {
  const people = buildPopulation({ seed, size, asOf: from })
  const byDay = new Map<Day, ApplicationIntent[]>()
  const moves = (intent: ApplicationIntent) => {
    const day = byDay.get(intent.appliedOn)
    if (day) day.push(intent)
    else byDay.set(intent.appliedOn, [intent])
  }
  for (const intent of applicationsPlan({ seed, size, months, from })) moves(intent)
  return {
    personOf: (index) => people[index]!,
    arrivalsOn: (day) => byDay.get(day) ?? [],
    moves,
    customers: new Map(),
  }
}
