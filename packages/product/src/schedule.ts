import { assert, assertNever } from '@puhui/kernel'
import { type Fen, percentOf, sumFen } from '@puhui/money'
import { type AmortisedRow, interestOf } from './amortise.ts'
import { planContract } from './plan.ts'
import type { Instalment, InstalmentFee, Schedule, ScheduleRequest, ScheduleTerms } from './schedule-types.ts'
import type { FeeEvent, FeeRule, FeeTiming } from './terms.ts'

/**
 * The instalments of a contract that is paid out whole on one day.
 *
 * @param request.terms principal above 0, rate 0 or more, term of at least one month
 * @returns instalments whose principal sums to the principal; every figure carries its interest steps
 * @source SPEC S1-S17
 * @example schedule({ terms, disbursedOn, holidays }).instalments[0].dueFen // 1039428n: ¥120,000 at 7.2 % over 12 months
 */
export function schedule(request: ScheduleRequest): Schedule {
  const { terms, disbursedOn } = request
  assert(terms.principalFen > 0n && terms.termMonths > 0, 'no loan without principal and term')
  const rows = planContract(terms, disbursedOn, request.holidays)
  const instalments = rows.map((row) => instalmentOf(terms, row))
  const upfrontFees = feesOf(terms, 'upfront')
  const upfrontFeeFen = total(upfrontFees)
  const fees = [...upfrontFees, ...instalments.flatMap((i) => i.fees)]
  const totalInterestFen = sumFen(instalments.map((i) => i.interestFen))
  const totalFeesFen = total(fees)
  return {
    disbursedOn,
    principalFen: terms.principalFen,
    upfrontFees,
    upfrontFeeFen,
    instalments,
    totalInterestFen,
    totalFeesFen,
    totalInsuranceFen: total(fees.filter((fee) => isInsurance(terms, fee.code))),
    totalSubsidyFen: sumFen(instalments.map((i) => i.subsidyFen)),
    totalDueFen: terms.principalFen + totalInterestFen + totalFeesFen - upfrontFeeFen,
  }
}

function isInsurance({ fees }: ScheduleTerms, code: string): boolean {
  return fees.find((rule) => rule.code === code)?.kind === 'insurance'
}

/** Adds its fees, and what somebody else pays for it, to the principal and interest of an instalment. */
export function instalmentOf(terms: ScheduleTerms, row: AmortisedRow): Instalment {
  const { period, principalFen, interestFen, balanceFen, interestSteps } = row
  const { number, periodFrom, periodTo, dueOn, days } = period
  const fees = feesOfRow(terms, row)
  const feeFen = total(fees)
  const dueFen = principalFen + interestFen + feeFen
  const subsidyFen = subsidyOf(terms, row)
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
    subsidyFen,
  }
}

/** The fees of an instalment; a down payment has none. */
export function feesOfRow(terms: ScheduleTerms, row: Omit<AmortisedRow, 'interestSteps'>): readonly InstalmentFee[] {
  return row.period.number === 0 ? [] : feesOf(terms, 'per-instalment', row.balanceFen + row.principalFen, row)
}

/** The interest of a row at the rate that somebody else pays, on the same balances and days. */
function subsidyOf({ plan }: ScheduleTerms, { interestSteps }: AmortisedRow): Fen {
  const annualRatePpm = plan?.subsidy?.annualRatePpm
  return annualRatePpm === undefined ? 0n : interestOf(interestSteps.map((step) => ({ ...step, annualRatePpm })))
}

/**
 * The fees of a contract that fall due at a time. Shares are of the original principal, or of the principal that is
 * still out before the instalment.
 *
 * @param balanceFen principal still out; the original principal unless given
 * @param row what the instalment asks for, of a share of it
 */
export function feesOf(
  terms: ScheduleTerms,
  timing: FeeTiming,
  balanceFen: Fen = terms.principalFen,
  row: Asked = NOTHING,
): readonly InstalmentFee[] {
  return terms.fees
    .filter((rule) => rule.timing === timing)
    .map((rule) => ({ code: rule.code, amountFen: feeAmount(rule, terms.principalFen, balanceFen, row) }))
}

type Asked = Pick<AmortisedRow, 'principalFen' | 'interestFen'>

const NOTHING: Asked = { principalFen: 0n, interestFen: 0n }

function feeAmount({ amount }: FeeRule, principalFen: Fen, balanceFen: Fen, row: Asked = NOTHING): Fen {
  switch (amount.kind) {
    case 'fixed':
      return amount.amountFen
    case 'share':
      return percentOf(principalFen, amount.ratePpm, 'half-even')
    case 'share-of-balance':
      return percentOf(balanceFen, amount.ratePpm, 'half-even')
    case 'share-of-instalment':
      return percentOf(row.principalFen + row.interestFen, amount.ratePpm, 'half-even')
    case 'share-of-instalment-principal':
      return percentOf(row.principalFen, amount.ratePpm, 'half-even')
    case 'share-of-instalment-interest':
      return percentOf(row.interestFen, amount.ratePpm, 'half-even')
    default:
      return assertNever(amount)
  }
}

/**
 * What a fee on an event comes to, for the principal that is out when it happens.
 *
 * @source SPEC S17
 */
export function eventFeesOf(terms: ScheduleTerms, event: FeeEvent, balanceFen: Fen): readonly InstalmentFee[] {
  return terms.fees
    .filter((rule) => rule.timing === 'on-event' && rule.event === event)
    .map((rule) => ({ code: rule.code, amountFen: feeAmount(rule, terms.principalFen, balanceFen) }))
}

/**
 * What one fee on an event comes to, by its code.
 *
 * @returns undefined for a fee that is not in the contract, or falls due at another time
 * @source SPEC S17
 */
export function eventFeeOf(terms: ScheduleTerms, code: string, balanceFen: Fen): InstalmentFee | undefined {
  const rule = terms.fees.find((fee) => fee.code === code && fee.timing === 'on-event')
  return rule && { code, amountFen: feeAmount(rule, terms.principalFen, balanceFen) }
}

function total(fees: readonly InstalmentFee[]): Fen {
  return sumFen(fees.map((fee) => fee.amountFen))
}
