import { type Day, dayFromEpoch, dayOfMonth, epochOf } from '@puhui/calendar'
import { type Fen, maxFen, sumFen } from '@puhui/money'
import { downPaymentOf, planPeriods, planTranches, type Tranche } from '@puhui/product'
import { type Core, principalFrom } from './core.ts'
import type { Raise } from './draw.ts'
import { type Rest, restRateOn, withMove, withoutPauses } from './rest.ts'
import { keepsPlaces, levelAnew } from './rest-change.ts'
import { laidOver } from './rest-draw-full-term.ts'
import { levelsOf } from './rest-level.ts'
import { followRest, layRest, paidOf, type RestedRow, withLevel } from './rest-rows.ts'
import { smoothRest } from './rest-smooth.ts'
import { NO_PARTS, type Row, rowOf } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Pays out a further part of a loan whose interest follows what is owed: the instalments to come are level again, as they
 * would be had every one before been paid on its day.
 *
 * @source SPEC K7
 */
export function drawAtRest(terms: LoanTerms, core: Core, rest: Rest, raise: Raise): Core {
  const { on, epoch, amountFen, downPaymentFen, bearsFrom: since = epoch } = raise
  const addedFen = amountFen - downPaymentFen
  const part = { on: dayFromEpoch(since), epoch: since, addedFen, paidOutEpoch: epoch }
  const parts = [...rest.parts, { on: part.on, amountFen, downPaymentFen }]
  const moved = withMove({ ...rest, parts, owedFen: rest.owedFen + addedFen }, { epoch: since, amountFen: addedFen })
  const leveled = isLater(core, raise) ? levelLater(terms, core, moved, part) : laidWith(terms, core, moved, part)
  const rows = withDownPayment(leveled, on, epoch, downPaymentFen)
  return followRest(terms, { ...core, rows, rest: moved }, epoch)
}

/** Where no plan of all parts stands any more, or a fee joins parts that have a term of their own. */
function isLater({ rows, schedule }: Core, { isFee }: Raise): boolean {
  const isFullTerm = schedule.plan?.draws?.term === 'full'
  return isFullTerm ? isFee === true : rows.some(({ rest }) => rest?.isLaidAnew)
}

interface Part {
  readonly on: Day
  readonly epoch: number
  readonly addedFen: Fen
  /** It may bear interest from a day before: the level follows the rate of this one. */
  readonly paidOutEpoch: number
}

/** The rows with a further part: beside the others for its own full term, or in the plan of all parts. */
function laidWith(terms: LoanTerms, core: Core, rest: Rest, part: Part): readonly Row[] {
  if (core.schedule.plan?.draws?.term === 'full') {
    return laidOver(terms, core, { on: part.on, amountFen: part.addedFen, downPaymentFen: 0n })
  }
  return rest.rates.length > 0 ? levelOnTime(terms, core, rest, part) : releveled(core, rest.parts, part.epoch)
}

/** What is paid down on a further part. */
export function downPaymentIn({ schedule }: Core, amountFen: Fen): Fen {
  const rule = schedule.plan?.downPayment
  return rule ? downPaymentOf(amountFen, rule.sharePpm, rule.multipleFen) : 0n
}

/**
 * After a re-age or a re-amortisation no plan of all parts stands: the instalments to come bear what they ask for and the
 * new part, as if each before had been paid on its day.
 */
function levelLater(terms: LoanTerms, core: Core, rest: Rest, part: Part): readonly Row[] {
  const planned = paidOnTime(terms, core) ?? core
  const index = planned.rows.findIndex((row) => row.rest !== undefined && row.toEpoch > part.epoch)
  if (index < 0) return core.rows
  const balanceFen = principalFrom(planned, index) + part.addedFen
  const rows = levelAnew(terms, planned, rest, { ...part, epoch: part.paidOutEpoch, index, balanceFen })
  const own = keepsPlaces(core.schedule) ? smoothedWith(terms, { ...planned, rows }, index, part) : rows
  return withLevels(core.rows, index, own)
}

/**
 * Once a rate has changed or a pause has been given, no plan of all parts stands either: the instalments to come are level
 * over what was paid out, at the rates that there were, as if each before had been paid on its day.
 */
function levelOnTime(terms: LoanTerms, core: Core, rest: Rest, part: Part): readonly Row[] {
  const { epoch, addedFen, paidOutEpoch } = part
  const planned = paidOnTime(terms, core)
  const index = core.rows.findIndex((row) => row.rest !== undefined && row.toEpoch > epoch)
  if (!planned || index < 0) return releveled(core, rest.parts, epoch)
  const unpaused = withoutPauses(rest, paidOutEpoch)
  const annualRatePpm = restRateOn(terms, unpaused, paidOutEpoch, dayFromEpoch(paidOutEpoch))
  const periods = planned.rows.slice(index).flatMap((row) => (row.rest ? [row.period] : []))
  const balanceFen = principalFrom(planned, index) + addedFen
  const levels = levelsOf(planPeriods({ ...core.schedule, annualRatePpm }, { balanceFen, periods }))
  const rows = planned.rows.map((row) => leveled(row, levels.get(row.period.number)))
  return withLevels(core.rows, index, smoothedWith(terms, { ...planned, rows }, index, part))
}

