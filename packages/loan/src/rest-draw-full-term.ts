import { addDays, addMonths, type Day, dayOfMonth, daysBetween, shiftToWorkingDay } from '@puhui/calendar'
import { type Period, periodsOf, planTranches, type ScheduleTerms, type Tranche } from '@puhui/product'
import type { Core } from './core.ts'
import { newRow } from './rest-reschedule.ts'
import type { RestedRow } from './rest-rows.ts'
import { addToPart, NO_PARTS, type OwnDay, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Lays a further part over the instalments to come and beyond them: it has as many of its own as the first part, from its
 * day on.
 *
 * @source SPEC T6
 */
export function laidOver(terms: LoanTerms, core: Core, part: Tranche): readonly Row[] {
  const rested = core.rows.filter((row): row is RestedRow => row.rest !== undefined)
  const last = rested.at(-1)!.period
  const count = periodsOf(terms.schedule, core.disbursedOn!, terms.holidays).length
  const running = rested.map(({ period }) => period).filter(({ periodTo }) => periodTo > part.on)
  const later = laterPeriods(terms, core.schedule, last, { count, on: part.on })
  const own = [...running, ...later].slice(0, count)
  const levels = levelsOf(core.schedule, own, part)
  const raised = core.rows.map((row) => (row.rest ? raisedBy(row as RestedRow, levels.get(row.period) ?? 0n) : row))
  const added = later
    .filter((period) => levels.has(period))
    .map((period) => raisedBy(newRow(period) as RestedRow, levels.get(period)!))
  const at = raised.findLastIndex((row) => row.rest !== undefined) + 1
  return withChargesOfBeyond(raised.toSpliced(at, 0, ...numbered(added, raised)))
}

/** Charges behind the last instalment stand in the new ones that hold their days. */
function withChargesOfBeyond(rows: readonly Row[]): readonly Row[] {
  const [beyond, last] = [rows.at(-1)!, rows.at(-2)!]
  if (!beyond.isBeyond || beyond.paid !== NO_PARTS || beyond.waived !== NO_PARTS) return rows
  const charges = beyond.ownDays ?? []
  const laid = charges.reduce(
    (all, charge) => {
      const index = all.findIndex((row) => row.period.number > 0 && !row.isBeyond && charge.epoch <= row.dueEpoch)
      return index < 0 ? all : all.with(index, withCharge(all[index]!, charge))
    },
    rows.slice(0, -1),
  )
  const left = charges.filter(({ epoch }) => epoch > last.dueEpoch)
  if (left.length === charges.length) return rows
  if (left.length === 0) return laid
  const carried = left.reduce((sum, { part, amountFen }) => addToPart(sum, part, amountFen), NO_PARTS)
  const { dueOn } = last.period
  const period = { ...beyond.period, periodFrom: dueOn, days: daysBetween(dueOn, beyond.period.periodTo) }
  return [...laid, { ...beyond, carried, ownDays: left, period, fromEpoch: last.dueEpoch }]
}

function withCharge(row: Row, charge: OwnDay): Row {
  const carried = addToPart(row.carried, charge.part, charge.amountFen)
  return { ...row, carried, ownDays: [...(row.ownDays ?? []), charge], settledOn: undefined }
}

/** What each instalment asks for on account of the part alone, the last one with what rounding leaves. */
function levelsOf(terms: ScheduleTerms, periods: readonly Period[], part: Tranche): ReadonlyMap<Period, bigint> {
  const [first, ...rest] = periods as readonly [Period, ...Period[]]
  const days = daysBetween(part.on, first.periodTo)
  const cut = first.periodFrom === part.on ? first : { ...first, periodFrom: part.on, days, isWholeMonth: false }
  const isSmoothed = terms.method === 'equal-instalment'
  const plan = planTranches({ terms, periods: [cut, ...rest], tranches: [part], isSmoothed })
  return new Map(plan.map(({ principalFen, interestFen }, at) => [periods[at]!, principalFen + interestFen]))
}

function raisedBy(row: RestedRow, addedFen: bigint): Row {
  if (addedFen === 0n) return row
  const levelFen = row.rest.levelFen + addedFen
  return { ...row, settledOn: undefined, rest: { ...row.rest, levelFen, agreedFen: levelFen } }
}

/** After the numbers that are in use: a line behind the last instalment has one, too. */
function numbered(added: readonly Row[], rows: readonly Row[]): readonly Row[] {
  const last = Math.max(...rows.map(({ period }) => period.number))
  return added.map((row, at) => ({ ...row, period: { ...row.period, number: last + 1 + at } }))
}

/** The periods that follow the last one, from the one that holds the day on. */
function laterPeriods(
  terms: LoanTerms,
  { plan }: ScheduleTerms,
  last: Period,
  { count, on }: { readonly count: number; readonly on: Day },
): readonly Period[] {
  const { unit, every } = plan?.frequency ?? { unit: 'month', every: 1 }
  const endOf = (index: number): Day => {
    if (unit === 'month') return addMonths(last.periodTo, index * every, last.anchorDay)
    return addDays(last.periodTo, index * every * (unit === 'week' ? 7 : 1))
  }
  const periods: Period[] = []
  for (let index = 1; periods.length < count; index++) {
    const [periodFrom, periodTo] = [endOf(index - 1), endOf(index)]
    if (periodTo <= on) continue
    periods.push({
      number: 0,
      periodFrom,
      periodTo,
      dueOn: shiftToWorkingDay(periodTo, terms.schedule.workingDayShift, terms.holidays),
      days: daysBetween(periodFrom, periodTo),
      anchorDay: unit === 'month' ? last.anchorDay : dayOfMonth(periodTo),
      isWholeMonth: unit === 'month' && every === 1,
    })
  }
  return periods
}
