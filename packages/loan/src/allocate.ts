import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, minFen } from '@puhui/money'
import type { AllocationOrder, AllocationOrders, DueTime } from '@puhui/product'
import { append } from './allocation-log.ts'
import { type Stage, stagesOf, type Turn } from './allocation-turns.ts'
import { staysAsPlanned, takeAheadAsPlanned } from './as-planned.ts'
import { type Core, withRows } from './core.ts'
import { takeInAdvance } from './in-advance.ts'
import { openByOwnDay } from './own-day.ts'
import { paidMove, settlementEpoch } from './rest.ts'
import { takeAheadAtRest } from './rest-advance.ts'
import { layRest } from './rest-rows.ts'
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
  /** Where interest follows what is owed, principal counts as paid from this day on; else from the day of the money. */
  readonly countsFrom?: number
}

/** The order in which money is taken, and whether instalment by instalment or part by part. */
export interface Order extends AllocationOrder {
  readonly direction: AllocationOrders['direction']
  /** Charges whose own day has come are due, too, after the instalments. */
  readonly isByOwnDay?: boolean
}

/** Takes money to what is due, in the order given; returns what is left over. */
export function takeToDue(core: Core, order: Order, taking: Taking): Taken {
  return takeStages({ core, leftFen: taking.amountFen }, order, taking, (taken, stage) =>
    stage.time === 'in-advance' ? taken : takeStage(taken, order, taking, stage),
  )
}

/** Takes money to what is due, and what is more to instalments to come where the order says so. */
export function takeMoney(terms: LoanTerms, core: Core, order: Order, money: Taking): Taken {
  const taking = { ...money, ...countedFrom(terms, core, money) }
  return takeStages({ core, leftFen: taking.amountFen }, order, taking, (taken, stage) =>
    stage.time === 'in-advance'
      ? takeAhead(terms, taken, order, taking, stage)
      : takeStage(taken, order, taking, stage),
  )
}

/** Money that settles the loan counts from the day up to which a settlement owes interest. */
function countedFrom(terms: LoanTerms, core: Core, { epoch, amountFen }: Taking): Pick<Taking, 'countsFrom'> {
  const end = settlementEpoch(core, epoch)
  if (end === epoch || core.rest === undefined) return {}
  const rows = layRest(terms, core, core.rest, { epoch: end, stopEpoch: end })
  const openFen = rows.reduce((sum, row) => sum + openWithoutPenalty(row), 0n)
  return amountFen >= openFen ? { countsFrom: end } : {}
}

export interface Taken {
  readonly core: Core
  readonly leftFen: Fen
}

function takeStages(from: Taken, order: Order, taking: Taking, take: (taken: Taken, stage: Stage) => Taken): Taken {
  if (taking.amountFen === 0n) return from
  let taken = from
  const stages = stagesOf(order.direction, order)
  const lastDue = stages.findLast(({ time }) => time !== 'in-advance')
  for (const stage of stages) {
    if (taken.leftFen > 0n) taken = take(taken, stage)
    if (order.isByOwnDay && stage === lastDue && taken.leftFen > 0n) taken = takeByOwnDay(taken, order, taking)
  }
  return taken
}

/** Charges whose own day has come, in instalments that have not fallen due: penalties first. */
function takeByOwnDay(taken: Taken, order: Order, taking: Taking): Taken {
  const { rows } = taken.core
  const due = [...rows.keys()].filter((index) => rows[index]!.ownDays && rows[index]!.dueEpoch > taking.epoch)
  const openOf = (row: Row, part: Part) =>
    part === 'fee' || part === 'penalty' ? openByOwnDay(row, part, taking.epoch) : 0n
  return takeFrom(taken, order, taking, { time: 'own-day', turns: OWN_DAY_TURNS, due, openOf })
}

const OWN_DAY_TURNS: readonly Turn[] = [
  { part: 'penalty', place: 1 },
  { part: 'fee', place: 2 },
]

