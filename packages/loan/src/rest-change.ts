import { type Day, epochOf, maxDay } from '@puhui/calendar'
import { type Fen, maxFen, mulDiv, type RatePpm, sumFen } from '@puhui/money'
import { type Period, planPeriods, type ScheduleTerms } from '@puhui/product'
import { piecesOf } from './allocation-log.ts'
import { type Core, principalFrom } from './core.ts'
import { interestStepsUntil } from './plan.ts'
import { type Rest, restRateOn, withMove } from './rest.ts'
import { levelsOf } from './rest-level.ts'
import { followRest, paidOf } from './rest-rows.ts'
import { smoothRest } from './rest-smooth.ts'
import type { Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** What changes under a loan whose interest follows what is owed, from a row on. */
export interface RestChange {
  readonly index: number
  readonly on: Day
  readonly epoch: number
  /** Another rate from the day on, and again another from a later day. */
  readonly rates?: readonly { readonly from: Day; readonly annualRatePpm: RatePpm }[]
  /** The periods of the rows from the index on. */
  readonly periods?: readonly Period[]
  /** Principal that is paid beside the instalments, on the day. */
  readonly paidFen?: Fen
  /** The instalments to come are level again; else they stay, and the last one takes the difference. */
  readonly isLevelAnew: boolean
}

/**
 * New rates, days or principal: what has run stays as it was earned, and interest follows what is owed from there on.
 *
 * @source SPEC K8
 */
export function changeAtRest(terms: LoanTerms, before: Core, rest: Rest, change: RestChange): Core {
  const { index, epoch, paidFen = 0n, isLevelAnew } = change
  const paidDown = paidFen === 0n ? rest : withMove(rest, { epoch, amountFen: -paidFen })
  const own: Rest = { ...paidDown, owedFen: rest.owedFen - paidFen, rates: ratesWith(rest, change) }
  const rows = withPeriods(before.rows, change)
  const core = { ...before, rest: own, rows }
  if (!isLevelAnew) return followRest(terms, core, before.epoch)
  const balanceFen = principalFrom(before, index) - paidFen
  const leveled = levelAnew(terms, core, own, { ...change, balanceFen })
  const laid = followRest(terms, { ...core, rows: leveled }, before.epoch)
  if (!keepsPlaces(core.schedule)) return laid
  const from = { epoch: before.epoch, number: before.rows[index]?.period.number ?? 0, multipleFen: 1n }
  return smoothRest(terms, laid, from)
}

/** Whether instalments paid ahead keep their places, with what they were paid, when the others are level anew. */
export function keepsPlaces({ plan }: ScheduleTerms): boolean {
  return plan?.rest?.kind === 'daily' && plan.rest.paidAhead === 'keeps-place'
}

function ratesWith({ rates }: Rest, { rates: added = [] }: RestChange): Rest['rates'] {
  if (added.length === 0) return rates
  const [first, last] = [epochOf(added[0]!.from), epochOf(added.at(-1)!.from)]
  const others = rates.filter(({ epoch }) => epoch < first || epoch > last)
  const own = added.map(({ from, annualRatePpm }) => ({ epoch: epochOf(from), annualRatePpm }))
  return [...others, ...own].sort((a, b) => a.epoch - b.epoch)
}

function withPeriods(rows: readonly Row[], { index, periods = [] }: RestChange): readonly Row[] {
  return rows.map((row, at) => {
    const period = periods[at - index]
    if (period === undefined || at < index) return row
    const dueEpoch = epochOf(period.dueOn)
    const epochs = { fromEpoch: epochOf(period.periodFrom), toEpoch: epochOf(period.periodTo), dueEpoch }
    return { ...row, ...epochs, period, penaltyFromEpoch: dueEpoch }
  })
}

/** The level that repays the balance in the rows from an index on; what they have been paid stands beside it. */
export function levelAnew(
  terms: LoanTerms,
  core: Core,
  rest: Rest,
  {
    index,
    on,
    epoch,
    balanceFen,
  }: { readonly index: number; readonly on: Day; readonly epoch: number; readonly balanceFen: Fen },
): readonly Row[] {
  const left = core.rows.slice(index).filter((row) => row.rest !== undefined)
  const [first] = left
  if (!first || balanceFen <= 0n) return core.rows
  const from = maxDay(on, first.period.periodFrom)
  const schedule: ScheduleTerms = { ...core.schedule, annualRatePpm: restRateOn(terms, rest, epoch, on) }
  const periods = left.map(({ period }) => period)
  const steps = interestStepsUntil(terms, first, from)
  const isKept = keepsPlaces(core.schedule)
  const aheadFen = isKept ? paidSince(core, left, first.period.periodFrom) : 0n
  const openFen = balanceFen + aheadFen
  const running = steps.length > 0 ? { running: { steps, from } } : {}
  const plan = planPeriods(schedule, { balanceFen: openFen, periods, ...running })
  const levels = levelsOf(plan)
  const fixedFen = mulDiv(
    sumFen(left.map(({ rest: own }) => own?.fixed?.amountFen ?? 0n)),
    1n,
    BigInt(left.length),
    'half-even',
  )
  return core.rows.map((row, at) => {
    const plannedFen = levels.get(row.period.number)
    if (row.rest === undefined || at < index || plannedFen === undefined) return row
    if (isKept && plannedFen + fixedFen < paidOf(row)) return row
    const paidFen = row === first && !isKept ? row.paid.principalFen : 0n
    const levelFen = maxFen(plannedFen + paidFen + fixedFen, paidOf(row))
    return { ...row, rest: { ...row.rest, levelFen, agreedFen: levelFen } }
  })
}

/**
 * Principal of rows that was paid after a day: on that day it was still owed. Pieces of rows that are gone may bear the number
 * of one of these.
 */
function paidSince({ allocations }: Core, rows: readonly Row[], on: Day): Fen {
  const before = piecesOf(allocations).filter((piece) => piece.part === 'principal' && piece.on <= on)
  const since = rows.map(({ paid, period }) => {
    const own = before.filter(({ instalment }) => instalment === period.number)
    return maxFen(0n, paid.principalFen - sumFen(own.map(({ amountFen }) => amountFen)))
  })
  return sumFen(since)
}
