import type { AllocationOrder, AllocationOrders, AllocationStep, BeyondRule, DueTime, Part } from '@puhui/product'

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

/** The stages of an order, in which both folds serve what is open. */
export function stagesOf(direction: AllocationOrders['direction'], { steps }: AllocationOrder): readonly Stage[] {
  if (direction === 'vertical') return steps.map((step) => ({ time: step.time, turns: [turnOf(steps, step)] }))
  const times = new Set(steps.map((step) => step.time))
  return [...times].map((time) => ({
    time,
    turns: steps.filter((step) => step.time === time).map((step) => turnOf(steps, step)),
  }))
}

function turnOf(steps: readonly AllocationStep[], step: AllocationStep): Turn {
  const sameTime = steps.filter(({ time }) => time === step.time)
  return { part: step.part, place: sameTime.indexOf(step) + 1 }
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