function takeStage(taken: Taken, order: Order, taking: Taking, { time, turns }: Stage): Taken {
  const due = rowsDue(taken.core, taking.epoch, time)
  const openOf = (row: Row, part: Part) => openPart(row, part, taking.epoch, taken.core.penalty)
  return takeFrom(taken, order, taking, { time, turns, due, openOf })
}

/** What is open in rows that are due, and in which order it is served. */
interface Serving {
  readonly time: string
  readonly turns: readonly Turn[]
  readonly due: readonly number[]
  readonly openOf: (row: Row, part: Part) => Fen
}

function takeFrom({ core, leftFen: amountFen }: Taken, order: Order, taking: Taking, serving: Serving): Taken {
  const { turns, due, openOf } = serving
  if (due.length === 0) return { core, leftFen: amountFen }
  const rows = core.rows.slice()
  const allocations: Allocation[] = []
  const sums = { paid: core.paid, waived: core.waived }
  let [leftFen, moved] = [amountFen, core]
  for (const [index, turn] of servedInTurn(rows, due, turns)) {
    if (leftFen === 0n) break
    const { part } = turn
    const row = rows[index]!
    const pieceFen = minFen(openOf(row, part), leftFen)
    if (pieceFen <= 0n) continue
    rows[index] = settle(take(core, row, part, pieceFen, taking), taking.epoch, core)
    if (part === 'principal') moved = paidMove(moved, taking.countsFrom ?? taking.epoch, row, pieceFen)
    sums[taking.as] = addToPart(sums[taking.as], part, pieceFen)
    leftFen -= pieceFen
    allocations.push(pieceOf(row, pieceFen, taking, turn, ruleOf(order, taking, serving, turn)))
  }
  return { core: withRows({ ...moved, ...sums, allocations: append(core.allocations, allocations) }, rows), leftFen }
}

/** Row by row, and in each turn by turn; what was made due at once is served with the row of its day. */
function* servedInTurn(
  rows: readonly Row[],
  due: readonly number[],
  turns: readonly Turn[],
): Generator<readonly [index: number, turn: Turn]> {
  for (let at = 0; at < due.length; ) {
    const [first, next] = [due[at]!, due[at + 1]]
    const together = next !== undefined && isMadeDueWith(rows[first]!, rows[next]!) ? [first, next] : [first]
    for (const turn of turns) for (const index of together) yield [index, turn]
    at += together.length
  }
}

/** No day has run in a row that was made due on the due day of the one before it. */
function isMadeDueWith(before: Row, row: Row): boolean {
  return row.dueEpoch === before.dueEpoch && row.fromEpoch === row.dueEpoch && row.period.number > 0
}

function takeAhead(terms: LoanTerms, { core, leftFen }: Taken, order: Order, taking: Taking, stage: Stage): Taken {
  if (order.future === 'held') return { core, leftFen }
  const money = { epoch: taking.epoch, amountFen: leftFen }
  const rule = { turns: stage.turns, future: order.future, isByPart: order.direction === 'vertical' }
  const taken = core.rest
    ? takeAheadAtRest(terms, core, leftFen, {
        ...rule,
        epoch: taking.epoch,
        countsFrom: taking.countsFrom ?? taking.epoch,
      })
    : staysAsPlanned(core.schedule)
      ? takeAheadAsPlanned(core, leftFen, { ...rule, epoch: taking.epoch })
      : takeInAdvance(terms, core, money, rule)
  const allocations = taken.pieces.map(({ index, turn, amountFen }) =>
    pieceOf(core.rows[index]!, amountFen, taking, turn, `${ruleOf(order, taking, stage, turn)}:${order.future}`),
  )
  const sumFen = taken.pieces.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const logged = { ...taken.core, allocations: append(core.allocations, allocations) }
  return { core: withRows(logged, logged.rows), leftFen: leftFen - sumFen }
}

function ruleOf({ direction }: Order, { cause }: Taking, { time }: Pick<Serving, 'time'>, { place }: Turn): string {
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
