import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, minFen } from '@puhui/money'
import type { AllocationOrder, AllocationOrders, DueTime } from '@puhui/product'
import { append } from './allocation-log.ts'
import { type Stage, stagesOf, type Turn } from './allocation-turns.ts'
import { type Core, withRows } from './core.ts'
import { takeInAdvance } from './in-advance.ts'
import { paidMove } from './rest.ts'
import { takeAheadAtRest } from './rest-advance.ts'
import { addToPart, closePenaltyStep, openPart, openWithoutPenalty, type Row } from './row.ts'
import type { Allocation } from './state.ts'
import type { LoanTerms, Part } from './terms.ts'

/** Money or a waiver on its way to the instalments. */
export interface Taking {
  readonly eventId: string
  readonly epoch: number
  readonly amountFen: Fen
  readonly as: 'paid' | 'waived'
  /** Named in each allocation before the place in the order. */
  readonly cause: string
}

/** The order in which money is taken, and whether instalment by instalment or part by part. */
export interface Order extends AllocationOrder {
  readonly direction: AllocationOrders['direction']
}

/** Takes money to what is due, in the order given; returns what is left over. */
export function takeToDue(core: Core, order: Order, taking: Taking): Taken {
  return takeStages({ core, leftFen: taking.amountFen }, order, taking, (taken, stage) =>
    stage.time === 'in-advance' ? taken : takeStage(taken, order, taking, stage),
  )
}

/** Takes money to what is due, and what is more to instalments to come where the order says so. */
export function takeMoney(terms: LoanTerms, core: Core, order: Order, taking: Taking): Taken {
  return takeStages({ core, leftFen: taking.amountFen }, order, taking, (taken, stage) =>
    stage.time === 'in-advance'
      ? takeAhead(terms, taken, order, taking, stage)
      : takeStage(taken, order, taking, stage),
  )
}

export interface Taken {
  readonly core: Core
  readonly leftFen: Fen
}

function takeStages(
  from: Taken,
  order: Order,
  { amountFen }: Taking,
  take: (taken: Taken, stage: Stage) => Taken,
): Taken {
  if (amountFen === 0n) return from
  let taken = from
  for (const stage of stagesOf(order.direction, order)) if (taken.leftFen > 0n) taken = take(taken, stage)
  return taken
}

function takeStage({ core, leftFen: amountFen }: Taken, order: Order, taking: Taking, stage: Stage): Taken {
  const due = rowsDue(core, taking.epoch, stage.time)
  if (due.length === 0) return { core, leftFen: amountFen }
  const rows = core.rows.slice()
  const allocations: Allocation[] = []
  const sums = { paid: core.paid, waived: core.waived }
  let [leftFen, moved] = [amountFen, core]
  for (const index of due) {
    for (const turn of stage.turns) {
      if (leftFen === 0n) break
      const { part } = turn
      const row = rows[index]!
      const pieceFen = minFen(openPart(row, part, taking.epoch, core.penalty), leftFen)
      if (pieceFen <= 0n) continue
      rows[index] = settle(take(core, row, part, pieceFen, taking), taking.epoch, core)
      if (part === 'principal') moved = paidMove(moved, taking.epoch, row, pieceFen)
      sums[taking.as] = addToPart(sums[taking.as], part, pieceFen)
      leftFen -= pieceFen
      allocations.push(pieceOf(row, pieceFen, taking, turn, ruleOf(order, taking, stage, turn)))
    }
  }
  return { core: withRows({ ...moved, ...sums, allocations: append(core.allocations, allocations) }, rows), leftFen }
}

function takeAhead(terms: LoanTerms, { core, leftFen }: Taken, order: Order, taking: Taking, stage: Stage): Taken {
  if (order.future === 'held') return { core, leftFen }
  const money = { epoch: taking.epoch, amountFen: leftFen }
  const rule = { turns: stage.turns, future: order.future }
  const taken = core.rest
    ? takeAheadAtRest(terms, core, leftFen, { ...rule, epoch: taking.epoch })
    : takeInAdvance(terms, core, money, rule)
  const allocations = taken.pieces.map(({ index, turn, amountFen }) =>
    pieceOf(core.rows[index]!, amountFen, taking, turn, `${ruleOf(order, taking, stage, turn)}:${order.future}`),
  )
  const sumFen = taken.pieces.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const logged = { ...taken.core, allocations: append(core.allocations, allocations) }
  return { core: withRows(logged, logged.rows), leftFen: leftFen - sumFen }
}

function ruleOf({ direction }: Order, { cause }: Taking, { time }: Stage, { place }: Turn): string {
  return `${cause}:${direction}:${time}:${place}`
}

function pieceOf(row: Row, amountFen: Fen, { eventId, epoch }: Taking, { part }: Turn, rule: string): Allocation {
  return { eventId, on: dayFromEpoch(epoch), part, instalment: row.period.number, amountFen, rule }
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

/** The rows of a time that are open, oldest first. */
function rowsDue(core: Core, epoch: number, time: DueTime): readonly number[] {
  const due: number[] = []
  for (let i = core.firstOpen; i < core.rows.length && core.rows[i]!.dueEpoch <= epoch; i++) {
    const row = core.rows[i]!
    if (row.settledOn === undefined && (time === 'due') === (row.dueEpoch === epoch)) due.push(i)
  }
  return due
}
