import { type Day, epochOf, maxDay } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import {
  type AmortisedRow,
  amortise,
  feesOf,
  type InterestStep,
  instalmentTarget,
  interestOf,
  type Period,
  periodsOf,
  stepOf,
} from '@puhui/product'
import { NO_PARTS, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/** The rows of a contract, and the instalment (or the principal) that stays the same from one to the next. */
export interface Plan {
  readonly rows: readonly Row[]
  readonly targetFen: Fen
}

export function planOf(terms: LoanTerms, disbursedOn: Day): Plan {
  const periods = periodsOf(terms.schedule, disbursedOn, terms.holidays)
  const request = { terms: terms.schedule, balanceFen: terms.schedule.principalFen, periods }
  return { rows: rowsOf(terms, amortise(request)), targetFen: instalmentTarget(request) }
}

/** Plans the running row and those after it anew for a balance that changes on a day. */
export function replan(
  terms: LoanTerms,
  plan: Plan,
  change: { readonly index: number; readonly on: Day; readonly balanceFen: Fen; readonly keepsInstalment: boolean },
): Plan {
  const [kept, left] = [plan.rows.slice(0, change.index), plan.rows.slice(change.index)]
  const first = left[0]!
  const running = {
    steps: interestStepsUntil(terms, first, change.on),
    from: maxDay(change.on, first.period.periodFrom),
  }
  const request = {
    terms: terms.schedule,
    balanceFen: change.balanceFen,
    periods: left.map((row) => row.period),
    running,
  }
  const targetFen = change.keepsInstalment ? plan.targetFen : instalmentTarget(request)
  const rows = amortise(change.keepsInstalment ? { ...request, keepFen: targetFen } : request)
  return { rows: [...kept, ...rowsOf(terms, rows)], targetFen }
}

/** Ends the plan on a day: the running row takes all principal left and the interest earned so far, without further fees. */
export function closeOn(terms: LoanTerms, plan: Plan, index: number, on: Day, balanceFen: Fen): Plan {
  const running = plan.rows[index]!
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
    principalFen: balanceFen,
    interestFen: interestOf(interestSteps),
    feeFen: 0n,
    balanceFen: 0n,
    interestSteps,
    evenDaysInYear: undefined,
  }
  return { rows: [...plan.rows.slice(0, index), last], targetFen: plan.targetFen }
}

/** The interest steps of a row, cut off on a day. */
export function interestStepsUntil(terms: LoanTerms, row: Row, on: Day): readonly InterestStep[] {
  return row.interestSteps
    .filter((step) => step.from < on)
    .map((step) => (step.to <= on ? step : stepOf(terms.schedule, row.period, step.from, on, step.balanceFen)))
}

function rowsOf(terms: LoanTerms, amortised: readonly AmortisedRow[]): readonly Row[] {
  const feeFen = feesOf(terms.schedule, 'per-instalment').reduce((sum, fee) => sum + fee.amountFen, 0n)
  return amortised.map(({ period, principalFen, interestFen, balanceFen, interestSteps }) => {
    const dueEpoch = epochOf(period.dueOn)
    return {
      period,
      fromEpoch: epochOf(period.periodFrom),
      toEpoch: epochOf(period.periodTo),
      dueEpoch,
      principalFen,
      interestFen,
      feeFen,
      balanceFen,
      interestSteps,
      evenDaysInYear: interestSteps.length === 1 ? evenDaysInYear(terms, period) : undefined,
      paid: NO_PARTS,
      waived: NO_PARTS,
      penaltySteps: [],
      penaltyFromEpoch: dueEpoch,
      settledOn: principalFen + interestFen + feeFen === 0n ? period.dueOn : undefined,
    }
  })
}

function evenDaysInYear(terms: LoanTerms, period: Period): number | undefined {
  switch (terms.schedule.interestBasis) {
    case 'monthly':
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
