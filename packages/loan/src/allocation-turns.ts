import type { AllocationOrder, AllocationOrders, BeyondRule, DueTime, Part } from '@puhui/product'

/** One part of a stage, and its place among the parts of that time. */
export interface Turn {
  readonly part: Part
  readonly place: number
}

/** What is served together, row by row: horizontally all parts of one time, vertically one part. */
export interface Stage {
  readonly time: DueTime
  readonly turns: readonly Turn[]
}

/** The stages of an order, in which what is open is served. */
export function stagesOf(direction: AllocationOrders['direction'], { steps }: AllocationOrder): readonly Stage[] {
  const stages: { readonly time: DueTime; readonly turns: Turn[] }[] = []
  const places = new Map<DueTime, number>()
  for (const { time, part } of steps) {
    const turn = { part, place: (places.get(time) ?? 0) + 1 }
    places.set(time, turn.place)
    const stage = direction === 'horizontal' ? stages.find((known) => known.time === time) : undefined
    if (stage) stage.turns.push(turn)
    else stages.push({ time, turns: [turn] })
  }
  return stages
}

/** The rows to come among which money that is more than what is due finds its own. */
export interface RowsAhead<Row> {
  /** All of them, in the order of their due days. */
  readonly ahead: readonly Row[]
  /** Those whose period has begun. */
  readonly running: readonly Row[]
  /** The last one, or none. */
  readonly last: readonly Row[]
}

/** The rows that are served next by a rule; several are served in equal shares. */
export function rowsAhead<Row>(future: BeyondRule, { ahead, running, last }: RowsAhead<Row>): readonly Row[] {
  switch (future) {
    case 'held':
      return []
    case 'spread':
      return ahead
    case 'next-instalment':
      return ahead.slice(0, 1)
    case 'last-instalment':
      return last
    case 'next-then-last':
      return running.length > 0 ? running : last
  }
}
