import { type Day, epochOf, maxDay } from '@puhui/calendar'
import { type Fen, maxFen, minFen, mulDiv, type RatePpm, sumFen } from '@puhui/money'
import {
  type AmortisedRow,
  amortise,
  amortiseRequestOf,
  feesOfRow,
  flatBaseOf,
  type InterestStep,
  instalmentTarget,
  interestOf,
  type Period,
  planPeriods,
  planWithTarget,
  repriced,
  stepOf,
  stepsUntil,
} from '@puhui/product'
import { staysAsPlanned, sumOfRows, withPaidAhead } from './as-planned.ts'
import { carriedOf, withCarried } from './carry.ts'
import { NO_PARTS, openWithoutPenalty, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** The rows of a contract, and the instalment (or the principal) that stays the same from one to the next. */
export interface Plan {
  readonly rows: readonly Row[]
  readonly targetFen: Fen
}

export function planOf(terms: LoanTerms, disbursedOn: Day): Plan {
  const { rows, targetFen } = planWithTarget(terms.schedule, disbursedOn, terms.holidays)
  return { rows: rowsOf(terms, rows), targetFen }
}

/** What changes under a plan, and from which row on; the rate stays unless another is given. */
export interface PlanChange {
  readonly index: number
  readonly on: Day
  readonly balanceFen: Fen
  readonly keepsInstalment: boolean
  /** Where interest was paid ahead, the instalment asks for as much less principal. */
  readonly countsInterestPaid?: boolean
  readonly annualRatePpm?: RatePpm
  /** The periods of the rows from the index on, where they change with it. */
  readonly periods?: readonly Period[]
}

/** Plans the running row and those after it anew for a balance or a rate that changes on a day. */
export function replan(terms: LoanTerms, plan: Plan, change: PlanChange): Plan {
  const [kept, left] = [plan.rows.slice(0, change.index), plan.rows.slice(change.index)]
  const first = left[0]!
  const running = {
    steps: runIn(terms, first, change),
    from: maxDay(change.on, first.period.periodFrom),
  }
  const schedule = { ...terms.schedule, annualRatePpm: change.annualRatePpm ?? rateOn(terms, change.on) }
  const isKept = staysAsPlanned(schedule)
  const balance = {
    balanceFen: change.balanceFen + (isKept ? sumOfRows(left, 'paid').principalFen : 0n),
    periods: change.periods ?? left.map((row) => row.period),
    running,
    ...flatFenOf(terms, left, change.balanceFen),
  }
  const request = amortiseRequestOf(schedule, balance)
  const targetFen = change.keepsInstalment ? instalmentInForce(terms, plan, change.index) : instalmentTarget(request)
  const level = isKept ? planPeriods(schedule, balance) : amortise(request)
  const planned = change.keepsInstalment ? amortise({ ...request, keepFen: targetFen }) : level
  const later = (terms.schedule.plan?.rates ?? []).filter(({ from }) => from > change.on)
  const rows = later.reduce((before, rate) => repriced(terms.schedule, before, rate), planned)
  const own = isKept
    ? withPaidAhead(rowsOf(terms, rows), left, change)
    : withCarried(withPaid(rowsOf(terms, rows), first), carriedOf(left))
  return { rows: [...kept, ...own], targetFen }
}

/**
 * What has run in the first of the rows. Where months count from its first day, they do so in its new days, too, unless that
 * is less than has been paid.
 */
function runIn(terms: LoanTerms, first: Row, { on, periods }: PlanChange): readonly InterestStep[] {
  const steps = interestStepsUntil(terms, first, on)
  const period = periods?.[0]
  if (period === undefined || terms.schedule.interestBasis !== 'monthly-from-start') return steps
  const anew = steps.map((step) => {
    const { from, to, balanceFen, annualRatePpm } = step
    return step.isSpread ? step : stepOf({ ...terms.schedule, annualRatePpm }, period, from, to, balanceFen)
  })
  return interestOf(anew) < first.paid.interestFen ? steps : anew
}

/** Flat interest goes on as it was; what is paid early takes its share of it along, and a further part bears it, too. */
function flatFenOf({ schedule }: LoanTerms, left: readonly Row[], balanceFen: Fen): { flatFen?: Fen } {
  const { flatFen } = flatBaseOf(schedule, left[0]!)
  const beforeFen = sumFen(left.map((row) => row.principalFen - row.paid.principalFen))
  if (flatFen === undefined || beforeFen <= 0n) return {}
  return balanceFen > beforeFen
    ? { flatFen: flatFen + balanceFen - beforeFen }
    : { flatFen: mulDiv(flatFen, balanceFen, beforeFen, 'half-even') }
}

/** What stays the same from one instalment to the next; a rate that has moved since has moved it too, so that the rows tell it. */
function instalmentInForce({ schedule }: LoanTerms, { rows, targetFen }: Plan, index: number): Fen {
  if (!schedule.plan?.rates?.length && !staysAsPlanned(schedule)) return targetFen
  const level = rows.slice(index, -1).find((row) => row.principalFen > 0n)
  if (!level) return targetFen
  const isPrincipal = schedule.method === 'equal-principal' || schedule.plan?.flat !== undefined
  return isPrincipal ? level.principalFen : level.principalFen + level.interestFen
}

/** The rate of a contract on a day: that of signing, or the last change known by then. */
export function rateOn({ schedule }: LoanTerms, on: Day): RatePpm {
  const change = schedule.plan?.rates?.findLast(({ from }) => from <= on)
  return change?.annualRatePpm ?? schedule.annualRatePpm
}

/** Ends the plan on a day: the running row takes all principal left and the interest earned so far, without further fees. */
export function closeOn(terms: LoanTerms, plan: Plan, index: number, on: Day, balanceFen: Fen): Plan {
  const [running, left] = [plan.rows[index]!, plan.rows.slice(index)]
  const isKept = staysAsPlanned(terms.schedule)
  const [paid, waived] = isKept ? [sumOfRows(left, 'paid'), sumOfRows(left, 'waived')] : [running.paid, running.waived]
  const interestSteps = interestStepsUntil(terms, running, on)
  const epoch = epochOf(on)
  const days = Math.max(0, epoch - running.fromEpoch)
  const period = {
    ...running.period,
    periodTo: maxDay(on, running.period.periodFrom),
    dueOn: on,
    days,
    isWholeMonth: false,
  }
  const last: Row = {
    ...running,
    period,
    toEpoch: epoch,
    dueEpoch: epoch,
    penaltyFromEpoch: epoch,
    paid,
    waived,
    principalFen: balanceFen + paid.principalFen,
    interestFen: isKept
      ? maxFen(interestOf(interestSteps), paid.interestFen + waived.interestFen)
      : interestOf(interestSteps),
    feeFen: isKept ? paid.feeFen + waived.feeFen : minFen(running.feeFen, paid.feeFen),
    balanceFen: 0n,
    interestSteps,
    evenDaysInYear: undefined,
    carried: carriedOf(left),
    settledOn: undefined,
  }
  const isOpen = openWithoutPenalty(last) > 0n || last.carried.penaltyFen > last.paid.penaltyFen
  const ended = isOpen ? last : { ...last, settledOn: running.settledOn ?? on }
  return { rows: [...plan.rows.slice(0, index), ended], targetFen: plan.targetFen }
}

/** What the running row has been paid in advance stays in the row that takes its place; its principal is lower already. */
export function withPaid(rows: readonly Row[], { paid, feeFen }: Row): readonly Row[] {
  const [first, ...rest] = rows
  if (!first || (paid.interestFen === 0n && paid.feeFen === 0n)) return rows
  const kept = {
    ...first,
    paid: { ...paid, principalFen: 0n },
    feeFen: maxFen(first.feeFen, minFen(feeFen, paid.feeFen)),
  }
  return [openWithoutPenalty(kept) > 0n ? kept : { ...kept, settledOn: kept.period.dueOn }, ...rest]
}

/** The interest steps of a row, cut off on a day. */
export function interestStepsUntil(terms: LoanTerms, row: Row, on: Day): readonly InterestStep[] {
  return stepsUntil(terms.schedule, row, on)
}

export function rowsOf(terms: LoanTerms, amortised: readonly AmortisedRow[]): readonly Row[] {
  const hasFees = terms.schedule.fees.some((fee) => fee.timing === 'per-instalment')
  return amortised.map((row) => {
    const { period, principalFen, interestFen, balanceFen, interestSteps } = row
    const feeFen = hasFees ? sumFen(feesOfRow(terms.schedule, row).map((fee) => fee.amountFen)) : 0n
    const toEpoch = epochOf(period.periodTo)
    const dueEpoch = period.dueOn === period.periodTo ? toEpoch : epochOf(period.dueOn)
    return {
      period,
      fromEpoch: epochOf(period.periodFrom),
      toEpoch,
      dueEpoch,
      principalFen,
      interestFen,
      feeFen,
      balanceFen,
      interestSteps,
      evenDaysInYear:
        interestSteps.length === 1 && isEven(interestSteps[0]!, period) ? evenDaysInYear(terms, period) : undefined,
      paid: NO_PARTS,
      waived: NO_PARTS,
      carried: NO_PARTS,
      penaltySteps: [],
      penaltyFromEpoch: dueEpoch,
      settledOn: principalFen + interestFen + feeFen === 0n ? period.dueOn : undefined,
    }
  })
}

/** From the first day of the period on, and no equal part of the interest of the whole term. */
function isEven({ isSpread, from }: InterestStep, { periodFrom }: Period): boolean {
  return !isSpread && from === periodFrom
}

function evenDaysInYear(terms: LoanTerms, period: Period): number | undefined {
  const { rateDecimals, dayDigits } = terms.schedule.plan ?? {}
  if (rateDecimals !== undefined || dayDigits !== undefined) return undefined
  switch (terms.schedule.interestBasis) {
    case 'monthly':
    case 'monthly-from-start':
      return period.isWholeMonth ? 12 * period.days : undefined
    case 'actual/360':
      return 360
    case 'actual/364':
      return 364
    case 'actual/365':
      return 365
    case '30/360':
    case 'actual/actual':
    case 'actual/actual-dec31':
    case 'actual/actual-feb29':
      return undefined
  }
}
