import { assert } from '@puhui/kernel'
import { type Fen, percentOf, sumFen } from '@puhui/money'
import { type AmortisedRow, amortise } from './amortise.ts'
import { periodsOf } from './period.ts'
import type { Instalment, InstalmentFee, Schedule, ScheduleRequest, ScheduleTerms } from './schedule-types.ts'
import type { FeeRule, FeeTiming } from './terms.ts'

/**
 * The instalments of a contract that is paid out whole on one day.
 *
 * @param request.terms principal above 0, rate 0 or more, term of at least one month
 * @returns instalments whose principal sums to the principal; every figure carries its interest steps
 * @source SPEC S1-S9
 * @example schedule({ terms, disbursedOn, holidays }).instalments[0].dueFen // 1039428n: ¥120,000 at 7.2 % over 12 months
 */
export function schedule(request: ScheduleRequest): Schedule {
  const { terms, disbursedOn } = request
  assert(terms.principalFen > 0n && terms.termMonths > 0, 'no loan without principal and term')
  const periods = periodsOf(terms, disbursedOn, request.holidays)
  const fees = feesOf(terms, 'per-instalment')
  const rows = amortise({ terms, balanceFen: terms.principalFen, periods })
  const instalments = rows.map((row) => instalmentOf(row, fees))
  const upfrontFees = feesOf(terms, 'upfront')
  const upfrontFeeFen = total(upfrontFees)
  const totalInterestFen = sumFen(instalments.map((i) => i.interestFen))
  const totalFeesFen = upfrontFeeFen + sumFen(instalments.map((i) => i.feeFen))
  return {
    disbursedOn,
    principalFen: terms.principalFen,
    upfrontFees,
    upfrontFeeFen,
    instalments,
    totalInterestFen,
    totalFeesFen,
    totalDueFen: terms.principalFen + totalInterestFen + totalFeesFen - upfrontFeeFen,
  }
}

/** Adds the fees of an instalment to its principal and interest. */
export function instalmentOf(row: AmortisedRow, fees: readonly InstalmentFee[]): Instalment {
  const { period, principalFen, interestFen, balanceFen, interestSteps } = row
  const { number, periodFrom, periodTo, dueOn, days } = period
  const feeFen = total(fees)
  const dueFen = principalFen + interestFen + feeFen
  return {
    number,
    periodFrom,
    periodTo,
    dueOn,
    days,
    principalFen,
    interestFen,
    feeFen,
    dueFen,
    balanceFen,
    interestSteps,
    fees,
  }
}

/** The fees of a contract that fall due at a time; shares are taken of the original principal. */
export function feesOf(terms: ScheduleTerms, timing: FeeTiming): readonly InstalmentFee[] {
  return terms.fees
    .filter((rule) => rule.timing === timing)
    .map((rule) => ({ code: rule.code, amountFen: feeAmount(rule, terms.principalFen) }))
}

function feeAmount(rule: FeeRule, principalFen: Fen): Fen {
  return rule.amount.kind === 'fixed'
    ? rule.amount.amountFen
    : percentOf(principalFen, rule.amount.ratePpm, 'half-even')
}

function total(fees: readonly InstalmentFee[]): Fen {
  return sumFen(fees.map((fee) => fee.amountFen))
}
