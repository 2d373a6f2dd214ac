import { addDays, addMonths, type Day, dayFromEpoch, dayOfMonth, daysBetween, epochOf } from '@puhui/calendar'
import { type Fen, sumFen } from '@puhui/money'
import { type Period, periodsEvery, planPeriods, type ScheduleTerms } from '@puhui/product'
import { areUntouched, isChargesAlone, onItsDay } from './beyond-row.ts'
import { type Core, isEnded } from './core.ts'
import type { ReAge, Rescheduled } from './event.ts'
import { type Rest, withMove, withoutPauses } from './rest.ts'
import { levelsOf, newRestRow } from './rest-level.ts'
import { closeAtPaid, newRow } from './rest-reschedule.ts'
import { followRest } from './rest-rows.ts'
import { smoothRest } from './rest-smooth.ts'
import { addParts, NO_PARTS, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Lays all that is open out anew from a first due day: instalments past due keep what was paid, the running one ends on
 * the day with what it had been paid early, and the interest that has run finds its place in the new ones.
 *
 * @source SPEC K10
 */
export function reAge(terms: LoanTerms, core: Core, rest: Rest, event: Rescheduled, rule: ReAge): Core {
  const epoch = epochOf(event.valueOn)
  const reAged = { ...rule, instalments: event.instalments }
  const openFen = sumFen(core.rows.map((row) => row.principalFen + row.carried.principalFen - row.paid.principalFen))
  if (openFen === 0n || isEnded(core)) return core
  const own = { ...rest, ...movedIn(core.rows, rest, epoch) }
  const past = core.rows.filter((row) => row.dueEpoch < epoch || row.period.number < 1).map((row) => closed(row, epoch))
  const gone = core.rows.filter((row) => row.dueEpoch >= epoch && row.period.number > 0)
  const kept = gone.every(isChargesAlone) ? past : [...past, holderOf(core.schedule, gone, epoch)]
  const periods = newPeriods(reAged, kept.at(-1)!.period)
  const schedule = scheduleUnder(core.schedule, reAged)
  const levels = levelsIn(schedule, periods, reAged, openFen)
  const laid = periods.map((period) => ({
    ...newRow(period),
    rest: { ...newRestRow(0n, levels.get(period.number)!), isLaidAnew: true as const },
  }))
  const rows = [...kept, ...withCharges(laid, gone)]
  const ready = { ...core, schedule, rows, rest: own, hasCarried: true }
  const unpaused = { ...ready, rest: withoutPauses(own, epoch) }
  const multipleFen = rule.isInMultiples ? schedule.instalment.multipleFen : 1n
  const from = { epoch, number: periods[0]!.number, multipleFen }
  const smooth = smoothRest(terms, followRest(terms, unpaused, epoch), from)
  return unpaused.rest === own ? smooth : followRest(terms, { ...smooth, rest: own, laid: undefined }, epoch)
}

/** From which day, how often, and how many times. */
export type ReAgePlan = ReAge & { readonly instalments: number }

/** Open principal of rows that follow nothing (a down payment, a debt behind the term) bears interest with the rest from now on. */
export function movedIn(rows: readonly Row[], rest: Rest, epoch: number): Pick<Rest, 'owedFen' | 'moves'> {
  const outside = rows.filter((row) => row.rest === undefined)
  const amountFen = sumFen(outside.map((row) => row.principalFen - row.paid.principalFen))
  if (amountFen === 0n) return rest
  return { owedFen: rest.owedFen + amountFen, moves: withMove(rest, { epoch, amountFen }).moves }
}

export function closed(row: Row, epoch: number): Row {
  const kept = closeAtPaid({ ...row, principalFen: row.rest ? row.principalFen : row.paid.principalFen })
  const isOpen = kept.settledOn === undefined && chargesOpen(kept) > 0n
  return isOpen ? kept : { ...kept, settledOn: row.settledOn ?? dayFromEpoch(epoch) }
}

/** What has run in it beyond what was paid is laid elsewhere. */
export function closeForGood(row: Row): Row {
  const own = closeAtPaid(row)
  return own.rest ? { ...own, rest: { ...own.rest, isClosed: true } } : own
}

function chargesOpen({ feeFen, carried, paid, waived }: Row): Fen {
  return (
    feeFen + carried.feeFen + carried.penaltyFen - paid.feeFen - paid.penaltyFen - waived.feeFen - waived.penaltyFen
  )
}

/** The running instalment ends on the day; what was paid ahead for it and those after it stays in it. */
export function holderOf({ interestBasis }: ScheduleTerms, gone: readonly Row[], epoch: number): Row {
  const [running] = gone as readonly [Row, ...Row[]]
  const on = dayFromEpoch(epoch)
  const paid = gone.reduce((sum, row) => addParts(sum, row.paid), NO_PARTS)
  const own = { ...paid, feeFen: 0n, penaltyFen: 0n }
  // Interest of the days that have run is reckoned in the period out of which they are cut, unless months count from its start.
  const end =
    interestBasis === 'monthly-from-start' ? { periodTo: on, anchorDay: dayOfMonth(on), isWholeMonth: false } : {}
  const row = { ...newRow({ ...running.period, ...end, dueOn: on }), toEpoch: epoch, paid: own }
  return { ...row, rest: newRestRow(0n, paid.principalFen + paid.interestFen), settledOn: on }
}

export function newPeriods({ firstDueOn, instalments, unit, every }: ReAgePlan, last: Period): readonly Period[] {
  const dueOn = (index: number): Day => {
    if (unit === 'month') return addMonths(firstDueOn, index * every)
    return addDays(firstDueOn, index * every * (unit === 'week' ? 7 : 1))
  }
  return Array.from({ length: instalments }, (_, index): Period => {
    const [periodFrom, periodTo] = [index === 0 ? last.dueOn : dueOn(index - 1), dueOn(index)]
    return {
      number: last.number + 1 + index,
      periodFrom,
      periodTo,
      dueOn: periodTo,
      days: daysBetween(periodFrom, periodTo),
      anchorDay: unit === 'month' ? dayOfMonth(firstDueOn) : dayOfMonth(periodTo),
      isWholeMonth: unit === 'month' && every === 1 && addMonths(periodTo, -1, dayOfMonth(firstDueOn)) === periodFrom,
    }
  })
}

export function scheduleUnder(
  { plan = {}, ...schedule }: ScheduleTerms,
  { unit, every, instalments }: ReAgePlan,
): ScheduleTerms {
  const { grace: _grace, ...own } = plan
  return { ...schedule, plan: { ...own, frequency: { unit, every, count: instalments } } }
}

/** As if the first period began one period before its due day. */
function levelsIn(
  schedule: ScheduleTerms,
  periods: readonly Period[],
  { firstDueOn, unit, every, isInMultiples }: ReAgePlan,
  balanceFen: Fen,
): ReadonlyMap<number, Fen> {
  const from =
    unit === 'month' ? addMonths(firstDueOn, -every) : addDays(firstDueOn, -every * (unit === 'week' ? 7 : 1))
  const whole = periodsEvery(from, periods.length, { unit, every }).map((period) =>
    unit === 'month' ? period : { ...period, anchorDay: dayOfMonth(period.periodTo) },
  )
  const plain = { ...schedule, instalment: { ...schedule.instalment, multipleFen: 1n } }
  const planned = planPeriods(isInMultiples ? schedule : plain, { balanceFen, periods: whole })
  const levels = levelsOf(planned)
  return new Map(periods.map((period, at) => [period.number, levels.get(at + 1)!]))
}

/** Charges of instalments that have gone stand in the new one that holds their day; what is behind the last stays behind it. */
function withCharges(laid: readonly Row[], gone: readonly Row[]): readonly Row[] {
  return gone.reduce((rows, row) => {
    if (row.ownDays && areUntouched(row)) return row.ownDays.reduce(onItsDay, rows)
    return row.carried.feeFen + row.carried.penaltyFen === 0n ? rows : withCarriedOf(rows, row)
  }, laid)
}

/** What has been paid for them goes along, and so they stay together: in the new one that holds the due day, or in the last. */
function withCarriedOf(rows: readonly Row[], { carried, paid, dueEpoch }: Row): readonly Row[] {
  const found = rows.findIndex((one) => one.dueEpoch >= dueEpoch)
  const at = found < 0 ? rows.length - 1 : found
  const into = rows[at]!
  const charges = { ...NO_PARTS, feeFen: carried.feeFen, penaltyFen: carried.penaltyFen }
  const met = { ...NO_PARTS, feeFen: paid.feeFen, penaltyFen: paid.penaltyFen }
  return rows.with(at, { ...into, carried: addParts(into.carried, charges), paid: addParts(into.paid, met) })
}