function leveled(row: Row, levelFen: Fen | undefined): Row {
  if (row.rest === undefined || levelFen === undefined) return row
  return { ...row, rest: { ...row.rest, levelFen, agreedFen: levelFen } }
}

/** The rows from an index on ask for what others do, and for no less than they were paid. */
function withLevels(rows: readonly Row[], index: number, others: readonly Row[]): readonly Row[] {
  return rows.map((row, at) => {
    if (row.rest === undefined || at < index) return row
    return leveled(row, maxFen(others[at]!.rest!.agreedFen, paidOf({ ...row, rest: row.rest })))
  })
}

/** The levels from a row on, with the part, so that the last one differs least; those of a grace ask for interest only. */
function smoothedWith(terms: LoanTerms, planned: Core, index: number, part: Part): readonly Row[] {
  const { rest, rows, schedule } = planned
  if (schedule.method !== 'equal-instalment') return rows
  const owed = { ...rest!, owedFen: rest!.owedFen + part.addedFen }
  const drawn = { ...planned, rest: withMove(owed, { epoch: part.epoch, amountFen: part.addedFen }), laid: undefined }
  const { multipleFen } = schedule.instalment
  const firstLevel = (schedule.plan?.grace?.interestOnlyPeriods ?? 0) + 1
  const epoch = epochOf(planned.disbursedOn!)
  const from = { epoch, number: Math.max(rows[index]!.period.number, firstLevel), multipleFen }
  return smoothRest(terms, followRest(terms, drawn, from.epoch), from).rows
}

/** The loan had each row been paid on its day; not known where principal was paid down beside them. */
function paidOnTime(terms: LoanTerms, core: Core): Core | undefined {
  const rest = core.rest!
  const own = paidOutAlone(rest)
  if (sumFen(own.moves.map(({ amountFen }) => amountFen)) !== rest.owedFen) return undefined
  const rows = core.rows.map((row) => (row.rest === undefined ? row : unpaid({ ...row, rest: row.rest })))
  const planned = { ...core, rows, rest: own, laid: undefined }
  return { ...planned, rows: layRest(terms, planned, own, PLANNED) }
}

/** What was paid out, and nothing paid back. */
function paidOutAlone(rest: Rest): Rest {
  const moves = rest.moves.filter(({ amountFen }) => amountFen > 0n)
  return moves.reduce<Rest>((before, move) => withMove(before, move), { ...rest, moves: [] })
}

const PLANNED = { epoch: Number.NEGATIVE_INFINITY, stopEpoch: Number.POSITIVE_INFINITY }

/** A row that has been closed asked for the principal that it was paid. */
function unpaid(row: RestedRow): Row {
  const own = { ...row, paid: NO_PARTS, waived: NO_PARTS }
  return row.rest.isClosed ? withLevel(own, row.paid.principalFen) : own
}

/** The rows to come with the levels of the plan of all parts. */
function releveled(core: Core, parts: readonly Tranche[], epoch: number): readonly Row[] {
  const rested = core.rows.filter((row): row is RestedRow => row.rest !== undefined)
  const plan = planTranches({
    terms: core.schedule,
    periods: rested.map(({ period }) => period),
    tranches: parts,
    isSmoothed: core.schedule.method === 'equal-instalment',
    interestOnlyPeriods: core.schedule.plan?.grace?.interestOnlyPeriods ?? 0,
  })
  const levels = levelsOf(plan)
  return core.rows.map((row) => (row.toEpoch <= epoch ? row : leveled(row, levels.get(row.period.number))))
}

/** What is paid down on a part stands in a row of its own, after the instalments of its day. */
export function withDownPayment(rows: readonly Row[], on: Day, epoch: number, amountFen: Fen): readonly Row[] {
  if (amountFen === 0n) return rows
  const laterFen = sumFen(rows.filter((other) => other.dueEpoch > epoch).map(({ principalFen }) => principalFen))
  const at = rows.findIndex((other) => other.dueEpoch > epoch)
  return rows.toSpliced(at < 0 ? rows.length : at, 0, downPaymentRow(rows, on, amountFen, laterFen))
}

/** The row of what is paid down on a part, with what the rows after it ask for. */
export function downPaymentRow(rows: readonly Row[], on: Day, principalFen: Fen, balanceFen: Fen): Row {
  const number = -rows.filter((row) => row.period.number < 1).length
  const period = {
    number,
    periodFrom: on,
    periodTo: on,
    dueOn: on,
    days: 0,
    anchorDay: dayOfMonth(on),
    isWholeMonth: false,
  }
  return { ...rowOf(period), principalFen, balanceFen }
}
