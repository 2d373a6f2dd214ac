import { type Day, daysBetween, type HolidayCalendar } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { type AmortisedRow, type AmortiseRequest, amortise, instalmentTarget, stepOf } from './amortise.ts'
import { periodsOf } from './period.ts'
import type { RateChange } from './plan-rules.ts'
import type { InterestStep, Period, ScheduleTerms } from './schedule-types.ts'
import { smoothed } from './smooth.ts'
import { downPaymentOf } from './tranche-plan.ts'

/** The rows of a contract, and the instalment (or the principal) that stays the same from one to the next. */
export interface PlannedContract {
  readonly rows: readonly AmortisedRow[]
  readonly targetFen: Fen
}

/**
 * The rows of a contract that is paid out whole on one day, before fees: its down payment, its periods by method and
 * grace, and its changes of rate. Loans and quotes are planned by this function, so that they cannot differ.
 *
 * @returns rows whose principal sums to the principal; a down payment is row 0, of no length
 * @source SPEC S1-S8, S10-S16
 */
export function planContract(
  terms: ScheduleTerms,
  disbursedOn: Day,
  holidays: HolidayCalendar,
): readonly AmortisedRow[] {
  return planWithTarget(terms, disbursedOn, holidays).rows
}

/** The same, with the instalment that was found on the way: it is kept where a later change keeps instalments. */
export function planWithTarget(terms: ScheduleTerms, disbursedOn: Day, holidays: HolidayCalendar): PlannedContract {
  const periods = periodsOf(terms, disbursedOn, holidays)
  const downFen = downPaymentFenOf(terms)
  const balanceFen = terms.principalFen - downFen
  const flat = isFlatOnWhole(terms) ? { flatFen: terms.principalFen } : {}
  const request = { balanceFen, periods, ...flat, ...sinceDisbursed(periods, disbursedOn) }
  const targetFen = instalmentTarget(amortiseRequestOf(terms, request))
  const planned = planPeriods(terms, { ...request, targetFen })
  const rows = (terms.plan?.rates ?? []).reduce((before, change) => repriced(terms, before, change), planned)
  return { rows: downFen === 0n ? rows : [downPaymentRow(disbursedOn, downFen, balanceFen), ...rows], targetFen }
}

/** Where parts join the whole plan, flat interest is on all that was paid out, a down payment too. */
function isFlatOnWhole({ method, plan }: ScheduleTerms): boolean {
  return method === 'flat' && plan?.draws?.joins === 'whole-plan'
}

/** Where the first period begins before the disbursement, it bears interest from that day on. */
function sinceDisbursed([first]: readonly Period[], disbursedOn: Day): Pick<AmortiseRequest, 'running'> {
  return first && first.periodFrom < disbursedOn ? { running: { steps: [], from: disbursedOn } } : {}
}

/** What the down payment of a contract is; 0 without one. */
export function downPaymentFenOf({ principalFen, plan }: Pick<ScheduleTerms, 'principalFen' | 'plan'>): Fen {
  const rule = plan?.downPayment
  return rule ? downPaymentOf(principalFen, rule.sharePpm, rule.multipleFen) : 0n
}

type PlanRequest = Omit<AmortiseRequest, 'terms' | 'interestOnlyPeriods'>

/**
 * Spreads a balance over periods of a contract, from any of them on: grace and shares go by the numbers of the periods.
 *
 * @source SPEC S11, S13
 */
export function planPeriods(terms: ScheduleTerms, request: PlanRequest): readonly AmortisedRow[] {
  const whole = amortiseRequestOf(terms, request)
  return terms.plan?.rest && terms.method === 'equal-instalment' ? smoothed(whole) : amortise(whole)
}

/** The request that plans periods of a contract by its rules. */
export function amortiseRequestOf(terms: ScheduleTerms, request: PlanRequest): AmortiseRequest {
  const before = (request.periods[0]?.number ?? 1) - 1
  const interestOnlyPeriods = Math.max(0, (terms.plan?.grace?.interestOnlyPeriods ?? 0) - before)
  const method = terms.method === 'flat' && terms.plan?.flat === 'whole-term' ? 'flat-spread' : terms.method
  return {
    ...request,
    terms: { ...terms, method },
    interestOnlyPeriods: Math.min(interestOnlyPeriods, request.periods.length - 1),
  }
}

/** Plans the running row and those after it anew for a rate that changes on a day; what has been earned stays. */
export function repriced(
  terms: ScheduleTerms,
  rows: readonly AmortisedRow[],
  { from, annualRatePpm }: RateChange,
): readonly AmortisedRow[] {
  const index = rows.findIndex((row) => from < row.period.periodTo)
  if (index < 0) return rows
  const [first, left] = [rows[index]!, rows.slice(index)]
  const start = from > first.period.periodFrom ? from : first.period.periodFrom
  const running = { steps: stepsUntil(terms, first, start), from: start }
  const request = {
    balanceFen: first.balanceFen + first.principalFen,
    periods: left.map((row) => row.period),
    ...flatBaseOf(terms, first),
    ...(running.steps.length > 0 ? { running } : {}),
  }
  return [...rows.slice(0, index), ...planPeriods({ ...terms, annualRatePpm }, request)]
}

/** What the interest of a flat loan is reckoned on from a row on, where the row is planned anew. */
export function flatBaseOf(
  { method }: Pick<ScheduleTerms, 'method'>,
  { interestSteps }: Pick<AmortisedRow, 'interestSteps'>,
): Pick<AmortiseRequest, 'flatFen'> {
  const last = interestSteps.at(-1)
  return method === 'flat' && last ? { flatFen: last.balanceFen } : {}
}

/** The interest steps of a row up to a day. */
export function stepsUntil(
  terms: Pick<ScheduleTerms, 'interestBasis'>,
  { interestSteps, period }: Pick<AmortisedRow, 'interestSteps' | 'period'>,
  on: Day,
): readonly InterestStep[] {
  return interestSteps
    .filter((step) => step.from < on)
    .map((step) => (step.to <= on ? step : cutAt(terms, period, step, on)))
}

function cutAt(
  terms: Pick<ScheduleTerms, 'interestBasis'>,
  period: AmortisedRow['period'],
  step: InterestStep,
  on: Day,
): InterestStep {
  const { from, to, num, den } = step
  if (!step.isSpread) return stepOf({ ...terms, ...step }, period, from, on, step.balanceFen)
  return { ...step, to: on, num: num * BigInt(daysBetween(from, on)), den: den * BigInt(daysBetween(from, to)) }
}

function downPaymentRow(on: Day, principalFen: Fen, balanceFen: Fen): AmortisedRow {
  const period: Period = {
    number: 0,
    periodFrom: on,
    periodTo: on,
    dueOn: on,
    days: 0,
    anchorDay: Number(on.slice(8)),
    isWholeMonth: false,
  }
  return { period, principalFen, interestFen: 0n, balanceFen, interestSteps: [] }
}
