import { type Day, daysBetween } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { type Fen, mulDiv, percentOf, type RatePpm, sumFen } from '@puhui/money'
import { type AmortisedRow, type AmortiseRequest, type AmortiseTerms, amortise, stepOf } from './amortise.ts'
import type { InterestStep, Period } from './schedule-types.ts'
import { smoothed } from './smooth.ts'

/** Money paid out on a day; the part paid back at once as a down payment 首付. */
export interface Tranche {
  readonly on: Day
  readonly amountFen: Fen
  readonly downPaymentFen: Fen
}

export interface TranchePlanRequest {
  readonly terms: AmortiseTerms
  readonly periods: readonly Period[]
  /** In the order of their days; the first falls into the first period. */
  readonly tranches: readonly Tranche[]
  /** Spreads what rounding leaves in the last instalment over all of them. */
  readonly isSmoothed: boolean
  readonly interestOnlyPeriods?: number
  /** A part paid out in the middle of a period bears interest for the whole of it. */
  readonly isWholePeriodInterest?: boolean
  readonly unpaidUntil?: Day
  /** Periods after the last one, for parts that are paid out when all instalments have fallen due. */
  readonly laterPeriods?: readonly Period[]
}

/**
 * A down payment: a share of what is paid out, rounded to a multiple.
 *
 * @example downPaymentOf(100_000n, 250_000n, 1n) // 25000n
 */
export function downPaymentOf(amountFen: Fen, sharePpm: RatePpm, multipleFen: Fen): Fen {
  if (multipleFen === 1n) return percentOf(amountFen, sharePpm, 'half-even')
  return mulDiv(amountFen, sharePpm, 1_000_000n * multipleFen, 'half-even') * multipleFen
}

/**
 * The plan of a loan that is paid out in several parts. Each later part plans the running period and those after it
 * anew; the running period earns on the old balance before its day and on the new one after.
 *
 * @source SPEC R1-R4
 */
export function planTranches(request: TranchePlanRequest): readonly AmortisedRow[] {
  const [first, ...later] = request.tranches
  assert(first, 'a plan needs money that is paid out')
  let paidOutFen = first.amountFen - first.downPaymentFen
  const isLater = first.on > request.periods[0]!.periodFrom
  const since = isLater ? { running: { steps: [], from: first.on } } : {}
  let rows = planFrom(request, 0, { balanceFen: paidOutFen, flatFen: paidOutFen, ...since })
  for (const tranche of later) {
    const addedFen = tranche.amountFen - tranche.downPaymentFen
    paidOutFen += addedFen
    rows = addTranche(request, rows, { on: tranche.on, addedFen, flatFen: paidOutFen })
  }
  return rows
}

/**
 * The plan of a loan each of whose parts runs its own full term 每笔放款各自足期: a later part has as many periods as the
 * first, from its own day on, and the instalments of a period are asked for together.
 *
 * @param request periods of the first part's term; `laterPeriods` follow them, as many as the longest part needs
 * @returns one row per period in which anything is asked for
 * @source SPEC R9
 */
export function planFullTermTranches(request: TranchePlanRequest): readonly AmortisedRow[] {
  const calendar = [...request.periods, ...(request.laterPeriods ?? [])]
  const plans = request.tranches.map((tranche) =>
    planTranches({
      ...request,
      tranches: [tranche],
      periods: periodsFrom(calendar, tranche.on, request.periods.length),
    }),
  )
  return calendar.flatMap((period) => {
    const rows = plans.flatMap((plan) => plan.filter((row) => row.period.dueOn === period.dueOn))
    return rows.length === 0 ? [] : [together(plans, period, rows)]
  })
}

/** Periods of the calendar from a day on; the first begins on that day. */
function periodsFrom(calendar: readonly Period[], on: Day, count: number): readonly Period[] {
  const index = calendar.findIndex((period) => on < period.periodTo)
  return calendar
    .slice(index, index + count)
    .map((period, place) =>
      place > 0 || period.periodFrom === on
        ? period
        : { ...period, periodFrom: on, days: daysBetween(on, period.periodTo), isWholeMonth: false },
    )
}

function together(
  plans: readonly (readonly AmortisedRow[])[],
  period: Period,
  rows: readonly AmortisedRow[],
): AmortisedRow {
  const balances = plans.map((plan) => plan.findLast((row) => row.period.dueOn <= period.dueOn)?.balanceFen ?? 0n)
  return {
    period,
    principalFen: sumFen(rows.map((row) => row.principalFen)),
    interestFen: sumFen(rows.map((row) => row.interestFen)),
    balanceFen: sumFen(balances),
    interestSteps: rows.flatMap((row) => row.interestSteps),
  }
}

function addTranche(
  request: TranchePlanRequest,
  rows: readonly AmortisedRow[],
  { on, addedFen, flatFen }: { on: Day; addedFen: Fen; flatFen: Fen },
): readonly AmortisedRow[] {
  const index = request.periods.findIndex((period) => on < period.periodTo)
  if (index < 0) return [...rows, ...planAfter(request, { on, addedFen })]
  const row = rows[index]!
  const balanceFen = row.balanceFen + row.principalFen + addedFen
  const running = request.isWholePeriodInterest ? {} : { running: { steps: stepsUntil(request, row, on), from: on } }
  return [...rows.slice(0, index), ...planFrom(request, index, { balanceFen, flatFen, ...running })]
}

/** A part paid out after the last due day is paid back in one later period, the one that holds its day. */
function planAfter(request: TranchePlanRequest, { on, addedFen }: { on: Day; addedFen: Fen }): readonly AmortisedRow[] {
  const period = request.laterPeriods?.find(({ periodFrom, periodTo }) => periodFrom <= on && on < periodTo)
  assert(period, 'paid out after the last due day', { on })
  const running = { steps: [], from: request.isWholePeriodInterest ? period.periodFrom : on }
  return amortise({ terms: request.terms, balanceFen: addedFen, periods: [period], running })
}

function stepsUntil(request: TranchePlanRequest, row: AmortisedRow, on: Day): readonly InterestStep[] {
  return row.interestSteps
    .filter((step) => step.from < on)
    .map((step) => (step.to <= on ? step : stepOf(request.terms, row.period, step.from, on, step.balanceFen)))
}

function planFrom(
  request: TranchePlanRequest,
  index: number,
  start: Pick<AmortiseRequest, 'balanceFen' | 'flatFen' | 'running'>,
): readonly AmortisedRow[] {
  const { terms, unpaidUntil, interestOnlyPeriods = 0 } = request
  const grace = Math.max(0, interestOnlyPeriods - index)
  const base = { terms, ...start, periods: request.periods.slice(index), interestOnlyPeriods: grace }
  const late = unpaidUntil === undefined ? {} : { unpaidUntil }
  return request.isSmoothed && terms.method === 'equal-instalment'
    ? smoothed(base, late)
    : amortise({ ...base, ...late })
}
