import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, minFen } from '@puhui/money'
import { append } from './allocation-log.ts'
import type { Core } from './core.ts'
import { addToPart, closePenaltyStep, openPart, openWithoutPenalty, type Row } from './row.ts'
import type { Allocation } from './state.ts'
import type { AllocationRule, Part } from './terms.ts'

/** Money or a waiver on its way to the instalments that are due. */
export interface Taking {
  readonly eventId: string
  readonly epoch: number
  readonly amountFen: Fen
  readonly as: 'paid' | 'waived'
  /** Named in each allocation before the place in the order. */
  readonly cause: string
}

/** Takes money to what is due, in the order of the contract; returns what is left over. */
export function takeToDue(core: Core, rule: AllocationRule, taking: Taking): { core: Core; leftFen: Fen } {
  const rows = core.rows.slice()
  const allocations: Allocation[] = []
  const sums = { paid: core.paid, waived: core.waived }
  let leftFen = taking.amountFen
  for (const { index, part, place } of turns(core, rule, taking.epoch)) {
    if (leftFen === 0n) break
    const row = rows[index]!
    const amountFen = minFen(openPart(row, part, taking.epoch, core.penalty), leftFen)
    if (amountFen <= 0n) continue
    rows[index] = settle(take(core, row, part, amountFen, taking), taking.epoch, core)
    sums[taking.as] = addToPart(sums[taking.as], part, amountFen)
    leftFen -= amountFen
    const ruleName = `${taking.cause}:${rule.sequence}:${place}`
    const [eventId, on] = [taking.eventId, dayFromEpoch(taking.epoch)]
    allocations.push({ eventId, on, part, instalment: row.period.number, amountFen, rule: ruleName })
  }
  return { core: withRows({ ...core, ...sums, allocations: append(core.allocations, allocations) }, rows), leftFen }
}

function take(core: Core, row: Row, part: Part, amountFen: Fen, taking: Taking): Row {
  const closed = part === 'penalty' || part === 'fee' ? row : closePenaltyStep(row, taking.epoch, core.penalty)
  return { ...closed, [taking.as]: addToPart(closed[taking.as], part, amountFen) }
}

/** Marks a row as settled on the day on which nothing of it is open, and fixes its penalty. */
function settle(row: Row, epoch: number, core: Core): Row {
  if (openWithoutPenalty(row) > 0n || openPart(row, 'penalty', epoch, core.penalty) > 0n) return row
  return { ...closePenaltyStep(row, epoch, core.penalty), settledOn: dayFromEpoch(epoch) }
}

/** Puts rows in place and moves the mark of the first open one. */
export function withRows(core: Core, rows: readonly Row[]): Core {
  let firstOpen = core.firstOpen
  while (firstOpen < rows.length && rows[firstOpen]!.settledOn !== undefined) firstOpen++
  return { ...core, rows, firstOpen }
}

/** The parts of the rows that are due, in the order in which they are served. */
function* turns(core: Core, rule: AllocationRule, epoch: number) {
  const due: number[] = []
  for (let i = core.firstOpen; i < core.rows.length && core.rows[i]!.dueEpoch <= epoch; i++) {
    if (core.rows[i]!.settledOn === undefined) due.push(i)
  }
  const order = rule.order.map((part, at) => ({ part, place: at + 1 }))
  if (rule.sequence === 'oldest-first') for (const index of due) for (const turn of order) yield { index, ...turn }
  else for (const turn of order) for (const index of due) yield { index, ...turn }
}
